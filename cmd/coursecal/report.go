package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"coursecal/schedule"
)

// write puts all calendars where they belong, and tells a person about it.
func (g *generateFlags) write(e *env, jobs []*job) error {
	var targets []*target
	var contents [][]byte
	var out bytes.Buffer
	for _, j := range jobs {
		if j.target == nil {
			out.Write(j.data)
			continue
		}
		targets, contents = append(targets, j.target), append(contents, j.data)
	}
	if isFolder(*g.output) {
		if err := os.MkdirAll(*g.output, 0o777); err != nil {
			return cannotWrite(*g.output, err)
		}
	}
	written, err := replace(e, targets, contents)
	if err != nil {
		return err
	}
	if out.Len() > 0 {
		if err := e.print(out.Bytes()); err != nil {
			return err
		}
	}
	for _, j := range jobs {
		e.size(j)
	}
	if e.terminal {
		fmt.Fprintln(e.stderr, visible(g.report(jobs, written)))
	}
	return nil
}

// report says in one line what was written and what to do with it.
func (g *generateFlags) report(jobs []*job, written int) string {
	entries := 0
	var first, last schedule.Date
	for _, j := range jobs {
		entries += j.cal.Len()
		// A calendar of entries that are all gone has no dates.
		if d := j.cal.First(); d != 0 && (first == 0 || d < first) {
			first = d
		}
		last = max(last, j.cal.Last())
	}
	what := jobs[0].name()
	if len(jobs) > 1 {
		what = fmt.Sprintf("%d of %d calendars in %s", written, len(jobs), *g.output)
	}
	next := g.next(jobs[0])
	if written == 0 && jobs[0].target != nil {
		next = "nothing has changed"
	} else {
		what = "wrote " + what
	}
	what += ": " + count(entries, "entry", "entries")
	if first != 0 {
		what += ", " + span(first, last)
	}
	return what + "; " + next
}

// next says what to do with the output.
func (g *generateFlags) next(j *job) string {
	switch {
	case j.target == nil:
		return "with -o FILE in place of > later changes reach readers as updates"
	case *g.profile == "import":
		return "open it to import it into a calendar, or upload it to the course page, such as Blackboard"
	}
	return "put it on a web server and hand out its address, or upload it to the course page, such as Blackboard"
}

// span writes a range of dates.
func span(first, last schedule.Date) string {
	if first == last {
		return first.Long()
	}
	return first.Long() + " to " + last.Long()
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// size warns of a calendar larger than readers are known to take (client
// rule 32).
func (e *env) size(j *job) {
	const most, bytes = 1000, 1 << 20
	if n := j.cal.Len(); n > most || len(j.data) > bytes {
		fmt.Fprintf(e.stderr, "coursecal: warning: %s has %d entries and %.1f MB; some calendars take only %d entries and 1 MB\n",
			visible(j.name()), n, float64(len(j.data))/bytes, most)
		fmt.Fprintf(e.stderr, "  hint: split it with --only or --group\n")
	}
}

// name returns the job's output for messages.
func (j *job) name() string {
	if j.target == nil {
		return "the calendar"
	}
	return j.target.name
}
