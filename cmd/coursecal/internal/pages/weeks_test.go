package pages

import (
	"strings"
	"testing"
	"time"

	"coursecal/schedule"
)

// TestRunningWeekIsNotPast folds a week when its Sunday is over, and not while
// something that began in it goes on.
func TestRunningWeekIsNotPast(t *testing.T) {
	lab, phase := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: [2020-05-05 09:00-10:00, 2020-05-12 09:00-10:00]}}\n"),
		course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {phase: {when: 2020-05-05 to 2020-05-13}}\n")
	for _, test := range []struct {
		course *schedule.Course
		day    int
		want   int
	}{{lab, 5, 0}, {lab, 10, 0}, {lab, 11, 1}, {lab, 17, 1}, {lab, 18, 2}, {phase, 11, 0}, {phase, 14, 1}} {
		page := newCoursePage(View{Course: test.course, Now: time.Date(2020, 5, test.day, 20, 0, 0, 0, time.UTC)})
		if got := len(page.Past); got != test.want {
			t.Errorf("on %d May %d weeks are past, want %d", test.day, got, test.want)
		}
	}
}

// TestOldWeeksBesideALongEntry tells a bug: while an entry of weeks went on, no
// week since its first was folded.
func TestOldWeeksBesideALongEntry(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nterm: 2020-04-06 to 2020-06-26\nsessions: {project: {when: 2020-04-06 to 2020-06-26}, lab: {when: Wed 09:00-10:00}}\n")
	page := newCoursePage(View{Course: c, Now: spring})
	if len(page.Past) != 2 || len(page.Weeks) != 10 || page.Weeks[0].Days != "6 – 12 April" {
		t.Errorf("%d weeks are past and %d not, of which the first is %s", len(page.Past), len(page.Weeks), page.Weeks[0].Days)
	}
}

// TestYearsOfWeeks says the year of a week where there are several.
func TestYearsOfWeeks(t *testing.T) {
	for term, want := range map[string]string{
		"2020-05-04 to 2020-05-30": "4 – 10 May",
		"2020-12-07 to 2021-01-15": "7 – 13 December 2020, 14 – 20 December 2020, 21 – 27 December 2020, 28 December 2020 – 3 January 2021, 4 – 10 January 2021",
	} {
		c := course(t, "id: c\nname: C\ntimezone: UTC\nterm: "+term+"\nsessions: {lab: {when: Mon 09:00-10:00}}\n")
		var got []string
		page := newCoursePage(View{Course: c, Now: spring})
		for _, w := range append(page.Past, page.Weeks...) {
			got = append(got, w.Days)
		}
		if !strings.HasPrefix(strings.Join(got, ", "), want) {
			t.Errorf("the weeks are %q, want %s", got, want)
		}
	}
}
