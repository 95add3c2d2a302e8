package schedule

import (
	"fmt"
	"slices"
	"time"
)

// takeReminder takes the first reminder of an event. A deadline counts it from
// its due time, which may be the end of a block.
func (w *draftWriter) takeReminder(i *item) {
	for _, before := range i.Reminders {
		if i.Deadline && !i.AllDay {
			before += i.End.Sub(i.Start)
		}
		if i.remind > 0 || before <= 0 || before > longestRun*24*time.Hour {
			w.reminders++
		} else {
			i.remind = before
		}
	}
}

// tellReminders tells of the reminders that are not kept.
func (w *draftWriter) tellReminders() {
	if w.reminders == 0 {
		return
	}
	what := "a reminder is left out"
	if w.reminders > 1 {
		what = fmt.Sprintf("%d reminders are left out", w.reminders)
	}
	w.problems = append(w.problems, Problem{w.draft.File, 1, 1, true, what + ": an entry has one, some time before its start", "write remind: 15m, or another time, below the entry"})
}

// isBusy tells whether readers are busy during an entry.
func (i *item) isBusy() bool {
	if i.Busy != nil {
		return *i.Busy
	}
	return !i.AllDay
}

// addBusy adds whether readers are busy, where one would not expect it, and
// when they are reminded.
func (i *item) addBusy(add func(key, value string)) {
	if !i.Deadline && !i.Cancelled && i.isBusy() == i.AllDay {
		add("busy", fmt.Sprint(i.isBusy()))
	}
	if i.remind > 0 {
		add("remind", remindYAML(i.remind))
	}
}

// addBusy adds to a series what all of its entries say.
func (r *run) addBusy(add func(key, value string)) {
	one := r.planned[0]
	for _, p := range r.planned {
		if !p.Cancelled {
			one = p // what is cancelled makes nobody busy
		}
	}
	both := *one.item
	if r.mixedBusy(one.item) {
		both.Busy = nil
	}
	if r.mixedReminders() {
		both.remind = 0
	}
	both.addBusy(add)
}

func (r *run) mixedBusy(one *item) bool {
	for _, p := range r.planned {
		if !p.Deadline && !p.Cancelled && p.isBusy() != one.isBusy() {
			return true
		}
	}
	return false
}

func (r *run) mixedReminders() bool {
	return slices.ContainsFunc(r.planned, func(p planned) bool { return p.remind != r.planned[0].remind })
}

// tellBusy tells what a series cannot say of its entries.
func (w *draftWriter) tellBusy(r *run) {
	if r.mixedReminders() {
		w.tell(r.planned[0].Event, true, "write remind: 15m, or another time, below the series", "not all of its series have the same reminder, and none is kept")
	}
	for _, p := range r.planned {
		if r.mixedBusy(p.item) && !p.Cancelled {
			w.tell(p.Event, true, "write busy: false, or true, below the series", "of its series some are shown as busy and some as free, and a series is one of them")
			return
		}
	}
}

// remindYAML writes whole days as 2d.
func remindYAML(d time.Duration) string {
	const day = 24 * time.Hour
	if d%day == 0 {
		return fmt.Sprintf("%dd", d/day)
	}
	return lengthYAML(d)
}
