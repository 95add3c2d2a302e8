package ical

import (
	"cmp"
	"math"
	"slices"
	"time"
)

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
