package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An Event is one entry of a calendar or table that was not made of a
// schedule, in the terms of one.
type Event struct {
	// Line is where the entry begins in its source, from 1.
	Line int
	// Title is the title as it stands there, with whatever code, mark or due
	// time is in it.
	Title string
	// Kind is a category that may serve as kind, or "".
	Kind string
	// Deadline tells that the source says so; a title may say so too.
	Deadline bool
	// AllDay tells an entry with dates only: First and Last, both included.
	AllDay      bool
	First, Last Date
	// Start and End are the instants of a timed entry, End exclusive. They
	// are equal where the source gives no end: a deadline is due then.
	Start, End time.Time
	// DueIn is the due time as the source says it in another zone, such as
	// 23:59 AoE, or "".
	DueIn string
	// Undecided tells an entry whose date is not fixed yet; it has no times.
	Undecided bool
	// Cancelled tells an entry that is not held, Why the reason or "".
	Cancelled bool
	Why       string
	// Moved is the time for which it was planned first, in words such as Wed 18
	// March 2020 09:00, or "". Why is then the reason of that, MovedIn the zone
	// of the hours; nil is that of the schedule.
	Moved   string
	MovedIn *time.Location
	// Groups are the names or labels of the groups that the source says it is
	// for, none for everybody; a title may say them too.
	Groups []string
	// Busy tells whether readers are busy then, nil where the source does not
	// say. Reminders are how long before its start it reminds of itself; 0 is no
	// time before it.
	Busy      *bool
	Reminders []time.Duration
	// Where, URL, Notes and Worth are texts, "" where there is none.
	Where, URL, Notes, Worth string
}

// A Draft is a schedule to be written of a calendar or a table.
type Draft struct {
	// File is the name of the source, for messages.
	File string
	// ID, Code, Name and URL are of the course; an ID that is "" is made of
	// the code or the name, a Code that is "" is looked for in the titles.
	ID, Code, Name, URL string
	// Zone is the zone of the schedule, as LoadZone returns it.
	Zone   *time.Location
	Events []Event
}

// Write returns the text of a schedule that Parse takes without an error and
// that holds the events at the same instants: weekly runs as series, with
// what is left out or moved as exceptions, all else as single entries.
//
// The problems tell, at the lines of the source, what a schedule cannot say:
// errors of events that were left out, warnings of events that were changed.
// A *Refusal tells why there is no schedule at all.
func (d *Draft) Write() ([]byte, Problems, error) {
	if len(d.Events) > maxEntries {
		return nil, nil, tooManyEvents()
	}
	w := &draftWriter{draft: d, keys: map[string]bool{}}
	items := w.place()
	if !slices.ContainsFunc(items, func(i *item) bool { return !i.Undecided }) {
		return nil, onceEach(w.problems), &Refusal{Msg: "no entry is left to make a schedule of", Hint: "export a calendar that has the course's sessions or deadlines"}
	}
	w.splitTitles(items)
	if err := w.head(items); err != nil {
		return nil, nil, err
	}
	w.entries(items)
	w.tellReminders()
	text := w.text()
	if _, found := Parse(d.File, text); len(found.Errors()) > 0 {
		// What was checked piece by piece can only be too much as a whole.
		p := found.Errors()[0]
		return nil, nil, &Refusal{Msg: "the schedule would not be right: " + p.Msg, Hint: p.Hint}
	}
	return text, onceEach(w.problems), nil
}

func tooManyEvents() *Refusal {
	return &Refusal{Msg: fmt.Sprintf("there are more than %d entries", maxEntries), Hint: "export one course and one term"}
}

// draftWriter holds what becomes of a draft.
type draftWriter struct {
	draft     *Draft
	problems  Problems
	code      string // of the course; w.draft.Code, or found in the titles
	top       []pair
	groups    []pair          // the key groups, where there are some
	keys      map[string]bool // that are taken, in lower case
	reminders int             // that cannot be said
	sessions  []draftEntry
	deadlines []draftEntry
}

// item is an event as the schedule will say it.
type item struct {
	*Event
	title string // without code, mark and due time
	parts titleParts
	// date and last are civil dates in the course's zone; date is the due
	// date of a deadline, start its due time.
	date, last Date
	start, end Clock
	// length is set in place of end where the wall clock cannot say the end.
	length time.Duration
	// zone is behind a due time that was said elsewhere: AoE.
	zone string
	// plan is what Moved says, nil where that cannot be read.
	plan *Planned
	// remind is how long before its start, or its due time, it reminds of
	// itself, or 0.
	remind time.Duration
	// groups are whom the entry is for, none for everybody.
	groups []string
}

// hours returns the time as it is written behind a date, "" for all day.
func (i *item) hours() string {
	switch {
	case i.AllDay && !i.timedDue():
		return ""
	case i.Deadline:
		return strings.TrimSpace(i.start.String() + " " + i.zone)
	case i.length > 0:
		return i.start.String()
	}
	return i.start.String() + "-" + i.end.String()
}

// timedDue tells a deadline with a time that is shown as a day.
func (i *item) timedDue() bool { return i.Deadline && i.start > 0 }

// when returns the date and the time as they are written.
func (i *item) when() string {
	if i.Undecided {
		return "tbc"
	}
	s := i.date.Long()
	if i.last > i.date {
		s += " to " + i.last.Long()
	}
	return strings.TrimSpace(s + " " + i.hours())
}

// tell notes what became of an event; warning means that it was kept.
func (w *draftWriter) tell(e *Event, warning bool, hint, format string, args ...any) {
	msg := quote(e.Title) + ": " + fmt.Sprintf(format, args...)
	w.problems = append(w.problems, Problem{w.draft.File, max(e.Line, 1), 1, warning, msg, hint})
}

// place finds out when each event is in the course's zone, and leaves out
// what a schedule cannot say.
func (w *draftWriter) place() []*item {
	var out []*item
	for i := range w.draft.Events {
		e := &w.draft.Events[i]
		w.clean(e)
		it := &item{Event: e, title: e.Title}
		w.cutTitle(it)
		if w.placeOne(it) {
			w.takeReminder(it)
			if it.Moved != "" && !it.Undecided {
				it.plan = it.readPlan(w.draft.Zone)
			}
			out = append(out, it)
		}
	}
	inOrder(out)
	return out
}

func (w *draftWriter) placeOne(i *item) bool {
	if i.Undecided {
		i.date = NewDate(lastYear, 12, 31) // behind all others
		return true
	}
	first, last := i.First, i.Last
	if !i.AllDay {
		first, last = DateOf(i.Start.In(w.draft.Zone)), DateOf(i.End.In(w.draft.Zone))
	}
	if first.Year() < firstYear || last.Year() > lastYear || last < first {
		w.tell(i.Event, false, "look at its date", "a schedule speaks of the years %d to %d", firstYear, lastYear)
		return false
	}
	switch {
	case i.AllDay && !i.timedDue():
		i.date, i.last = i.First, i.Last
		return true
	case i.AllDay:
		i.date, i.last = i.First, i.First
		return true
	case i.Deadline:
		return w.placeDeadline(i)
	case !i.End.After(i.Start):
		hint := fmt.Sprintf("give it an end there; or if it is a deadline, write below deadlines: %s: {title: %s, due: %s}",
			w.free(slug(i.title)), textYAML(i.title), i.Start.In(w.draft.Zone).Format("Mon 2006-01-02 15:04"))
		w.tell(i.Event, false, hint, "it has no end, and no word such as due says that it is a deadline")
		return false
	}
	return w.placeSession(i)
}

// minutes takes the seconds off an instant, which a schedule does not have.
func (w *draftWriter) minutes(e *Event, t time.Time) time.Time {
	t = t.In(w.draft.Zone)
	// No zone has had seconds in its offset since 1972.
	if whole := t.Add(-time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond())); !whole.Equal(t) {
		w.tell(e, true, "", "taken as %s: a schedule has no seconds", whole.Format("15:04"))
		return whole
	}
	return t
}

func (w *draftWriter) placeSession(i *item) bool {
	start, end := w.minutes(i.Event, i.Start), w.minutes(i.Event, i.End)
	i.date, i.start = DateOf(start), clockOf(start)
	i.last = i.date
	if at, err := resolve(w.draft.Zone, i.date, i.start); err != nil || !at.Equal(start) {
		w.tell(i.Event, false, "write another time below sessions:", "clocks are set back and show %s twice; a schedule means the first, this is the second", i.start)
		return false
	}
	i.end = Clock(DateOf(end)-i.date)*EndOfDay + clockOf(end)
	if at, err := resolve(w.draft.Zone, i.date, i.end); err == nil && at.Equal(end) && i.end-i.start <= EndOfDay && i.end > i.start {
		return true
	}
	i.end, i.length = 0, end.Sub(start)
	if i.length <= 0 || i.length > 366*24*time.Hour {
		w.tell(i.Event, false, "write it as whole days", "it lasts %s, which a schedule cannot say", i.length)
		return false
	}
	return true
}

func (w *draftWriter) placeDeadline(i *item) bool {
	due := w.minutes(i.Event, i.End)
	if i.zone != "" && i.dueIn(due, i.zone) {
		return true
	}
	i.zone = ""
	i.dueAt(due)
	if at, err := resolve(w.draft.Zone, i.date, i.start); err != nil || !at.Equal(due) {
		i.zone = "UTC"
		i.dueAt(due.UTC())
	}
	return true
}

// dueAt sets the due time. Midnight is 24:00 of the day before.
func (i *item) dueAt(t time.Time) {
	i.date, i.start = DateOf(t), clockOf(t)
	if i.start == 0 {
		i.date, i.start = i.date-1, EndOfDay
	}
	i.last = i.date
}

// dueIn sets the due time in the zone that the title names, where it is the
// time that the title says.
func (i *item) dueIn(due time.Time, zone string) bool {
	clock, name, _ := strings.Cut(zone, " ")
	loc := time.FixedZone("AoE", -12*60*60)
	if name != "AoE" {
		var err error
		if loc, err = LoadZone(name); err != nil {
			return false
		}
	}
	i.dueAt(due.In(loc))
	at, err := resolve(loc, i.date, i.start)
	i.zone = name
	return err == nil && at.Equal(due) && i.start.String() == clock
}

func clockOf(t time.Time) Clock { return Clock(t.Hour()*60 + t.Minute()) }
