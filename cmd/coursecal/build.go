package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// clock returns the time that counts as now: that of the machine, or, for
// builds that must be repeatable, SOURCE_DATE_EPOCH.
func (e *env) clock() (time.Time, error) {
	const name = "SOURCE_DATE_EPOCH"
	s := e.getenv(name)
	if s == "" {
		return e.now().UTC().Truncate(time.Second), nil
	}
	const last = 4102444800 // the year 2100
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > last {
		return time.Time{}, usage("give it seconds since 1970, such as "+name+"=1587686400, or unset it", "wrong %s %q", name, s)
	}
	return time.Unix(n, 0).UTC(), nil
}

// view returns the view that the flags ask for. It refuses kinds and groups
// that no course knows.
func (g *generateFlags) view(courses []*schedule.Course) (ical.View, error) {
	kinds, groups := names(courses)
	if err := matchKinds("--only", *g.only, kinds); err != nil {
		return ical.View{}, err
	}
	if err := matchNames("--group", "group", *g.groups, groups); err != nil {
		return ical.View{}, err
	}
	remind, err := g.remind.view(kinds)
	v := ical.View{
		Only:   *g.only,
		Groups: *g.groups,
		Remind: remind,
		Import: *g.profile == "import",
		UTC:    *g.times == "utc",
	}
	switch *g.deadlines {
	case "block":
		v.Deadlines = ical.Block
	case "all-day":
		v.Deadlines = ical.AllDay
	}
	switch *g.cancelled {
	case "show":
		v.Cancelled = ical.Show
	case "drop":
		v.Cancelled = ical.Drop
	}
	return v, err
}

// names returns the kinds and the groups of courses, each sorted, and each once
// whatever its case.
func names(courses []*schedule.Course) (kinds, groups []string) {
	for _, c := range courses {
		for _, s := range c.Series {
			kinds = append(kinds, s.Kind)
		}
		// A topic may have a kind of its own.
		for i := range c.Occurrences {
			kinds = append(kinds, c.Occurrences[i].Kind)
		}
		for i := range c.Undecided {
			kinds = append(kinds, c.Undecided[i].Kind)
		}
		for _, g := range c.Groups {
			groups = append(groups, g.Name)
		}
	}
	return schedule.DistinctNames(kinds), schedule.DistinctNames(groups)
}

// matchKinds checks kinds given to a flag; the word for all deadlines is one.
func matchKinds(flag string, given, kinds []string) error {
	return matchNames(flag, "kind", given, append(slices.Clip(kinds), ical.AllDeadlines))
}

// matchNames checks the names given to a flag against the known ones and
// writes them as those are written.
func matchNames(flag, what string, given, names []string) error {
	for i, name := range given {
		at := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
		if at < 0 {
			hint := known(what, names)
			if best := schedule.Nearest(name, names); best != "" {
				hint = fmt.Sprintf("did you mean %q? %s", best, hint)
			}
			return usage(hint, "%s: unknown %s %q", flag, what, name)
		}
		given[i] = names[at]
	}
	return nil
}

// build makes a job's calendar, with the revisions of the file that it is
// going to replace.
func (g *generateFlags) build(j *job, view ical.View, now time.Time) error {
	if g.partial() != "" && j.replaces() {
		// A filtered file does not know the entries that it left out, so that
		// they all look new and would date the calendar anew at each run. At
		// a time before everything no stamp moves, and what still differs has
		// truly changed.
		err := g.make(j, view, time.Time{})
		if err != nil || bytes.Equal(j.data, j.target.old) {
			return err
		}
	}
	return g.make(j, view, now)
}

// make makes a job's calendar as of a time.
func (g *generateFlags) make(j *job, view ical.View, now time.Time) error {
	var cals []*ical.Calendar
	for _, c := range j.courses {
		cal := ical.Of(c, now)
		switch ledger := j.ledgers[c.ID]; {
		case ledger != nil:
			cal = ical.Revise(c, ledger, now)
		case *g.fresh:
			cal = ical.Fresh(c, now, j.parts[c.ID]...)
		}
		if *g.forget {
			cal = cal.Forget(now)
		}
		cals = append(cals, cal)
	}
	j.cal = cals[0]
	if *g.merge {
		j.cal = ical.Merge(cals...)
	}
	j.cal = j.cal.View(view)
	for _, old := range j.replaced {
		if old.IsView() {
			j.cal = j.cal.Above(old)
		}
	}
	if j.cal.Len() == 0 {
		return g.nothing(j)
	}
	data, err := j.cal.Encode()
	if err != nil {
		return usage("", "cannot make the calendar of %q: %s", j.courses[0].ID, err)
	}
	j.data = data
	return nil
}

// nothing refuses a calendar without entries: readers that fetch it would
// drop all they have (client rule 30).
func (g *generateFlags) nothing(j *job) error {
	id := j.courses[0].ID
	if g.partial() != "" {
		return usage("drop one of --only, --group and --cancelled drop, or leave the course out", "no entry of %q is left", id)
	}
	return &failure{code: exitWrong, msg: fmt.Sprintf("%q has no entry with a time yet", id), hint: `type "coursecal check" to see what is not fixed yet`}
}

// otherName suggests a name for a view beside the whole calendar.
func otherName(name string, g *generateFlags) string {
	words := slices.Concat(*g.only, *g.groups)
	if *g.merge {
		words = []string{"all"}
	}
	if len(words) == 0 {
		words = []string{"held"}
	}
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + strings.Join(words, "-") + ext
}

// isFolder tells a name that stands for a folder: one that ends in a slash,
// or that is one.
func isFolder(name string) bool {
	if name == "" {
		return false
	}
	if os.IsPathSeparator(name[len(name)-1]) { // on Windows both slashes are
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
