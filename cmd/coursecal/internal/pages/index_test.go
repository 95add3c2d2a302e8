package pages

import (
	"fmt"
	"strings"
	"testing"

	"coursecal/schedule"
)

// several returns courses whose deadlines clash on Fri 15 May.
func several(t testing.TB) []*schedule.Course {
	return []*schedule.Course{comp6248(t), course(t, groups), course(t, `id: d-2020
name: "<i>Databases</i>"
timezone: Europe/London
deadlines:
  report: {due: Fri 2020-05-15 12:00, worth: 60%}
  talk: {due: Wed 2020-05-13, worth: 40%}
`)}
}

func TestIndex(t *testing.T) {
	golden(t, "index.html", New("https://example.edu/calendars").Index(IndexView{Courses: several(t), Now: spring, IDs: []string{"c-2020", "d-2020"}}))
}

// TestFind narrows the list; what was ticked before stays in it, since it once
// could not be unticked.
func TestFind(t *testing.T) {
	p, courses := New(""), several(t)
	for name, want := range map[string]int{"": 3, "comp": 3, "COMP1": 2, "databases": 1, " d-2020 ": 1, "2020 comp1": 2, "2019 comp1": 1, "x": 1} {
		page := p.Index(IndexView{Courses: courses, Now: spring, Find: name, IDs: []string{"d-2020"}})
		if got := len(find(t, page, "type", "checkbox")); got != want {
			t.Errorf("%q finds %d courses, want %d", name, got, want)
		}
		if got := len(find(t, page, "value", "d-2020")); got != 1 {
			t.Errorf("%q has the ticked course %d times", name, got)
		}
	}
}

// TestIndexOfAUniversity holds the page small where there are many courses.
func TestIndexOfAUniversity(t *testing.T) {
	var courses []*schedule.Course
	for n := range 1000 {
		courses = append(courses, course(t, fmt.Sprintf("id: c%d-2020\nname: Course\ntimezone: UTC\ndeadlines: {essay: 2020-05-15}\n", n)))
	}
	page := string(New("").Index(IndexView{Courses: courses, Now: spring}))
	if !strings.Contains(page, "Not listed: 800.") {
		t.Error("the page does not say how many more there are")
	}
}

// TestFinishedLeaveRoom holds the bug that 200 courses of past years left no place
// in the list for the one that is running.
func TestFinishedLeaveRoom(t *testing.T) {
	courses := []*schedule.Course{course(t, "id: z\nname: Zoology\ntimezone: UTC\ndeadlines: {essay: 2020-05-15}\n")}
	for n := range listed + 2 {
		courses = append(courses, course(t, fmt.Sprintf("id: a%d\nname: A%d\ntimezone: UTC\ndeadlines: {essay: 2019-05-15}\n", n, n)))
	}
	page := New("").Index(IndexView{Courses: courses, Now: spring})
	text := words(mustParse(t, page))
	if len(find(t, page, "value", "z")) != 1 || !strings.Contains(text, "200 finished courses") || !strings.Contains(text, "Not listed: 2.") {
		t.Errorf("the page says %s", text)
	}
}

// TestUndecidedIsNotFinished holds the bug that a course without a date counted
// as one of which nothing is left; one that is cancelled is left no more.
func TestUndecidedIsNotFinished(t *testing.T) {
	for text, want := range map[string]string{
		"sessions: {exam: {when: tbc}, lab: {when: tbc}}":                                                 "no date yet: Exam",
		"sessions: {exam: {when: tbc}, lab: {when: 2020-04-29 09:00-11:00}}":                              "no date yet: Exam",
		"sessions: {exam: {when: tbc}, lab: {when: 2020-05-06 09:00-11:00}}":                              "in 5 days: Lab",
		"sessions: {exam: {when: 2020-05-06 09:00-11:00, cancel: x}, lab: {when: 2020-04-29 9:00-11:00}}": "nothing is left",
		"groups: [A, B]\nsessions: {exam: {groups: {A: {when: 2020-04-29 09:00-11:00}, B: {when: tbc}}}}": "no date yet: Exam (B)",
		"sessions: {exam: {when: tbc, cancel: x}, lab: {when: 2020-04-29 09:00-11:00}}":                   "nothing is left",
		"sessions: {exam: {when: tbc, cancel: x}, lab: {when: tbc}}":                                      "no date yet: Lab",
		"sessions: {reading: {when: 2020-04-27 to 2020-05-01}}":                                           "now: Reading",
	} {
		c := course(t, "id: c\nname: C\ntimezone: UTC\n"+text+"\n")
		page := New("").Index(IndexView{Courses: []*schedule.Course{c}, Now: spring})
		said, folded := words(mustParse(t, page)), len(find(t, page, "class", "past")) > 0
		if !strings.Contains(said, want) || folded != (want == "nothing is left") {
			t.Errorf("%s: folded %v, the page says %s", text, folded, said)
		}
	}
}

// TestIdle tells a bug: a course that was ticked and has no deadline left stood in
// the legend of a picture without it.
func TestIdle(t *testing.T) {
	over := course(t, "id: o\nname: Over\ntimezone: UTC\ndeadlines: {essay: 2020-04-15}\n")
	load := newWorkload([]*schedule.Course{over, course(t, groups)}, spring)
	if load.Idle != "No deadline is left of Over." || len(load.Legend) != 1 || load.Legend[0] != (legend{"k1", "COMP1"}) {
		t.Errorf("%s The legend is %v", load.Idle, load.Legend)
	}
}

// TestClashes counts days, not hours, and one course's own deadlines not at all.
func TestClashes(t *testing.T) {
	courses := several(t)
	var got []string
	for _, n := range find(t, New("").Index(IndexView{Courses: courses, Now: spring, IDs: []string{"d-2020", "comp6248-2020", "c-2020"}}), "class", "clashes") {
		got = append(got, words(n))
	}
	want := "Fri 15 May <i>Databases</i> Report (60%) COMP6248 Reproducibility report (40%) COMP1 Essay"
	if strings.Join(got, "; ") != want {
		t.Errorf("the clashes are %q, want %q", got, want)
	}
}

// TestWorkload counts what it draws, and says how much lies beyond.
func TestWorkload(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\ndeadlines: {sheet: {due: Fri 12:00, from: 2020-05-08, count: 25, worth: 2.5%}, essay: {due: Fri 2020-05-15, cancel: true}, quiz: {due: Wed 2020-05-13}}\n")
	load := newWorkload([]*schedule.Course{c}, spring)
	if load.Summary != "20 deadlines in 20 weeks" || load.More != "6 more, the first on 18 September 2020." {
		t.Errorf("%s; %s", load.Summary, load.More)
	}
	var got []string
	for _, w := range load.Weeks[:4] {
		got = append(got, w.Days+": "+w.Sum)
	}
	if want := "27 Apr – 3 May: , 4 – 10 May: 1 · 2.5%, 11 – 17 May: 2 · 2.5%, 18 – 24 May: 1 · 2.5%"; strings.Join(got, ", ") != want {
		t.Errorf("the weeks are %q, want %q", got, want)
	}
	if w := newWorkload([]*schedule.Course{c}, spring.AddDate(-1, 0, 0)).Weeks; len(w) != 20 || len(w[0].Due) != 1 {
		t.Errorf("a year before there are %d weeks", len(w))
	}
	if newWorkload([]*schedule.Course{c}, spring.AddDate(1, 0, 0)) != nil {
		t.Error("a year later something is left")
	}
}

// TestWorkloadOfGroups counts of what is for groups the most that one of them has:
// in each week, and in all of them, which once counted what no student has.
func TestWorkloadOfGroups(t *testing.T) {
	c := course(t, `id: c
name: C
timezone: UTC
groups: {A: ~, B: ~}
deadlines:
  report: {due: {A: Mon 2020-05-11, B: Wed 2020-05-13}, worth: 40%}
  quiz: {due: Tue 2020-05-12, worth: 10%}
  extra: {due: Tue 2020-05-12, worth: 5%, groups: [B]}
  talk: {due: {A: Mon 2020-05-18, B: Mon 2020-05-25}}
`)
	load := newWorkload([]*schedule.Course{c}, spring)
	var got []string
	for _, w := range load.Weeks {
		got = append(got, fmt.Sprintf("%s %d", w.Sum, strings.Count(string(w.Bar), "<rect")))
	}
	if want := " 0, 0,3 · 55% 3,1 1,1 1"; strings.Join(got, ",") != want {
		t.Errorf("the weeks and the parts of their bars are %q, want %q", got, want)
	}
	if load.Summary != "4 deadlines in 5 weeks" || len(load.Weeks[2].Due) != 4 {
		t.Errorf("%s; %d in one week", load.Summary, len(load.Weeks[2].Due))
	}
}

// TestMoreOfGroups counts what lies beyond the picture as what lies in it.
func TestMoreOfGroups(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {A: ~, B: ~}\ndeadlines: {essay: {due: 2020-05-15}, talk: {due: {A: 2021-05-18, B: 2021-05-25}}, oral: {due: 2021-06-01, groups: [B]}}\n")
	if got, want := newWorkload([]*schedule.Course{c}, spring).More, "2 more, the first on 25 May 2021."; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
}

// TestIndexOrder lists courses by what it shows of them, finished ones last.
func TestIndexOrder(t *testing.T) {
	var courses []*schedule.Course
	for _, text := range []string{
		"id: x\ncode: COMP2\nname: Logic\n", "id: a\nname: Botany\n", "id: old\ncode: COMP1\nname: Algorithms\n", "id: z\ncode: COMP1\nname: Algorithms\n",
	} {
		day := "2020-05-15"
		if strings.Contains(text, "old") {
			day = "2019-05-15"
		}
		courses = append(courses, course(t, text+"timezone: UTC\ndeadlines: {essay: "+day+"}\n"))
	}
	var got []string
	for _, n := range find(t, New("").Index(IndexView{Courses: courses, Now: spring}), "type", "checkbox") {
		for _, a := range n.Attr {
			if a.Key == "value" {
				got = append(got, a.Val)
			}
		}
	}
	if strings.Join(got, " ") != "a z x old" {
		t.Errorf("the order is %v", got)
	}
	if got := strings.Join(namesOf(sorted(courses)), ", "); got != "Botany, COMP1 2019, COMP1 2020, COMP2" {
		t.Errorf("together they are called %s", got)
	}
}

// TestNothingTicked says so where courses are to be put together.
func TestNothingTicked(t *testing.T) {
	for together, want := range map[bool]bool{false: false, true: true} {
		page := New("").Index(IndexView{Courses: several(t), Now: spring, Together: together})
		if got := strings.Contains(string(page), "Nothing is ticked"); got != want {
			t.Errorf("asked to put none together: %v; the page says so: %v", together, got)
		}
	}
}
