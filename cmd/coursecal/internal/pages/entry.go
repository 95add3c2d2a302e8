package pages

import (
	"html"
	"html/template"
	"slices"
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
	// next is one of entries, nil where nothing is next.
	next *entry
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
	// Link is its own link, Place where it is held, Kind its kind where the title
	// does not say it; the others are as the schedule has them.
	Link, Kind, Worth, Covers, Why string
	Place, Notes                   template.HTML
	Cancelled                      bool
	// Next tells the one that is next, Past one that is over.
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
	if next >= 0 {
		s.next = s.entries[next]
	}
	return s
}

func (s *sheet) entry(i agenda.Item, next bool) entry {
	e := entry{
		item: i, Anchor: anchor(i.Occurrence), Stamp: stamp(i.Occurrence), Day: i.Day(), Hours: i.Hours(), Name: s.Title(i),
		Left: s.Left(i), Place: linked(i.Where), Kind: kindBeside(i.Occurrence), Worth: i.Worth, Covers: i.Covers, Why: i.Why, Notes: linked(i.Notes), Cancelled: i.Cancelled,
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

// tip is what the picture says of the entry where one points at it.
func (e *entry) tip() string {
	s := strings.TrimSpace(e.Day + ": " + e.Name + " " + e.Worth)
	if e.Cancelled {
		s += ", cancelled"
	}
	return s
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

// last returns the last entry that is not cancelled, or nil.
func (s *sheet) last() *entry {
	for _, e := range slices.Backward(s.entries) {
		if !e.Cancelled {
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
