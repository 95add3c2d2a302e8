package main

import (
	"os"
	"strconv"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

func listVerb() *verb {
	return &verb{
		name:  "list",
		args:  "[FILE…]",
		short: "show the entries of schedule files, week by week",
		about: `Show what is held and due, week by week ("-" is standard input, course.yaml is shown
where no FILE is named). Several courses are shown together. "*" marks what is next, "-"
what is past; what is moved or cancelled is told.`,
		examples: `coursecal list course.yaml
coursecal list courses/*.yaml --only deadlines,exam
coursecal list course.yaml --from 2020-04-27 --to 2020-05-03 --format markdown`,
		define: func(fs *pflag.FlagSet) action {
			l := &listFlags{
				from:   dateFlag(fs, "from", "only entries that end on `DATE` or later"),
				to:     dateFlag(fs, "to", "only entries that begin on `DATE` or earlier"),
				only:   listFlag(fs, "only", "only entries of these `KINDS`, such as lab,quiz;\ndeadlines is whatever is due"),
				groups: listFlag(fs, "group", "only entries for these `GROUPS`, and those for everybody"),
				format: choiceFlag(fs, "format", "table", "how to write them", "table", "csv", "json", "markdown"),
			}
			return l.run
		},
	}
}

// listFlags are the flags of list.
type listFlags struct {
	from, to     *schedule.Date
	only, groups *[]string
	format       *string
}

func (l *listFlags) run(e *env, files []string) error {
	a, err := l.agenda(e, "list", files)
	if err != nil {
		return err
	}
	switch *l.format {
	case "csv":
		return e.print(listCSV(a))
	case "json":
		return e.print(listJSON(a))
	case "markdown":
		return e.print(listMarkdown(a))
	}
	return e.print(table(a, e.style()))
}

// agenda loads the files and narrows what they hold.
func (l *listFlags) agenda(e *env, verb string, files []string) (*agenda.Agenda, error) {
	now, err := e.clock()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(starterName); len(files) == 0 && err == nil {
		files = []string{starterName}
	}
	inputs, err := e.load(verb, files)
	if err := e.refuseWrong(inputs, err); err != nil {
		return nil, err
	}
	courses, err := coursesOf(inputs)
	if err != nil {
		return nil, err
	}
	kinds, groups := names(courses)
	if err := matchKinds("--only", *l.only, kinds); err != nil {
		return nil, err
	}
	if err := matchNames("--group", "group", *l.groups, groups); err != nil {
		return nil, err
	}
	if *l.from != 0 && *l.to != 0 && *l.to < *l.from {
		return nil, usage("exchange them", "--from %s lies after --to %s", *l.from, *l.to)
	}
	return agenda.New(courses, agenda.Filter{Only: *l.only, Groups: *l.groups, From: *l.from, To: *l.to}, now), nil
}

// dateFlag declares a flag whose value is a date.
func dateFlag(fs *pflag.FlagSet, name, about string) *schedule.Date {
	d := &dateValue{}
	fs.Var(d, name, about)
	return &d.date
}

type dateValue struct{ date schedule.Date }

func (d *dateValue) String() string { return d.date.String() }
func (d *dateValue) Type() string   { return "date" }
func (d *dateValue) Set(s string) error {
	date, ok := schedule.ParseDate(s)
	if !ok {
		return usage("type a date such as 2020-04-29", "not a date")
	}
	d.date = date
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }
