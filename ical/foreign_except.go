package ical

import (
	"slices"
	"time"
)

// heldTimes are times to look others up in. A date alone stands for all of its
// day: that is not in RFC 5545 and is in the wild.
type heldTimes struct {
	instants    map[int64]bool
	days        map[time.Time]bool // of dates alone
	first, last time.Time
}

func heldAt(times []stamp, days bool) heldTimes {
	h := heldTimes{instants: map[int64]bool{}, days: map[time.Time]bool{}}
	for _, s := range times {
		t, err := s.instant()
		if err != nil {
			continue
		}
		if s.date || days {
			h.days[s.wall.Truncate(24*time.Hour)] = true
		}
		if !s.date {
			h.instants[t.Unix()] = true
		}
		if h.first.IsZero() || t.Before(h.first) {
			h.first = t
		}
		if t.After(h.last) {
			h.last = t
		}
	}
	return h
}

// without drops the times that are excepted.
func without(times, out []stamp) []stamp {
	if len(out) == 0 {
		return times
	}
	off := heldAt(out, false)
	return slices.DeleteFunc(times, func(s stamp) bool {
		if off.days[s.wall.Truncate(24*time.Hour)] {
			return true
		}
		t, err := s.instant()
		return !s.date && err == nil && off.instants[t.Unix()]
	})
}

// tellMisses warns of exceptions that hit no time of their repetition: it may
// be held when it should not be. Those beyond its ends do no harm.
func (r *foreignReader) tellMisses(e *foreignEvent, times, except []stamp, replaced []replacement) {
	held := heldAt(times, true)
	var missed []stamp
	for _, s := range except {
		if !held.has(s) && held.spans(s) {
			missed = append(missed, s)
		}
	}
	switch n := len(missed); {
	case n == 1:
		r.tell(e.line, e.summary, true, "look whether another time should be left out", "it leaves out %s, when it is not held", missed[0].words())
	case n > 1:
		r.tell(e.line, e.summary, true, "look whether other times should be left out", "it leaves out %d times when it is not held, such as %s", n, missed[0].words())
	}
	for _, by := range replaced {
		if !held.has(by.of) && (held.spans(by.of) || !e.cut) {
			r.tell(by.line, by.title, true, "look whether it is one too many", "it replaces the one of %s, when its repetition is not held", by.of.words())
		}
	}
}

// has reports a time, or a date on which there is one.
func (h heldTimes) has(s stamp) bool {
	if s.date {
		return h.days[s.wall]
	}
	t, err := s.instant()
	return err != nil || h.instants[t.Unix()]
}

// spans reports a time between the first and the last one.
func (h heldTimes) spans(s stamp) bool {
	t, err := s.instant()
	return err == nil && !t.After(h.last) && t.After(h.first.Add(-24*time.Hour))
}

// words says a time as it is written, with its zone where it is UTC.
func (s stamp) words() string {
	switch {
	case s.date:
		return s.wall.Format("2006-01-02")
	case s.zone == time.UTC:
		return s.wall.Format("2006-01-02 15:04 UTC")
	}
	return s.wall.Format("2006-01-02 15:04")
}
