package main

import (
	"slices"
	"strings"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// agenda is what list and next show: the entries of all courses in order.
type agenda struct {
	courses []*schedule.Course
	items   []item
	now     time.Time
}

// item is one entry with the course it belongs to.
type item struct {
	*schedule.Occurrence
	course *schedule.Course
}

// filter narrows an agenda. Zero dates do not.
type filter struct {
	only, groups []string
	from, to     schedule.Date
}

// newAgenda collects the entries that a filter lets through.
func newAgenda(courses []*schedule.Course, f filter, now time.Time) *agenda {
	a := &agenda{courses: courses, now: now}
	for _, c := range courses {
		for i := range c.Occurrences {
			if o := &c.Occurrences[i]; f.takes(o) {
				a.items = append(a.items, item{o, c})
			}
		}
	}
	slices.SortStableFunc(a.items, func(x, y item) int { return x.Compare(y.Occurrence) })
	return a
}

// takes reports whether an entry touches the dates and belongs to the kinds
// and groups asked for. Entries for everybody belong to each group.
func (f *filter) takes(o *schedule.Occurrence) bool {
	switch {
	case f.from != 0 && o.Last < f.from, f.to != 0 && o.First > f.to:
		return false
	case len(f.only) > 0 && !slices.Contains(f.only, o.Kind):
		return false
	case len(f.groups) > 0 && len(o.Groups) > 0:
		return slices.ContainsFunc(o.Groups, func(g string) bool { return slices.Contains(f.groups, g) })
	}
	return true
}

// over reports whether an entry lies in the past.
func (i item) over(now time.Time) bool {
	if i.AllDay {
		return i.Last < schedule.DateOf(now.In(i.course.Zone))
	}
	return i.End.Before(now)
}

// next returns the first entry that is not over and is held, or -1.
func (a *agenda) next() int {
	return slices.IndexFunc(a.items, func(i item) bool { return !i.Cancelled && !i.over(a.now) })
}

// title returns what the entry is called, with the code where there are
// several courses and the group where there are several.
func (a *agenda) title(i item) string {
	s := i.Title
	if len(a.courses) > 1 {
		s = i.name() + " " + s
	}
	if len(i.course.Groups) > 1 && len(i.Groups) > 0 && !i.GroupInTitle {
		var labels []string
		for _, g := range i.Groups {
			labels = append(labels, i.course.GroupLabel(g))
		}
		s += " (" + strings.Join(labels, ", ") + ")"
	}
	return s
}

// name is the course's code, or its id where it has none.
func (i item) name() string {
	if i.course.Code != "" {
		return i.course.Code
	}
	return i.course.ID
}

// hours says when on its day an entry is held or due.
func (i item) hours() string {
	switch {
	case i.AllDay && i.First != i.Last:
		return "to " + i.Last.UTC().Format("Mon 2 Jan")
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
	if i.Last != i.First {
		end += "+1"
	}
	return i.Start.Format("15:04") + "–" + end
}

// remarks says what is particular about an entry: moved, cancelled, worth.
func (i item) remarks() string {
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

// weeks splits the items into calendar weeks.
func (a *agenda) weeks() [][]item {
	var out [][]item
	for n, i := range a.items {
		if n == 0 || a.items[n-1].First.Monday() != i.First.Monday() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// weekName names the week of some items: by the teaching week where all
// courses agree on it, else by its Monday.
func weekName(items []item) string {
	monday := items[0].First.Monday()
	name := "Week of " + monday.UTC().Format("Mon 2 January 2006")
	number, same := 0, true
	for n, i := range items {
		same = same && i.HasWeek && (n == 0 || i.Week == number)
		number = i.Week
	}
	if same {
		name = "Week " + itoa(number) + ", from " + monday.UTC().Format("Mon 2 January 2006")
	}
	return name
}
