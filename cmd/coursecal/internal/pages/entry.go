package pages

import (
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/ical"
	"coursecal/schedule"
)

// colours is how many colours the kinds of sessions have; deadlines have one
// of their own.
const colours = 6

// A sheet is an agenda with what pages say of each of its entries.
type sheet struct {
	*agenda.Agenda
	course  *schedule.Course
	today   schedule.Date
	kinds   []string
	entries []*entry
}

// entry is one entry as pages show it. Its own fields are for templates, which
// take long to find those of an embedded struct.
type entry struct {
	item agenda.Item
	// Anchor is its name on the page; Stamp what its time element says to programs.
	Anchor string
	Stamp  template.HTMLAttr
	// Day and Hours say when; Time is both as an element: a template takes longer
	// for each of its parts than for all the rest of an entry.
	Day, Hours string
	Time       template.HTML
	// Name is the title, with the group where the page shows several.
	Name string
	// Class holds its colour and state, for the style.
	Class string
	// Was says the time before it moved, Left in how many days it is.
	Was, Left string
	// Link is its own link, Place where it is held; the others are as the
	// schedule has them.
	Link, Kind, Worth, Covers, Why string
	Place, Notes                   template.HTML
	Cancelled                      bool
	// Next tells the first that is not over, Past one that is.
	Next, Past bool
}

// newSheet says of every entry what pages need.
func newSheet(a *agenda.Agenda) *sheet {
	c := a.Courses[0]
	s := &sheet{Agenda: a, course: c, today: schedule.DateOf(a.Now.In(c.Zone)), kinds: kindsOf(c)}
	next := a.Next()
	list := make([]entry, len(a.Items))
	s.entries = make([]*entry, len(a.Items))
	for n, i := range a.Items {
		list[n] = s.entry(i, n == next)
		s.entries[n] = &list[n]
	}
	return s
}

func (s *sheet) entry(i agenda.Item, next bool) entry {
	e := entry{
		item: i, Anchor: anchor(i.Occurrence), Stamp: stamp(i.Occurrence), Day: i.First.UTC().Format("Mon 2 Jan"), Hours: i.Hours(), Name: s.Title(i),
		Left: s.Left(i), Place: linked(i.Where), Kind: i.Kind, Worth: i.Worth, Covers: i.Covers, Why: i.Why, Notes: linked(i.Notes), Cancelled: i.Cancelled,
		Next: next, Past: i.Over(s.Now),
	}
	if i.URL != s.course.URL {
		e.Link = i.URL
	}
	if i.Planned != nil {
		e.Was = shortMonths(ical.PlannedWords(i.Occurrence))
	}
	if i.DueElsewhere != "" {
		e.Hours += " (" + i.DueElsewhere + ")"
	}
	e.Time = template.HTML(`<time ` + string(e.Stamp) + `><span class="day">` + e.Day +
		`</span> <span class="hours">` + html.EscapeString(e.Hours) + `</span></time>`)
	e.Class = s.class(&e)
	return e
}

// shortMonths writes months as the days of entries do.
func shortMonths(s string) string {
	for m := time.January; m <= time.December; m++ {
		s = strings.Replace(s, m.String(), m.String()[:3], 1)
	}
	return s
}

// When says in one line when an entry is: "Wed 29 Apr, 09:00–11:00".
func (e *entry) When() string {
	switch {
	case e.Hours == "":
		return e.Day
	case e.item.First != e.item.Last && e.item.AllDay:
		return e.Day + " " + e.Hours
	}
	return e.Day + ", " + e.Hours
}

// class returns the colour of an entry's kind, and its state.
func (s *sheet) class(e *entry) string {
	class := s.colour(e.item.Occurrence)
	if e.Cancelled {
		class += " off"
	}
	if e.Past {
		class += " over"
	}
	if e.Next {
		class += " next"
	}
	return class
}

// colour names the colour of an entry: one for all that is due, else one for
// each kind.
func (s *sheet) colour(o *schedule.Occurrence) string {
	if o.Deadline {
		return "due"
	}
	return "k" + string(rune('0'+slices.Index(s.kinds, o.Kind)%colours))
}

// anchor names an entry on its page: its UID without the course.
func anchor(o *schedule.Occurrence) string {
	name, _, _ := strings.Cut(o.UID, "@")
	return "e-" + name
}

// days returns the first and last day of all entries, of which there is one.
func (s *sheet) days() (first, last schedule.Date) {
	first, last = s.entries[0].item.First, s.entries[0].item.Last
	for _, e := range s.entries {
		first, last = min(first, e.item.First), max(last, e.item.Last)
	}
	return first, last
}

// next returns the first entry that is held and not over, or nil.
func (s *sheet) next() *entry {
	for _, e := range s.entries {
		if e.Next {
			return e
		}
	}
	return nil
}

// nextDeadline returns the first deadline that is not over, or nil.
func (s *sheet) nextDeadline() *entry {
	for _, e := range s.entries {
		if e.item.Deadline && !e.Past && !e.Cancelled {
			return e
		}
	}
	return nil
}

// week is a calendar week with what lies in it.
type week struct {
	Name, Days string
	Rows       []row
	// Now tells the week of today.
	Now bool
	// over tells that its Sunday is, and every entry of it.
	over bool
}

// row is an entry, or the beginning of a break.
type row struct {
	Entry *entry
	Break *pause
	first schedule.Date
}

// pause is a break in words.
type pause struct {
	Name, Days string
	Past       bool
}

// weeks splits entries and breaks into calendar weeks, whose names have the
// year where there are several.
func (s *sheet) weeks() []week {
	rows := make([]row, 0, len(s.entries)+len(s.course.Breaks))
	for _, b := range s.course.Breaks {
		name := b.Name
		if name == "" {
			name = "Break"
		}
		rows = append(rows, row{Break: &pause{name, rangeWords(b.First, b.Last, false), b.Last < s.today}, first: b.First})
	}
	for _, e := range s.entries {
		rows = append(rows, row{Entry: e, first: e.item.First})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(a.first - b.first) })
	years := len(rows) > 0 && rows[0].first.Year() != rows[len(rows)-1].first.Year()
	var out []week
	for i := 0; i < len(rows); {
		monday, first := rows[i].first.Monday(), i
		for i < len(rows) && rows[i].first.Monday() == monday {
			i++
		}
		out = append(out, s.week(monday, rows[first:i], years))
	}
	return out
}

func (s *sheet) week(monday schedule.Date, rows []row, year bool) week {
	w := week{Rows: rows, Days: rangeWords(monday, monday+6, year), Now: s.today.Monday() == monday, over: monday+6 < s.today}
	var items []agenda.Item
	for _, r := range rows {
		if r.Entry == nil {
			w.over = w.over && r.Break.Past
			continue
		}
		items = append(items, r.Entry.item)
		w.over = w.over && r.Entry.Past
	}
	w.Name = teachingWeek(items)
	return w
}

// teachingWeek names a week by its number where its entries agree on it.
func teachingWeek(items []agenda.Item) string {
	for _, i := range items {
		if !i.HasWeek || i.Week != items[0].Week {
			return ""
		}
	}
	if len(items) == 0 {
		return ""
	}
	return "Week " + strconv.Itoa(items[0].Week)
}
