package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/schedule"
)

func diffVerb() *verb {
	return &verb{
		name:  "diff",
		args:  "OLD NEW",
		short: "say what changed, as an announcement if you like",
		about: `Say what readers of OLD must learn to know NEW: what moved, what is cancelled, what is
held where, from when to when and why, and what stays. Each is a schedule file or a
calendar that coursecal made: a file, an address (https), or "-" for standard input.
Markdown and HTML are announcements to paste into a course page or a mail as they are.
The exit code is 0 where nothing changed, 1 where something did, 2 for any trouble.`,
		examples: `coursecal diff /var/www/calendars/comp6248-2020.ics course.yaml
coursecal diff https://example.org/comp6248-2020.ics course.yaml --format html
git show HEAD:course.yaml | coursecal diff - course.yaml --format markdown`,
		define: func(fs *pflag.FlagSet) action {
			format := choiceFlag(fs, "format", "text", "how to say it; atom is for feed readers", "text", "markdown", "html", "json", "atom")
			return func(e *env, args []string) error { return runDiff(e, *format, args) }
		},
	}
}

func runDiff(e *env, format string, args []string) error {
	switch {
	case len(args) != 2:
		return usage("coursecal diff published.ics course.yaml", "diff compares an old and a new one, and %s", given(len(args)))
	case args[0] == "-" && args[1] == "-":
		return usage(`give "-" once`, "standard input can be read only once")
	}
	now, err := e.clock()
	if err != nil {
		return err
	}
	var sides [2]*ical.Listing
	for i, name := range args {
		if sides[i], err = e.side(name, now); err != nil {
			return err
		}
	}
	if err := refuseUnlike(sides[0], sides[1], args); err != nil {
		return err
	}
	c := ical.Compare(sides[0], sides[1])
	text, err := said(c, format)
	if err != nil {
		return err
	}
	if err := e.print([]byte(e.shown(text, format))); err != nil {
		return err
	}
	if c.Same() {
		return nil
	}
	return &failure{code: exitWrong}
}

func given(n int) string { return count(n, "name is given", "names are given") }

// refuseUnlike refuses two sides of which one cannot follow the other.
func refuseUnlike(old, new *ical.Listing, names []string) error {
	part := names[0]
	if new.Part {
		part = names[1]
	}
	if isURL(part) {
		part = masked(part)
	}
	switch {
	case old.Part != new.Part:
		return usage("compare whole calendars, or make the same part of the other one first with coursecal generate",
			"%q is a filtered or merged calendar, and the other one is whole", part)
	case old.ID != "" && new.ID != "" && old.ID != new.ID:
		return usage("compare two states of one course, which keeps its id", "%q and %q are two courses", old.ID, new.ID)
	}
	return nil
}

// said words a comparison.
func said(c *ical.Comparison, format string) (string, error) {
	switch format {
	case "markdown":
		return announce.Markdown(c), nil
	case "html":
		return announce.HTML(c), nil
	case "json":
		return escaped(announce.JSON(c)), nil
	case "atom":
		log := announce.NewLog(c.New.ID, c.Name(), c.New.Modified)
		log.Add(c)
		data, err := log.Encode()
		return string(data), err
	}
	return announce.Text(c), nil
}

// shown returns a text as other programs take it, or as a terminal shows it.
func (e *env) shown(text, format string) string {
	if format != "text" && e.width == 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

// side reads one side of a comparison, a schedule or a calendar, whichever
// the content is.
func (e *env) side(name string, now time.Time) (*ical.Listing, error) {
	in, err := e.sideInput(name)
	if err != nil {
		return nil, err
	}
	if !isCalendar(in.data) {
		in.course, in.problems = schedule.Parse(in.name, in.data)
		if err := e.refuseWrong([]*input{in}, nil); err != nil {
			return nil, &failure{code: exitUsage}
		}
		return ical.Of(in.course, now).Listing(), nil
	}
	ledger, err := ical.Decode(in.data, "")
	if errors.Is(err, ical.ErrForeign) {
		return nil, usage("make a schedule of it first: coursecal import timetable.ics -o course.yaml", "cannot compare %q: %s", in.name, err)
	}
	if err != nil {
		return nil, usage("", "cannot compare %q: %s", in.name, err)
	}
	return ledger.Listing(), nil
}

// sideInput reads what a name stands for: a file, standard input, an address.
func (e *env) sideInput(name string) (*input, error) {
	if !isURL(name) {
		return e.readUpTo(name, maxPrevious)
	}
	data, err := fetch(name)
	return &input{name: masked(name), data: data}, err
}
