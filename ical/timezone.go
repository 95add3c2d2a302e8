package ical

import (
	"fmt"
	"iter"
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
