package ical

import (
	"maps"
	"slices"
	"strings"
	"time"

	"coursecal/schedule"
)

// DeadlineShape is how a timed deadline is shown (client rule 15).
type DeadlineShape int

const (
	// AsWritten follows the schedule, which says block where it says nothing.
	AsWritten DeadlineShape = iota
	// Block is the 30 minutes that end at the due time.
	Block
	// AllDay is the whole day on which it is due.
	AllDay
)

// CancelledAs is how cancelled entries are shown (client rule 20).
type CancelledAs int

const (
	// Mark writes STATUS:CANCELLED; Google then hides the entry.
	Mark CancelledAs = iota
	// Show writes STATUS:CONFIRMED, so that every calendar shows the entry
	// with CANCELLED in its summary.
	Show
	// Drop leaves cancelled entries out.
	Drop
)

// AllDeadlines stands among names of kinds for whatever is due, of kinds yet to
// come too, unless a kind is called so.
const AllDeadlines = "deadlines"

// A View says what of a calendar its readers see, and how. The zero View is
// the whole calendar as a feed. Kinds and groups may be written in any case.
type View struct {
	// Only are the kinds to keep, AllDeadlines among them; none means all.
	Only []string
	// Groups are the groups to keep; entries for everybody stay. None means all.
	Groups []string
	// Deadlines is the shape of timed deadlines.
	Deadlines DeadlineShape
	// Cancelled is what becomes of cancelled entries.
	Cancelled CancelledAs
	// Remind is, by kind, how long before the start (a deadline's: the due
	// time) to remind; it wins over the schedule. AllDeadlines is for those
	// whose kind is not named, "" for whatever is left. Zero or less is no
	// reminder.
	Remind map[string]time.Duration
	// Import leaves out names and refresh hints (client rule 22).
	Import bool
	// UTC forces UTC (client rule 11).
	UTC bool

	// noWord tells that AllDeadlines is the name of a kind, yet to come too.
	noWord bool
}

// View returns the calendar as its readers see it. What leaves entries out is
// no ledger any more; the shape of what stays changes nothing of that.
func (c *Calendar) View(v View) *Calendar {
	out := *c
	v.noWord = slices.ContainsFunc(c.entries, func(e entry) bool { return strings.EqualFold(e.kind(), AllDeadlines) }) ||
		slices.ContainsFunc(c.courses, func(course *schedule.Course) bool { return course.HasKind(AllDeadlines) })
	v.Remind = inLowerCase(v.Remind)
	out.view = v
	out.whole = c.whole && len(v.Only) == 0 && len(v.Groups) == 0 && v.Cancelled != Drop
	out.entries = nil
	for _, e := range c.entries {
		if v.shows(e) && (out.whole || e.tombstone == nil) {
			out.entries = append(out.entries, e)
		}
	}
	return &out
}

// inLowerCase returns reminders by kinds in lower case, to be found whatever the
// case of a kind. Of names that differ only in it the last counts, in any run.
func inLowerCase(remind map[string]time.Duration) map[string]time.Duration {
	out := make(map[string]time.Duration, len(remind))
	for _, kind := range slices.Sorted(maps.Keys(remind)) {
		out[strings.ToLower(kind)] = remind[kind]
	}
	return out
}

func (v *View) shows(e entry) bool {
	o := e.occurrence
	if o == nil {
		return true
	}
	switch {
	case v.Cancelled == Drop && o.Cancelled:
		return false
	case len(v.Only) > 0 && !schedule.HasName(v.Only, o.Kind) && !(v.isDue(o) && schedule.HasName(v.Only, AllDeadlines)):
		return false
	case len(v.Groups) > 0 && len(o.Groups) > 0:
		return slices.ContainsFunc(o.Groups, func(g string) bool { return schedule.HasName(v.Groups, g) })
	}
	return true
}

// isDue reports whether AllDeadlines stands for an entry.
func (v *View) isDue(o *schedule.Occurrence) bool { return o.Deadline && !v.noWord }

// remind returns how long before its start or due time to remind of an entry;
// zero or less is no reminder.
func (v *View) remind(o *schedule.Occurrence) time.Duration {
	if d, ok := v.Remind[strings.ToLower(o.Kind)]; ok {
		return d
	}
	if d, ok := v.Remind[AllDeadlines]; ok && v.isDue(o) {
		return d
	}
	if d, ok := v.Remind[""]; ok {
		return d
	}
	return o.Remind
}

// allDay reports whether an entry is shown as days rather than hours.
func (v *View) allDay(o *schedule.Occurrence) bool {
	switch {
	case o.AllDay || !o.Deadline:
		return o.AllDay
	case v.Deadlines == AsWritten:
		return o.ShowAllDay
	}
	return v.Deadlines == AllDay
}
