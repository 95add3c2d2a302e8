package ical

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/schedule"
)

// canvasAssignment begins the UID of what Canvas has due, and it says so
// nowhere else.
const canvasAssignment = "event-assignment-"

// stamp is a date or a time with its zone known.
type stamp struct {
	// wall is the wall clock, or the midnight of a date, labelled UTC.
	wall time.Time
	date bool
	// zone is the zone of the wall clock.
	zone *time.Location
}

// instant resolves a time; of two it is the first (RFC 5545 3.3.5). One that
// clocks skip is an error.
func (s stamp) instant() (time.Time, error) {
	if s.zone == time.UTC {
		return s.wall, nil
	}
	t, err := schedule.Instant(s.zone, schedule.DateOf(s.wall), schedule.Clock(s.wall.Hour()*60+s.wall.Minute()))
	return t.Add(time.Duration(s.wall.Second()) * time.Second), err
}

// read reads a date or a time. Extended forms, 2020-04-29T09:00:00, are not
// in RFC 5545 and are in the wild.
func (r *foreignReader) read(m moment) (stamp, error) {
	text := strings.ToUpper(m.value)
	if strings.ContainsAny(text, "-:") {
		text = strings.NewReplacer("-", "", ":", "").Replace(text)
	}
	text, isUTC := strings.CutSuffix(text, "Z")
	for _, form := range []string{dateForm, localForm, "20060102T1504"} {
		wall, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		s := stamp{wall: wall, date: form == dateForm, zone: r.draft.Zone}
		switch {
		case isUTC || s.date:
			s.zone = time.UTC
		case m.tzid != "":
			if zone := r.zone(m.tzid); zone != nil {
				s.zone = zone
			} else if !r.asked {
				return s, fmt.Errorf("the time zone %q is not known", clip(m.tzid))
			}
		}
		return s, nil
	}
	return stamp{}, fmt.Errorf("%q is no date and no time", clip(m.value))
}

// length is what an entry lasts: whole days and wall-clock time, then time
// that passes.
type foreignLength struct {
	wall, elapsed time.Duration
}

// after returns the end of an entry that begins at a time.
func (l foreignLength) after(s stamp) (time.Time, error) {
	s.wall = s.wall.Add(l.wall)
	end, err := s.instant()
	return end.Add(l.elapsed), err
}

// length returns what an entry lasts; a date alone lasts a day, a time alone
// nothing (RFC 5545 3.6.1).
func (r *foreignReader) length(e *foreignEvent, start stamp) (foreignLength, error) {
	switch {
	case e.end.value != "":
		return r.lengthTo(e, start)
	case e.duration != "":
		l, ok := parsePeriod(e.duration)
		if !ok {
			return l, fmt.Errorf("%q is no duration", clip(e.duration))
		}
		return l, nil
	case start.date:
		return foreignLength{wall: 24 * time.Hour}, nil
	}
	return foreignLength{}, nil
}

func (r *foreignReader) lengthTo(e *foreignEvent, start stamp) (foreignLength, error) {
	end, err := r.read(e.end)
	if err != nil {
		return foreignLength{}, err
	}
	if end.date != start.date {
		return foreignLength{}, errors.New("it has a date at one end and a time at the other")
	}
	l := foreignLength{wall: end.wall.Sub(start.wall)}
	if end.zone != start.zone {
		from, err1 := start.instant()
		to, err2 := end.instant()
		if err := errors.Join(err1, err2); err != nil {
			return l, err
		}
		l = foreignLength{elapsed: to.Sub(from)}
	}
	if start.date && l.wall < 0 {
		r.tell(e.line, e.summary, true, "look at its dates", "it ends before it begins, and is taken for one day")
	}
	if start.date && l.wall <= 0 {
		l.wall = 24 * time.Hour // an end that is the day itself is a common slip
	}
	if l.wall < 0 || l.elapsed < 0 {
		return l, errors.New("it ends before it begins")
	}
	return l, nil
}

// maxPeriod is beyond what a schedule takes, and far from an overflow.
const maxPeriod = 10_000 * time.Hour

// parsePeriod reads a DURATION that is not negative (RFC 5545 3.3.6).
func parsePeriod(s string) (foreignLength, bool) {
	var l foreignLength
	rest, ok := strings.CutPrefix(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "+"), "P")
	inTime := false
	for ok && rest != "" {
		if rest[0] == 'T' {
			inTime, rest = true, rest[1:]
			continue
		}
		n := strings.IndexFunc(rest, func(c rune) bool { return c < '0' || c > '9' })
		if n < 1 || n > 6 {
			return l, false
		}
		count, _ := strconv.Atoi(rest[:n])
		of := time.Duration(count)
		switch unit := rest[n]; {
		case unit == 'W' && !inTime:
			l.wall += of * 7 * 24 * time.Hour
		case unit == 'D' && !inTime:
			l.wall += of * 24 * time.Hour
		case unit == 'H' && inTime:
			l.elapsed += of * time.Hour
		case unit == 'M' && inTime:
			l.elapsed += of * time.Minute
		case unit == 'S' && inTime:
			l.elapsed += of * time.Second
		default:
			return l, false
		}
		rest = rest[n+1:]
		if of >= 10_000 && !inTime || l.wall > maxPeriod || l.elapsed > maxPeriod {
			return l, false
		}
	}
	return l, ok
}

// replacement is a time of a repetition that another entry replaces.
type replacement struct {
	of    stamp
	line  int
	title string
}

// resolve makes events of all entries, repetitions expanded.
func (r *foreignReader) resolve() {
	changed := map[string][]replacement{} // by UID
	for _, e := range r.events {
		if e.recurrenceID.value == "" {
			continue
		}
		s, err := r.read(e.recurrenceID)
		if err != nil {
			r.tell(e.line, e.summary, false, "", "it replaces one of a repetition, but %v", err)
			continue
		}
		changed[e.uid] = append(changed[e.uid], replacement{s, e.line, e.summary})
	}
	for _, e := range r.events {
		if len(r.draft.Events) > maxForeign {
			return // too many, which Draft.Write says
		}
		r.place(e, changed[e.uid])
	}
	r.commonLink()
}

// commonLink makes the link that all entries have one of the course.
func (r *foreignReader) commonLink() {
	events := r.draft.Events
	if len(events) == 0 || slices.ContainsFunc(events, func(e schedule.Event) bool { return e.URL != events[0].URL }) {
		return
	}
	r.draft.URL = events[0].URL
	for i := range events {
		events[i].URL = ""
	}
}

// place adds the events of one entry.
func (r *foreignReader) place(e *foreignEvent, changed []replacement) {
	const zoneHint = "give the zone of its hours, such as --timezone Europe/London"
	if e.todo {
		e.start, e.end, e.duration = e.due, moment{}, ""
	}
	if e.start.value == "" {
		r.tell(e.line, e.summary, false, "", "it has no date")
		return
	}
	start, err := r.read(e.start)
	var length foreignLength
	if err == nil {
		length, err = r.length(e, start)
	}
	if err != nil {
		hint := "mend it there"
		if r.zone(e.start.tzid) == nil && e.start.tzid != "" {
			hint = zoneHint
		}
		r.tell(e.line, e.summary, false, hint, "%v", err)
		return
	}
	if e.thisAndFuture {
		r.tell(e.line, e.summary, false, "look at the later ones", "it changes all later ones of a repetition too; only this one was taken")
	}
	times := []stamp{start}
	if e.recurrenceID.value == "" {
		times = r.held(e, start, changed)
	}
	event := schedule.Event{
		Line: e.line, Title: e.summary, Kind: e.kind, Deadline: e.todo || strings.HasPrefix(e.uid, canvasAssignment), Cancelled: e.status == cancelled || r.method == "CANCEL",
		Where: e.where, URL: e.url,
	}
	if e.transparency == "OPAQUE" || e.transparency == "TRANSPARENT" {
		busy := e.transparency == "OPAQUE"
		event.Busy = &busy
	}
	r.notes(&event, e.description)
	for _, s := range times {
		l := length
		if own, found := e.periods[s]; found {
			l = own
		}
		if err := l.set(&event, s); err != nil {
			r.tell(e.line, e.summary, false, "mend it there", "%v", err)
			continue
		}
		if event.Reminders = nil; r.ours {
			event.Reminders = e.reminders(&event)
		}
		r.draft.Events = append(r.draft.Events, event)
	}
}

// held returns the times of an entry without those that are excepted.
func (r *foreignReader) held(e *foreignEvent, start stamp, changed []replacement) []stamp {
	times, out := r.repeated(e, start), r.readAll(e, e.except)
	r.tellMisses(e, times, out, changed)
	for _, by := range changed {
		out = append(out, by.of)
	}
	return without(times, out)
}

// set gives an event its dates, or its instants.
func (l foreignLength) set(e *schedule.Event, s stamp) (err error) {
	if s.date {
		days := schedule.Date((l.wall + l.elapsed + 24*time.Hour - 1) / (24 * time.Hour))
		e.AllDay, e.First = true, schedule.DateOf(s.wall)
		e.Last = e.First + max(days, 1) - 1
		return nil
	}
	if e.Start, err = s.instant(); err == nil {
		e.End, err = l.after(s)
	}
	return err
}
