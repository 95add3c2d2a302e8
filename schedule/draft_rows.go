package schedule

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
)

var (
	// dueKinds are the kinds by which a table says that a row is a deadline.
	dueKinds = []string{"deadline", "due", "hand-in", "handin", "submission"}
	// workKinds are those of what is due, unless it is held from a start until
	// an end: a class test in a room.
	workKinds = []string{"assignment", "assessment", "coursework", "homework"}
)

// add makes an event of a row, two where it is held and something is due, or
// tells why not.
func (t *table) add(r row) {
	if strings.TrimSpace(strings.Join(r.cells, "")) == "" {
		return
	}
	e := Event{
		Line: r.line, Title: t.cell(r, "title"), Kind: t.cell(r, "kind"), Groups: t.groups(r),
		Where: t.cell(r, "where"), URL: t.cell(r, "url"), Notes: t.cell(r, "notes"), Worth: t.cell(r, "worth"),
	}
	t.setCancelled(&e, r)
	t.setMoved(&e, r)
	if e.Title == "" {
		t.tell(r, "write a title in the table", "the row has no title")
		return
	}
	work, alone := t.work(&e, r)
	if work != nil {
		e.Worth = ""
		t.keep(work, r, t.setDue(work, r))
	}
	if !alone {
		t.hold(e, r)
	}
}

// hold adds what a row is held, once or on each day of a weekly run.
func (t *table) hold(e Event, r row) {
	w := t.times(r)
	if w.allDay && w.hasHours() {
		t.warn(r, "take out the hours, or all day", "it is all day, and its hours are left out")
	}
	days, err := t.eachDay(w)
	if err != nil {
		t.tell(r, hintOf(err), "%v", err)
		return
	}
	if len(days) > 1 && len(t.draft.Events) > maxEntries {
		return // too many, which Write says
	}
	for _, w := range days {
		one := e
		one.Groups = slices.Clone(e.Groups)
		t.keep(&one, r, t.setTimes(&one, w))
	}
}

// keep adds an event, or tells what is wrong with it.
func (t *table) keep(e *Event, r row, err error) {
	if e.Undecided = errors.Is(err, errUndecided); !e.Undecided && err != nil {
		t.tell(r, hintOf(err), "%v", err)
		return
	}
	t.settleKind(e, r)
	t.draft.Events = append(t.draft.Events, *e)
}

// settleKind makes a deadline of what its kind calls so.
func (t *table) settleKind(e *Event, r row) {
	kind := strings.ToLower(e.Kind)
	held := e.AllDay && e.Last > e.First || !e.AllDay && e.End.After(e.Start)
	switch {
	case contains(workKinds, kind) && !held:
		e.Deadline, e.Kind = true, ""
	case contains(dueKinds, kind):
		e.Deadline, e.Kind = true, ""
		if !e.AllDay && e.End.Sub(e.Start) > dueBlock {
			t.warn(r, "call its kind otherwise if it is held", "it is a deadline by its kind, and only its end is kept")
		}
		e.Start = e.End
	}
}

// dateRange splits 27/01/2020 - 31/01/2020, which has a date at both ends.
func dateRange(s string) (from, to string, ok bool) {
	for _, mark := range [...]string{" - ", " – ", " — ", " to ", "–"} {
		if from, to, found := strings.Cut(s, mark); found {
			_, ok1 := readDate(from)
			_, ok2 := readDate(to)
			return from, to, ok1 && ok2
		}
	}
	return "", "", false
}

// setTimes gives an event its dates or its instants.
func (t *table) setTimes(e *Event, w rowTimes) error {
	from, err1 := time.Parse(time.RFC3339, w.date)
	to, err2 := time.Parse(time.RFC3339, w.lastDate)
	if err1 == nil && err2 == nil {
		e.Start, e.End = from, to
		e.Deadline = from.Equal(to)
		return nil
	}
	if w.date == "" {
		return wrongCell("write a date in the table; of merged cells only the first has one", "the row has no date")
	}
	first, rest, err := t.dateOf(w.date)
	if err != nil {
		return err
	}
	if w.start == "" {
		w.start = rest
	}
	last, err := t.lastDate(&w, first)
	if err != nil {
		return err
	}
	if w.allDay || w.start == "" {
		e.AllDay, e.First, e.Last = true, first, last
		return nil
	}
	return t.setHours(e, w, first, last)
}

// rowTimes are the cells of a row that say when it is.
type rowTimes struct {
	date, start, lastDate, end, length string
	allDay                             bool
	days                               map[time.Weekday]bool // of a weekly run
}

// times collects the cells, wherever the table has put dates and times.
func (t *table) times(r row) rowTimes {
	w := rowTimes{date: t.when(r, "date"), start: t.when(r, "time"), lastDate: t.when(r, "enddate"), end: t.when(r, "end"),
		length: t.when(r, "length"), allDay: yes(t.cell(r, "allday"))}
	if _, ok := readDate(w.start); ok && w.date == "" {
		w.date, w.start = w.start, ""
	}
	if _, ok := readDate(w.end); ok && w.lastDate == "" {
		w.lastDate, w.end = w.end, ""
	}
	if from, to, ok := dateRange(w.date); ok && w.lastDate == "" {
		w.date, w.lastDate = from, to
	}
	if strings.EqualFold(w.start, "all day") || strings.EqualFold(w.start, "all-day") {
		w.start, w.allDay = "", true
	}
	w.addDays(t.when(r, "weekday"))
	return w
}

// addDays adds the weekdays that stand beside the dates. A single one belongs
// to the date, and may tell days from months; beside the dates and hours of a
// weekly run they are its days.
func (w *rowTimes) addDays(cell string) {
	from, _ := readDate(w.date)
	if w.lastDate != "" && w.start+from.rest != "" && !sameCell(w.date, w.lastDate) {
		w.days = weekdaysCell(cell)
		return
	}
	_, day := weekdayName(cell)
	if _, ok := readDate(cell + " " + w.date); ok && day && withoutDay(w.date) == w.date {
		w.date = cell + " " + w.date
	}
}

// sameCell reports two cells with one date.
func sameCell(a, b string) bool {
	one, ok1 := readDate(a)
	other, ok2 := readDate(b)
	return ok1 && ok2 && one.a == other.a && one.b == other.b && one.year == other.year
}

// hasHours tells hours that are less than whole days: Outlook writes 0:00 at
// both ends, others end at 23:59.
func (w rowTimes) hasHours() bool {
	from, _ := readDate(w.date)
	to, _ := readDate(w.lastDate)
	for _, text := range []string{w.start, w.end, from.rest, to.rest} {
		s, err := readTimes(text)
		if err == nil && (!aboutMidnight(s.start) || s.hasEnd && !aboutMidnight(s.end)) {
			return true
		}
	}
	return false
}

func aboutMidnight(c Clock) bool { return c == 0 || c >= EndOfDay-1 }

// lastDate returns the last day of a row. A table of ours has the day after,
// and so has Outlook, which ends it at 0:00.
func (t *table) lastDate(w *rowTimes, first Date) (Date, error) {
	if w.lastDate == "" {
		return first, nil
	}
	last, rest, err := t.dateOf(w.lastDate)
	if err != nil {
		return 0, err
	}
	if w.end == "" {
		w.end = rest
	}
	midnight, err := readTimes(w.end)
	if w.allDay && (t.own || err == nil && midnight.start == 0 && last > first) {
		last--
	}
	if last < first {
		return 0, wrongCell("look at its dates", "it ends before it begins")
	}
	return last, nil
}

// setHours gives an event its instants.
func (t *table) setHours(e *Event, w rowTimes, first, last Date) error {
	s, err := readTimes(w.start)
	if err == nil {
		err = s.atNight(w.start)
	}
	if err != nil {
		return err
	}
	if e.Start, err = resolve(t.zoneOf(s), first, s.start); err != nil {
		return err
	}
	e.End = e.Start
	if w.end != "" {
		if err := s.endAt(w.end); err != nil {
			return err
		}
	}
	switch {
	case s.hasEnd:
		return t.setEnd(e, s, first, last)
	case w.length != "":
		length, err := readLength(w.length, t.unit)
		e.End = e.Start.Add(length)
		return err
	}
	return nil
}

// setEnd gives an event the end of a span, which may be after midnight.
func (t *table) setEnd(e *Event, s span, first, last Date) (err error) {
	if last == first && s.end < s.start {
		if s.end+EndOfDay-s.start > EndOfDay/2 {
			return wrongCell("look at its times, and whether am and pm are written", "it ends before it begins")
		}
		last++
	}
	if e.End, err = resolve(t.zoneOf(s), last, s.end); err == nil && e.End.Before(e.Start) {
		err = wrongCell("look at its times", "it ends before it begins")
	}
	return err
}

// zoneOf returns the zone of a time: its own, or that of the table.
func (t *table) zoneOf(s span) *time.Location { return cmp.Or(s.zone, t.draft.Zone) }
