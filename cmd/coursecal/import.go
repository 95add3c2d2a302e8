package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"coursecal/ical"
	"coursecal/schedule"
)

// maxImport is the size of the largest calendar or table that is read.
const maxImport = 16 << 20

func importVerb() *verb {
	return &verb{
		name:  "import",
		args:  "FILE",
		short: "make a schedule of a calendar or a table that you have",
		about: `Make a schedule of FILE and print it, or write it with -o. FILE is a calendar (.ics) that a
timetable system, Google, Outlook, Apple or Moodle exported, or a table (.csv) with headings
such as date, start, end, title and place. Weekly sessions become series with what is skipped
and moved, all else single entries. What a schedule cannot say is told on standard error, and
the exit code is 1. "-" is standard input.`,
		examples: `coursecal import timetable.ics -o course.yaml
coursecal import dates.csv --timezone Europe/London --name "Deep Learning" -o course.yaml`,
		define: func(fs *pflag.FlagSet) action {
			f := &importFlags{
				output: fs.StringP("output", "o", "", "write the schedule to this `FILE`, which must not be there yet"),
				id:     fs.String("id", "", "the `ID` of the course; without it one is made of its code or name and the year"),
				name:   fs.String("name", "", "the `NAME` of the course; without it the calendar's"),
				zone:   fs.String("timezone", "", "the `ZONE` of the schedule, such as Europe/London; without it the calendar's"),
			}
			return f.run
		},
	}
}

// importFlags are the flags of import.
type importFlags struct {
	output, id, name, zone *string
}

func (f *importFlags) run(e *env, args []string) error {
	if len(args) == 0 {
		return usage(`name one: "coursecal import timetable.ics", or "-" for standard input`, "no calendar or table given")
	}
	if len(args) > 1 {
		return usage("coursecal import "+args[0]+" -o course.yaml", "import reads one file, not %d", len(args))
	}
	if isFolder(args[0]) {
		return usage("name a file in it", "%q is a folder", args[0])
	}
	in, err := e.readUpTo(args[0], maxImport)
	if err != nil {
		return err
	}
	if len(in.data) > maxImport {
		return usage("export one course and one term", "%q is larger than 16 MiB", in.name)
	}
	draft, problems, err := f.decode(in)
	if err != nil {
		return err
	}
	text, more, err := draft.Write()
	problems = append(problems, more...)
	slices.SortStableFunc(problems, func(a, b schedule.Problem) int { return a.Line - b.Line })
	e.tellImport(in, problems)
	if err != nil {
		return refusal(err)
	}
	return f.write(e, in, text, problems)
}

// decode reads a calendar or a table, whichever the content is.
func (f *importFlags) decode(in *input) (*schedule.Draft, schedule.Problems, error) {
	var zone *time.Location
	if *f.zone != "" {
		var err error
		if zone, err = loadZone(*f.zone); err != nil {
			return nil, nil, err
		}
	}
	const zoneHint = "name it, such as --timezone Europe/London"
	var draft *schedule.Draft
	var problems schedule.Problems
	var err error
	text, _ := schedule.ForeignText(in.data)
	switch {
	case slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(in.name)):
		return nil, nil, usage(`type "coursecal check `+in.name+`"`, "%q is a schedule already", in.name)
	case isCalendar(text):
		draft, problems, err = ical.DecodeForeign(in.name, in.data, zone)
	case zone == nil && isTable(text):
		return nil, nil, usage(zoneHint, "%q: a table does not say in which time zone its hours are meant", in.name)
	case isTable(text):
		draft, problems, err = schedule.ReadTable(in.name, in.data, zone)
	default:
		return nil, nil, usage("export it as .ics or .csv", "%q is neither a calendar nor a table", in.name)
	}
	var refused *schedule.Refusal
	switch {
	case errors.Is(err, ical.ErrNoZone):
		return nil, nil, usage(zoneHint, "%q: %s", in.name, err)
	case errors.As(err, &refused):
		return nil, nil, usage(refused.Hint, "%q: %s", in.name, refused.Msg)
	case err != nil:
		return nil, nil, usage("", "cannot read %q: %s", in.name, err)
	}
	f.fill(draft)
	return draft, problems, nil
}

// fill gives the course what the flags say, and a name in any case.
func (f *importFlags) fill(d *schedule.Draft) {
	if *f.id != "" {
		d.ID = *f.id
	}
	if *f.name != "" {
		d.Name = *f.name
	}
	if strings.TrimSpace(d.Name) == "" && d.File != stdinName {
		base := filepath.Base(d.File)
		d.Name = strings.TrimSuffix(base, filepath.Ext(base))
	}
}

// isCalendar tells a calendar from a table.
func isCalendar(data []byte) bool {
	head := bytes.ToUpper(bytes.TrimLeft(data[:min(len(data), 1000)], " \t\r\n"))
	return bytes.HasPrefix(head, []byte("BEGIN:"))
}

// isTable tells a table from anything else: it is text, and has a separator in
// it somewhere.
func isTable(data []byte) bool {
	return bytes.ContainsAny(data, ",;\t") && !bytes.ContainsRune(data[:min(len(data), 1000)], 0)
}

// loadZone loads the zone that a flag names.
func loadZone(name string) (*time.Location, error) {
	zone, err := schedule.LoadZone(name)
	if err == nil {
		return zone, nil
	}
	hint := "type an IANA name with a slash, such as Europe/London, or UTC"
	if known := schedule.ForeignZone(name); known != "" {
		hint = "did you mean " + known + "?"
	}
	return nil, usage(hint, "--timezone %q: this is not a time zone", name)
}

// refusal tells why there is no schedule.
func refusal(err error) error {
	var r *schedule.Refusal
	if errors.As(err, &r) {
		return usage(r.Hint, "%s", r.Msg)
	}
	return usage("", "%s", err)
}

// tellImport prints what could not be placed, and what was taken otherwise.
func (e *env) tellImport(in *input, problems schedule.Problems) {
	const most = 50
	writeProblems(e.stderr, &input{name: in.name}, problems[:min(len(problems), most)], false)
	if more := len(problems) - most; more > 0 {
		fmt.Fprintf(e.stderr, "%s: and %d more\n", visible(in.name), more)
	}
}

// write puts the schedule where it belongs and says what to do next.
func (f *importFlags) write(e *env, in *input, text []byte, problems schedule.Problems) error {
	course, found := schedule.Parse(*f.output, text)
	if course == nil {
		return usage("", "the schedule made of %q would be wrong: %s", in.name, found.Errors())
	}
	wrote, next := "", "with -o course.yaml it is kept\n"
	if *f.output == "" || *f.output == "-" {
		if err := e.print(text); err != nil {
			return err
		}
	} else {
		if err := create(*f.output, text); err != nil {
			return err
		}
		wrote, next = "wrote "+*f.output+": ", "look through it, then type\n"+steps(*f.output)
	}
	fmt.Fprintf(e.stderr, "%s%s\n%s", visible(wrote), importReport(course, problems), next)
	if len(problems.Errors()) > 0 {
		return &failure{code: exitWrong}
	}
	return nil
}

// importReport says in one line what became of a calendar.
func importReport(c *schedule.Course, problems schedule.Problems) string {
	series, singles := 0, 0
	for _, s := range c.Series {
		if s.Single {
			singles++
		} else {
			series++
		}
	}
	var parts []string
	if series > 0 {
		parts = append(parts, count(series, "series", "series"))
	}
	if singles > 0 {
		parts = append(parts, count(singles, "single entry", "single entries"))
	}
	what := count(len(c.Occurrences)+len(c.Undecided), "entry", "entries") + ", in " + strings.Join(parts, " and ")
	if n := len(c.Undecided); n > 0 {
		what += fmt.Sprintf("; %d not fixed yet", n)
	}
	if n := len(problems.Errors()); n > 0 {
		what += fmt.Sprintf("; %s told above could not be placed", count(n, "thing", "things"))
	}
	return what
}
