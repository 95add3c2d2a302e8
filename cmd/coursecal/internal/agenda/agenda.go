// Package agenda puts the entries of courses in order and says in words when
// they are, what became of them and how many days are left. The tables of
// list and next and the web pages are made of it.
package agenda

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// An Agenda is the entries of all courses in order.
type Agenda struct {
	Courses []*schedule.Course
	Items   []Item
	// Undecided are the entries that have no date yet, in the order of the files.
	Undecided []Undecided
	// Now is the instant from which next, over and left are said.
	Now time.Time
	// groups are those asked for; none means all.
	groups []string
}

// An Item is one entry with the course it belongs to.
type Item struct {
	*schedule.Occurrence
	Course *schedule.Course
}

// Undecided is an entry without a date, with the course it belongs to.
type Undecided struct {
	*schedule.Undecided
	Course *schedule.Course
}

// A Filter narrows an agenda to kinds (as ical.View does), groups and the days from From to To,
// both included. Empty fields do not narrow it; days do not narrow what has none.
type Filter struct {
	Only, Groups []string
	From, To     schedule.Date
}

// due reports whether the kinds asked for are of whatever is due as well.
func (f *Filter) due(courses []*schedule.Course) bool {
	return schedule.HasName(f.Only, ical.AllDeadlines) &&
		!slices.ContainsFunc(courses, func(c *schedule.Course) bool { return c.HasKind(ical.AllDeadlines) })
}

// New collects the entries that a filter lets through.
func New(courses []*schedule.Course, f Filter, now time.Time) *Agenda {
	a := &Agenda{Courses: courses, Now: now, groups: f.Groups}
	due := f.due(courses)
	for _, c := range courses {
		for i := range c.Occurrences {
			o := &c.Occurrences[i]
			if f.meets(o) && f.takes(o.Kind, o.Groups, due && o.Deadline) {
				a.Items = append(a.Items, Item{o, c})
			}
		}
		for i := range c.Undecided {
			u := &c.Undecided[i]
			if f.takes(u.Kind, u.Groups, due && u.Deadline) {
				a.Undecided = append(a.Undecided, Undecided{u, c})
			}
		}
	}
	slices.SortStableFunc(a.Items, func(x, y Item) int { return x.Compare(y.Occurrence) })
	return a
}

// meets reports whether an entry touches the dates asked for.
func (f *Filter) meets(o *schedule.Occurrence) bool {
	return (f.From == 0 || o.Last >= f.From) && (f.To == 0 || o.First <= f.To)
}

// takes reports whether an entry of a kind and of groups belongs to those asked
// for; due tells one of whatever is due, if that is asked for. Entries for
// everybody belong to each group.
func (f *Filter) takes(kind string, groups []string, due bool) bool {
	if len(f.Only) > 0 && !schedule.HasName(f.Only, kind) && !due {
		return false
	}
	return len(f.Groups) == 0 || len(groups) == 0 ||
		slices.ContainsFunc(groups, func(g string) bool { return schedule.HasName(f.Groups, g) })
}

// Over reports whether an entry lies in the past.
func (i Item) Over(now time.Time) bool {
	if i.AllDay {
		return i.Last < schedule.DateOf(now.In(i.Course.Zone))
	}
	return i.End.Before(now)
}

// Until returns the instant, now or later, up to which everything that is said
// of now stays as it is: then an entry begins or ends, or a day does in the zone
// of a course or in UTC.
func Until(courses []*schedule.Course, now time.Time) time.Time {
	until := dayEnd(now, time.UTC)
	earlier := func(t time.Time) {
		if !t.Before(now) && t.Before(until) {
			until = t
		}
	}
	zone := time.UTC
	for _, c := range courses {
		if c.Zone != zone {
			zone = c.Zone
			earlier(dayEnd(now, zone))
		}
		for i := range c.Occurrences {
			if o := &c.Occurrences[i]; !o.AllDay {
				earlier(o.Start)
				earlier(o.End)
			}
		}
	}
	return until
}

// dayEnd returns when the day of an instant ends; where clocks skip that
// midnight, the next full or half hour, which is not later.
func dayEnd(now time.Time, zone *time.Location) time.Time {
	end, err := schedule.Instant(zone, schedule.DateOf(now.In(zone))+1, 0)
	if err != nil {
		return now.Truncate(30 * time.Minute).Add(30 * time.Minute)
	}
	return end
}

// Next returns the first entry that is held and not over, or -1. Days that are
// under way, such as those of a project, are not next while something else
// begins before they end.
func (a *Agenda) Next() int {
	left := func(i Item) bool { return !i.Cancelled && !i.Over(a.Now) }
	next := slices.IndexFunc(a.Items, func(i Item) bool { return left(i) && !a.underWay(i) })
	begun := slices.IndexFunc(a.Items, func(i Item) bool {
		return left(i) && a.underWay(i) && (next < 0 || i.Last < a.Items[next].First)
	})
	if begun >= 0 {
		return begun
	}
	return next
}

// underWay reports whether an entry of several whole days has begun and not
// ended.
func (a *Agenda) underWay(i Item) bool {
	today := schedule.DateOf(a.Now.In(i.Course.Zone))
	return i.AllDay && i.First != i.Last && i.First <= today && today <= i.Last
}

// Title returns what the entry is called, with the code where there are
// several courses and the group where several are shown.
func (a *Agenda) Title(i Item) string {
	if len(a.Courses) > 1 {
		return i.Name() + " " + a.TitleWithin(i)
	}
	return a.TitleWithin(i)
}

// TitleWithin returns what the entry is called among those of its course.
func (a *Agenda) TitleWithin(i Item) string {
	return withGroups(i.Title, a.groupsToSay(i.Course, i.Groups, i.GroupInTitle), i.Course.GroupLabel)
}

// UndecidedTitle is TitleWithin of an entry without a date.
func (a *Agenda) UndecidedTitle(u Undecided) string {
	return withGroups(u.Title, a.groupsToSay(u.Course, u.Groups, u.GroupInTitle), u.Course.GroupLabel)
}

// ShortTitle is TitleWithin with the names of groups in place of their labels.
func (a *Agenda) ShortTitle(i Item) string {
	return withGroups(i.Title, a.groupsToSay(i.Course, i.Groups, i.GroupInTitle), func(name string) string { return name })
}

// groupsToSay returns the groups of an entry where its title does not tell it
// from those of others.
func (a *Agenda) groupsToSay(c *schedule.Course, groups []string, inTitle bool) []string {
	if inTitle || !c.SeveralGroups(a.groups) {
		return nil
	}
	return groups
}

// withGroups adds groups to a title as they are called.
func withGroups(title string, groups []string, called func(string) string) string {
	if len(groups) == 0 {
		return title
	}
	names := make([]string, len(groups))
	for n, g := range groups {
		names[n] = called(g)
	}
	return title + " (" + strings.Join(names, ", ") + ")"
}

// Name is the course's code, or its id where it has none.
func (i Item) Name() string {
	if i.Course.Code != "" {
		return i.Course.Code
	}
	return i.Course.ID
}

// Day says the first day of an entry, with the year where its days end in another.
func (i Item) Day() string { return i.First.UTC().Format(i.dayForm()) }

// dayForm is how the days of an entry are written.
func (i Item) dayForm() string {
	if i.AllDay && i.First.Year() != i.Last.Year() {
		return "Mon 2 Jan 2006"
	}
	return "Mon 2 Jan"
}

// Hours says when on its day an entry is held or due, of several whole days the
// last.
func (i Item) Hours() string {
	switch {
	case i.AllDay && i.First != i.Last:
		return "to " + i.Last.UTC().Format(i.dayForm())
	case i.AllDay:
		return ""
	case i.Deadline:
		_, c := i.DueClock()
		return "due " + c.String()
	}
	end := i.End.Format("15:04")
	if end == "00:00" {
		end = "24:00"
	}
	if days := int(i.Last - i.First); days > 0 {
		end += "+" + strconv.Itoa(days)
	}
	return i.Start.Format("15:04") + "–" + end
}

// Hours says when on its day an entry is held or due, with the place of its
// zone where the courses are of several.
func (a *Agenda) Hours(i Item) string {
	s := i.Hours()
	if i.AllDay || !slices.ContainsFunc(a.Courses, func(c *schedule.Course) bool { return c.ZoneName != i.Course.ZoneName }) {
		return s
	}
	return s + " " + Place(i.Course)
}

// Place is whose clocks a course goes by: the last part of its zone's name.
func Place(c *schedule.Course) string {
	return strings.ReplaceAll(c.ZoneName[strings.LastIndexByte(c.ZoneName, '/')+1:], "_", " ")
}

// Remarks says what is particular about an entry: moved, cancelled, worth.
func (i Item) Remarks() string {
	var out []string
	if i.Cancelled {
		out = append(out, "cancelled")
	}
	if i.Planned != nil {
		out = append(out, "moved from "+ical.PlannedWords(i.Occurrence))
	}
	s := strings.Join(out, ", ")
	if i.Why != "" {
		s = strings.TrimPrefix(s+": "+i.Why, ": ")
	}
	if i.Worth != "" {
		s = strings.TrimPrefix(s+"; worth "+i.Worth, "; ")
	}
	return s
}

// Remarks says of an entry without a date that it is cancelled, and why.
func (u Undecided) Remarks() string {
	switch {
	case !u.Cancelled:
		return u.Why
	case u.Why == "":
		return "cancelled"
	}
	return "cancelled: " + u.Why
}

// Waiting returns the entries without a date that still wait for one: all but
// the cancelled ones.
func (a *Agenda) Waiting() []Undecided {
	var out []Undecided
	for _, u := range a.Undecided {
		if !u.Cancelled {
			out = append(out, u)
		}
	}
	return out
}

// Weeks splits the items into calendar weeks.
func (a *Agenda) Weeks() [][]Item {
	var out [][]Item
	for n, i := range a.Items {
		if n == 0 || a.Items[n-1].First.Monday() != i.First.Monday() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// WeekName names the week of some items: by the teaching week where all
// courses agree on it, else by its Monday.
func WeekName(items []Item) string {
	monday := items[0].First.Monday()
	name := "Week of " + monday.UTC().Format("Mon 2 January 2006")
	if week := TeachingWeek(items); week != "" {
		name = week + ", from " + monday.UTC().Format("Mon 2 January 2006")
	}
	return name
}

// TeachingWeek names the week of some items by its number where they agree on
// it, else it is "".
func TeachingWeek(items []Item) string {
	if len(items) == 0 || slices.ContainsFunc(items, func(i Item) bool { return !i.HasWeek || i.Week != items[0].Week }) {
		return ""
	}
	return "Week " + strconv.Itoa(items[0].Week)
}

// Left says how many days are left, counted as people do: tomorrow is one
// day, whatever the hour.
func (a *Agenda) Left(i Item) string {
	days := int(i.First - schedule.DateOf(a.Now.In(i.Course.Zone)))
	switch {
	case !i.AllDay && !i.Deadline && i.Start.Before(a.Now), a.underWay(i):
		return "now"
	case days <= 0:
		return "today"
	case days == 1:
		return "tomorrow"
	}
	return fmt.Sprintf("in %d days", days)
}
