package schedule

import (
	"cmp"
	"strings"
	"time"
)

// An Occurrence is one entry of a course with everything resolved: a session
// held once, or one deadline. Its texts depend on the schedule alone. It is
// the only thing the calendar side sees of a schedule's entries.
type Occurrence struct {
	// Key is the key of the series or entry in the schedule file.
	Key string
	// UID is the identity that never changes with time, place, title or topic.
	UID string
	// Deadline tells a deadline from a session.
	Deadline bool
	// Kind is the category, and the name that filters go by.
	Kind string
	// Groups names the groups the entry is for, in the order they were
	// declared; none means everybody.
	Groups []string

	// Number is the session's number in its series, where Numbered tells that it
	// has one: a series may begin at 0.
	Number   int
	Numbered bool
	// Title is the title with its templates filled in, without the course
	// code, the group or the due time.
	Title string
	// GroupInTitle tells that the title's template shows the group already.
	GroupInTitle bool
	// Topic is the topic, or "".
	Topic string

	// AllDay tells an entry with dates only. First and Last are then its
	// first and last day, both included; Start and End are zero.
	AllDay bool
	// First and Last are the civil dates, in the course's zone, of the first
	// and last day the entry touches. An end at 24:00 belongs to its day.
	First, Last Date
	// Start and End are the instants of a timed entry, in the course's zone;
	// End is exclusive. A deadline has both at its due time.
	Start, End time.Time
	// DueElsewhere is the due time as the lecturer wrote it where that was in
	// a zone of its own, such as "23:59 AoE"; else "".
	DueElsewhere string

	// Planned is what was planned first, where the entry has moved since.
	Planned *Planned
	// Cancelled tells an entry that is not held; its Start and End are kept.
	Cancelled bool
	// Why is the reason of a move, change or cancellation, or "".
	Why string

	// Where is the place as text; URL one absolute link; Notes free text that
	// may have several lines; each "" where there is none.
	Where, URL, Notes string
	// Worth is the weight as written, such as "40%", or "".
	Worth string
	// Covers says in words what a deadline covers ("workshop 1-3"), or "".
	Covers string

	// Busy tells whether readers are busy during the entry.
	Busy bool
	// Remind is how long before its start (a deadline's: its due time) the
	// schedule asks for a reminder; 0 means that it does not say, negative
	// that it wants none.
	Remind time.Duration
	// ShowAllDay tells a timed deadline that wants to be shown as an all-day
	// entry of its date.
	ShowAllDay bool
	// Week is the teaching week of the day held; HasWeek tells whether the
	// course numbers it.
	Week    int
	HasWeek bool
}

// Planned is the time an entry had before it moved.
type Planned struct {
	// Date is the civil date in the course's zone.
	Date Date
	// Clock is the start, or a deadline's due time, valid unless AllDay.
	Clock  Clock
	AllDay bool
}

// DueClock returns the date and the wall-clock time at which a deadline is
// due in the course's zone. Midnight is said as 24:00 of the day before
// (client rule 15).
func (o *Occurrence) DueClock() (Date, Clock) {
	d, c := civil(o.End)
	if c == 0 {
		return d - 1, EndOfDay
	}
	return d, c
}

// Compare orders occurrences by date, all-day ones first, then by start, then
// by UID.
func (o *Occurrence) Compare(other *Occurrence) int {
	if c := cmp.Compare(o.First, other.First); c != 0 {
		return c
	}
	if o.AllDay != other.AllDay {
		return bool2int(other.AllDay) - bool2int(o.AllDay)
	}
	if c := o.Start.Compare(other.Start); c != 0 {
		return c
	}
	return strings.Compare(o.UID, other.UID)
}
