package ical

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"coursecal/schedule"
)

// A pair is what a VTIMEZONE may say by client rule 10: standard time and,
// where clocks change, daylight time, each with one yearly rule. Without
// daylight it is one offset for ever.
type pair struct {
	zone               string
	standard, daylight observance
	changes            bool // whether there is a daylight
	year               int  // the year of the first onsets, before all events
	fitting            int  // how many of the zone's changes it says rightly
	// offsets are those that the pair says, once it is found to say all.
	offsets        walk
	dtstart, dtend string // the properties' names with the zone
}

// offset returns the offset that the pair says of an instant.
func (p *pair) offset(t time.Time) int {
	offset, _ := p.offsets.at(t.Unix())
	return offset
}

// An observance begins on one weekday of a month every year (RFC 5545 3.6.5).
type observance struct {
	name     string
	from, to int // offsets in seconds east of UTC, before and in it
	month    time.Month
	weekday  time.Weekday
	nth      int // 1 to 4, or -1 for the last
	clock    schedule.Clock
}

// localTimes returns what lets the timed events be written in local time,
// by zone, or nil where UTC must serve for the whole calendar (client rule
// 11): one zone that no yearly pair says exactly spoils it for all. It goes
// over the events twice and keeps none of them.
func localTimes(events iter.Seq[*event]) map[string]*pair {
	spans := map[string]*span{}
	for e := range events {
		if e.allDay || isUTC(e.zone) {
			continue
		}
		s := spans[e.zone]
		if s == nil {
			s = &span{e.tz, e.start, e.start}
			spans[e.zone] = s
		}
		s.reach(e.start)
		s.reach(e.end)
	}
	pairs := map[string]*pair{}
	for name, s := range spans {
		p := s.findPair(name, func(yield func(time.Time) bool) {
			for e := range events {
				if !e.allDay && e.zone == name && !(yield(e.start) && yield(e.end)) {
					return
				}
			}
		})
		if p == nil {
			return nil
		}
		p.dtstart, p.dtend = "DTSTART;TZID="+name, "DTEND;TZID="+name
		pairs[name] = p
	}
	return pairs
}

// A span holds the first and the last instant that are written in a zone.
type span struct {
	zone        *time.Location
	first, last time.Time
}

func (s *span) reach(t time.Time) {
	if t.Before(s.first) {
		s.first = t
	}
	if t.After(s.last) {
		s.last = t
	}
}

// isUTC reports the names of UTC, which no TZID may bear (client rule 12).
func isUTC(zone string) bool {
	switch zone {
	case "UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Greenwich":
		return true
	}
	return false
}

// findPair returns the pair that gives each instant of the span the offset it
// has in the zone, and each local time back as the same instant; nil where
// none does.
func (s *span) findPair(name string, instants iter.Seq[time.Time]) *pair {
	first, last := s.first.In(s.zone).Year(), s.last.In(s.zone).Year()
	changes := transitions(s.zone, first-1, last+1)
	for _, p := range candidates(name, changes, first, last) {
		if p.saysAll(s, changes, instants) {
			return p
		}
	}
	abbreviation, offset := s.first.In(s.zone).Zone()
	fixed := &pair{zone: name, standard: observance{name: abbreviation, from: offset, to: offset}, year: first - 1}
	if fixed.saysAll(s, changes, instants) && !slices.ContainsFunc(changes, func(t transition) bool {
		return t.at.After(s.first) && t.at.Before(s.last)
	}) {
		return fixed
	}
	return nil
}

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

// candidates returns the pairs that the changes of single years suggest, those
// that also fit most of the other years first.
func candidates(name string, changes []transition, first, last int) []*pair {
	var out []*pair
	for year := first - 1; year <= last+1; year++ {
		var std, dst []observance
		for _, t := range changes {
			if t.wall().Year() != year {
				continue
			}
			if t.to > t.from {
				dst = append(dst, t.observances()...)
			} else {
				std = append(std, t.observances()...)
			}
		}
		for _, s := range std {
			for _, d := range dst {
				known := func(p *pair) bool { return p.standard == s && p.daylight == d }
				if s.from != d.to || s.to != d.from || slices.ContainsFunc(out, known) {
					continue
				}
				p := &pair{zone: name, standard: s, daylight: d, changes: true, year: first - 1}
				p.fitting = p.fits(changes)
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *pair) int { return b.fitting - a.fitting })
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

// fits counts the changes that a pair says rightly.
func (p *pair) fits(changes []transition) int {
	n := 0
	for _, t := range changes {
		year := t.wall().Year()
		if at := t.at.Unix(); p.standard.onset(year) == at || p.daylight.onset(year) == at {
			n++
		}
	}
	return n
}

// date returns the day of a year on which an observance begins.
func (o *observance) date(year int) schedule.Date {
	if o.nth < 0 {
		last := schedule.NewDate(year, o.month+1, 0)
		return last - schedule.Date((int(last.Weekday())-int(o.weekday)+7)%7)
	}
	first := schedule.NewDate(year, o.month, 1)
	return first + schedule.Date((int(o.weekday)-int(first.Weekday())+7)%7+7*(o.nth-1))
}

// onset returns the instant at which an observance begins in a year, in
// seconds since 1970.
func (o *observance) onset(year int) int64 {
	return o.date(year).UTC().Unix() + int64(o.clock)*60 - int64(o.from)
}

// onset is the instant, in seconds since 1970, from which an offset counts.
type onset struct {
	at     int64
	offset int
}

// always is the onset of what counts from the beginning.
const always = math.MinInt64

// onsets returns all onsets of the pair up to the end of a year, in order.
func (p *pair) onsets(last int) []onset {
	if !p.changes {
		return []onset{{always, p.standard.to}}
	}
	var out []onset
	for year := p.year; year <= last; year++ {
		for _, o := range []*observance{&p.standard, &p.daylight} {
			out = append(out, onset{o.onset(year), o.to})
		}
	}
	slices.SortFunc(out, func(a, b onset) int { return cmp.Compare(a.at, b.at) })
	return out
}

// saysAll reports whether the pair says each instant exactly; changes are
// those of the zone in their years. A local time that occurs twice says none:
// RFC 5545 3.3.5 means the first, and libical, python3-icalendar and ical.js
// all read the second.
func (p *pair) saysAll(s *span, changes []transition, instants iter.Seq[time.Time]) bool {
	onsets := p.onsets(s.last.Year() + 1)
	said, meant := walk{onsets: onsets}, walk{onsets: zoneOnsets(s.zone, changes, s.first)}
	for t := range instants {
		at := t.Unix()
		offset, changing := meant.at(at)
		read, rereads := said.at(at)
		if offset%60 != 0 || read != offset {
			return false
		}
		if rereads && p.saysTwice(onsets, at, offset) || changing && !readsBack(s.zone, t) {
			return false
		}
	}
	p.offsets = said
	return true
}

// saysTwice reports whether the local time of an instant has by the pair
// another instant too.
func (p *pair) saysTwice(onsets []onset, at int64, offset int) bool {
	for _, other := range []int{p.standard.to, p.daylight.to} {
		w := walk{onsets: onsets}
		if found, _ := w.at(at + int64(offset-other)); p.changes && other != offset && found == other {
			return true
		}
	}
	return false
}

// zoneOnsets returns the offsets of a zone from an instant on.
func zoneOnsets(zone *time.Location, changes []transition, from time.Time) []onset {
	_, offset := from.In(zone).Zone()
	out := []onset{{always, offset}}
	for _, c := range changes {
		if c.at.After(from) {
			out = append(out, onset{c.at.Unix(), c.to})
		} else {
			// It still may be near.
			out[0] = onset{c.at.Unix(), c.to}
		}
	}
	return out
}

// A walk finds the offsets of instants, quickly where each is near the one
// before.
type walk struct {
	onsets []onset
	next   int // the first onset after the last instant
}

// at returns the offset at an instant, and whether it changes within two days.
// Before the first onset its offset counts.
func (w *walk) at(t int64) (offset int, near bool) {
	for w.next < len(w.onsets) && w.onsets[w.next].at <= t {
		w.next++
	}
	for w.next > 1 && w.onsets[w.next-1].at > t {
		w.next--
	}
	last := w.onsets[max(0, w.next-1)]
	const days = 48 * 60 * 60
	near = t-days < last.at || w.next < len(w.onsets) && w.onsets[w.next].at < t+days
	return last.offset, near
}

// readsBack reports whether an instant's local time means that instant.
func readsBack(zone *time.Location, t time.Time) bool {
	local := t.In(zone)
	back, err := schedule.Instant(zone, schedule.DateOf(local), schedule.Clock(local.Hour()*60+local.Minute()))
	return err == nil && back.Equal(t)
}

// utcOffset writes an offset as ±HHMM (RFC 5545 3.3.14).
func utcOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
