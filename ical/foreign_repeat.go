package ical

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An endless repetition is taken for a year, and any for three at most: no
// course is longer.
const (
	endlessYears = 1
	mostYears    = 3
)

// repeated returns the times of an entry: its own, those of its rule, and
// those of RDATE.
func (r *foreignReader) repeated(e *foreignEvent, start stamp) []stamp {
	times := []stamp{start}
	switch len(e.rules) {
	case 0:
	case 1:
		more, err := r.byRule(e, start)
		if err != nil {
			r.tell(e.line, e.summary, false, "add the others by hand", "%v; only its first time was taken", err)
		} else {
			times = more
		}
	default:
		r.tell(e.line, e.summary, false, "add the others by hand", "it has several repetitions; only its first time was taken")
	}
	if e.exrule {
		r.tell(e.line, e.summary, false, "take out by hand what is not held", "it has exceptions by a rule (EXRULE), which were not taken")
	}
	seen := map[stamp]bool{}
	return slices.DeleteFunc(append(times, r.extras(e)...), func(s stamp) bool {
		twice := seen[s]
		seen[s] = true
		return twice
	})
}

func (r *foreignReader) byRule(e *foreignEvent, start stamp) ([]stamp, error) {
	rule, err := parseRule(e.rules[0], start.wall)
	if err != nil {
		return nil, err
	}
	end := start.wall.AddDate(mostYears, 0, 0)
	endless := rule.until == "" && rule.count == 0
	if endless {
		end = start.wall.AddDate(endlessYears, 0, -1)
		e.cut = true
		r.tell(e.line, e.summary, true, "take out what is too much; with skip, or with a smaller count", "it repeats without end; a year of it was taken")
	}
	until := end
	if rule.until != "" {
		s, err := r.read(moment{value: rule.until})
		if err != nil {
			return nil, fmt.Errorf("its repetition ends at a time that cannot be read: %w", err)
		}
		until = s.endAs(start)
	}
	most := maxForeign + 1
	if rule.count > 0 {
		most = min(most, rule.count)
	}
	last := end
	if until.Before(end) {
		last = until
	}
	midnight := start.wall.Truncate(24 * time.Hour)
	days := rule.days(midnight, last.Truncate(24*time.Hour), most)
	if !endless && last.Equal(end) && len(days) < most {
		e.cut = true
		r.tell(e.line, e.summary, true, "", "it repeats for long; %d years of it were taken", mostYears)
	}
	var out []stamp
	for n, day := range days {
		s := start
		s.wall = day.Add(start.wall.Sub(midnight))
		if n == 0 || !s.wall.After(until) {
			out = append(out, s)
		}
	}
	return out, nil
}

// endAs returns UNTIL as a wall clock of the zone in which the entry begins.
// A date alone includes its day.
func (s stamp) endAs(start stamp) time.Time {
	if s.date {
		return s.wall.Add(24*time.Hour - time.Second)
	}
	if t, err := s.instant(); err == nil && !start.date {
		local := t.In(start.zone)
		_, offset := local.Zone()
		return t.Add(time.Duration(offset) * time.Second).UTC()
	}
	return s.wall
}

// extras returns the times of RDATE. A period lasts otherwise than the entry.
func (r *foreignReader) extras(e *foreignEvent) []stamp {
	times := r.readAll(e, e.extra)
	for _, m := range e.extra {
		s, err := r.read(m)
		if m.until == "" || err != nil {
			continue
		}
		as := foreignEvent{line: e.line, summary: e.summary, end: moment{value: m.until, tzid: m.tzid}}
		if strings.HasPrefix(strings.ToUpper(m.until), "P") {
			as.end, as.duration = moment{}, m.until
		}
		l, err := r.length(&as, s)
		if err != nil {
			r.tell(e.line, e.summary, true, "look at its times", "of its repetition, %v; it lasts as long as the others", err)
			continue
		}
		if e.periods == nil {
			e.periods = map[stamp]foreignLength{}
		}
		e.periods[s] = l
	}
	return times
}

func (r *foreignReader) readAll(e *foreignEvent, moments []moment) []stamp {
	var out []stamp
	for _, m := range moments {
		s, err := r.read(m)
		if err != nil {
			r.tell(e.line, e.summary, false, "look at its dates", "of its repetition, %v", err)
			continue
		}
		out = append(out, s)
	}
	return out
}
