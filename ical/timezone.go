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
// 11): one zone that no yearly pair says exactly spoils it for all.
func localTimes(events iter.Seq[*event]) map[string]*pair {
	instants := map[string][]time.Time{}
	zones := map[string]*time.Location{}
	for e := range events {
		if !e.allDay && !isUTC(e.zone) {
			instants[e.zone] = append(instants[e.zone], e.start, e.end)
			zones[e.zone] = e.tz
		}
	}
	pairs := map[string]*pair{}
	for name, list := range instants {
		p := findPair(name, zones[name], list)
		if p == nil {
			return nil
		}
		pairs[name] = p
	}
	return pairs
}

// isUTC reports the names of UTC, which no TZID may bear (client rule 12).
func isUTC(zone string) bool {
	switch zone {
	case "UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Greenwich":
		return true
	}
	return false
}

// findPair returns the pair that gives each instant the offset it has in the
// zone, and each local time back as the same instant; nil where none does.
func findPair(name string, zone *time.Location, instants []time.Time) *pair {
	slices.SortFunc(instants, time.Time.Compare)
	first, last := instants[0].In(zone).Year(), instants[len(instants)-1].In(zone).Year()
	changes := transitions(zone, first-1, last+1)
	for _, p := range candidates(name, changes, first, last) {
		if p.saysAll(zone, changes, instants) {
			return p
		}
	}
	abbreviation, offset := instants[0].In(zone).Zone()
	fixed := &pair{zone: name, standard: observance{name: abbreviation, from: offset, to: offset}, year: first - 1}
	if fixed.saysAll(zone, changes, instants) && !slices.ContainsFunc(changes, func(t transition) bool {
		return t.at.After(instants[0]) && t.at.Before(instants[len(instants)-1])
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
// one included. It looks at the offset every week and halves the interval
// where it differs; no zone of the archive goes to and fro within one. It
// does so because Time.ZoneBounds can loop for ever with slim zone data
// (golang/go#81583).
func transitions(zone *time.Location, first, last int) []transition {
	const step = 7 * 24 * 60 * 60
	offset := func(unix int64) int {
		_, o := time.Unix(unix, 0).In(zone).Zone()
		return o
	}
	var out []transition
	end := time.Date(last+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	for t := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); t < end; t += step {
		low, high := t, t+step
		before, after := offset(low), offset(high)
		if before == after {
			continue
		}
		for high-low > 1 {
			if middle := (low + high) / 2; offset(middle) == before {
				low = middle
			} else {
				high = middle
			}
		}
		at := time.Unix(high, 0).In(zone)
		name, _ := at.Zone()
		out = append(out, transition{at, before, after, name})
	}
	return out
}

// candidates returns the pairs that the changes of single years suggest, those
// that also fit most of the other years first.
func candidates(name string, changes []transition, first, last int) []*pair {
	type scored struct {
		*pair
		score int
	}
	var list []scored
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
				if s.from != d.to || s.to != d.from {
					continue
				}
				p := &pair{zone: name, standard: s, daylight: d, changes: true, year: first - 1}
				list = append(list, scored{p, p.fits(changes)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return b.score - a.score })
	var out []*pair
	for _, s := range list {
		if len(out) == 0 || *out[len(out)-1] != *s.pair {
			out = append(out, s.pair)
		}
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

// fits counts the changes that a pair says rightly.
func (p *pair) fits(changes []transition) int {
	n := 0
	for _, t := range changes {
		year := t.wall().Year()
		if p.standard.onset(year).Equal(t.at) || p.daylight.onset(year).Equal(t.at) {
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

// onset returns the instant at which an observance begins in a year.
func (o *observance) onset(year int) time.Time {
	wall := o.date(year).UTC().Add(time.Duration(o.clock) * time.Minute)
	return wall.Add(-time.Duration(o.from) * time.Second)
}

// onset is the instant at which an offset begins to count.
type onset struct {
	at     time.Time
	offset int
}

// onsets returns all onsets of the pair up to the end of a year, in order.
func (p *pair) onsets(last int) []onset {
	if !p.changes {
		return []onset{{time.Time{}, p.standard.to}}
	}
	var out []onset
	for year := p.year; year <= last; year++ {
		for _, o := range []*observance{&p.standard, &p.daylight} {
			out = append(out, onset{o.onset(year), o.to})
		}
	}
	slices.SortFunc(out, func(a, b onset) int { return a.at.Compare(b.at) })
	return out
}

// offsetAt returns the offset that counts at an instant; before the first
// onset that is the first one's.
func offsetAt(onsets []onset, t time.Time) int {
	after, _ := slices.BinarySearchFunc(onsets, t, func(o onset, t time.Time) int {
		if o.at.After(t) {
			return 1
		}
		return -1
	})
	return onsets[max(0, after-1)].offset
}

// saysAll reports whether the pair says each instant exactly; they are in
// order, and changes are those of the zone in their years. A local time that
// occurs twice says none: RFC 5545 3.3.5 means the first, and libical,
// python3-icalendar and ical.js all read the second.
func (p *pair) saysAll(zone *time.Location, changes []transition, instants []time.Time) bool {
	onsets := p.onsets(instants[len(instants)-1].Year() + 1)
	said, meant := walk{onsets: onsets}, walk{onsets: zoneOnsets(zone, changes, instants[0])}
	for _, t := range instants {
		offset, changing := meant.at(t)
		read, rereads := said.at(t)
		if offset%60 != 0 || read != offset {
			return false
		}
		if rereads && p.saysTwice(onsets, t, offset) || changing && !readsBack(zone, t) {
			return false
		}
	}
	return true
}

// saysTwice reports whether the local time of an instant has by the pair
// another instant too.
func (p *pair) saysTwice(onsets []onset, t time.Time, offset int) bool {
	for _, other := range []int{p.standard.to, p.daylight.to} {
		twin := t.Add(time.Duration(offset-other) * time.Second)
		if p.changes && !twin.Equal(t) && offsetAt(onsets, twin) == other {
			return true
		}
	}
	return false
}

// zoneOnsets returns the offsets of a zone from an instant on.
func zoneOnsets(zone *time.Location, changes []transition, from time.Time) []onset {
	_, offset := from.In(zone).Zone()
	out := []onset{{time.Time{}, offset}}
	for _, c := range changes {
		if c.at.After(from) {
			out = append(out, onset{c.at, c.to})
		} else {
			// It still may be near.
			out[0] = onset{c.at, c.to}
		}
	}
	return out
}

// A walk finds the offsets of instants that are in order.
type walk struct {
	onsets []onset
	next   int
}

// at returns the offset at an instant, and whether it changes within two days.
func (w *walk) at(t time.Time) (offset int, near bool) {
	for w.next < len(w.onsets) && !w.onsets[w.next].at.After(t) {
		w.next++
	}
	last := w.onsets[max(0, w.next-1)]
	const days = 48 * time.Hour
	near = t.Before(last.at.Add(days)) || w.next < len(w.onsets) && t.After(w.onsets[w.next].at.Add(-days))
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
