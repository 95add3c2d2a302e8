package main

import (
	"strings"
	"testing"

	"coursecal/schedule"
)

// TestStarter checks what init writes on each day of some years: without an
// error and without a warning, and the term yet to come. What stands behind #
// to be tried is right too.
func TestStarter(t *testing.T) {
	for day := schedule.NewDate(2024, 1, 1); day.Year() < 2040; day += 3 {
		c, problems := schedule.Parse("course.yaml", []byte(starter(day)))
		if len(problems) > 0 {
			t.Fatalf("on %s: %v", day, problems)
		}
		tried := strings.ReplaceAll(starter(day), "\n    # ", "\n    ")
		if _, problems := schedule.Parse("course.yaml", []byte(tried)); len(problems) > 0 || strings.Count(tried, "\n    move:") != 1 {
			t.Fatalf("on %s, with all exceptions: %v\n%s", day, problems, tried)
		}
		if c.TermStart < day+7 || c.TermStart > day+300 || len(c.Occurrences) < 10 {
			t.Fatalf("on %s the term begins on %s with %d entries", day, c.TermStart, len(c.Occurrences))
		}
	}
}
