package ical

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"coursecal/schedule"
)

// This file holds every word that readers see in their calendars.

// cancelledMark stands before the summary of what is cancelled, since not
// every calendar shows STATUS:CANCELLED (client rule 20).
const cancelledMark = "CANCELLED: "

// The words that begin the lines of a description. Reading one back looks for
// the same words in the same order.
const (
	topicWord  = "Topic: "
	placeWord  = "Place: "
	dueWord    = "Due "
	worthWord  = "Worth "
	coversWord = "Covers "
	movedWord  = "Moved from "
	offWord    = "Cancelled"
	otherWord  = "Changed"

	elsewhereWord = ", that is "
	dueForm       = "Mon 2 January 2006"
)

// summary returns the line by which readers know an entry: course code,
// title, group, due time (client rules 15 and 24).
func summary(c *schedule.Course, o *schedule.Occurrence, showGroups bool) string {
	s := o.Title
	if c.Code != "" {
		s = c.Code + " " + s
	}
	if showGroups && len(o.Groups) > 0 && !o.GroupInTitle {
		s += " (" + groupLabels(c, o) + ")"
	}
	if o.Deadline {
		s += dueWords(o)
	}
	if o.Cancelled {
		s = cancelledMark + s
	}
	return s
}

func groupLabels(c *schedule.Course, o *schedule.Occurrence) string {
	labels := make([]string, len(o.Groups))
	for i, g := range o.Groups {
		labels[i] = c.GroupLabel(g)
	}
	return strings.Join(labels, ", ")
}

// dueWords says when a deadline is due, in the course's zone. Of an all-day
// one only the kind deadline says that it is due: a quiz is held that day.
func dueWords(o *schedule.Occurrence) string {
	switch {
	case o.AllDay && o.Kind == "deadline":
		return " due"
	case o.AllDay:
		return ""
	}
	_, clock := o.DueClock()
	s := " due " + clock.String()
	if o.DueElsewhere != "" {
		s += " (" + o.DueElsewhere + ")"
	}
	return s
}

// description returns what readers see when they open an entry: plain text, a
// fact on each line, the link bare on a line of its own (client rule 17).
func description(c *schedule.Course, o *schedule.Occurrence, url string) string {
	lines := make([]string, 0, 8)
	add := func(words, of string) {
		if of != "" {
			lines = append(lines, words+of)
		}
	}
	add(topicWord, o.Topic)
	add(placeWord, o.Where)
	if o.Deadline && !o.AllDay {
		add("", dueLine(c, o))
	}
	add(worthWord, o.Worth)
	add(coversWord, o.Covers)
	add("", changeLine(o))
	add("", o.Notes)
	add("", url)
	return strings.Join(lines, "\n")
}

// dueLine says the due time in full, for readers in other zones.
func dueLine(c *schedule.Course, o *schedule.Occurrence) string {
	d, clock := o.DueClock()
	s := fmt.Sprintf("%s%s %s (%s)", dueWord, d.UTC().Format(dueForm), clock, c.ZoneName)
	if o.DueElsewhere != "" {
		s += elsewhereWord + o.DueElsewhere
	}
	return s
}

// changeLine says what became of the plan, and why.
func changeLine(o *schedule.Occurrence) string {
	var said []string
	if o.Planned != nil {
		said = append(said, movedWord+PlannedWords(o))
	}
	if o.Cancelled {
		said = append(said, offWord)
	}
	if len(said) == 0 && o.Why != "" {
		said = append(said, otherWord)
	}
	s := strings.Join(said, "\n")
	if s != "" && o.Why != "" {
		s += ": " + o.Why
	}
	return s
}

// PlannedWords says the old time of an entry that has moved, as far as it
// differs from the new one: "Wed 18 March".
func PlannedWords(o *schedule.Occurrence) string {
	was, date := o.Planned, o.First
	clock := schedule.Clock(o.Start.Hour()*60 + o.Start.Minute())
	if o.Deadline && !o.AllDay {
		date, clock = o.DueClock()
	}
	time := ""
	if !was.AllDay && (o.AllDay || was.Clock != clock) {
		time = was.Clock.String()
	}
	day := "Mon 2 January"
	switch {
	case was.Date == date && time != "":
		return time
	case was.Date == date:
		return "all day"
	case was.Date.Year() != date.Year():
		day += " 2006"
	}
	return strings.TrimSpace(was.Date.UTC().Format(day) + " " + time)
}

// Name is what the feed of some courses is called in a view (client rule 22), on
// one line: with the code in front, "COMP6248 lab (Monday group) – Deep Learning".
// One of some kinds or groups says so, since who subscribes twice sees both names
// in one list, and before the course's name, since lists are narrow.
func Name(v View, courses ...*schedule.Course) string {
	names, full := make([]string, len(courses)), ""
	for n, c := range courses {
		names[n] = cmp.Or(c.Code, c.Name)
	}
	if len(courses) == 1 && courses[0].Code != "" {
		full = courses[0].Name
	}
	name, part := strings.Join(names, ", "), partWords(v, courses)
	switch {
	case len(v.Only) == 0:
		for _, more := range []string{full, part} {
			if more != "" {
				name += " " + more
			}
		}
	case full != "":
		name += " " + part + " – " + full
	default:
		name += ": " + part
	}
	return cleanLine(name)
}

// partWords says which kinds and groups a view keeps, "" for all.
func partWords(v View, courses []*schedule.Course) string {
	words := strings.Join(slices.Sorted(slices.Values(v.Only)), ", ")
	var labels []string
	for _, course := range courses {
		for _, g := range course.Groups {
			if schedule.HasName(v.Groups, g.Name) && !schedule.HasName(labels, g.Label) {
				labels = append(labels, g.Label)
			}
		}
	}
	if labels != nil {
		words = strings.TrimSpace(words + " (" + strings.Join(labels, ", ") + ")")
	}
	return words
}
