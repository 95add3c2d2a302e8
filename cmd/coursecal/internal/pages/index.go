package pages

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// An IndexView is the first page as a reader asks for it.
type IndexView struct {
	// Courses are all that the reader may see.
	Courses []*schedule.Course
	Now     time.Time
	// Find narrows the list to courses whose code, name or id holds it.
	Find string
	// IDs are the courses ticked.
	IDs []string
}

// listed is how many courses are listed at most, so that the page of a
// university stays small; the filter finds the others.
const listed = 200

// indexPage is what the first page shows.
type indexPage struct {
	Title, Find string
	Courses     []listedCourse
	// Hidden are the ids that are ticked and not in the list.
	Hidden []string
	// More is how many courses the filter lets through and the list does not.
	More   int
	Ticked int
	Result *result
	// Load is nil where the courses ticked have no deadline left.
	Load *workload
}

// listedCourse is a course in the list.
type listedCourse struct {
	ID, Code, Name, Term, Next string
	Ticked                     bool
}

// Index draws the first page: all courses, and those ticked in one feed and
// one picture.
func (p *Pages) Index(v IndexView) []byte {
	page := &indexPage{Title: "Course calendars", Find: v.Find}
	var ticked []*schedule.Course
	for _, c := range v.Courses {
		is := slices.Contains(v.IDs, c.ID)
		if is {
			ticked = append(ticked, c)
		}
		switch {
		case !found(c, v.Find):
			if is {
				page.Hidden = append(page.Hidden, c.ID)
			}
		case len(page.Courses) == listed:
			page.More++
		default:
			page.Courses = append(page.Courses, listedCourse{c.ID, c.Code, c.Name, termWords(c), nextWords(c, v.Now), is})
		}
	}
	page.Ticked = len(ticked)
	if len(ticked) > 0 {
		page.Result = p.combined(ticked)
		page.Load = newWorkload(ticked, v.Now)
	}
	return p.draw("index", page)
}

// combined makes the address of one feed of several courses.
func (p *Pages) combined(courses []*schedule.Course) *result {
	var ids, names []string
	for _, c := range courses {
		ids = append(ids, c.ID)
		names = append(names, nameOf(c))
	}
	r := p.result(strings.Join(ids, "+"), "/?"+url.Values{"id": ids}.Encode(), strings.Join(names, ", "), Wish{}, courses...)
	r.Heading = "One feed of " + count(len(courses), "course")
	return &r
}

// found reports whether a filter lets a course through.
func found(c *schedule.Course, find string) bool {
	return find == "" || strings.Contains(strings.ToLower(c.Code+" "+c.Name+" "+c.ID), strings.ToLower(strings.TrimSpace(find)))
}

// nextWords says what is next in a course, or "".
func nextWords(c *schedule.Course, now time.Time) string {
	a := agenda.New([]*schedule.Course{c}, agenda.Filter{}, now)
	n := a.Next()
	if n < 0 {
		return ""
	}
	return a.Left(a.Items[n]) + ": " + a.Title(a.Items[n])
}

// nameOf is what a course is called beside others.
func nameOf(c *schedule.Course) string { return agenda.Item{Course: c}.Name() }
