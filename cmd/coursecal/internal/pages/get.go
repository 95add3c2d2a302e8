package pages

import (
	"fmt"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// agenda returns what a reader gets of a course.
func (w Wish) agenda(c *schedule.Course) *agenda.Agenda {
	return agenda.New([]*schedule.Course{c}, agenda.Filter{Only: w.Only, Groups: w.Groups}, time.Time{})
}

// getWords says how many entries of which kinds and groups a reader gets: who
// forgot the group, or ticked one box too few, sees it here.
func (w Wish) getWords(a *agenda.Agenda) string {
	s := "You get " + heldWords(a)
	if n := cancelledIn(a); n > 0 && w.Cancelled != "drop" {
		s += fmt.Sprintf(" Cancelled: %d.", n)
	}
	if groups := w.groupsWords(a); groups != "" {
		s += " For " + groups + "."
	}
	if n := len(a.Waiting()); n > 0 {
		s += fmt.Sprintf(" Without a date yet: %d.", n)
	}
	return s
}

// gets reports whether the feed has an entry: without one it is refused (client
// rule 30).
func (w Wish) gets(a *agenda.Agenda) bool {
	return len(a.Items) > 0 && (w.Cancelled != "drop" || cancelledIn(a) < len(a.Items))
}

// heldWords counts what is held, by its kinds too.
func heldWords(a *agenda.Agenda) string {
	k, held, counts := splitKinds(a.Courses[0]), 0, map[string]int{}
	for _, i := range a.Items {
		if !i.Cancelled {
			held++
			counts[i.Kind]++
		}
	}
	var kinds []string
	for _, kind := range k.all() {
		if n := counts[kind]; n > 0 {
			kinds = append(kinds, fmt.Sprintf("%s (%d)", k.words(kind), n))
		}
	}
	switch held {
	case 0:
		return "nothing."
	case 1:
		return "1 entry: " + kinds[0] + "."
	}
	return fmt.Sprintf("%d entries: %s.", held, strings.Join(kinds, ", "))
}

// cancelledIn counts what is cancelled.
func cancelledIn(a *agenda.Agenda) int {
	n := 0
	for _, i := range a.Items {
		if i.Cancelled {
			n++
		}
	}
	return n
}

// groupsWords says of which groups the entries are, "" where they are for
// everybody.
func (w Wish) groupsWords(a *agenda.Agenda) string {
	c := a.Courses[0]
	if len(w.Groups) > 0 {
		var labels []string
		for _, g := range w.Groups {
			labels = append(labels, c.GroupLabel(g))
		}
		return strings.Join(labels, ", ")
	}
	for _, i := range a.Items {
		if len(i.Groups) > 0 && len(c.Groups) > 1 {
			return fmt.Sprintf("all %d groups", len(c.Groups))
		}
	}
	return ""
}
