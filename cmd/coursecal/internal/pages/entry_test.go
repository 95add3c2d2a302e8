package pages

import (
	"strings"
	"testing"

	"coursecal/schedule"
)

// TestDayOfMidnight says of what is due at 24:00 the day before, to programs too.
func TestDayOfMidnight(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\ndeadlines: {essay: {due: 2020-05-15 24:00}}\n")
	page := string(New("").Course(View{Course: c, Now: spring}))
	if got := strings.Count(page, `<time datetime="2020-05-16T00:00:00Z" data-day="2020-05-15">`); got != 2 {
		t.Errorf("the card and the entry say so %d times, not both", got)
	}
}

// TestDaysOfTwoYears tells a bug: the page gave no year of days that end in
// another one.
func TestDaysOfTwoYears(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {thesis: {when: 2020-11-26 to 2021-12-28}}\n")
	page := words(mustParse(t, New("").Course(View{Course: c, Now: spring})))
	if want := "Thu 26 Nov 2020 to Tue 28 Dec 2021"; strings.Count(page, want) != 2 {
		t.Errorf("the card and the entry do not both say %q: %.600s", want, page)
	}
}

// TestKindBeside leaves out a kind that the title says.
func TestKindBeside(t *testing.T) {
	for _, test := range []struct{ title, kind, want string }{
		{"Lab 1", "lab", ""}, {"Final exam", "exam", ""}, {"Exam", "exam", ""}, {"Guest lecture: Rust", "guest_lecture", ""},
		{"Laboratory rules", "lab", "lab"}, {"Collab", "lab", "lab"}, {"A lab of ours", "lab", "lab"}, {"Essay", "deadline", "deadline"},
		{"é", "lab", "lab"}, {"Talk", "guest_lecture", "guest lecture"},
	} {
		if got := kindBeside(&schedule.Occurrence{Title: test.title, Kind: test.kind}); got != test.want {
			t.Errorf("%s of kind %s is called %q, want %q", test.title, test.kind, got, test.want)
		}
	}
}

// TestNothingLeft tells bugs: the page said so where only a date was missing,
// that the last entry was one that is cancelled, and that a date was missing of
// what is cancelled.
func TestNothingLeft(t *testing.T) {
	for _, test := range []struct{ text, want, lacks string }{
		{"sessions: {lab: {when: 2020-04-14}, oral: {when: tbc}}", "What is left has no date yet. The last entry was Tue 14 Apr: Lab", "Nothing is left"},
		{"sessions: {lab: {when: 2020-04-14}, exam: {when: 2020-06-14, cancel: ill}}", "Nothing is left. The last entry was Tue 14 Apr: Lab", "was Sun 14 Jun"},
		{"sessions: {exam: {when: 2020-06-14, cancel: ill}}", "Nothing is left.", "The last entry"},
		{"sessions: {lab: {when: 2020-04-14}, oral: {when: tbc, cancel: ill}}", "Nothing is left. The last entry was Tue 14 Apr: Lab", "What is left"},
		{"sessions: {oral: {when: tbc, cancel: ill}}", "Nothing is left. Not fixed yet Oral Cancelled ill", "Nothing has a date yet"},
	} {
		page := words(mustParse(t, New("").Course(View{Course: course(t, "id: c\nname: C\ntimezone: UTC\n"+test.text), Now: spring})))
		if !strings.Contains(page, test.want) || strings.Contains(page, test.lacks) {
			t.Errorf("%s: want %q and not %q: %.600s", test.text, test.want, test.lacks, page)
		}
	}
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: 2020-05-14}, exam: {when: tbc}}\n")
	page := words(mustParse(t, New("").Course(View{Course: c, Now: spring, Only: []string{"exam"}})))
	if !strings.Contains(page, "Nothing has a date yet.") || strings.Contains(page, "Nothing is left") {
		t.Errorf("exams without dates: %.600s", page)
	}
}

// TestUndecidedAndCancelled tells a bug: the page did not say that what has no
// date yet is cancelled, nor why.
func TestUndecidedAndCancelled(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {title: Lab, when: [tbc, tbc, tbc], cancel: {1-2: A strike}}}\ndeadlines: {oral: {due: tbc, cancel: true}}\n")
	want := `<ul><li><s><bdi>Lab</bdi></s> <strong class="tag">Cancelled</strong> <span>(2 times)</span> <span><bdi>A strike</bdi></span></li>
<li><bdi>Lab</bdi></li>
<li><s><bdi>Oral</bdi></s> <strong class="tag">Cancelled</strong></li>
</ul>`
	if page := string(New("").Course(View{Course: c, Now: spring})); !strings.Contains(page, want) {
		_, list, _ := strings.Cut(page, "Not fixed yet")
		t.Errorf("want %s, got %.400s", want, list)
	}
}

// TestUndecidedOfGroups tells a bug: what each group has once was said to be
// there several times.
func TestUndecidedOfGroups(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {A: Monday group, B: ~}\nsessions: {lab: {groups: {A: {when: tbc}, B: {when: tbc}}}}\n")
	for groups, want := range map[string]string{"": "Lab (Monday group) Lab (B)", "A": "Lab"} {
		page := words(mustParse(t, New("").Course(View{Course: c, Now: spring, Groups: strings.Fields(groups)})))
		if _, list, _ := strings.Cut(page, "Not fixed yet "); !strings.HasPrefix(list, want) || strings.Contains(list, "times") {
			t.Errorf("groups %q: %.60s, want %s", groups, list, want)
		}
	}
}
