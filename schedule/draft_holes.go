package schedule

import (
	"cmp"
	"slices"
	"strings"
)

// holes returns the days of slots, up to the last, that are not held.
func (r *run) holes() ([]hole, bool) {
	taken := map[hole]bool{}
	for _, p := range r.planned {
		at := hole{p.date, p.slot}
		if taken[at] {
			return nil, false
		}
		taken[at] = true
	}
	var out []hole
	for monday := r.first.Monday(); monday <= r.until; monday += Date(7 * r.every) {
		for s := range r.slots {
			day, _ := parseWeekday(s[:3])
			d := monday + Date((int(day)+6)%7)
			if at := (hole{d, s}); d >= r.first && d <= r.until && !taken[at] {
				out = append(out, at)
			}
		}
		if len(out) > maxKeys {
			return nil, false
		}
	}
	slices.SortFunc(out, func(a, b hole) int { return cmp.Or(int(a.date-b.date), strings.Compare(a.slot, b.slot)) })
	return out, true
}

// skip writes holes as dates, and those with nothing between them as ranges.
func (r *run) skip(holes []hole) {
	between := func(a, b Date) bool {
		return slices.ContainsFunc(r.planned, func(p planned) bool { return p.date >= a && p.date <= b })
	}
	for n := 0; n < len(holes); {
		last := n
		for last+1 < len(holes) && !between(holes[n].date, holes[last+1].date) {
			last++
		}
		s := holes[n].date.String()
		if holes[last].date > holes[n].date {
			s += " to " + holes[last].date.String()
		}
		r.skips = append(r.skips, s)
		n = last + 1
	}
}
