package pages

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"coursecal/schedule"
)

// other is the kind of deadlines that have none of their own.
const other = "deadline"

// kinds are the kinds of a course's entries, each list in order of first
// appearance; other is the last.
type kinds struct {
	// deadlines are those of which an entry is due, sessions the others.
	sessions, deadlines []string
}

// splitKinds finds the kinds of a course.
func splitKinds(c *schedule.Course) kinds {
	var k kinds
	add := func(list *[]string, kind string) {
		if !slices.Contains(k.sessions, kind) && !slices.Contains(k.deadlines, kind) {
			*list = append(*list, kind)
		}
	}
	for i := range c.Occurrences {
		if o := &c.Occurrences[i]; o.Deadline {
			add(&k.deadlines, o.Kind)
		}
	}
	for i := range c.Occurrences {
		add(&k.sessions, c.Occurrences[i].Kind)
	}
	if n := slices.Index(k.deadlines, other); n >= 0 {
		k.deadlines = append(slices.Delete(k.deadlines, n, n+1), other)
	}
	return k
}

// all returns the kinds, sessions before deadlines.
func (k kinds) all() []string { return slices.Concat(k.sessions, k.deadlines) }

// words calls a kind as people do: "Lab", and for the deadlines that have no
// kind of their own "Deadlines".
func (k kinds) words(kind string) string {
	switch {
	case kind != other:
		first, size := utf8.DecodeRuneInString(kind)
		return string(unicode.ToUpper(first)) + strings.ReplaceAll(kind[size:], "_", " ")
	case len(k.deadlines) > 1:
		return "Other deadlines"
	}
	return "Deadlines"
}

// kindsOf returns the kinds of a course, sessions before deadlines.
func kindsOf(c *schedule.Course) []string { return splitKinds(c).all() }

// groupWords calls a group by its name and its label.
func groupWords(g schedule.Group) string {
	if g.Label == g.Name {
		return g.Name
	}
	return g.Name + " · " + g.Label
}
