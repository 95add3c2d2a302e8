package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/schedule"
)

// fitsLog refuses logs that have no one calendar to go with.
func (g *generateFlags) fitsLog(files []string) error {
	switch {
	case *g.log == "" && !g.set.Changed("log"):
		return nil
	case *g.log == "" || *g.log == "-":
		return usage("name a file, such as --log course.atom", "--log without a name")
	case *g.output == "" || *g.output == "-":
		return usage("-o FILE keeps the calendar, and with it what it was before", "--log tells what changes in an output, and none is named")
	case *g.merge:
		return usage("keep one for each course: -o DIR/ --log DIR/", "--log is of one course, and --merge joins several")
	case len(files) > 1 && !isFolder(*g.log):
		return usage("--log DIR/ keeps one for each course", "%d schedule files and one --log", len(files))
	}
	return nil
}

// logs returns the names of the logs, none without --log.
func (g *generateFlags) logs(courses []*schedule.Course) []string {
	var names []string
	for _, c := range courses {
		if *g.log != "" {
			names = append(names, placeOf(*g.log, c.ID, ".atom"))
		}
	}
	return names
}

// record reads a job's log and adds what changes. A log that is not ours, or
// that is broken, is refused before anything is written.
func (g *generateFlags) record(j *job, now time.Time) error {
	names := g.logs(j.courses)
	if len(names) == 0 {
		return nil
	}
	var err error
	if j.log, err = findTarget(names[0]); err != nil {
		return err
	}
	if j.log.device || samePath(j.log.path, j.target.path) {
		return usage("name another file", "cannot keep a log in %q", j.log.name)
	}
	id, listing := j.courses[0].ID, j.cal.Listing()
	log := announce.NewLog(id, listing.Name, now)
	if j.log.old != nil {
		if log, err = announce.ReadLog(j.log.old, id); err != nil {
			return usage("choose another name, or take that file away first", "will not add to %q: %s", j.log.name, err)
		}
	}
	if old := j.before(g); old != nil && j.changes() {
		log.Add(ical.Compare(old.Listing(), listing))
	} else if j.log.old != nil {
		j.logData = slices.Clone(j.log.old)
		return nil
	}
	j.logData, err = log.Encode()
	return err
}

// before returns what readers of a job's output have, nil where nothing is
// known. The ledgers of a whole course hold more than readers of a part do.
func (j *job) before(g *generateFlags) *ical.Ledger {
	id := j.courses[0].ID
	if g.partial() == "" {
		return j.ledgers[id]
	}
	if !j.replaces() {
		return nil
	}
	old, err := ical.Decode(j.target.old, id)
	if err != nil {
		return nil // --fresh gives up what cannot be read
	}
	return old
}

// samePath tells two names of one file, whether it is there or not. Its folder
// may have two names by a link, and some systems know no case.
func samePath(a, b string) bool {
	x, err := os.Stat(cmp.Or(folderOf(a), "."))
	y, other := os.Stat(cmp.Or(folderOf(b), "."))
	return err == nil && other == nil && os.SameFile(x, y) && strings.EqualFold(filepath.Base(a), filepath.Base(b))
}
