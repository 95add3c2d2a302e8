package ical

import (
	"strconv"
	"strings"
	"time"

	"coursecal/schedule"
)

// A Listing is what two calendars are compared by: their entries as readers
// know them, whether the calendar was made of a schedule or read back. Shapes
// and alarms that a View chose do not show in it.
type Listing struct {
	// ID is the id of the course; "" for a calendar of several.
	ID string
	// Name is what readers see the calendar called; "" for a file to import
	// (client rule 22).
	Name string
	// Zone is the zone of the course; nil for a calendar of several zones, in
	// which each entry has its own.
	Zone *time.Location
	// Modified is when the calendar changed last.
	Modified time.Time
	// Part tells a filtered or merged calendar: what it lacks may be held.
	Part bool
	// Entries are in the calendar's own order, tombstones last.
	Entries []Entry
	// Undecided are the UIDs of entries whose time is not fixed any more, or not
	// yet; only a schedule knows them.
	Undecided map[string]bool

	// code is what the summaries of the course begin with: known, or "", where
	// the calendar was made of one schedule.
	code string
	made bool
}

// An Entry is one entry of a calendar: what its readers see of it.
type Entry struct {
	// UID is its identity. Series is the part of it that the whole series
	// shares, such as lab@x or lab.A@x, and Number the session's number, where
	// Numbered tells that it goes by one.
	UID      string
	Series   string
	Number   int
	Numbered bool

	// Title is the summary without what stands in other fields. Compare takes
	// the course code away too, where it is the same everywhere.
	Title string
	Kind  string
	// Deadline tells what is due from what is held.
	Deadline bool
	// AllDay tells an entry with dates only. First and Last are the first and
	// last day, both included, in the entry's zone; of a timed entry too.
	AllDay      bool
	First, Last schedule.Date
	// Start and End are the instants of a timed entry, end exclusive; zero for
	// an all-day one. A deadline has both at its due time.
	Start, End time.Time
	// DueElsewhere is the due time as the lecturer wrote it in another zone.
	DueElsewhere string

	// Where is the place, Topic what it is about, Worth a weight such as
	// "40%", Covers what a deadline covers, Link an absolute link, Notes the
	// other lines; each empty where there is none.
	Where, Topic, Worth, Covers, Link string
	Notes                             []string
	// MovedFrom says the time that was planned first, such as "Wed 18 March";
	// Why is the reason of the move, change or cancellation.
	MovedFrom, Why string
	// Cancelled tells what is not held, Busy what takes the reader's time.
	Cancelled, Busy bool
	// Scheduled is what the schedule says of it, which no reader sees; nil in a
	// calendar that was read back, and for what the schedule has no more.
	Scheduled *schedule.Occurrence
	// gone tells a tombstone: the schedule has the entry no more.
	gone bool

	// Sequence and Modified tell of its last change (client rule 8).
	Sequence int
	Modified time.Time
}

// Listing returns what the calendar is compared by.
func (c *Calendar) Listing() *Listing {
	out := &Listing{Name: Name(c.view, c.courses...), Modified: c.modified, Part: !c.whole}
	if len(c.courses) == 1 {
		out.ID, out.code, out.made = c.courses[0].ID, c.courses[0].Code, true
	}
	if c.zoneName() != "" {
		out.Zone = c.courses[0].Zone
	}
	for _, course := range c.courses {
		for _, u := range course.Undecided {
			if out.Undecided == nil {
				out.Undecided = map[string]bool{}
			}
			out.Undecided[u.UID] = true
		}
	}
	shows := c.showsGroups()
	for _, e := range c.entries {
		event := c.event(e, shows[e.course])
		entry := entryOf(&event)
		entry.Scheduled = e.occurrence
		out.Entries = append(out.Entries, entry)
	}
	return out
}

// Listing returns what the ledger is compared by.
func (l *Ledger) Listing() *Listing {
	out := &Listing{ID: l.id, Name: l.name, Modified: l.modified, Part: !l.whole}
	if zone, err := schedule.LoadZone(l.zone); err == nil {
		out.Zone = zone
	}
	for _, uid := range l.order {
		out.Entries = append(out.Entries, entryOf(l.events[uid]))
	}
	return out
}

// entryOf reads an event as its readers do. Both sides of a comparison come
// this way, so that a text read back is never taken for a change.
func entryOf(e *event) Entry {
	out := Entry{
		UID: e.uid, Kind: e.kind, Where: e.location, Link: e.url, Busy: e.busy,
		AllDay: e.allDay, Sequence: e.sequence, Modified: e.modified, gone: e.hash == gone,
	}
	out.Series, out.Number, out.Numbered = seriesOf(e.uid)
	var marked bool
	out.Title, marked = strings.CutPrefix(e.summary, cancelledMark)
	out.Cancelled = marked || e.status == cancelled
	if e.allDay {
		out.First, out.Last = e.first, e.last
	} else {
		out.setTimes(e.start.In(e.tz), e.end.In(e.tz))
	}
	out.describe(e)
	if !out.Deadline && e.allDay && e.kind == "deadline" {
		out.Title, out.Deadline = strings.CutSuffix(out.Title, " due")
	}
	return out
}

// setTimes gives an entry its instants and the dates they touch. An end at
// 24:00 belongs to its day.
func (e *Entry) setTimes(start, end time.Time) {
	e.Start, e.End = start, end
	e.First, e.Last = schedule.DateOf(start), schedule.DateOf(end.Add(-time.Second))
	if e.Deadline {
		e.First = e.Last
	}
}

// describe takes the description apart, line by line, in the order in which
// description writes it. What is left are the notes.
func (e *Entry) describe(of *event) {
	lines := strings.Split(of.description, "\n")
	if n := len(lines) - 1; lines[n] == of.url {
		lines = lines[:n]
	}
	take := func(word string) (string, bool) {
		if len(lines) == 0 {
			return "", false
		}
		rest, found := strings.CutPrefix(lines[0], word)
		if !found {
			return "", false
		}
		lines = lines[1:]
		return rest, true
	}
	e.Topic, _ = take(topicWord)
	take(placeWord)
	if len(lines) > 0 && e.due(of, lines[0]) {
		lines = lines[1:]
	}
	e.Worth, _ = take(worthWord)
	e.Covers, _ = take(coversWord)
	if moved, found := take(movedWord); found {
		e.MovedFrom, e.Why, _ = strings.Cut(moved, ": ")
	}
	word := otherWord
	if e.Cancelled {
		// A tombstone keeps the reason of an earlier move, which is none.
		word, e.Why = offWord, ""
	}
	if said, found := take(word); found {
		e.Why = strings.TrimPrefix(said, ": ")
	}
	e.Notes = lines
}

// due reads the line of a timed deadline, and with it the due time, which the
// times of an all-day shape do not tell (client rule 15).
func (e *Entry) due(of *event, line string) bool {
	said, found := strings.CutPrefix(line, dueWord)
	when, rest, hasZone := strings.Cut(said, " (")
	zone, after, closed := strings.Cut(rest, ")")
	space := strings.LastIndexByte(when, ' ')
	if !found || !hasZone || !closed || space < 0 {
		return false
	}
	day, err := time.Parse(dueForm, when[:space])
	clock, known := clockOf(when[space+1:])
	if err != nil || !known {
		return false
	}
	due := of.end
	if of.allDay {
		tz, err := schedule.LoadZone(zone)
		if err != nil {
			return false
		}
		if due, err = schedule.Instant(tz, schedule.DateOf(day), clock); err != nil {
			return false
		}
	} else {
		due = due.In(of.tz)
	}
	e.AllDay, e.Deadline = false, true
	e.setTimes(due, due)
	e.DueElsewhere = strings.TrimPrefix(after, elsewhereWord)
	suffix := " due " + clock.String()
	if e.DueElsewhere != "" {
		suffix += " (" + e.DueElsewhere + ")"
	}
	e.Title = strings.TrimSuffix(e.Title, suffix)
	return true
}

// clockOf reads a time such as 09:00 or 24:00.
func clockOf(s string) (schedule.Clock, bool) {
	if s == schedule.EndOfDay.String() {
		return schedule.EndOfDay, true
	}
	t, err := time.Parse("15:04", s)
	return schedule.Clock(t.Hour()*60 + t.Minute()), err == nil
}

// seriesOf returns what a UID shares with its whole series, and the session's
// number: of lab.A.2@x lab.A@x and 2. One that goes by its date has no number.
func seriesOf(uid string) (series string, number int, numbered bool) {
	key, course, _ := strings.Cut(uid, "@")
	parts := strings.Split(key, ".")
	last := len(parts) - 1
	if n, err := strconv.Atoi(parts[last]); err == nil && last > 0 {
		number, numbered, last = n, true, last-1
	}
	if _, isDate := schedule.ParseDate(parts[last]); isDate && last > 0 {
		number, numbered, last = 0, false, last-1 // a number after a date counts those of the day
	}
	return strings.Join(parts[:last+1], ".") + "@" + course, number, numbered
}
