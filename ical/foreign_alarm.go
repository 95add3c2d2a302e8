package ical

import (
	"slices"
	"strings"
	"time"

	"coursecal/schedule"
)

// maxAlarms is how many reminders of one entry are read.
const maxAlarms = 10

// foreignAlarm is a VALARM, as it is written.
type foreignAlarm struct {
	action, trigger string
	fromEnd         bool
}

// property reads a line of a VALARM.
func (a *foreignAlarm) property(l contentLine) {
	switch l.name {
	case "ACTION":
		a.action = strings.ToUpper(strings.TrimSpace(l.value))
	case "TRIGGER":
		a.trigger = strings.TrimSpace(l.value)
		a.fromEnd = strings.EqualFold(l.parameter("RELATED"), "END")
	}
}

// tellReminders tells that the reminders of another program's calendar are not
// taken: they are of whoever kept it, and would remind every reader.
func (r *foreignReader) tellReminders() {
	if !r.ours && slices.ContainsFunc(r.events, func(e *foreignEvent) bool { return len(e.reminders(&schedule.Event{})) > 0 }) {
		r.tell(1, "", true, "write remind: 15m, or another time, below what shall remind all", "its reminders are of whoever kept the calendar, and are left out")
	}
}

// reminders returns how long before its start an entry reminds of itself. What
// is at a certain time, or after the start, counts as 0.
func (e *foreignEvent) reminders(event *schedule.Event) []time.Duration {
	var out []time.Duration
	for _, a := range e.alarms {
		if a.action != "NONE" { // Apple writes it for none
			out = append(out, a.before(event))
		}
	}
	return out
}

func (a *foreignAlarm) before(event *schedule.Event) time.Duration {
	text, early := strings.CutPrefix(a.trigger, "-")
	l, ok := parsePeriod(text)
	before := l.wall + l.elapsed
	if !ok || !early {
		return 0
	}
	const day = 24 * time.Hour
	length := event.End.Sub(event.Start)
	if event.AllDay {
		length = time.Duration(event.Last-event.First+1) * day
	}
	if a.fromEnd {
		before -= length
	}
	if event.AllDay {
		before = (before + day - 1) / day * day // calendars of ours say 15 hours for a day
	}
	return max(0, before.Truncate(time.Minute))
}
