package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

func rescheduleVerb() *verb {
	return &verb{
		name:  "reschedule",
		args:  "FILE",
		short: "move the rest of a series in a schedule file",
		about: `Move the sessions of a series that stand after a day: on to the series' own weekly
slots from another day on, or by days or weeks. Shows each session before and after,
what a person must look at, and the change of FILE ("-" is standard input) as a
unified diff; only --write makes the change. It adds lines to "move" and touches
nothing else. Numbers and topics stay, and so do cancelled sessions.`,
		examples: `coursecal reschedule course.yaml --series lab --after 2020-03-13 --restart 2020-04-29 --why "University closed"
coursecal reschedule course.yaml --series lab.A --after 2020-03-13 --shift 2w --write`,
		define: func(fs *pflag.FlagSet) action {
			r := &rescheduleFlags{
				series:  fs.String("series", "", "the `SERIES` to move, such as lab, or lab.A for its group A"),
				after:   dateFlag(fs, "after", "the last `DATE` that stays as it is"),
				restart: dateFlag(fs, "restart", "go on from this `DATE`, in the weekly slots of the series"),
				shift:   shiftFlag(fs, "shift", "or move each session by `DAYS` or weeks: 2w, 5d, -1w"),
				why:     fs.String("why", "", "the `REASON`, which readers are told"),
				write:   fs.Bool("write", false, "make the change in FILE"),
			}
			return r.run
		},
	}
}

// rescheduleFlags are the flags of reschedule.
type rescheduleFlags struct {
	series, why    *string
	after, restart *schedule.Date
	shift          *int
	write          *bool
}

func (r *rescheduleFlags) run(e *env, files []string) error {
	if err := r.complete(files); err != nil {
		return err
	}
	if *r.write {
		// Read and written under one lock: of two runs at once the second one
		// goes on from what the first one wrote.
		unlock, err := lockFolders(files)
		if err != nil {
			return err
		}
		defer unlock()
	}
	inputs, err := e.load("reschedule", files)
	if err := e.refuseWrong(inputs, err); err != nil {
		return err
	}
	in := inputs[0]
	plan, err := schedule.Reschedule(in.name, in.data, schedule.Rescheduling{
		Series: *r.series, After: *r.after, Restart: *r.restart, Shift: *r.shift, Why: *r.why,
	})
	if err != nil {
		return refused(err)
	}
	if *r.write {
		if err := rewrite(e, in, plan.Text); err != nil {
			return err
		}
	}
	if err := e.print(r.show(e, in, plan)); err != nil {
		return err
	}
	if e.terminal && len(plan.Moves) > 0 {
		fmt.Fprintln(e.stderr, visible(r.next(in)))
	}
	return nil
}

// complete wants one file and all flags that a rescheduling needs.
func (r *rescheduleFlags) complete(files []string) error {
	switch {
	case len(files) > 1:
		return usage("name one file; each course has its own dates", "reschedule takes one schedule file, not %d", len(files))
	case *r.series == "":
		return usage("--series lab", "no series given")
	case *r.after == 0:
		return usage("--after 2020-03-13, the last day that stays as it is", "no day given after which sessions move")
	case *r.restart == 0 && *r.shift == 0:
		return usage("--restart 2020-04-29 goes on from that day, --shift 2w moves by two weeks", "neither --restart nor --shift given")
	case *r.restart != 0 && *r.shift != 0:
		return usage("give one of them", "--restart and --shift exclude each other")
	case *r.write && len(files) == 1 && files[0] == "-":
		return usage("name the file", "cannot --write to standard input")
	}
	return nil
}

// refused turns what package schedule says into a failure with its exit code.
func refused(err error) error {
	var no *schedule.Refusal
	if !errors.As(err, &no) {
		return err
	}
	code := exitWrong
	if no.Asked {
		code = exitUsage
	}
	return &failure{code: code, msg: no.Msg, hint: no.Hint}
}

// rewrite puts the new text in the place of the file, if that is still the
// file that was read.
func rewrite(e *env, in *input, text []byte) error {
	t, err := findTarget(in.name)
	switch {
	case err != nil:
		return err
	case t.device:
		return usage("take --write away, and put the change in by hand", "%q is no file that can be replaced", in.name)
	case !bytes.Equal(t.old, in.data):
		return usage("try again", "%q has just been changed by somebody else", in.name)
	}
	return replace(e, []*target{t}, [][]byte{text})
}

// show writes the sessions before and after, what needs a person, and the
// change of the file.
func (r *rescheduleFlags) show(e *env, in *input, plan *schedule.Replan) []byte {
	var b strings.Builder
	if len(plan.Moves) == 0 {
		fmt.Fprintf(&b, "%s stands like that already: nothing to change\n", visible(*r.series))
	} else {
		fmt.Fprintf(&b, "%s: %s\n", visible(*r.series), count(len(plan.Moves), "session moves", "sessions move"))
	}
	writeMoves(&b, e.style(), plan)
	if len(plan.Doubts) > 0 {
		b.WriteString("\nlook at:\n")
	}
	for _, p := range plan.Doubts {
		fmt.Fprintf(&b, "  %s\n", visible(p.Msg))
		if p.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", visible(p.Hint))
		}
	}
	name := visible(in.name)
	if change := string(diff.Diff(name, in.data, name, plan.Text)); change != "" {
		b.WriteString("\n" + e.patch(change))
	}
	return []byte(b.String())
}

// writeMoves writes a line for each session that moves.
func writeMoves(b *strings.Builder, s style, plan *schedule.Replan) {
	a := &agenda.Agenda{Courses: []*schedule.Course{plan.Course}}
	when := func(o *schedule.Occurrence) string {
		return strings.TrimSpace(o.First.Long() + " " + agenda.Item{Occurrence: o, Course: plan.Course}.Hours())
	}
	var rows [][]string
	for n := range plan.Moves {
		m := &plan.Moves[n]
		number := ""
		if m.After.Number > 0 {
			number = itoa(m.After.Number)
		}
		// The last two columns, which give way first in a table, are not needed.
		rows = append(rows, []string{number, when(&m.Before), "→ " + when(&m.After), a.Title(agenda.Item{Occurrence: &m.After, Course: plan.Course}), "", ""})
	}
	g := newGrid(rows, max(s.width-2, 0))
	for n := range rows {
		for _, line := range g.lines(n) {
			b.WriteString("  " + line + "\n")
		}
	}
}

// patch returns a diff as it is, for other programs, or as a terminal shows it.
func (e *env) patch(change string) string {
	if e.width == 0 {
		return change
	}
	lines := strings.Split(change, "\n")
	for i, l := range lines {
		lines[i] = visible(strings.ReplaceAll(strings.TrimSuffix(l, "\r"), "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

// next says what to do after a look at the change.
func (r *rescheduleFlags) next(in *input) string {
	if *r.write {
		return "wrote " + in.name + "; make its calendar anew with coursecal generate"
	}
	return "nothing is written yet: add --write to make the change"
}

// shiftFlag declares a flag whose value is a number of days or weeks, which
// may be negative.
func shiftFlag(fs *pflag.FlagSet, name, about string) *int {
	s := &shiftValue{}
	fs.Var(s, name, about)
	return &s.days
}

type shiftValue struct{ days int }

var shiftText = regexp.MustCompile(`^([+-]?\d{1,3})([dw])$`)

func (s *shiftValue) String() string { return itoa(s.days) + "d" }
func (s *shiftValue) Type() string   { return "days" }
func (s *shiftValue) Set(text string) error {
	m := shiftText.FindStringSubmatch(text)
	if m == nil {
		return usage("type 2w, 5d or -1w", "not a number of days or weeks")
	}
	// The pattern lets only numbers through.
	s.days, _ = strconv.Atoi(m[1])
	if m[2] == "w" {
		s.days *= 7
	}
	if s.days == 0 {
		return usage("type 2w, 5d or -1w", "moves nothing")
	}
	return nil
}
