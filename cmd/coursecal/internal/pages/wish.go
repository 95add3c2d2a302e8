package pages

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"coursecal/schedule"
)

// A Wish is what a reader asks a feed for, in the words of the form on the
// subscribe page. The zero Wish is the whole feed as it is.
type Wish struct {
	// Only and Groups are kinds, ical.AllDeadlines among them, and groups, in the
	// order of the course; none means all.
	Only, Groups []string
	// Deadlines is block or all-day, Cancelled show or drop, Sessions and Due
	// how long before to remind; each "" where nothing is asked.
	Deadlines, Cancelled, Sessions, Due string
}

// choice is one value of a field of the form.
type choice struct{ Value, Text string }

// The values of the fields that do not depend on the course.
func deadlineChoices() []choice {
	return []choice{{"", "As the lecturer set it"}, {"block", "In the half hour before"}, {"all-day", "All day"}}
}

func cancelledChoices() []choice {
	return []choice{{"", "Marked (Google hides it)"}, {"show", "Shown in every calendar"}, {"drop", "Left out"}}
}

func sessionChoices() []choice {
	return []choice{{"", "As the lecturer set them"}, {"none", "None"}, {"10m", "10 minutes before"}, {"30m", "30 minutes before"}, {"1h", "An hour before"}, {"1d", "A day before"}}
}

func dueChoices() []choice {
	return []choice{{"", "As the lecturer set them"}, {"none", "None"}, {"2h", "2 hours before"}, {"1d", "A day before"}, {"3d", "3 days before"}, {"7d", "A week before"}}
}

// ReadWish reads the fields of the form for a course. Names may be repeated, as
// forms send them, or joined by commas, as feeds know them. The error is a
// sentence for the reader, and the wish then what is left without what is wrong.
func ReadWish(values url.Values, c *schedule.Course) (Wish, error) {
	var w Wish
	var groups []string
	for _, g := range c.Groups {
		groups = append(groups, g.Name)
	}
	k := splitKinds(c)
	var errs [3]error
	w.Only, errs[0] = pick("kind", values["only"], append(k.all(), k.due()...))
	w.Groups, errs[1] = pick("group", values["group"], groups)
	for _, f := range []struct {
		name    string
		into    *string
		choices []choice
	}{
		{"deadlines", &w.Deadlines, deadlineChoices()}, {"cancelled", &w.Cancelled, cancelledChoices()},
		{"sessions", &w.Sessions, sessionChoices()}, {"due", &w.Due, dueChoices()},
	} {
		*f.into = values.Get(f.name)
		if !slices.ContainsFunc(f.choices, func(c choice) bool { return c.Value == *f.into }) {
			errs[2] = cmp.Or(errs[2], fmt.Errorf("%s=%.40q is not understood", f.name, *f.into))
			*f.into = ""
		}
	}
	w.Only = k.canonical(w.Only)
	return w, cmp.Or(errs[:]...)
}

// pick returns those of the known names that are asked for, in their order, and
// an error where there are others.
func pick(what string, values, known []string) (out []string, err error) {
	var asked []string
	for name := range strings.SplitSeq(strings.Join(values, ","), ",") {
		if name = strings.TrimSpace(name); name != "" {
			asked = append(asked, name)
		}
	}
	for _, name := range asked {
		if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
			err = cmp.Or(err, fmt.Errorf("there is no %s %.40q here", what, name))
		}
	}
	for _, k := range known {
		if slices.ContainsFunc(asked, func(a string) bool { return strings.EqualFold(a, k) }) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out, err
}

// feedQuery returns the query of the feed that a wish asks for, with its
// question mark: each parameter once, in alphabetical order.
func (w Wish) feedQuery(courses ...*schedule.Course) string {
	var remind []string
	for _, c := range courses {
		remind = append(remind, w.reminders(c)...)
	}
	slices.Sort(remind)
	return joinQuery("cancelled", w.Cancelled, "deadlines", w.Deadlines, "group", strings.Join(w.Groups, ","), "only", strings.Join(w.Only, ","),
		"remind", strings.Join(remind, ","))
}

// reminders are those of a course, as feeds know them: by kinds of sessions, and
// of whatever is due in one word.
func (w Wish) reminders(c *schedule.Course) []string {
	var remind, named []string
	k := splitKinds(c)
	for _, u := range k.uses {
		if !u.deadline && slices.Contains(k.deadlines, u.kind) {
			continue // a kind has one reminder, and the form has it among what is due
		}
		name, before := u.kind, w.Sessions
		if u.deadline {
			name, before = cmp.Or(k.word(), u.kind), w.Due
		}
		if before == "" || slices.Contains(named, name) || !k.takes(w.Only, u) {
			continue
		}
		named = append(named, name)
		remind = append(remind, name+":"+before)
	}
	return remind
}

// PageQuery returns the query of the subscribe page with the wish filled in,
// with its question mark: the same for all ways to write one wish.
func (w Wish) PageQuery() string {
	return joinQuery("cancelled", w.Cancelled, "deadlines", w.Deadlines, "due", w.Due, "group", strings.Join(w.Groups, ","),
		"only", strings.Join(w.Only, ","), "sessions", w.Sessions)
}

// joinQuery writes names and values as a query with its question mark, without
// those that are empty; commas and colons stay readable.
func joinQuery(pairs ...string) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			parts = append(parts, pairs[i]+"="+strings.NewReplacer("%2C", ",", "%3A", ":").Replace(url.QueryEscape(pairs[i+1])))
		}
	}
	if parts == nil {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}
