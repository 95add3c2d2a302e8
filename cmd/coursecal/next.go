package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"coursecal/schedule"
)

// nextEntries is how many entries next shows: a screen of them.
const nextEntries = 15

func nextVerb() *verb {
	return &verb{
		name:  "next",
		args:  "FILE…",
		short: "show what is next, and in how many days",
		about: `Show what is held or due next, and in how many days, at most 15 entries ("-" is
standard input). Cancelled entries are left out.`,
		examples: "coursecal next course.yaml\ncoursecal next courses/*.yaml --only deadline",
		define: func(fs *pflag.FlagSet) action {
			l := &listFlags{
				from: new(schedule.Date), to: new(schedule.Date),
				only:   listFlag(fs, "only", "only entries of these `KINDS`, such as lab,quiz"),
				groups: listFlag(fs, "group", "only entries for these `GROUPS`, and those for everybody"),
			}
			return l.runNext
		},
	}
}

func (l *listFlags) runNext(e *env, files []string) error {
	a, err := l.agenda(e, "next", files)
	if err != nil {
		return err
	}
	var coming []item
	for _, i := range a.items {
		if !i.Cancelled && !i.over(a.now) && len(coming) < nextEntries {
			coming = append(coming, i)
		}
	}
	a.items = coming
	return e.print(a.countdown(e.style()))
}

// countdown writes a line for each entry, with the days left.
func (a *agenda) countdown(s style) []byte {
	if len(a.items) == 0 {
		return []byte("nothing is left\n")
	}
	var rows [][]string
	for _, i := range a.items {
		rows = append(rows, []string{a.left(i), i.First.UTC().Format("Mon 2 Jan"), i.hours(), a.title(i), i.Where, i.remarks()})
	}
	widths := fitted(rows, s.width)
	var b strings.Builder
	for n, row := range rows {
		colour := plain
		if n == 0 {
			colour = upcoming
		}
		b.WriteString(s.paint(colour, line(row, widths)) + "\n")
	}
	return []byte(b.String())
}

// left says how many days are left, counted as people do: tomorrow is one
// day, whatever the hour.
func (a *agenda) left(i item) string {
	days := int(i.First - schedule.DateOf(a.now.In(i.course.Zone)))
	switch {
	case !i.AllDay && !i.Deadline && i.Start.Before(a.now):
		return "now"
	case days <= 0:
		return "today"
	case days == 1:
		return "tomorrow"
	}
	return fmt.Sprintf("in %d days", days)
}
