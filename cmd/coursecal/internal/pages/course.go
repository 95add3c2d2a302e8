package pages

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// coursePage is what the course's template shows.
type coursePage struct {
	Title, Code, Name string
	// Tab is the title of the page, Path its path below the site's.
	Tab, Path string
	// Query is what narrows the page, with its question mark, or "".
	Query string
	// Address is that of the page, for paper; "" where nobody else reaches it.
	Address    string
	URL        string
	Notes      template.HTML
	Term, Zone string
	Next, Due  *entry
	// Done says that nothing is next, Last which was the last that was held.
	Done     string
	Last     *entry
	Filters  []filterRow
	Narrowed bool
	// OfThese follows the word next where some kinds alone are shown, so that a
	// deadline of others is not taken for none.
	OfThese string
	// Narrow says to what the page is narrowed, Shown how much of the course that is.
	Narrow    string
	Shown     string
	Past      []week
	PastWeeks string
	Weeks     []week
	Undecided []undecided
	// Waiting tells that some of them are not cancelled.
	Waiting bool
	Glance  template.HTML
	Months  months
	News    []news
	// Latest is the newest of them, while it is new.
	Latest  *latest
	Log     bool
	Preview *Preview
}

// undecided is what has no date yet, and how often.
type undecided struct {
	Title     string
	Cancelled bool
	Why       string
	Count     int
}

// Course draws the page of a course.
func (p *Pages) Course(v View) []byte {
	page := newCoursePage(v)
	if !local(p.base) && v.Token == "" {
		page.Address = p.base + page.Path + page.Query
	}
	return p.draw("course", page)
}

// Embed draws the agenda alone, for a frame in another page.
func (p *Pages) Embed(v View) []byte { return p.draw("embed", newCoursePage(v)) }

// Wrong draws the page of a file that has not been right yet.
func (p *Pages) Wrong(preview *Preview) []byte { return p.draw("wrong", preview) }

func newCoursePage(v View) *coursePage {
	c := v.Course
	a := agenda.New([]*schedule.Course{c}, agenda.Filter{Only: v.Only, Groups: v.Groups}, v.Now)
	s := newSheet(a)
	page := &coursePage{
		Title: courseTitle(c), Code: c.Code, Name: c.Name, Tab: v.Preview.tab(courseTitle(c)), Narrow: narrowWords(v), Path: v.Path(), Query: query(v.Only, v.Groups),
		URL: c.URL, Notes: linked(c.Notes), Term: termWords(c), Zone: zoneWords(c),
		Next: s.next, Due: s.nextDeadline(), Filters: filters(v), Narrowed: len(v.Only)+len(v.Groups) > 0,
		Undecided: notFixed(a), Waiting: len(a.Waiting()) > 0, Glance: s.glance(), Months: s.months(), Preview: v.Preview, News: newsOf(v), Latest: latestOf(v), Log: v.Log,
	}
	if len(v.Only) > 0 {
		page.OfThese = " of what is shown"
	}
	if page.Narrowed {
		page.Tab = v.Preview.tab(page.Narrow + " – " + page.Title)
		page.Shown = fmt.Sprintf("Shown: %d of %d entries.", len(a.Items), len(c.Occurrences))
	}
	if page.Due == page.Next {
		page.Due = nil
	}
	if page.Next == nil && len(s.entries) > 0 {
		page.Done, page.Last = doneWords(a), s.last()
	}
	page.fold(s.weeks())
	return page
}

// doneWords says that nothing is next.
func doneWords(a *agenda.Agenda) string {
	if len(a.Waiting()) > 0 {
		return "What is left has no date yet."
	}
	return "Nothing is left."
}

// fold parts the weeks that are over from the others.
func (page *coursePage) fold(weeks []week) {
	for _, w := range weeks {
		if w.over {
			page.Past = append(page.Past, w)
		} else {
			page.Weeks = append(page.Weeks, w)
		}
	}
	page.PastWeeks = count(len(page.Past), "past week")
}

// courseTitle is what a course is called in one line.
func courseTitle(c *schedule.Course) string {
	if c.Code == "" {
		return c.Name
	}
	return c.Code + " " + c.Name
}

// termWords says when the course is held: its term, else its entries' dates.
func termWords(c *schedule.Course) string {
	first, last := days(c)
	if first == 0 {
		return ""
	}
	return rangeWords(first, last, true)
}

// days returns the first and last day of a course, 0 where it has none.
func days(c *schedule.Course) (first, last schedule.Date) {
	first, last = c.TermStart, c.TermEnd
	if first == 0 && len(c.Occurrences) > 0 {
		first, last = c.Occurrences[0].First, c.Occurrences[0].Last
		for i := range c.Occurrences {
			first, last = min(first, c.Occurrences[i].First), max(last, c.Occurrences[i].Last)
		}
	}
	return first, last
}

// firstDay returns the first day of a course.
func firstDay(c *schedule.Course) schedule.Date {
	first, _ := days(c)
	return first
}

// rangeWords says a range of days without saying a month or year twice.
func rangeWords(first, last schedule.Date, year bool) string {
	end := "2 January"
	if year {
		end += " 2006"
	}
	switch {
	case first == last:
		return last.UTC().Format("Monday " + end)
	case first.Year() != last.Year():
		return first.UTC().Format("2 January 2006") + " – " + last.UTC().Format("2 January 2006")
	case first.Month() != last.Month():
		return first.UTC().Format("2 January") + " – " + last.UTC().Format(end)
	}
	return strconv.Itoa(first.Day()) + " – " + last.UTC().Format(end)
}

// zoneWords says whose clocks the times are of.
func zoneWords(c *schedule.Course) string {
	if c.ZoneName == "UTC" {
		return "All times are UTC"
	}
	return "All times are " + agenda.Place(c) + " time"
}

// notFixed counts what has no date yet by all that is said of it.
func notFixed(a *agenda.Agenda) []undecided {
	var out []undecided
	for _, u := range a.Undecided {
		one := undecided{Title: a.UndecidedTitle(u), Cancelled: u.Cancelled, Why: u.Why}
		n := slices.IndexFunc(out, func(o undecided) bool { o.Count = 0; return o == one })
		if n < 0 {
			out = append(out, one)
			n = len(out) - 1
		}
		out[n].Count++
	}
	return out
}

// count says a number of things.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// stamp returns the attributes of a time element: a date, or an instant with
// the offset of the course's zone and the day it is said to be on, which for
// what is due at 24:00 is the one before.
func stamp(o *schedule.Occurrence) template.HTMLAttr {
	if o.AllDay {
		return template.HTMLAttr(`datetime="` + o.First.String() + `"`)
	}
	return template.HTMLAttr(`datetime="` + o.Start.Format(time.RFC3339) + `" data-day="` + o.First.String() + `"`)
}
