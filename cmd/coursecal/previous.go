package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coursecal/ical"
	"coursecal/schedule"
)

// recall reads what readers have of all courses: from the files that are
// replaced, and from every --previous. --fresh is only for what is lost, so that
// nobody gets used to it.
func (g *generateFlags) recall(jobs []*job, all []*schedule.Course, fetched map[string]answered) error {
	if slices.Contains(*g.previous, "") {
		return usage("name a file, a folder or an address", "--previous without a name")
	}
	lost := false
	for _, j := range jobs {
		j.ledgers, j.replaced, j.parts = map[string]*ical.Ledger{}, map[string]*ical.Ledger{}, map[string][]*ical.Ledger{}
		for _, c := range j.courses {
			if err := g.recallCourse(j, c.ID, all, fetched); err != nil {
				return err
			}
			lost = lost || j.ledgers[c.ID] == nil
		}
	}
	if *g.fresh && !lost {
		return usage("leave --fresh out", "--fresh is for a calendar that is lost, and nothing is")
	}
	return nil
}

// recallCourse finds out what readers have of one course.
func (g *generateFlags) recallCourse(j *job, id string, all []*schedule.Course, fetched map[string]answered) error {
	old, err := g.replacedBy(j, id)
	if err != nil {
		return err
	}
	ledgers, err := g.previousOf(id, all, fetched)
	if err != nil {
		return err
	}
	if old != nil {
		j.replaced[id] = old
		ledgers = append([]*ical.Ledger{old}, ledgers...)
	}
	if g.partial() == "" && len(ledgers) > 0 && !slices.ContainsFunc(ledgers, func(l *ical.Ledger) bool { return !l.IsView() }) {
		// Parts do not know how far the other entries had come.
		if !*g.fresh {
			return usage("name the whole one with one more --previous, or, if it is lost, begin anew with --fresh",
				"no --previous is the whole calendar of %q: a filtered or merged one does not know the other entries", id)
		}
		j.parts[id] = ledgers
		return nil
	}
	joined := ical.Join(ledgers...)
	if old != nil && old.IsView() {
		joined = joined.Since(old)
	}
	j.ledgers[id] = joined
	return nil
}

// previousOf returns every ledger of one course that --previous names.
func (g *generateFlags) previousOf(id string, all []*schedule.Course, fetched map[string]answered) ([]*ical.Ledger, error) {
	var ledgers []*ical.Ledger
	for _, name := range *g.previous {
		name = previousName(name, id)
		ledger, err := readLedger(name, id, fetched)
		other := (*ical.OtherCourseError)(nil)
		switch {
		case errors.As(err, &other) && among(all, other.Got):
			// That of another course of this run.
		case err == nil:
			ledgers = append(ledgers, ledger)
		case !*g.fresh || !gone(err):
			return nil, unusable(name, err)
		}
	}
	if len(*g.previous) > 0 && len(ledgers) == 0 && !*g.fresh {
		return nil, usage("name one more --previous, or begin anew with --fresh", "no --previous is of %q", id)
	}
	return ledgers, nil
}

// among tells whether one of the courses has the id.
func among(courses []*schedule.Course, id string) bool {
	for _, c := range courses {
		if c.ID == id {
			return true
		}
	}
	return false
}

// previousName returns where the calendar of a course stands: in a folder, and
// at an address that ends in a slash, as {id}.ics.
func previousName(name, id string) string {
	switch {
	case isURL(name) && strings.HasSuffix(name, "/"):
		return name + id + ".ics"
	case !isURL(name) && isFolder(name):
		return filepath.Join(name, id+".ics")
	}
	return name
}

// answered is what came from an address.
type answered struct {
	data []byte
	err  error
}

// fetchAll reads what stands at the addresses of --previous, each once, before
// anything is locked: a slow server keeps no other run waiting.
func (g *generateFlags) fetchAll(courses []*schedule.Course) map[string]answered {
	fetched := map[string]answered{}
	for _, name := range *g.previous {
		for _, c := range courses {
			address := previousName(name, c.ID)
			if _, done := fetched[address]; done || !isURL(address) {
				continue
			}
			data, err := fetch(address)
			fetched[address] = answered{data, err}
		}
	}
	return fetched
}

// readLedger reads a calendar that was published before.
func readLedger(name, id string, fetched map[string]answered) (*ical.Ledger, error) {
	var data []byte
	var err error
	if isURL(name) {
		data, err = fetched[name].data, fetched[name].err
	} else if data, err = readSmall(name); err != nil {
		err = cannotRead(name, err)
	}
	if err != nil {
		return nil, err
	}
	return ical.Decode(data, id)
}

// readSmall reads a file that is not larger than a calendar can be. A device may
// have no end.
func readSmall(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := readLimited(f, maxPrevious)
	if err == nil && len(data) > maxPrevious {
		err = errors.New("it is too large to be a calendar of ours")
	}
	return data, err
}

// gone tells a calendar that is surely not there, or surely of no use. One that
// cannot be reached just now may be whole, one of another course is a slip, and
// one that is ahead of this program is of use to a newer one.
func gone(err error) bool {
	unread, other, ahead := (*failure)(nil), (*ical.OtherCourseError)(nil), (*ical.AheadError)(nil)
	return errors.Is(err, fs.ErrNotExist) || !errors.As(err, &unread) && !errors.As(err, &other) && !errors.As(err, &ahead)
}

// unusable says what to do where a previous calendar cannot be gone on from.
func unusable(name string, err error) error {
	hint := "mend it, or, if no calendar before is left anywhere, begin anew with --fresh"
	if ahead := (*ical.AheadError)(nil); errors.As(err, &ahead) {
		hint = ahead.Hint
	}
	if f := (*failure)(nil); errors.As(err, &f) {
		if !gone(err) {
			return err
		}
		return usage(hint, "%s", f.msg)
	}
	if isURL(name) {
		name = masked(name)
	}
	return usage(hint, "cannot go on from %q: %s", name, err)
}

// replacedBy returns the ledger of the file that a job replaces, nil where there
// is none, or where --fresh gives it up.
func (g *generateFlags) replacedBy(j *job, id string) (*ical.Ledger, error) {
	if !j.replaces() {
		return nil, nil
	}
	const away = "choose another name, or take that file away first"
	name, partial := j.target.name, g.partial()
	ledger, err := ical.Decode(j.target.old, id)
	other, ahead := (*ical.OtherCourseError)(nil), (*ical.AheadError)(nil)
	switch {
	case errors.Is(err, ical.ErrForeign), errors.As(err, &other):
		return nil, usage(away, "will not replace %q: %s", name, err)
	case errors.As(err, &ahead):
		return nil, usage(ahead.Hint, "will not replace %q: %s", name, err)
	case err != nil && *g.fresh:
		return nil, nil
	case err != nil:
		return nil, usage("put a backup in its place, or, if there is none, begin anew with --fresh", "will not replace %q: %s", name, err)
	case partial == "" && ledger.IsView():
		return nil, usage(away, "will not replace %q: it is a filtered or merged calendar, and this is the whole one of %q", name, id)
	case partial != "" && !ledger.IsView():
		return nil, usage("choose another name, such as -o "+otherName(name, g), "will not replace %q: it is the whole calendar of %q, and this is a %s one", name, id, partial)
	case !*g.merge && ledger.ID() == "":
		return nil, usage(away, "will not replace %q: it is a calendar of several courses, and this one is of %q", name, id)
	}
	return ledger, nil
}

// guard tells of edits that move or drop what readers have without saying so,
// where they change an output. With --strict they are refused.
func (g *generateFlags) guard(e *env, jobs []*job) error {
	doubts := 0
	for _, j := range jobs {
		if !j.changes() && !*g.verbose {
			continue
		}
		for _, c := range j.courses {
			has := j.ledgers[c.ID]
			if g.partial() != "" {
				has = j.replaced[c.ID] // readers of a part have no more
			}
			for _, d := range has.Doubts(c) {
				doubts++
				fmt.Fprintf(e.stderr, "coursecal: warning: %s: %s\n  hint: %s\n", c.ID, visible(d.Msg), visible(d.Hint))
			}
		}
	}
	if doubts > 0 && *g.strict {
		return &failure{code: exitWrong, msg: "nothing is written, because of --strict", hint: "leave --strict out if this is meant"}
	}
	return nil
}
