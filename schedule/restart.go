package schedule

import (
	"fmt"
	"strings"
)

// checkRestart wants the day of a restart to be one on which one of the
// series has a slot: no other weekday is guessed.
func (r *rescheduler) checkRestart(chosen []*series) error {
	day := r.what.Restart
	if day <= r.what.After {
		return &Refusal{fmt.Sprintf("the restart %s does not lie after %s", day.Long(), r.what.After.Long()), "exchange them", true}
	}
	weekly := false
	for _, s := range chosen {
		weekly = weekly || s.anyWeekly()
		if r.slotOn(s, day) {
			return nil
		}
	}
	if !weekly {
		return &Refusal{fmt.Sprintf("%s has written dates and no weekly slots to go on in", quote(r.what.Series)), "shift it by days or weeks instead", true}
	}
	hint := "shift the series by days or weeks instead"
	if near := r.nearSlots(chosen, day); len(near) > 0 {
		hint = "the nearest are " + strings.Join(near, " and ") + "; for another weekday, " + hint
	}
	return &Refusal{fmt.Sprintf("%s has no slot on %s", quote(r.what.Series), day.Long()), hint, true}
}

// slotOn reports whether a series has a weekly slot on a day, breaks apart.
func (r *rescheduler) slotOn(s *series, d Date) bool {
	for i := range s.slots {
		for _, weekday := range s.slots[i].days {
			if d.Weekday() == weekday && s.rhythm.inWeeks(d, s.begin(), r.weeks) {
				return true
			}
		}
	}
	return false
}

// nearSlots returns the last day with a slot before a day, and the first one
// after it, outside breaks and within half a year.
func (r *rescheduler) nearSlots(chosen []*series, day Date) []string {
	find := func(step Date) (near []string) {
		for d := day + step; abs(d-day) < 183 && d > r.what.After; d += step {
			for _, s := range chosen {
				if r.slotOn(s, d) && r.breaks.on(d) == nil {
					return []string{d.Long()}
				}
			}
		}
		return nil
	}
	return append(find(-1), find(1)...)
}

// restart gives each session the next of the series' own weekly slots from
// the day on. The slots in breaks and the skipped ones are passed over, as in
// any week, and that is told.
func (r *rescheduler) restart(s *series, list []*moving) error {
	if len(list) == 0 {
		return nil
	}
	slots := r.openings(s, len(list))
	if len(slots) < len(list) {
		return &Refusal{fmt.Sprintf("%s has only %s from %s on", quote(s.key), counted(len(slots), "slot"), r.what.Restart.Long()), "shift it by days or weeks instead", true}
	}
	for i, m := range list {
		to := slots[i]
		then := *m.now
		then.date, then.last, then.hours, then.zone, then.zoneText = to.date, to.last, to.hours, to.slot.zone, to.slot.zoneText
		m.then, m.meant = &then, true
		m.timed = to.hours != m.planned.hours || to.slot.zoneText != m.planned.slot.zoneText || s.givesHours(&m.planned)
		if place := m.planned.slot.place; place != to.slot.place {
			r.doubtf(s, "look at its place, and give it another with where: if need be", "%s goes to the slot of %s, and keeps its place",
				quote(m.Before.Title), to.date.Long())
		}
	}
	return nil
}

// openings returns the first weekly slots from the day of the restart on.
func (r *rescheduler) openings(s *series, n int) []held {
	templates, ok := r.weeklyTemplates(s)
	if !ok {
		return nil
	}
	var out []held
	var passed []string
	for monday := r.what.Restart.Monday(); monday < lastDate-7 && len(out) < n; monday += 7 {
		for _, t := range templates {
			d := monday + t.last
			if d < r.what.Restart || len(out) == n || !s.rhythm.inWeeks(d, s.begin(), r.weeks) {
				continue
			}
			h := t
			h.date, h.last = d, d+t.date
			switch {
			case r.breaks.on(d) != nil:
				passed = append(passed, "the break "+r.breakName(d))
			case s.skipOf(&h) != nil:
				passed = append(passed, d.Long()+", which is skipped")
			default:
				out = append(out, h)
			}
		}
	}
	r.tellPassed(s, passed)
	return out
}

// tellPassed tells which slots a restart passes over, a break only once.
func (r *rescheduler) tellPassed(s *series, passed []string) {
	for i, n := 0, 1; i < len(passed); i, n = i+n, 1 {
		for i+n < len(passed) && passed[i+n] == passed[i] {
			n++
		}
		slots := ""
		if n > 1 {
			slots = ", with " + counted(n, "slot")
		}
		r.doubtf(s, "shift the series instead if it shall be held then", "%s passes over %s%s", quote(s.key), passed[i], slots)
	}
}

// givesHours reports whether an exception gives a session other hours than
// its slot, which a move to a bare date would keep.
func (s *series) givesHours(h *held) bool {
	for _, e := range s.exceptions {
		if e.edit.hours == nil && (e.edit.to == nil || !e.edit.to.timed) {
			continue
		}
		for _, k := range e.keys {
			if k.hits(h) {
				return true
			}
		}
	}
	return false
}
