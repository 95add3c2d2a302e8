package schedule

import (
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

// add makes an event of a row, or tells why not. A row without a date and a
// title is no entry.
func (t *table) add(r row) {
	e := Event{
		Line: r.line, Title: t.cell(r, "title"), Kind: t.cell(r, "kind"),
		Where: t.cell(r, "where"), URL: t.cell(r, "url"), Notes: t.cell(r, "notes"), Worth: t.cell(r, "worth"),
		Cancelled: yes(t.cell(r, "cancelled")), Why: t.cell(r, "why"),
	}
	e.Groups = t.groups(r)
	due := t.cell(r, "due")
	switch {
	case strings.Join(r.cells, "") == "":
		return
	case e.Title == "":
		t.tell(r, "write a title in the table", "the row has no title")
		return
	}
	var err error
	if due != "" && t.cell(r, "date") == "" {
		e.Deadline = true
		err = t.setDue(&e, due, t.cell(r, "time"))
	} else {
		err = t.setTimes(&e, r)
	}
	if err != nil {
		t.tell(r, hintOf(err), "%v", err)
		return
	}
	t.settleKind(&e, r)
	t.draft.Events = append(t.draft.Events, e)
}

// everybody are the words for no group in particular.
var everybody = []string{"all", "all groups", "everybody", "everyone", "both", "any", "none", "n/a", "-", "–", "—"}

// groups returns the groups of a row. Those of a table of ours have blanks
// between them; those of others may have blanks in them.
func (t *table) groups(r row) []string {
	text := t.cell(r, "groups")
	if t.own {
		return strings.Fields(text)
	}
	var groups []string
	for _, label := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/\n", r) }) {
		label = strings.TrimSpace(label)
		switch {
		case contains(everybody, strings.ToLower(label)):
			return nil
		case digits(label):
			label = "Group " + label
		}
		if label != "" {
			groups = append(groups, label)
		}
	}
	return groups
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

// setDue gives an event its due time.
func (t *table) setDue(e *Event, due, clock string) error {
	if at, err := time.Parse(time.RFC3339, due); err == nil {
		e.Start, e.End = at, at
		return nil
	}
	date, rest, err := t.dateOf(due)
	if err != nil {
		return err
	}
	if rest == "" {
		rest = clock
	}
	if rest == "" {
		e.AllDay, e.First, e.Last = true, date, date
		return nil
	}
	s, err := readTimes(rest)
	if err != nil {
		return err
	}
	if s.hasEnd {
		s.start = s.end
	}
	e.Start, err = resolve(t.draft.Zone, date, s.start)
	e.End = e.Start
	return err
}

// rowTimes are the cells of a row that say when it is.
type rowTimes struct {
	date, start, lastDate, end, length string
	allDay                             bool
}

// times collects the cells, wherever the table has put dates and times.
func (t *table) times(r row) rowTimes {
	w := rowTimes{date: t.cell(r, "date"), start: t.cell(r, "time"), lastDate: t.cell(r, "enddate"), end: t.cell(r, "end"),
		length: t.cell(r, "length"), allDay: yes(t.cell(r, "allday"))}
	if _, ok := readDate(w.start); ok && w.date == "" {
		w.date, w.start = w.start, ""
	}
	if _, ok := readDate(w.end); ok && w.lastDate == "" {
		w.lastDate, w.end = w.end, ""
	}
	if strings.EqualFold(w.start, "all day") || strings.EqualFold(w.start, "all-day") {
		w.start, w.allDay = "", true
	}
	return w
}

// setTimes gives an event its dates or its instants.
func (t *table) setTimes(e *Event, r row) error {
	w := t.times(r)
	from, err1 := time.Parse(time.RFC3339, w.date)
	to, err2 := time.Parse(time.RFC3339, w.lastDate)
	if err1 == nil && err2 == nil {
		e.Start, e.End = from, to
		e.Deadline = from.Equal(to)
		return nil
	}
	if w.date == "" {
		return wrongCell("write a date in the table", "the row has no date")
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

// lastDate returns the last day of a row; that of a table of ours is the one
// after.
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
	if t.own && w.allDay {
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
	if err != nil {
		return err
	}
	if e.Start, err = resolve(t.draft.Zone, first, s.start); err != nil {
		return err
	}
	e.End = e.Start
	switch {
	case w.end != "":
		end, err := readTimes(w.end)
		if err != nil {
			return err
		}
		s.end, s.hasEnd = end.start, true
	case !s.hasEnd && w.length != "":
		length, err := readLength(w.length)
		if err != nil {
			return err
		}
		e.End = e.Start.Add(length)
	}
	if !s.hasEnd {
		return nil
	}
	if last == first && s.end < s.start {
		if s.end+EndOfDay-s.start > EndOfDay/2 {
			return wrongCell("look at its times, and whether am and pm are written", "it ends before it begins")
		}
		last++ // after midnight
	}
	if e.End, err = resolve(t.draft.Zone, last, s.end); err == nil && e.End.Before(e.Start) {
		err = wrongCell("look at its times", "it ends before it begins")
	}
	return err
}
