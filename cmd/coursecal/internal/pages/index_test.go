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

// TestFind narrows the list; what was ticked before stays ticked unseen.
func TestFind(t *testing.T) {
	p, courses := New(""), several(t)
	for name, want := range map[string]int{"": 3, "comp": 2, "COMP1": 1, "databases": 1, " d-2020 ": 1, "x": 0} {
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
	if !strings.Contains(page, "There are 800 more.") {
		t.Error("the page does not say how many more there are")
	}
}

// TestClashes counts days, not hours, and one course's own deadlines not at all.
func TestClashes(t *testing.T) {
	var got []string
	for _, c := range newWorkload(several(t), spring).Clashes {
		got = append(got, c.Day+": "+strings.Join(c.Items, ", "))
	}
	want := "Fri 15 May: d-2020 Report (60%), COMP6248 Reproducibility report (40%), COMP1 Essay"
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
