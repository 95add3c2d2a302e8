package schedule

import (
	"errors"
	"fmt"
	"time"
)

// occurrence fills in an empty entry with its texts and instants.
func (p *parser) occurrence(o *Occurrence, s *series, f *final, planned *held) bool {
	o.Key, o.UID, o.Deadline, o.Kind, o.Groups = s.key, p.uid(s, planned), s.deadline, f.kind, s.groups
	o.Topic, o.Cancelled, o.Why, o.Remind = f.topicText, f.cancelled || f.off, f.why, s.remind
	o.Worth, o.Covers, o.ShowAllDay = s.worth, s.coversWords(), s.showAllDay
	if f.numbered && !s.single {
		o.Number, o.Numbered = f.number, true
	}
	if !p.instants(o, s, f) {
		return false
	}
	p.planned(o, s, f, *planned)
	o.Busy = !s.deadline && !o.AllDay
	if s.busy != nil {
		o.Busy = *s.busy
	}
	if o.Cancelled {
		o.Busy = false
	}
	p.fillTexts(o, s, f)
	return true
}

// instants resolves the wall clock of an entry.
func (p *parser) instants(o *Occurrence, s *series, f *final) bool {
	o.First, o.Last = f.date, f.last
	if !f.hours.timed {
		o.AllDay = true
		o.Week, o.HasWeek = p.weeks.of(o.First)
		return true
	}
	zone := p.course.Zone
	if f.zone != nil {
		zone = f.zone
	}
	start, ok := p.instant(zone, f.date, f.hours.start, f.at)
	if !ok {
		return false
	}
	end := start
	switch {
	case s.deadline:
	case f.hours.elapsed:
		end = start.Add(time.Duration(f.hours.end-f.hours.start) * time.Minute)
	default:
		if end, ok = p.instant(zone, f.date, f.hours.end, f.at); !ok {
			return false
		}
	}
	o.Start, o.End = start.In(p.course.Zone), end.In(p.course.Zone)
	if s.deadline {
		if f.zone != nil {
			o.First, _ = o.DueClock()
		}
		o.Last = o.First
		if f.zone != nil && !sameOffset(f.zone, p.course.Zone, start) {
			o.DueElsewhere = f.hours.start.String() + " " + f.zoneText
		}
	} else {
		o.First, o.Last = DateOf(o.Start), DateOf(o.End.Add(-time.Nanosecond))
	}
	o.Week, o.HasWeek = p.weeks.of(o.First)
	return true
}

func sameOffset(a, b *time.Location, t time.Time) bool {
	_, x := t.In(a).Zone()
	_, y := t.In(b).Zone()
	return x == y
}

// instant resolves one wall-clock time; one that clocks skip is an error that
// names its valid neighbours.
func (p *parser) instant(zone *time.Location, d Date, c Clock, where pos) (time.Time, bool) {
	t, err := resolve(zone, d, c)
	if err == nil {
		return t, true
	}
	var gap *gapError
	if errors.As(err, &gap) {
		hint := fmt.Sprintf("type %s or %s", gap.Before.Clock, gap.After.Clock)
		if gap.Before.Date != gap.After.Date {
			hint = fmt.Sprintf("type %s %s or %s %s", gap.Before.Date.Long(), gap.Before.Clock, gap.After.Date.Long(), gap.After.Clock)
		}
		p.errorf(where, hint, "%s", gap.Error())
		return t, false
	}
	return t, true
}

// planned notes the time that an entry had before it moved.
func (p *parser) planned(o *Occurrence, s *series, f *final, was held) {
	zone := was.slot.zone
	if s.was != nil && s.single {
		was.date, was.hours, zone = s.was.first.date, s.was.hours, s.was.zone
	}
	if was.tbc || was.date == 0 {
		return
	}
	plan := Planned{Date: was.date, Clock: was.hours.start, AllDay: !was.hours.timed}
	if s.deadline && !plan.AllDay && zone != nil {
		if t, ok := p.instant(zone, was.date, was.hours.start, f.at); ok {
			plan.Date, plan.Clock = (&Occurrence{End: t.In(p.course.Zone)}).DueClock()
		}
	}
	now := Planned{Date: o.First, AllDay: o.AllDay}
	switch {
	case o.AllDay:
	case f.zone != nil:
		_, now.Clock = o.DueClock()
	default:
		now.Clock = f.hours.start
	}
	if plan.AllDay {
		plan.Clock = 0
	}
	if plan != now {
		moved := plan
		o.Planned = &moved
	}
}
