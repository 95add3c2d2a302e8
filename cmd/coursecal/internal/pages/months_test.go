package pages

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestMonths begins near now where there are more months than are drawn.
func TestMonths(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nterm: 2024-10-01 to 2027-03-20\nsessions: {lab: {when: Wed 09:00-10:00}, project: {when: 2024-10-07 to 2024-12-06}}\n")
	for _, test := range []struct {
		year                                  int
		month                                 time.Month
		past                                  string
		first, last, firstComing, left, fewer string
	}{
		{2024, 1, "0 past months", "", "March 2026", "October 2024", "Not shown here: 12 months.", "April 2026"},
		{2025, 3, "0 past months", "", "August 2026", "March 2025", "Not shown here: 12 months.", "September 2026"},
		{2026, 11, "13 past months", "October 2025", "March 2027", "November 2026", "Not shown here: 12 months.", "September 2025"},
		{2028, 1, "18 past months", "October 2025", "March 2027", "", "Not shown here: 12 months.", "September 2025"},
	} {
		v := View{Course: c, Now: time.Date(test.year, test.month, 15, 12, 0, 0, 0, time.UTC)}
		page := newCoursePage(v)
		m := page.Months
		all := string(m.Past + m.Coming)
		if m.PastMonths != test.past || m.Left != test.left || !strings.Contains(string(m.Past), test.first) || !strings.Contains(all, test.last) || strings.Contains(all, test.fewer) {
			t.Errorf("%s %d: %s, %s\n%.300s", test.month, test.year, m.PastMonths, m.Left, all)
		}
		if !strings.HasPrefix(string(m.Coming), `<table class="month"><caption>`+test.firstComing) && test.firstComing != "" {
			t.Errorf("%s %d: the first month to come is %.60s", test.month, test.year, m.Coming)
		}
	}
}

// TestLongEntryInMonths tells a bug: months ended with the entry that begins
// last, though one that began before goes on.
func TestLongEntryInMonths(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {phase: {when: 2020-05-25 to 2020-07-03}, talk: {when: 2020-05-27 09:00-10:00}}\n")
	m := newCoursePage(View{Course: c, Now: spring}).Months
	if got := strings.Count(string(m.Past+m.Coming), `>Phase<`); got != 40 {
		t.Errorf("40 days are marked on %d", got)
	}
}

// TestYearsInMonths tells a bug: of an entry under way for years no day was
// marked in the months around today.
func TestYearsInMonths(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {archive: {when: 2015-01-01 to 2024-12-31}, fair: {when: 2030-02-05}}\n")
	m := newCoursePage(View{Course: c, Now: spring}).Months
	if got := strings.Count(string(m.Coming), `>Archive<`); got != 549 || m.Past != "" || m.Left != "Not shown here: 103 months." {
		t.Errorf("%d days are marked, want those from May 2020 to October 2021. %s", got, m.Left)
	}
	late := newCoursePage(View{Course: c, Now: spring.AddDate(9, 0, 0)}).Months
	if got := strings.Count(string(late.Past), `>Archive<`); got != 519 || strings.Count(string(late.Coming), `>Fair<`) != 1 {
		t.Errorf("%d days are marked, want those from August 2023 on", got)
	}
}

// TestBusyDay shows some entries of a day and counts the others.
func TestBusyDay(t *testing.T) {
	for n, want := range map[int]string{8: "", 9: "+1", 11: "+3"} {
		text := "id: c\nname: C\ntimezone: UTC\nsessions:\n"
		for i := range n {
			text += fmt.Sprintf("  s%d: {title: S%[1]d, when: 2020-05-14}\n", i)
		}
		page := string(newCoursePage(View{Course: course(t, text), Now: spring}).Months.Coming)
		title, plus := "S0; S1; S2; S3; S4; S5; S6; S7", ""
		if want != "" {
			title, plus = title+"; "+want[1:]+" more", `<span class="plus">`+want+"</span>"
		}
		// By their UIDs, s10 comes before s1.
		if n == 11 {
			title = "S0; S10; S1; S2; S3; S4; S5; S6; 3 more"
		}
		if !strings.Contains(page, ` title="`+title+`">14</a>`) || !strings.Contains(page, "</span> "+plus+"</td>") || strings.Count(page, `<span class="m `) != 8 {
			t.Errorf("%d entries of one day: %s", n, page)
		}
	}
}

// TestManyLongEntries tells a bug: months of thousands of long entries made a
// page of over 100 MB.
func TestManyLongEntries(t *testing.T) {
	var b strings.Builder
	b.WriteString("id: c\nname: C\ntimezone: UTC\nsessions:\n")
	for i := range 10_000 {
		fmt.Fprintf(&b, "  s%d: {kind: phase, when: 2020-04-06 to 2020-10-22}\n", i)
	}
	v := View{Course: course(t, b.String()), Now: spring}
	if got := len(New("").Course(v)); got > 8<<20 {
		t.Errorf("the page has %d bytes", got)
	}
	m := newCoursePage(v).Months
	if got := len(m.Past + m.Coming); got > 1<<20 {
		t.Errorf("the months have %d bytes", got)
	}
}

// TestGroupsInMonths writes the names of groups in the narrow days of months,
// their labels where one points at them.
func TestGroupsInMonths(t *testing.T) {
	c := course(t, groups)
	all := string(newCoursePage(View{Course: c, Now: spring}).Months.Coming)
	if want := `<a class="d" href="#e-lab.A.2" title="Lab 2 (Monday group)">4</a><span class="m k0 next" dir="auto">Lab 2 (A)</span>`; !strings.Contains(all, want) {
		t.Errorf("the months lack %q: %s", want, all)
	}
	off := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: 2020-05-14, cancel: ill}}\n")
	if page, want := newCoursePage(View{Course: off, Now: spring}), ` title="Lab, cancelled">14</a><s class="m k0 off" dir="auto">Lab</s>`; !strings.Contains(string(page.Months.Coming), want) ||
		!strings.Contains(string(page.Glance), "<title>Thu 14 May: Lab, cancelled</title>") {
		t.Errorf("what is cancelled is told by colours alone: %s %s", page.Months.Coming, page.Glance)
	}
	one := string(newCoursePage(View{Course: c, Now: spring, Groups: []string{"A"}}).Months.Coming)
	if want := ` title="Lab 2">4</a><span class="m k0 next" dir="auto">Lab 2</span>`; !strings.Contains(one, want) {
		t.Errorf("the months of one group lack %q: %s", want, one)
	}
}

func TestTodayInABreak(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nbreaks: {2020-05-04 to 2020-05-05: Break}\nsessions: {lab: {when: [2020-04-30 09:00-10:00, 2020-05-12 09:00-10:00]}}\n")
	for day, want := range map[int]string{3: "today", 4: "break today", 6: "today"} {
		page := string(New("").Course(View{Course: c, Now: time.Date(2020, 5, day, 9, 0, 0, 0, time.UTC)}))
		if !strings.Contains(page, `<td class="`+want+`" aria-current="date">`) {
			t.Errorf("on %d May the day is not %q", day, want)
		}
	}
}

// TestDots: a phone has no room for titles in the months and shows dots; their
// colours are named as long as each kind has its own.
func TestDots(t *testing.T) {
	for _, test := range []struct{ what, text, want string }{
		{"in the order of the term", "sessions: {lab: {when: 2020-05-06 09:00-10:00}, talk: {when: 2020-05-05 09:00-10:00}, lab-2: {kind: lab, when: 2020-05-07 09:00-10:00}}\ndeadlines: {a: {due: 2020-05-01}, b: {kind: quiz, due: 2020-05-08}}\n", "[{k0 talk} {k1 lab} {due due}]"},
		{"deadlines alone", "deadlines: {a: {due: 2020-05-01}}\n", "[{due due}]"},
		{"colours that come twice", "sessions: {a: {when: 2020-05-05}, b: {when: 2020-05-05}, c: {when: 2020-05-05}, d: {when: 2020-05-05}, e: {when: 2020-05-05}, f: {when: 2020-05-05}, g: {when: 2020-05-05}}\n", "[]"},
	} {
		page := newCoursePage(View{Course: course(t, "id: c\nname: C\ntimezone: UTC\n"+test.text), Now: spring})
		if got := fmt.Sprint(page.Months.Dots); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}
