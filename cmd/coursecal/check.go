package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/ical"
	"coursecal/schedule"
)

func checkVerb() *verb {
	return &verb{
		name:  "check",
		args:  "FILE…",
		short: "find what is wrong or doubtful in a schedule file",
		about: `Check each schedule FILE ("-" is standard input): tell its errors and warnings, then
each series with its count and its first and last date, so that a forgotten entry is
seen.`,
		examples: "coursecal check course.yaml\ncoursecal check --strict --format github courses/*.yaml",
		define: func(fs *pflag.FlagSet) action {
			strict := fs.Bool("strict", false, "exit with 1 on warnings too")
			format := choiceFlag(fs, "format", "text", "how errors and warnings are written: for people, as a JSON array,\nor as annotations of a GitHub workflow",
				"text", "json", "github")
			return func(e *env, files []string) error { return check(e, files, *format, *strict) }
		},
	}
}

// check tells all problems of all files, then sums up the courses.
func check(e *env, files []string, format string, strict bool) error {
	inputs, unread := e.load("check", files)
	if unread != nil && unread.Error() != "" {
		return unread
	}
	var out bytes.Buffer
	doubtful := false
	for _, in := range inputs {
		in.problems = append(oversized(in), in.problems...)
		doubtful = doubtful || len(in.problems) > 0
		if format == "text" {
			writeProblems(e.stderr, in, in.problems, e.terminal)
		}
	}
	switch format {
	case "json":
		out.Write(jsonText(findings(inputs)))
	case "github":
		out.Write(asGitHub(findings(inputs)))
	default:
		writeCourses(&out, inputs)
	}
	if err := e.print(out.Bytes()); err != nil {
		return err
	}
	if unread == nil && (wrong(inputs) || strict && doubtful) {
		return &failure{code: exitWrong}
	}
	if unread == nil && e.terminal && format == "text" {
		fmt.Fprintln(e.stderr, visible(afterCheck(inputs)))
	}
	return unread
}

// afterCheck says what to type next.
func afterCheck(inputs []*input) string {
	if len(inputs) > 1 {
		return "all can be made into calendars: coursecal generate … -o DIR/"
	}
	name := inputs[0].name
	if name == stdinName {
		return "it can be made into a calendar: coursecal generate - -o course.ics"
	}
	return "see it with: coursecal list " + name + "; make the calendar with: coursecal generate " + name + " -o " + strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) + ".ics"
}

// oversized warns of a calendar of more than a megabyte, which only the whole
// text of it shows (client rule 32).
func oversized(in *input) schedule.Problems {
	if in.course == nil {
		return nil
	}
	data, err := ical.Of(in.course, time.Time{}).Encode()
	if err != nil || len(data) <= 1_000_000 {
		return nil
	}
	return schedule.Problems{{
		File: in.name, Line: 1, Col: 1, Warning: true,
		Msg:  fmt.Sprintf("the calendar has %.1f MB, more than 1 MB: some calendars stop reading", float64(len(data))/1e6),
		Hint: "shorten notes, or split the course",
	}}
}

// writeCourses sums up each course, with a blank line between two.
func writeCourses(w io.Writer, inputs []*input) {
	first := true
	for _, in := range inputs {
		if in.course == nil {
			continue
		}
		if !first {
			fmt.Fprintln(w)
		}
		first = false
		writeCourse(w, in.course)
	}
}

// writeCourse writes the table of a course's series, and what has no time yet.
func writeCourse(w io.Writer, c *schedule.Course) {
	fmt.Fprintln(w, visible(headline(c)))
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if len(c.Series) > 0 {
		fmt.Fprintln(tw, "  series\tkind\tcount\tfirst\tlast\tcancelled")
	}
	for _, s := range c.Series {
		if s.Count+s.Cancelled == 0 && undecided(c, s) {
			continue // told below
		}
		first, last, cancelled := "-", "-", "-"
		if s.First != 0 {
			first, last = s.First.Long(), s.Last.Long()
		}
		if s.Cancelled > 0 {
			cancelled = strconv.Itoa(s.Cancelled)
		}
		fmt.Fprintf(tw, "  %s\t%s\t%d\t%s\t%s\t%s\n", visible(entryName(s.Key, s.Group)), visible(s.Kind), s.Count, first, last, cancelled)
	}
	// A bytes.Buffer takes everything.
	_ = tw.Flush()
	for i := range c.Undecided {
		fmt.Fprintf(w, "  not fixed yet: %s\n", visible(undecidedLine(agenda.Undecided{Undecided: &c.Undecided[i], Course: c}, c.Undecided[i].Title)))
	}
}

// undecided tells a series that waits for its time.
func undecided(c *schedule.Course, s schedule.Series) bool {
	return slices.ContainsFunc(c.Undecided, func(u schedule.Undecided) bool {
		return u.Key == s.Key && u.Group == s.Group
	})
}

// headline says how many entries a course has, and when.
func headline(c *schedule.Course) string {
	held := 0
	var first, last schedule.Date
	for _, s := range c.Series {
		held += s.Count
		if s.First != 0 && (first == 0 || s.First < first) {
			first = s.First
		}
		last = max(last, s.Last)
	}
	line := c.ID + ": " + count(held, "entry", "entries")
	if first != 0 {
		line += ", " + span(first, last)
	}
	return line + ", " + c.ZoneName
}

// entryName returns the key of an entry, with its group.
func entryName(key, group string) string {
	if group == "" {
		return key
	}
	return key + " (" + group + ")"
}
