package main

import (
	"strings"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// nextEntries is how many entries next shows: a screen of them.
const nextEntries = 15

func nextVerb() *verb {
	return &verb{
		name:  "next",
		args:  "[FILE…]",
		short: "show what is next, and in how many days",
		about: `Show what is held or due next, and in how many days, at most 15 entries ("-" is
standard input, course.yaml is taken where no FILE is named). Cancelled entries are left out.`,
		examples: "coursecal next course.yaml\ncoursecal next courses/*.yaml --only deadlines",
		define: func(fs *pflag.FlagSet) action {
			l := &listFlags{
				from: new(schedule.Date), to: new(schedule.Date),
				only:   listFlag(fs, "only", "only entries of these `KINDS`, such as lab,quiz;\ndeadlines is whatever is due"),
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
	var coming []agenda.Item
	for _, i := range a.Items {
		if !i.Cancelled && !i.Over(a.Now) && len(coming) < nextEntries {
			coming = append(coming, i)
		}
	}
	a.Items = coming
	return e.print(countdown(a, e.style()))
}

// countdown writes a line for each entry, with the days left.
func countdown(a *agenda.Agenda, s style) []byte {
	switch {
	case len(a.Items) == 0 && len(a.Waiting()) > 0:
		return []byte("what is left has no date yet\n")
	case len(a.Items) == 0:
		return []byte("nothing is left\n")
	}
	var rows [][]string
	for _, i := range a.Items {
		rows = append(rows, []string{a.Left(i), i.Day(), a.Hours(i), a.Title(i), i.Where, i.Remarks()})
	}
	g := newGrid(rows, s.width)
	next := a.Next()
	var b strings.Builder
	for n := range rows {
		colour := plain
		if n == next {
			colour = upcoming
		}
		s.write(&b, colour, g.lines(n))
	}
	return []byte(b.String())
}
