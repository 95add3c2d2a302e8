package pages

import (
	"strings"
	"testing"
	"time"

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
