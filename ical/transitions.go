package ical

import (
	"time"

	"coursecal/schedule"
)

// transition is a change of clocks.
type transition struct {
	at       time.Time
	from, to int
	name     string // of the time that begins
}

// transitions returns the changes of a zone's offset in some years, the last
// one included. Time.ZoneBounds tells where they may be, and more than that:
// also where only a rule changes, and under a zone's last rule, at the end of a
// leap year, an end that is not after the instant (golang/go#81583). There it
// goes on by a day. A test compares all zones with a search.
func transitions(zone *time.Location, first, last int) []transition {
	var out []transition
	t, end := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC).In(zone), time.Date(last+1, 1, 1, 0, 0, 0, 0, time.UTC)
	_, before := t.Zone()
	for t.Before(end) {
		_, next := t.ZoneBounds()
		switch {
		case next.IsZero():
			return out
		case !next.After(t):
			t = t.AddDate(0, 0, 1)
			continue
		}
		name, after := next.Zone()
		if before != after && next.Before(end) {
			out = append(out, transition{next, before, after, name})
		}
		t, before = next, after
	}
	return out
}

// wall returns the wall clock at which a change happens, by the offset before
// it, as a time labelled UTC: that is how DTSTART has it (RFC 5545 3.6.5).
func (t transition) wall() time.Time {
	return t.at.UTC().Add(time.Duration(t.from) * time.Second)
}

// observances returns the yearly rules that a change could follow: the last
// such weekday of the month, the first to fourth, or both.
func (t transition) observances() []observance {
	w := t.wall()
	if t.from%60 != 0 || t.to%60 != 0 || w.Second() != 0 {
		return nil // ±HHMM cannot say it (client rule 10)
	}
	o := observance{name: t.name, from: t.from, to: t.to, month: w.Month(), weekday: w.Weekday(), clock: schedule.Clock(w.Hour()*60 + w.Minute())}
	var out []observance
	if w.AddDate(0, 0, 7).Month() != w.Month() {
		o.nth = -1
		out = append(out, o)
	}
	if nth := (w.Day()-1)/7 + 1; nth <= 4 {
		o.nth = nth
		out = append(out, o)
	}
	return out
}
