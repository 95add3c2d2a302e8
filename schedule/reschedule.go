package schedule

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A Rescheduling asks that the sessions of a series which stand after a day
// be held at other times.
type Rescheduling struct {
	// Series is the key of a series, or one group of it: lab, or lab.A.
	Series string
	// After is the last day that stays as it is.
	After Date
	// Restart is a day on which the series has a slot: it goes on from there
	// in its own weekly slots. Shift is by how many days each session moves
	// instead; it may be negative. Just one of the two is set.
	Restart Date
	Shift   int
	// Why is the reason that readers are told, or "".
	Why string
}

// A Replan is a schedule file with one series rescheduled.
type Replan struct {
	// Course is the course as the new file has it.
	Course *Course
	// Moves are the sessions that move, in the order of their numbers, group
	// by group; none where all stand as asked already.
	Moves []Move
	// Text is the new file: the old one with its moves written in, all else
	// byte by byte as it was.
	Text []byte
	// Doubts are what a person must look at: what stays, what is passed over,
	// and, with their places in Text, the warnings that the old file did not
	// have.
	Doubts Problems
}

// A Move is one session as it stands in the old file and in the new one.
type Move struct{ Before, After Occurrence }

// A Refusal says why a series cannot be rescheduled as asked.
type Refusal struct {
	// Msg says what is wrong, lower case, the value quoted; Hint says what to
	// do instead, or is "".
	Msg, Hint string
	// Asked tells that the request is wrong in itself: no such series, or a
	// day without a slot. Else the file leaves no room for it.
	Asked bool
}

// Error returns the message without the hint.
func (r *Refusal) Error() string { return r.Msg }

// Reschedule moves the sessions of a series that stand after a day and writes
// the moves into the text of the schedule file. Sessions that are cancelled or
// not fixed stay and are told among the doubts. The name is only for messages.
// The error is Problems where the file is wrong, else a *Refusal. It never
// returns a text that changes anything else: the new file is read again and
// held against the old one.
func Reschedule(name string, data []byte, what Rescheduling) (*Replan, error) {
	p := newParser(name)
	p.everyClash = true
	old, problems := p.parse(data)
	if old == nil {
		return nil, problems.Errors()
	}
	chosen, err := p.chosen(what.Series)
	if err != nil {
		return nil, err
	}
	r := &rescheduler{parser: p, what: what}
	if err := r.plan(chosen); err != nil {
		return nil, err
	}
	text, err := r.write(data)
	if err != nil {
		return nil, err
	}
	q := newParser(name)
	q.everyClash = true
	course, found := q.parse(text)
	if err := r.check(old, course, found); err != nil {
		return nil, err
	}
	out := &Replan{Course: course, Text: text, Doubts: append(r.doubts, found.without(problems)...).sorted()}
	for _, m := range r.moving {
		out.Moves = append(out.Moves, m.Move)
	}
	return out, nil
}

// chosen returns the series of a key, one for each group, or the one of a
// group: lab, or lab.A.
func (p *parser) chosen(name string) ([]*series, error) {
	key, group, one := strings.Cut(name, ".")
	var out []*series
	var names []string
	for _, s := range p.all {
		if s.key == key && (!one || s.group == group) {
			out = append(out, s)
		}
		if !s.single && !contains(names, s.key) {
			names = append(names, s.key)
		}
		if !s.single && s.group != "" {
			names = append(names, s.key+"."+s.group)
		}
	}
	if len(out) == 0 {
		return nil, &Refusal{fmt.Sprintf("no series is called %s", quote(name)), nearestHint(name, names, "the series are"), true}
	}
	for _, s := range out {
		switch hint := fmt.Sprintf("change the date in line %d", s.line); {
		case s.single:
			return nil, &Refusal{fmt.Sprintf("%s is one entry, not a series", quote(s.uidKey)), hint, true}
		case s.deadline && s.group != "":
			return nil, &Refusal{fmt.Sprintf("%s is due by group, and has no place for moves", quote(key)), hint, true}
		}
	}
	return out, nil
}

// check makes sure that the new file says what was planned, and of everything
// else what the old one said.
func (r *rescheduler) check(old, course *Course, found Problems) error {
	if course == nil {
		return &Refusal{"the moves do not fit into the file: " + found.Errors()[0].Msg, r.byHand(), false}
	}
	moved := map[string]Occurrence{}
	for _, m := range r.moving {
		moved[m.After.UID] = m.After
	}
	want := slices.Clone(old.Occurrences)
	for i := range want {
		if o, ok := moved[want[i].UID]; ok {
			want[i] = o
		}
	}
	slices.SortStableFunc(want, func(a, b Occurrence) int { return a.Compare(&b) })
	if !slices.EqualFunc(want, course.Occurrences, sameOccurrence) || !reflect.DeepEqual(old.Undecided, course.Undecided) {
		return &Refusal{"the moves cannot be written so that nothing else changes", r.byHand(), false}
	}
	return nil
}

// sameOccurrence compares instants by what they are, and the rest by value.
func sameOccurrence(a, b Occurrence) bool {
	same := a.Start.Equal(b.Start) && a.End.Equal(b.End)
	a.Start, a.End = b.Start, b.End
	return same && reflect.DeepEqual(a, b)
}

// byHand says what to type into the file where the program cannot.
func (r *rescheduler) byHand() string {
	var parts []string
	for i, end := 0, 0; i < len(r.moving); i = end {
		var pairs []pair
		for end = i; end < len(r.moving) && r.moving[end].series == r.moving[i].series; end++ {
			pairs = append(pairs, pair{r.moving[end].key(), r.destination(r.moving[end], "")})
		}
		part := "move: {" + flow(pairs) + "}"
		if group := r.moving[i].series.group; group != "" {
			part = "in " + group + ": " + part
		}
		parts = append(parts, part)
	}
	return "write by hand " + strings.Join(parts, "; ")
}

// without returns the problems whose messages others do not have. Lines
// shift, so places do not count.
func (ps Problems) without(others Problems) Problems {
	left := map[string]int{}
	for _, p := range others {
		left[p.Msg]++
	}
	var out Problems
	for _, p := range ps {
		if left[p.Msg]--; left[p.Msg] < 0 {
			out = append(out, p)
		}
	}
	return out
}
