package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// nothing are the words for an empty cell.
var nothing = []string{"", "-", "–", "—", "no", "none", "n/a"}

// work returns the deadline of a row that has something in its due column,
// and whether the row is nothing else. Where it is held too, both have its
// title; where the cell has no time but words, these are what is due that day.
func (t *table) work(e *Event, r row) (work *Event, alone bool) {
	due, w := t.when(r, "due"), t.times(r)
	if contains(nothing, strings.ToLower(due)) {
		return nil, false
	}
	if yes(due) && w.date != "" {
		e.Deadline = true
		return nil, false
	}
	work = &Event{Line: e.Line, Title: e.Title, Deadline: true, Groups: slices.Clone(e.Groups), URL: e.URL, Worth: e.Worth, Cancelled: e.Cancelled, Why: e.Why, Moved: e.Moved}
	if w.date == "" || w.start+w.end+w.lastDate+w.length == "" && t.sameDay(w.date, due) {
		work.Where, work.Notes = e.Where, e.Notes
		return work, true
	}
	if isWords(due) {
		work.Title, work.URL, work.Worth = due, "", ""
	}
	return work, false
}

// sameDay reports that a row is due on its own date and nothing else, or at a
// time of that date.
func (t *table) sameDay(date, due string) bool {
	if _, err := readTimes(due); err == nil {
		return true
	}
	a, _, err1 := t.dateOf(date)
	b, _, err2 := t.dateOf(due)
	return err1 == nil && err2 == nil && a == b
}

// isWords tells "Problem sheet 1" from a date or a time, and from one that is
// not written well.
func isWords(s string) bool {
	if _, ok := readDate(s); ok || unicode.IsDigit([]rune(s)[0]) || withoutYear(s) {
		return false
	}
	_, err := readTimes(s)
	return err != nil && !contains(unfixed, strings.ToLower(s))
}

// setDue gives an event its due time.
func (t *table) setDue(e *Event, r row) error {
	due := t.when(r, "due")
	if at, err := time.Parse(time.RFC3339, due); err == nil {
		e.Start, e.End = at, at
		return nil
	}
	cell, clock, allDay := dueCells(due, t.times(r))
	date, rest, err := t.dateOf(cell)
	if err != nil {
		return err
	}
	clock = cmp.Or(rest, clock)
	if allDay || clock == "" {
		e.AllDay, e.First, e.Last = true, date, date
		return nil
	}
	s, err := readTimes(clock)
	switch {
	case err == nil && !s.hasEnd:
		s.end, err = s.start, s.atNight(clock)
	case err == nil && s.end < s.start:
		err = wrongCell("write the time at which it is due alone, such as 16:00", "%s ends before it begins", quote(clock))
	}
	if err != nil {
		return err
	}
	if s.zone == aoe {
		e.DueIn = s.end.String() + " AoE"
	}
	e.Start, err = resolve(t.zoneOf(s), date, s.end)
	e.End = e.Start
	return err
}

// dueCells returns the texts of the date and the time at which a row is due.
// Beside the date of the row the column may have a time only, or words.
func dueCells(due string, w rowTimes) (date, clock string, allDay bool) {
	_, err := readTimes(due)
	switch {
	case w.date == "":
		return due, w.start, false
	case err == nil:
		date, _ := readDate(w.date)
		return strings.TrimSpace(strings.TrimSuffix(w.date, date.rest)), due, false
	case isWords(due):
		return w.date, "", true
	}
	return due, "", false
}
