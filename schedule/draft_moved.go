package schedule

import (
	"cmp"
	"strings"
	"time"
)

// movedForm is how a date is said to which an entry no longer belongs.
const movedForm = "Mon 2 January 2006"

// setMoved says for when a row was planned first.
func (t *table) setMoved(e *Event, r row) {
	e.Moved = t.when(r, "moved")
	if contains(isHeld, strings.ToLower(e.Moved)) {
		e.Moved = ""
	}
	if date, rest, err := t.dateOf(e.Moved); err == nil {
		e.Moved = strings.TrimSpace(date.UTC().Format(movedForm) + " " + rest)
	}
}

// readPlan reads the time that an entry had before it moved, as calendars of
// ours say it: Wed 18 March 2020 09:00, without what is as it is now. Nil is a
// time that cannot be read.
func (i *item) readPlan(zone *time.Location) *Planned {
	now := Planned{Date: i.First, Clock: i.start, AllDay: i.AllDay && !i.timedDue()}
	said := cmp.Or(i.MovedIn, zone)
	if !i.AllDay {
		o := Occurrence{End: i.End.In(said)}
		if now.Date, now.Clock = o.DueClock(); !i.Deadline {
			now.Date, now.Clock = civil(i.Start.In(said))
		}
	}
	was := wasBefore(i.Moved, now)
	if was == nil || was.AllDay || said.String() == zone.String() {
		return was
	}
	at, err := resolve(said, was.Date, was.Clock)
	if err != nil {
		return nil
	}
	was.Date, was.Clock = civil(at.In(zone))
	return was
}

// wasBefore adds to the words for an old time what it has in common with the
// new one.
func wasBefore(words string, now Planned) *Planned {
	if words == "all day" {
		return &Planned{Date: now.Date, AllDay: true}
	}
	if clock, ok := parseClock(words); ok {
		return &Planned{Date: now.Date, Clock: clock}
	}
	d, ok := readDate(words)
	if parts := strings.Fields(words); !ok && len(parts) >= 3 {
		parts[2] += " " + now.Date.UTC().Format("2006")
		d, ok = readDate(strings.Join(parts, " "))
	}
	date, err := d.date(dayFirst)
	if !ok || err != nil {
		return nil
	}
	if now.Date = date; d.rest == "" {
		return &now
	}
	clock, ok := parseClock(d.rest)
	if !ok {
		return nil
	}
	return &Planned{Date: date, Clock: clock}
}

// notes are the notes with what an entry of its own has no key for: that it
// moved, and why.
func (i *item) notes() string {
	if i.Moved == "" || i.Deadline && i.plan != nil {
		return i.Notes
	}
	line := "Moved from " + i.Moved
	if i.Why != "" && !i.Cancelled {
		line += ": " + i.Why
	}
	return strings.TrimSpace(line + "\n" + i.Notes)
}

// addWas adds the time for which a deadline was planned first.
func (i *item) addWas(add func(key, value string)) {
	if !i.Deadline || i.plan == nil {
		return
	}
	was := i.plan.Date.Long()
	if !i.plan.AllDay {
		was += " " + i.plan.Clock.String()
	}
	add("was", was)
	if i.Why != "" && !i.Cancelled {
		add("why", textYAML(i.Why))
	}
}

// notes are those of one in a series, where a move says the rest.
func (p planned) notes() string {
	if p.plan != nil && p.moved {
		return p.Notes
	}
	if p.Deadline && p.plan != nil {
		one := *p.item
		one.Deadline = false // a weekly deadline has no key was
		return one.notes()
	}
	return p.item.notes()
}

// plannedSlot returns which of some slots an item was planned in, or "".
func (i *item) plannedSlot(slots map[string]bool) string {
	found := ""
	for s, held := range slots {
		if held && i.plannedIn(hole{i.plan.Date, s}) && (found == "" || s < found) {
			found = s
		}
	}
	return found
}

// plannedIn reports whether a slot of a day may be where an item was planned:
// that of its plan, or where it has none, any of the week.
func (i *item) plannedIn(h hole) bool {
	if i.plan == nil {
		return i.Moved == "" && h.date.Monday() == i.date.Monday()
	}
	day, hours, timed := strings.Cut(h.slot, " ")
	start, _, _ := strings.Cut(hours, "-")
	return h.date == i.plan.Date && day == i.plan.Date.UTC().Format("Mon") && timed != i.plan.AllDay && (!timed || start == i.plan.Clock.String())
}
