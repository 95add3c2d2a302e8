package pages

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
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
	// Find narrows the list to courses whose code, name, term or id has its words.
	Find string
	// IDs are the courses ticked, Together tells that they are to be put
	// together.
	IDs      []string
	Together bool
	// TooLarge says why those ticked cannot be one feed, "" where they can.
	TooLarge string
}

// listed is how many courses each of the two lists has at most, so that the page
// of a university stays small; the filter finds the others.
const listed = 200

// indexPage is what the first page shows.
type indexPage struct {
	Title, Find string
	// All is the query that shows every course, with the ticks.
	All string
	// Courses are those of which something is left or has no date yet, Finished
	// the others.
	Courses, Finished []listedCourse
	FinishedCourses   string
	// Open tells that the finished courses show at once.
	Open bool
	// Hidden are the ids that are ticked and find no room in a list.
	Hidden []string
	// More is how many courses the filter lets through and the lists do not.
	More   int
	Ticked int
	// NoneTicked tells that nothing is ticked to be put together.
	NoneTicked bool
	// Result is nil where TooLarge says why there is no such feed.
	Result   *result
	TooLarge string
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
	page := &indexPage{Title: "Course calendars", Find: v.Find, All: "?" + url.Values{"id": v.IDs}.Encode()}
	var ticked []*schedule.Course
	for _, c := range sorted(v.Courses) {
		is := slices.Contains(v.IDs, c.ID)
		if is {
			ticked = append(ticked, c)
		}
		page.list(c, is, v)
	}
	page.FinishedCourses = count(len(page.Finished), "finished course")
	page.Open = len(page.Courses) == 0 || v.Find != "" || slices.ContainsFunc(page.Finished, func(c listedCourse) bool { return c.Ticked })
	page.Ticked = len(ticked)
	if len(ticked) > 1 {
		page.Title = count(len(ticked), "course") + " together – " + page.Title
	}
	page.NoneTicked = v.Together && len(ticked) == 0
	if len(ticked) > 0 {
		page.Load = newWorkload(ticked, v.Now)
	}
	switch {
	case v.TooLarge != "":
		page.TooLarge = written(v.TooLarge)
	case len(ticked) > 0:
		page.Result = p.combined(ticked)
	}
	return p.draw("index", page)
}

// list puts a course into its list, if the filter lets it through or it is ticked,
// so that it can be unticked, and there is room. Each list has its own, so that those
// of past years push out none of this.
func (page *indexPage) list(c *schedule.Course, ticked bool, v IndexView) {
	if found(c, v.Find) || ticked {
		list := &page.Courses
		if finished(c, v.Now) {
			list = &page.Finished
		}
		if len(*list) < listed {
			*list = append(*list, listedCourse{c.ID, c.Code, c.Name, termWords(c), nextWords(c, v.Now), ticked})
			return
		}
		page.More++
	}
	if ticked {
		page.Hidden = append(page.Hidden, c.ID)
	}
}

// sorted returns courses in the order of what the list shows of them.
func sorted(courses []*schedule.Course) []*schedule.Course {
	type key struct {
		title  string
		first  schedule.Date
		course *schedule.Course
	}
	keys := make([]key, len(courses))
	for n, c := range courses {
		keys[n] = key{strings.ToLower(courseTitle(c)), firstDay(c), c}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(strings.Compare(a.title, b.title), cmp.Compare(a.first, b.first), strings.Compare(a.course.ID, b.course.ID))
	})
	out := make([]*schedule.Course, len(keys))
	for n, k := range keys {
		out[n] = k.course
	}
	return out
}

// combined makes the address of one feed of several courses.
func (p *Pages) combined(courses []*schedule.Course) *result {
	var ids []string
	for _, c := range courses {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	r := p.result("/"+strings.Join(ids, "+"), "/?"+url.Values{"id": ids}.Encode(), Wish{}, courses...)
	r.Heading = "One feed of " + count(len(courses), "course")
	return &r
}

// found reports whether a course has each word of a filter in what the list
// shows of it, or in its id.
func found(c *schedule.Course, find string) bool {
	if find == "" {
		return true
	}
	text := strings.ToLower(c.Code + " " + c.Name + " " + c.ID + " " + termWords(c))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(find)), func(word string) bool { return !strings.Contains(text, word) })
}

// finished reports whether nothing of a course is left, nor anything to come that
// has no date yet.
func finished(c *schedule.Course, now time.Time) bool {
	for n := range c.Occurrences {
		if i := (agenda.Item{Occurrence: &c.Occurrences[n], Course: c}); !i.Cancelled && !i.Over(now) {
			return false
		}
	}
	return !slices.ContainsFunc(c.Undecided, func(u schedule.Undecided) bool { return !u.Cancelled })
}

// nextWords says what is next in a course, else what has no date yet, or "".
func nextWords(c *schedule.Course, now time.Time) string {
	a := agenda.New([]*schedule.Course{c}, agenda.Filter{}, now)
	if n := a.Next(); n >= 0 {
		return a.Left(a.Items[n]) + ": " + a.Title(a.Items[n])
	}
	if waiting := a.Waiting(); len(waiting) > 0 {
		return "no date yet: " + a.UndecidedTitle(waiting[0])
	}
	return ""
}

// namesOf calls courses by their codes, else by their names; those of one name
// by the year as well, or by the id.
func namesOf(courses []*schedule.Course) []string {
	names := make([]string, len(courses))
	for n, c := range courses {
		names[n] = cmp.Or(c.Code, c.Name)
	}
	for _, more := range []func(c *schedule.Course) string{
		func(c *schedule.Course) string { return strconv.Itoa(firstDay(c).Year()) },
		func(c *schedule.Course) string { return c.ID },
	} {
		before := slices.Clone(names)
		for n, c := range courses {
			if slices.Index(before, before[n]) != n || slices.Contains(before[n+1:], before[n]) {
				names[n] += " " + more(c)
			}
		}
	}
	return names
}
