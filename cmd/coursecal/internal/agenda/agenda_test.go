package agenda

import (
	"strings"
	"testing"
	"time"

	"coursecal/schedule"
)

// TestLeft counts days as people do, by the clocks of the course: in Auckland
// it is tomorrow already.
func TestLeft(t *testing.T) {
	c, problems := schedule.Parse("c.yaml", []byte(`id: c-2020
name: C
timezone: Pacific/Auckland
sessions: {lab: {when: 2020-05-05 09:00-11:00}}
deadlines: {essay: {due: Tue 2020-05-05 16:00}, quiz: 2020-05-06}
`))
	if c == nil {
		t.Fatal(problems)
	}
	for _, test := range []struct {
		now              string
		lab, essay, quiz string
		next             string
	}{
		{"2020-04-30T12:00:00Z", "in 4 days", "in 4 days", "in 5 days", "lab"},
		{"2020-05-03T11:59:00Z", "in 2 days", "in 2 days", "in 3 days", "lab"},
		{"2020-05-03T12:00:00Z", "tomorrow", "tomorrow", "in 2 days", "lab"},
		{"2020-05-04T20:00:00Z", "today", "today", "tomorrow", "lab"},
		{"2020-05-04T22:00:00Z", "now", "today", "tomorrow", "lab"},
		{"2020-05-04T23:30:00Z", "now", "today", "tomorrow", "essay"},
		{"2020-05-05T05:00:00Z", "now", "today", "tomorrow", "quiz"},
		{"2020-05-06T12:00:00Z", "now", "today", "today", ""},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		a := New([]*schedule.Course{c}, Filter{}, now)
		next := ""
		if n := a.Next(); n >= 0 {
			next = a.Items[n].Key
		}
		if got := [3]string{a.Left(a.Items[0]), a.Left(a.Items[1]), a.Left(a.Items[2])}; got != [3]string{test.lab, test.essay, test.quiz} || next != test.next {
			t.Errorf("%s: %q, next %q", test.now, got, next)
		}
	}
}

// TestNext passes over days under way while something else begins before
// they end.
func TestNext(t *testing.T) {
	c, problems := schedule.Parse("c.yaml", []byte(`id: c-2020
name: C
timezone: Europe/London
sessions:
  phase: {when: 2020-05-04 to 2020-05-15}
  fair: {when: 2020-05-06 to 2020-05-07}
  talk: {when: 2020-05-12 09:00-11:00}
  exam: {when: 2020-05-20 09:00-11:00}
`))
	if c == nil {
		t.Fatal(problems)
	}
	for _, test := range []struct{ now, next, left string }{
		{"2020-05-03T12:00:00Z", "phase", "tomorrow"},
		{"2020-05-04T12:00:00Z", "fair", "in 2 days"},
		{"2020-05-06T12:00:00Z", "fair", "now"},
		{"2020-05-08T12:00:00Z", "talk", "in 4 days"},
		{"2020-05-12T08:30:00Z", "talk", "now"},
		{"2020-05-12T12:00:00Z", "phase", "now"},
		{"2020-05-15T12:00:00Z", "phase", "now"},
		{"2020-05-16T12:00:00Z", "exam", "in 4 days"},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		a := New([]*schedule.Course{c}, Filter{}, now)
		if i := a.Items[a.Next()]; i.Key != test.next || a.Left(i) != test.left {
			t.Errorf("%s: next is %s, %s, want %s, %s", test.now, i.Key, a.Left(i), test.next, test.left)
		}
	}
}

// TestTitle says the group only where more than one is shown.
func TestTitle(t *testing.T) {
	c, problems := schedule.Parse("c.yaml", []byte(`id: c-2020
name: C
timezone: Europe/London
groups: {A: Monday group, B: ~, C: ~}
sessions: {lab: {title: Lab, when: 2020-05-04 09:00-10:00, groups: [A, B]}}
`))
	if c == nil {
		t.Fatal(problems)
	}
	for _, test := range []struct {
		groups []string
		want   string
	}{
		{nil, "Lab (Monday group)"}, {[]string{"A"}, "Lab"}, {[]string{"A", "C"}, "Lab (Monday group)"},
	} {
		a := New([]*schedule.Course{c}, Filter{Groups: test.groups}, time.Time{})
		if got := a.Title(a.Items[0]); got != test.want {
			t.Errorf("of the groups %q: %q, want %q", test.groups, got, test.want)
		}
	}
}

// TestNamesInAnyCase tells a bug: of two courses that write a kind or a group in
// two ways, the entries of one were dropped without a word.
func TestNamesInAnyCase(t *testing.T) {
	var courses []*schedule.Course
	for _, body := range []string{
		"id: x\nsessions: {lab: {when: 2020-05-04 09:00-10:00, groups: [A, B]}}\ndeadlines: {essay: 2020-05-06}",
		"id: y\nsessions: {Lab: {when: 2020-05-05 09:00-10:00, groups: [a, b]}}",
	} {
		c, problems := schedule.Parse("c.yaml", []byte("name: C\ntimezone: UTC\n"+body))
		if c == nil {
			t.Fatal(problems)
		}
		courses = append(courses, c)
	}
	for _, test := range []struct {
		Filter
		want string
	}{
		{Filter{Only: []string{"Lab"}}, "lab.A@x lab.B@x Lab.a@y Lab.b@y"},
		{Filter{Only: []string{"lab"}, Groups: []string{"B"}}, "lab.B@x Lab.b@y"},
		{Filter{Only: []string{"Deadlines"}}, "essay@x"},
	} {
		var uids []string
		for _, i := range New(courses, test.Filter, time.Time{}).Items {
			uids = append(uids, i.UID)
		}
		if got := strings.Join(uids, " "); got != test.want {
			t.Errorf("%+v: %s, want %s", test.Filter, got, test.want)
		}
	}
}

// TestWeeks names weeks by the teaching week only where all courses agree.
func TestWeeks(t *testing.T) {
	parse := func(head string) *schedule.Course {
		c, problems := schedule.Parse("c.yaml", []byte(head+"name: C\ntimezone: UTC\ndeadlines: {essay: 2020-05-06, report: 2020-05-13}\n"))
		if c == nil {
			t.Fatal(problems)
		}
		return c
	}
	first, second := parse("id: a\nweek_numbers: {1: 2020-05-04}\n"), parse("id: b\nweek_numbers: {2: 2020-05-04}\n")
	for _, test := range []struct {
		courses []*schedule.Course
		want    string
	}{
		{[]*schedule.Course{first}, "Week 1, from Mon 4 May 2020"},
		{[]*schedule.Course{first, second}, "Week of Mon 4 May 2020"},
	} {
		weeks := New(test.courses, Filter{}, time.Time{}).Weeks()
		if len(weeks) != 2 || WeekName(weeks[0]) != test.want {
			t.Errorf("%d weeks, the first is %q, want %q", len(weeks), WeekName(weeks[0]), test.want)
		}
	}
}

// TestDays tells a bug: days that end in another year did not say which.
func TestDays(t *testing.T) {
	for when, want := range map[string]string{
		"2026-11-26 to 2027-12-28":     "Thu 26 Nov 2026 to Tue 28 Dec 2027",
		"2026-12-31 to 2027-01-01":     "Thu 31 Dec 2026 to Fri 1 Jan 2027",
		"2026-11-26 to 2026-12-28":     "Thu 26 Nov to Mon 28 Dec",
		"Thu 2026-12-31 22:00-01:00+1": "Thu 31 Dec 22:00–01:00+1",
	} {
		c, problems := schedule.Parse("c.yaml", []byte("id: c\nname: C\ntimezone: UTC\nsessions: {phase: {when: "+when+"}}\n"))
		if c == nil {
			t.Fatal(problems)
		}
		i := New([]*schedule.Course{c}, Filter{}, time.Time{}).Items[0]
		if got := i.Day() + " " + i.Hours(); got != want {
			t.Errorf("%s reads %q, want %q", when, got, want)
		}
	}
}

// TestUntil asks at instants around everything that makes a difference.
func TestUntil(t *testing.T) {
	course := func(text string) *schedule.Course {
		c, problems := schedule.Parse("t.yaml", []byte("id: t\nname: T\n"+text))
		if c == nil {
			t.Fatal(problems)
		}
		return c
	}
	london := course("timezone: Europe/London\nsessions: {lab: {when: 2020-05-06 09:00-11:00}, trip: {when: 2020-05-08}}\n")
	cairo := course("timezone: Africa/Cairo\nsessions: {lab: {when: 2024-05-06 09:00-11:00}}\n")
	tehran := course("timezone: Asia/Tehran\nsessions: {lab: {when: 2024-05-06 09:00-11:00}}\n")
	for _, test := range []struct {
		what      string
		courses   []*schedule.Course
		now, want string
	}{
		{"its start", []*schedule.Course{london}, "2020-05-06T07:00:00Z", "2020-05-06T08:00:00Z"},
		{"at its start", []*schedule.Course{london}, "2020-05-06T08:00:00Z", "2020-05-06T08:00:00Z"},
		{"its end", []*schedule.Course{london}, "2020-05-06T08:00:01Z", "2020-05-06T10:00:00Z"},
		{"midnight in London", []*schedule.Course{london}, "2020-05-06T10:00:01Z", "2020-05-06T23:00:00Z"},
		{"midnight in UTC", []*schedule.Course{london}, "2020-05-06T23:30:00Z", "2020-05-07T00:00:00Z"},
		{"the nearest of several", []*schedule.Course{london, cairo}, "2020-05-06T10:00:01Z", "2020-05-06T22:00:00Z"},
		// On 26 April 2024 clocks in Cairo went from 24:00 to 01:00.
		{"a midnight that is skipped", []*schedule.Course{cairo}, "2024-04-25T21:30:00Z", "2024-04-25T22:00:00Z"},
		{"one that is skipped and no full hour in UTC", []*schedule.Course{tehran}, "2021-03-21T20:10:00Z", "2021-03-21T20:30:00Z"},
		{"nothing", nil, "2020-05-06T10:00:01Z", "2020-05-07T00:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := Until(test.courses, now).UTC().Format(time.RFC3339); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestAllDeadlines takes whatever is due by one word, unless a kind has it.
func TestAllDeadlines(t *testing.T) {
	for text, want := range map[string]int{
		"sessions: {lab: {when: 2020-05-05}}\ndeadlines: {essay: 2020-05-05, quiz: {due: 2020-05-06, kind: quiz}}\n": 2,
		"sessions: {deadlines: {when: 2020-05-05}}\ndeadlines: {essay: 2020-05-05, quiz: 2020-05-06}\n":              1,
		"sessions: {deadlines: {when: tbc}}\ndeadlines: {essay: 2020-05-05, quiz: 2020-05-06}\n":                     0,
	} {
		c, problems := schedule.Parse("c.yaml", []byte("id: c\nname: C\ntimezone: UTC\n"+text))
		if c == nil {
			t.Fatal(problems)
		}
		if a := New([]*schedule.Course{c}, Filter{Only: []string{"deadlines"}}, time.Time{}); len(a.Items) != want {
			t.Errorf("%d entries of %s, want %d", len(a.Items), text, want)
		}
	}
}
