package announce

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// News is one change that a log tells. Sort is moved, cancelled, …, or name for
// the course's own; HTML is a fragment of our own making, in which the texts of
// the schedule are escaped.
type News struct {
	At   time.Time
	Sort string
	HTML string
	// Kinds are those of the entries that changed, with ical.AllDeadlines where
	// one is due; Groups those they are for, with everybody; each none where the
	// log does not tell.
	Kinds, Groups []string
}

// everybody stands for all groups: no group can be called so.
const everybody = "*"

// Concerns reports whether news may be of some kinds and groups, of which none
// means all.
func (n *News) Concerns(only, groups []string) bool {
	return meet(n.Kinds, only) && (slices.Contains(n.Groups, everybody) || meet(n.Groups, groups))
}

// meet reports whether two lists share a name, or one is empty. A log keeps names as
// they were written then.
func meet(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(name string) bool { return schedule.HasName(b, name) })
}

// Within reports whether news is of one group, or of everybody, and of no other
// group for certain.
func (n *News) Within(group string) bool {
	return len(n.Groups) > 0 && !slices.ContainsFunc(n.Groups, func(g string) bool { return !strings.EqualFold(g, group) && g != everybody })
}

// A category says by a term what an entry of a log is about. One without a
// scheme is the sort of the change.
type category struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
}

// The schemes of kinds and groups, which must be IRIs (RFC 4287 4.2.2.2).
const kindScheme, groupScheme = "urn:uuid:2d0a7c3e-95f6-4e0b-8c1d-6b8e4f27a913", "urn:uuid:b7e4160f-3a5c-47d2-9e88-0f6c51d3a4e2"

// concerns says which kinds and groups some changes concern. Where it is not
// known of one whom it is for, nothing is said of groups.
func concerns(changes []ical.Change) []category {
	var out []category
	add := func(scheme, term string) {
		if c := (category{term, scheme}); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	known := true
	for i := range changes {
		before, after := changes[i].Before, changes[i].After
		for _, e := range []*ical.Entry{before, after} {
			if e == nil {
				continue
			}
			add(kindScheme, e.Kind)
			if e.Deadline || e.Scheduled != nil && e.Scheduled.Deadline {
				add(kindScheme, ical.AllDeadlines)
			}
		}
		groups := groupsOf(cmp.Or(after, before))
		known = known && len(groups) > 0
		for _, g := range groups {
			add(groupScheme, g)
		}
	}
	if !known {
		out = slices.DeleteFunc(out, func(c category) bool { return c.Scheme == groupScheme })
	}
	return out
}

// groupsOf returns the groups that an entry is for, or everybody. Of one that
// the schedule has no more only an identity with a group in it tells; where it
// has none, nothing is known.
func groupsOf(e *ical.Entry) []string {
	if o := e.Scheduled; o != nil && len(o.Groups) > 0 {
		return o.Groups
	} else if o != nil {
		return []string{everybody}
	}
	series, _, _ := strings.Cut(e.Series, "@")
	if _, group, found := strings.Cut(series, "."); found {
		return []string{group}
	}
	return nil
}

// terms returns the terms of a scheme.
func (e *entry) terms(scheme string) []string {
	var out []string
	for _, c := range e.Categories {
		if c.Scheme == scheme {
			out = append(out, c.Term)
		}
	}
	return out
}
