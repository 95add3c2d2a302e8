package ical

import (
	"time"

	"coursecal/schedule"
)

// deadlineBlock is how long a deadline lasts in a calendar, since clients drop
// or stretch what has no length (client rule 15).
const deadlineBlock = 30 * time.Minute

const confirmed, cancelled = "CONFIRMED", "CANCELLED"

// event is one VEVENT before it is written: cleaned texts, and times as
// instants or as civil dates.
type event struct {
	uid, summary, description, location, url, kind string
	// allDay has first and last, both included; else start and end, end
	// exclusive, count.
	allDay      bool
	first, last schedule.Date
	start, end  time.Time
	zone        string // the name of the zone the hours are meant in
	tz          *time.Location
	status      string // STATUS: CONFIRMED or CANCELLED
	busy        bool
	trigger     string // of the alarm, or ""
	hash        string
	revision
}

// event returns what an entry looks like in this calendar.
func (c *Calendar) event(e entry, showGroups bool) event {
	if e.tombstone != nil {
		t := *e.tombstone
		t.revision = e.revision
		return t
	}
	o, course := e.occurrence, e.course
	url := cleanURI(link(course, o))
	out := event{
		uid:         o.UID,
		summary:     cleanLine(summary(course, o, showGroups)),
		description: clean(description(course, o, url)),
		location:    cleanLine(o.Where),
		url:         url,
		kind:        cleanLine(o.Kind),
		zone:        course.ZoneName,
		tz:          course.Zone,
		status:      c.status(o),
		busy:        o.Busy && !o.Cancelled,
		hash:        e.hash,
		revision:    e.revision,
	}
	c.times(&out, o)
	if !o.Cancelled {
		out.trigger = trigger(&out, o, c.view.remind(o))
	}
	return out
}

// status returns the STATUS of an entry (client rule 20).
func (c *Calendar) status(o *schedule.Occurrence) string {
	if o.Cancelled && c.view.Cancelled != Show {
		return cancelled
	}
	return confirmed
}

// times gives an event its dates or instants. A deadline ends at its due time.
func (c *Calendar) times(out *event, o *schedule.Occurrence) {
	out.allDay = c.view.allDay(o)
	out.first, out.last = o.First, o.Last
	if out.allDay && o.Deadline && !o.AllDay {
		out.first, _ = o.DueClock()
		out.last = out.first
	}
	out.start, out.end = o.Start, o.End
	if o.Deadline {
		out.start = o.End.Add(-deadlineBlock)
	}
}

// link is the link of an entry: its own, else the course's.
func link(c *schedule.Course, o *schedule.Occurrence) string {
	if o.URL != "" {
		return o.URL
	}
	return c.URL
}
