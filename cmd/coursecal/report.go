package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"coursecal/schedule"
)

// write puts all calendars where they belong.
func (g *generateFlags) write(e *env, jobs []*job) error {
	var targets []*target
	var contents [][]byte
	var out bytes.Buffer
	for _, j := range jobs {
		if j.target == nil {
			out.Write(j.data)
			continue
		}
		if j.log != nil {
			// Before the calendar: of a run that ends between the two, the next
			// one finds its changes told already, and none is lost.
			targets, contents = append(targets, j.log), append(contents, j.logData)
		}
		targets, contents = append(targets, j.target), append(contents, j.data)
	}
	if err := replace(e, targets, contents); err != nil {
		return err
	}
	if out.Len() == 0 {
		return nil
	}
	return e.print(out.Bytes())
}

// wouldChange says which outputs are not what they would be.
func (g *generateFlags) wouldChange(e *env, jobs []*job) error {
	var out bytes.Buffer
	for _, j := range jobs {
		if j.changes() {
			fmt.Fprintf(&out, "%s would change\n", visible(j.name()))
		}
		if j.log != nil && j.log.changes(j.logData) {
			fmt.Fprintf(&out, "%s would change\n", visible(j.log.name))
		}
	}
	if out.Len() == 0 {
		return nil
	}
	if err := e.print(out.Bytes()); err != nil {
		return err
	}
	return &failure{code: exitWrong}
}

// tell says on standard error what a person wants to know of a run that went
// well. Without a person at a terminal, and without --verbose, that is only
// what is doubtful in what has just changed: cron sends a mail of each word.
func (g *generateFlags) tell(e *env, jobs []*job, inputs []*input) {
	for _, in := range inputs {
		if *g.verbose || e.terminal || changedFile(jobs, in.course) {
			writeProblems(e.stderr, in, in.problems.Warnings(), e.terminal)
		}
	}
	for _, j := range jobs {
		if *g.verbose || e.terminal || j.changes() {
			e.size(j)
		}
	}
	switch {
	case e.terminal:
		fmt.Fprintln(e.stderr, visible(g.report(jobs)))
	case *g.verbose:
		for _, j := range jobs {
			if j.changes() {
				fmt.Fprintf(e.stderr, "wrote %s\n", visible(j.name()+": "+contents(j)))
			}
		}
	}
}

// changedFile tells whether a file changed that holds a course.
func changedFile(jobs []*job, c *schedule.Course) bool {
	return slices.ContainsFunc(jobs, func(j *job) bool {
		return j.target != nil && j.changes() && slices.Contains(j.courses, c)
	})
}

// report says in one line what was written and what to do with it.
func (g *generateFlags) report(jobs []*job) string {
	written := 0
	for _, j := range jobs {
		if j.changes() {
			written++
		}
	}
	what := jobs[0].name()
	if len(jobs) > 1 {
		what = fmt.Sprintf("%d of %d calendars in %s", written, len(jobs), *g.output)
	}
	next := g.next(jobs[0])
	if written == 0 {
		next = "nothing has changed"
	} else {
		what = "wrote " + what
	}
	return what + ": " + contents(jobs...) + "; " + next
}

// contents says how many entries calendars have, and from when to when.
func contents(jobs ...*job) string {
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
	what := count(entries, "entry", "entries")
	if first != 0 {
		what += ", " + span(first, last)
	}
	return what
}

// next says what to do with the output.
func (g *generateFlags) next(j *job) string {
	switch {
	case j.target == nil:
		return "with -o FILE in place of > later changes reach readers as updates"
	case *g.profile == "import":
		return "open it to import it into a calendar, or upload it to the course page, such as Blackboard"
	}
	return "put it on a web server and hand out its address, or upload it to the course page, such as Blackboard; a copy to open in your own calendar has another name and --for import"
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
