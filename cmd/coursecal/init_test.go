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

// TestShellWord quotes what a shell would read otherwise.
func TestShellWord(t *testing.T) {
	for _, test := range []struct{ name, unix, windows string }{
		{"courses/comp6248-2020.yaml", "courses/comp6248-2020.yaml", "courses/comp6248-2020.yaml"},
		{"Übung.yaml", "Übung.yaml", "Übung.yaml"},
		{"c(d).yaml", "'c(d).yaml'", `"c(d).yaml"`},
		{"my course.yaml", "'my course.yaml'", `"my course.yaml"`},
		{"it's $5.yaml", `'it'\''s $5.yaml'`, `"it's $5.yaml"`},
		{"-x.yaml", "./-x.yaml", "./-x.yaml"},
		{`C:\courses\x.yaml`, `'C:\courses\x.yaml'`, `C:\courses\x.yaml`},
	} {
		if got := shellWord(test.name, false); got != test.unix {
			t.Errorf("%s: got %s, want %s", test.name, got, test.unix)
		}
		if got := shellWord(test.name, true); got != test.windows {
			t.Errorf("%s on Windows: got %s, want %s", test.name, got, test.windows)
		}
	}
}
