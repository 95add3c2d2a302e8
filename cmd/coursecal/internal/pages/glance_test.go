package pages

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// picture returns the texts of a course's picture of the term that have a
// class.
func picture(t *testing.T, now time.Time, class, text string) []string {
	t.Helper()
	var out []string
	page := New("").Course(View{Course: course(t, "id: c\nname: C\ntimezone: Europe/London\n"+text), Now: now})
	for n := range mustParse(t, page).Descendants() {
		if n.Type != html.ElementNode || n.Data != "text" {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
				out = append(out, words(n))
			}
		}
	}
	return out
}

// TestMonthsOfTheTerm holds the first day's month, each first of a month, and
// the years that begin.
func TestMonthsOfTheTerm(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"sessions: {talk: {when: 2027-01-27 09:00-10:00}}\n", "Jan"},
		{"term: 2022-01-31 to 2022-05-20\nsessions: {lab: {when: Mon 09:00-10:00}}\n", "Jan Feb Mar Apr May"},
		{"term: 2020-04-27 to 2020-05-31\nsessions: {lab: {when: Mon 09:00-10:00}}\n", "Apr May"},
		{"term: 2024-10-01 to 2025-03-20\nsessions: {lab: {when: Wed 09:00-10:00}}\n", "Oct Nov Dec Jan 2025 Feb Mar"},
		{"term: 2024-10-01 to 2027-03-20\nsessions: {lab: {when: Wed 09:00-10:00}}\n", "Oct Jan 2025 Apr Jul Oct Jan 2026 Apr Jul Oct Jan 2027"},
	} {
		if got := strings.Join(picture(t, spring, "month", test.text), " "); got != test.want {
			t.Errorf("%s: the months are %s, want %s", test.text, got, test.want)
		}
	}
}

// TestPlacesOfMonths holds each month where it begins, beside the sessions of
// its first and last days.
func TestPlacesOfMonths(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nterm: 2020-04-27 to 2020-05-24\nsessions: {lab: {when: [2020-04-28 09:00-10:00, 2020-05-19 09:00-10:00]}}\n")
	page := string(New("").Course(View{Course: c, Now: spring}))
	// 1 May is the fifth of 28 days.
	if at := regexp.MustCompile(`x="([\d.]+)%"[^>]*>May</text>`).FindStringSubmatch(page); at == nil || at[1] != "14.29" {
		t.Errorf("May begins at %q, want 14.29", at)
	}
}

// TestLateMonths holds on phones what begins too late to be written there to the
// right.
func TestLateMonths(t *testing.T) {
	const text = "term: 2026-09-28 to 2027-01-10\nsessions: {lab: {when: Wed 09:00-10:00}}\n"
	if got := strings.Join(picture(t, spring, "edge", text), " "); got != "Jan 2027" {
		t.Errorf("late are %q, want Jan 2027", got)
	}
}

// TestWeights adds what is due on one day, leaves out what is cancelled, and
// never writes one weight over another.
func TestWeights(t *testing.T) {
	for _, test := range []struct{ what, due, want string }{
		{"one day", "a: {due: 2020-05-05 12:00, worth: 10%}, b: {due: 2020-05-05 16:00, worth: 15.5%}", "25.5%"},
		{"small ones of one day", "a: {due: 2020-05-05, worth: 3%}, b: {due: 2020-05-05, worth: 3%}, c: {due: 2020-05-19, worth: 3%}", "6% 3%"},
		{"small ones where there is room", "a: {due: 2020-05-05, worth: 10%}, b: {due: 2020-05-12, worth: 2%}, c: {due: 2020-05-19, worth: 2.5%}, f: {due: 2020-05-21, worth: 3%}, d: {due: 2020-09-01, worth: 1%}, e: {due: 2020-10-20, worth: 0.5%}", "10% 2% 2.5% 1%"},
		{"a time for each group", "a: {due: {A: 2020-05-05 12:00, B: 2020-05-05 16:00}, worth: 40%}, b: {due: 2020-05-05, worth: 10%}", "50%"},
		{"what one group has more", "a: {due: 2020-05-05, worth: 10%, groups: [A]}, b: {due: 2020-05-05, worth: 15%, groups: [B]}, c: {due: 2020-05-05, worth: 20%}", "35%"},
		{"a cancelled one", "a: {due: 2020-05-05, worth: 10%}, b: {due: 2020-05-05, worth: 15%, cancel: true}", "10%"},
		{"a week of them", "a: {due: Mon 2020-05-04, worth: 5%}, b: {due: 2020-05-05, worth: 6%}, c: {due: 2020-05-06, worth: 7%}, d: {due: 2020-05-07, worth: 8%}, " +
			"e: {due: 2020-05-08, worth: 9%}, f: {due: Sat 2020-05-09, worth: 10%}, g: {due: Sun 2020-05-10, worth: 11%}", "5% 6% 7% 8% 30%"},
	} {
		text := "term: 2020-01-01 to 2020-12-11\ngroups: {A: ~, B: ~}\ndeadlines: {" + test.due + "}\n"
		if got := strings.Join(picture(t, spring, "weight", text), " "); got != test.want {
			t.Errorf("%s: the weights are %s, want %s", test.what, got, test.want)
		}
	}
	c := course(t, "id: c\nname: C\ntimezone: UTC\ndeadlines: {a: {due: 2020-05-05, worth: 10%}, b: {due: 2020-05-05, worth: 15%, cancel: true}}\n")
	if page := string(New("").Course(View{Course: c, Now: spring})); !strings.Contains(page, "1 deadline; A 10%</title>") {
		t.Error("the summary counts a cancelled deadline")
	}
}

// TestWeightOfEachDay tells a bug: a weight near the left edge began before it,
// found no height, and the page of the course was never served.
func TestWeightOfEachDay(t *testing.T) {
	for weeks := 1; weeks <= 26; weeks++ {
		for day := range 7 * weeks {
			due := time.Date(2020, 4, 27+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			end := time.Date(2020, 4, 26+7*weeks, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			c := course(t, "id: c\nname: C\ntimezone: UTC\nterm: 2020-04-27 to "+end+"\ndeadlines: {essay: {due: "+due+", worth: 12.5%}}\n")
			if got := newCoursePage(View{Course: c, Now: spring}).Glance; !strings.Contains(string(got), ">12.5%</text>") {
				t.Errorf("%d weeks, due on %s: the weight is missing", weeks, due)
			}
		}
	}
}

// TestWeightsOfGroupsInWords says a weight once that each group has, and counts
// what a student has, which once was what all groups have; without a weight too.
func TestWeightsOfGroupsInWords(t *testing.T) {
	for due, want := range map[string]string{
		"a: {due: {A: 2020-05-05, B: 2020-05-06}, worth: 40%}":                        "1 deadline; A 40%",
		"a: {due: {A: 2020-05-05, B: 2020-05-06}}, b: {due: 2020-05-07, groups: [B]}": "2 deadlines",
	} {
		c := course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {A: ~, B: ~}\ndeadlines: {"+due+"}\n")
		if page := string(New("").Course(View{Course: c, Now: spring})); !strings.Contains(page, ", "+want+"</title>") {
			t.Errorf("%s: the summary does not say %s", due, want)
		}
	}
}

// TestLongLabels tells a bug: the name of a long kind ran out of the picture on a
// phone.
func TestLongLabels(t *testing.T) {
	for kind, want := range map[string]string{
		"supervised_self_study_in_lab":                                     `>supervised self study in lab<`,
		"supervised_self_study_of_the_foundations_of_programming_language": `><title>supervised self study of the foundations of programming language</title>supervised self study of the…<`,
		strings.Repeat("M", 64):                                            `><title>` + strings.Repeat("M", 64) + `</title>` + strings.Repeat("M", 18) + `…<`,
	} {
		c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {a: {kind: "+kind+", when: 2020-05-14}}\n")
		if got := newCoursePage(View{Course: c, Now: spring}).Glance; !strings.Contains(string(got), want) {
			t.Errorf("the picture lacks %s: %s", want, got)
		}
	}
}

// TestTodayInThePicture names the line of today, while there is one.
func TestTodayInThePicture(t *testing.T) {
	const text = "sessions: {lab: {when: [2020-04-28 09:00-10:00, 2020-05-19 09:00-10:00]}}\n"
	if got := picture(t, spring, "now", text); len(got) != 1 || got[0] != "today" {
		t.Errorf("the line of today is called %q", got)
	}
	if got := picture(t, spring.AddDate(1, 0, 0), "now", text); got != nil {
		t.Errorf("a year later the picture says %q", got)
	}
}
