package schedule

import (
	"slices"
	"strings"
	"time"
)

// A Course is a schedule that was found right: every occurrence is resolved,
// so that nothing that uses it can fail on it.
type Course struct {
	// ID is unique over courses, years and institutions.
	ID string
	// Code is put in front of every summary; Name is the course's name; URL
	// and Notes are "" where absent.
	Code, Name, URL, Notes string
	// Zone is the zone of every wall-clock time, loaded from the embedded
	// archive; ZoneName is its IANA name, or "UTC".
	Zone     *time.Location
	ZoneName string
	// Private tells a course that must not be served without a token.
	Private bool
	// Groups are the declared groups, in the order of the file.
	Groups []Group
	// TermStart and TermEnd are the first and last day of the term, both
	// included; zero where the file has none.
	TermStart, TermEnd Date
	// Breaks are the breaks in order of their first day.
	Breaks []Break
	// Series tells of each series and single entry, in the order of the file.
	Series []Series
	// Undecided are the entries written as tbc: kept, told, not emitted.
	Undecided []Undecided
	// Occurrences are all the entries with a time, cancelled ones too, by
	// start, then by UID.
	Occurrences []Occurrence
}

// A Group is a declared group: its name, and its label for people, which is
// the name where none was given.
type Group struct{ Name, Label string }

// A Break is a range of days, both included, without weekly slots.
type Break struct {
	First, Last Date
	Name        string
}

// Series sums up a series or a single entry of one group.
type Series struct {
	Key, Group, Kind string
	Deadline         bool
	// Single tells an entry that is no series.
	Single bool
	// Count counts the entries that are held; Cancelled those that are not.
	Count, Cancelled int
	// First and Last are the dates of the first and last entry held; zero
	// where there is none.
	First, Last Date
}

// Undecided is an entry whose time is not fixed yet.
type Undecided struct {
	Key, Group, Title string
	// Kind and Groups are those that its occurrence will have.
	Kind   string
	Groups []string
	// UID is the identity that it has already, "" where its date will be it.
	UID      string
	Deadline bool
	// GroupInTitle, Cancelled and Why are as an occurrence has them.
	GroupInTitle bool
	Cancelled    bool
	Why          string
}

// HasKind reports whether an entry, with a date or without one, is of a kind,
// whatever its case.
func (c *Course) HasKind(kind string) bool {
	return slices.ContainsFunc(c.Occurrences, func(o Occurrence) bool { return strings.EqualFold(o.Kind, kind) }) ||
		slices.ContainsFunc(c.Undecided, func(u Undecided) bool { return strings.EqualFold(u.Kind, kind) })
}

// SeveralGroups reports whether more than one of the declared groups is among
// those asked for; none means all. Then titles name their groups, whichever
// entries have a date or are shown: the one deadline in a feed may be of others.
func (c *Course) SeveralGroups(asked []string) bool {
	n := 0
	for _, g := range c.Groups {
		if len(asked) == 0 || HasName(asked, g.Name) {
			n++
		}
	}
	return n > 1
}

// GroupLabel returns the label of a group, or its name where it is not declared.
func (c *Course) GroupLabel(name string) string {
	for _, g := range c.Groups {
		if g.Name == name {
			return g.Label
		}
	}
	return name
}
