package ical

import (
	"slices"
	"time"

	"coursecal/schedule"
)

// ContentType is the media type of what Encode writes (RFC 5545, section 8.1).
const ContentType = "text/calendar; charset=utf-8"

// A Calendar is what one file or feed holds: the entries of one course, or of
// several, with their revisions, and how they are to be shown.
type Calendar struct {
	courses []*schedule.Course
	entries []entry
	view    View
	// whole tells that nothing was left out or joined, so that the text can
	// serve as ledger.
	whole bool
	// modified is when the bytes changed last.
	modified time.Time
	// first is the SEQUENCE that new entries begin with: higher than any that
	// left, for what is new may be one of those.
	first int
}

// entry is one occurrence, or a tombstone, which has only its event.
type entry struct {
	course     *schedule.Course
	occurrence *schedule.Occurrence
	tombstone  *event
	hash       string
	kept       *kept // or nil
	revision
}

// revision is what the text tells of an entry's history (client rule 8).
type revision struct {
	sequence                 int
	created, stamp, modified time.Time // UTC, whole seconds
}

// Of returns the whole calendar of a course as a snapshot: every entry is new
// at now.
func Of(c *schedule.Course, now time.Time) *Calendar {
	return Revise(c, nil, now)
}

// Merge joins whole calendars of several courses into one, in order of start.
func Merge(calendars ...*Calendar) *Calendar {
	out := &Calendar{}
	for _, c := range calendars {
		out.courses = append(out.courses, c.courses...)
		for _, e := range c.entries {
			if e.tombstone == nil {
				out.entries = append(out.entries, e)
			}
		}
		if c.modified.After(out.modified) {
			out.modified = c.modified
		}
		out.first = max(out.first, c.first)
	}
	slices.SortStableFunc(out.entries, func(a, b entry) int {
		return a.occurrence.Compare(b.occurrence)
	})
	return out
}

// Modified is when the bytes of the calendar changed last, in UTC and whole
// seconds: its LAST-MODIFIED (RFC 7986, section 5.4), and that of every view.
func (c *Calendar) Modified() time.Time { return c.modified }

// Dated returns the same calendar as changed at a time: for a change of the
// text that is none of an entry.
func (c *Calendar) Dated(modified time.Time) *Calendar {
	out := *c
	out.modified = modified.UTC().Truncate(time.Second)
	return &out
}

// Len counts the entries, cancelled ones and tombstones too.
func (c *Calendar) Len() int { return len(c.entries) }

// First returns the date of the first entry; zero where there is none.
func (c *Calendar) First() schedule.Date {
	var first schedule.Date
	for _, e := range c.entries {
		if e.occurrence != nil && (first == 0 || e.occurrence.First < first) {
			first = e.occurrence.First
		}
	}
	return first
}

// Last returns the last date of the last entry; zero where there is none.
func (c *Calendar) Last() schedule.Date {
	var last schedule.Date
	for _, e := range c.entries {
		if e.occurrence != nil {
			last = max(last, e.occurrence.Last)
		}
	}
	return last
}

// Kinds returns the kinds of the entries, of those that are gone too, in
// alphabetical order.
func (c *Calendar) Kinds() []string {
	var kinds []string
	for _, e := range c.entries {
		kinds = append(kinds, e.kind())
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// kind returns the kind of an entry, that of one that is gone too.
func (e *entry) kind() string {
	if e.tombstone != nil {
		return e.tombstone.kind
	}
	return e.occurrence.Kind
}
