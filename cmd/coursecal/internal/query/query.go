// Package query reads what a reader asks of a feed in the query of its
// address, such as ?only=lab,quiz&group=A.
//
// Whatever the order and the spelling, the same wish has one canonical query,
// so that it is made once and has one entity tag. What is not understood is
// refused with a sentence that a reader can act on: a wish that is ignored
// looks like one that is fulfilled.
package query

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// A Query is one wish. The zero Query is the whole feed as it is.
type Query struct {
	only, groups         []string
	deadlines, cancelled string
	remind               map[string]time.Duration
	imported             bool
}

// Known are the names that a query may use.
type Known struct{ Kinds, Groups []string }

// kinds returns the names that may stand for kinds.
func (k Known) kinds() []string { return append(slices.Clip(k.Kinds), ical.AllDeadlines) }

// A parameter sets one part of a query, or says what is wrong.
type parameter func(q *Query, value string, known Known) error

// parameters returns the parameters by name.
func parameters() map[string]parameter {
	return map[string]parameter{
		"only": func(q *Query, value string, known Known) (err error) {
			q.only, err = names("kind", value, known.kinds())
			return err
		},
		"group": func(q *Query, value string, known Known) (err error) {
			q.groups, err = names("group", value, known.Groups)
			return err
		},
		"deadlines": func(q *Query, value string, _ Known) error {
			q.deadlines = value
			return oneOf("deadlines", value, "block", "all-day")
		},
		"cancelled": func(q *Query, value string, _ Known) error {
			if q.cancelled = value; value == "mark" {
				q.cancelled = "" // what a feed does anyway
			}
			return oneOf("cancelled", value, "mark", "show", "drop")
		},
		"remind": (*Query).setRemind,
		"for": func(q *Query, value string, _ Known) error {
			q.imported = value == "import"
			return oneOf("for", value, "feed", "import")
		},
	}
}

// Parse reads the query of an address. The error is a sentence for the reader.
func Parse(raw string, known Known) (Query, error) {
	var q Query
	values, err := url.ParseQuery(raw)
	if err != nil {
		return q, fmt.Errorf("the part of the address after the ? cannot be read")
	}
	all := parameters()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		set := all[name]
		switch {
		case set == nil:
			return q, fmt.Errorf("there is no parameter %q: known are %s", clip(name), strings.Join(slices.Sorted(maps.Keys(all)), ", "))
		case len(values[name]) > 1:
			return q, fmt.Errorf("the parameter %q stands more than once: write %s=A,B", name, name)
		}
		if err := set(&q, values[name][0], known); err != nil {
			return q, err
		}
	}
	return q, nil
}

// names reads a list of names as the schedule writes them, sorted.
func names(what, value string, known []string) ([]string, error) {
	var out []string
	for _, name := range strings.Split(value, ",") {
		name, err := find(what, strings.TrimSpace(name), known)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// find returns a name as the schedule writes it.
func find(what, name string, known []string) (string, error) {
	at := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) })
	switch {
	case at >= 0:
		return known[at], nil
	case len(known) == 0:
		return "", fmt.Errorf("there is no %s here", what)
	}
	return "", fmt.Errorf("there is no %s %q: known are %s", what, clip(name), strings.Join(known, ", "))
}

func oneOf(name, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return fmt.Errorf("%s=%s is not understood: write %s=%s", name, clip(value), name, strings.Join(words, " or "+name+"="))
}

// never is the time before an entry that means no reminder.
const never = time.Duration(-1)

// setRemind reads a list such as lab:15m,deadline:1d,quiz:none; "none" alone
// is for all kinds that are not named.
func (q *Query) setRemind(value string, known Known) error {
	q.remind = map[string]time.Duration{}
	named := map[string]bool{}
	for item := range strings.SplitSeq(value, ",") {
		if item == "none" {
			q.remind[""] = never
			continue
		}
		name, text, _ := strings.Cut(item, ":")
		kind, err := find("kind", strings.TrimSpace(name), known.kinds())
		if err != nil {
			return err
		}
		before, ok := schedule.ParseDuration(text)
		if text == "none" {
			before, ok = never, true
		}
		if !ok || before > 28*24*time.Hour {
			return fmt.Errorf("remind=%s is not understood: write remind=lab:15m,deadline:1d, four weeks at most, or remind=none", clip(value))
		}
		if named[kind] {
			return fmt.Errorf("remind=%s names %s twice: a calendar reminds once of an entry", clip(value), kind)
		}
		named[kind], q.remind[kind] = true, before
	}
	return nil
}

// clip shortens what is told back.
func clip(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// Whole reports whether the query asks for the whole feed as it is.
func (q *Query) Whole() bool { return q.String() == "" }

// String returns the canonical query, "" for the whole feed.
func (q *Query) String() string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("only", strings.Join(q.only, ","))
	set("group", strings.Join(q.groups, ","))
	set("deadlines", q.deadlines)
	set("cancelled", q.cancelled)
	var remind []string
	for _, kind := range slices.Sorted(maps.Keys(q.remind)) {
		before := "none"
		if d := q.remind[kind]; d != never {
			before = fmt.Sprintf("%dm", d/time.Minute)
		}
		remind = append(remind, strings.TrimPrefix(kind+":"+before, ":"))
	}
	set("remind", strings.Join(remind, ","))
	if q.imported {
		set("for", "import")
	}
	return v.Encode()
}

// Within returns the query of a reader who may see one group only.
func (q Query) Within(group string) Query {
	q.groups = []string{group}
	return q
}

// Import reports whether the reader wants a file to import rather than a feed.
func (q *Query) Import() bool { return q.imported }

// View returns the view of a calendar that the query asks for.
func (q *Query) View() ical.View {
	v := ical.View{Only: q.only, Groups: q.groups, Remind: q.remind, Import: q.imported}
	switch q.deadlines {
	case "block":
		v.Deadlines = ical.Block
	case "all-day":
		v.Deadlines = ical.AllDay
	}
	switch q.cancelled {
	case "show":
		v.Cancelled = ical.Show
	case "drop":
		v.Cancelled = ical.Drop
	}
	return v
}
