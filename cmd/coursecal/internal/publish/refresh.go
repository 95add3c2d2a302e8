package publish

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"time"

	"coursecal/schedule"
)

// A file is what is known of one schedule file.
type file struct {
	name string
	// seen is the last look; taken is the look whose content was read.
	seen, taken found
	// gone tells that the last look did not find it.
	gone bool
	// looks counts the looks that found it as it is, beyond the first one.
	looks int
	data  []byte
	// id is the id of the course; of a broken file the last one that it gave.
	id       string
	course   *schedule.Course // nil where the content is wrong
	problems schedule.Problems
	trouble  string // what keeps it from being read
	refused  string // what keeps it from being published
	since    time.Time
	// passed tells that the file was told to be none of ours.
	passed bool
}

// refresh looks at all paths and takes what has changed and stands still now.
// With force it does not wait for that. It reports whether something has moved
// that did not stand still yet.
func (p *Publisher) refresh(force bool) (moving bool) {
	l := lookAt(p.Paths)
	defer l.close()
	p.folders = l.folders
	changed := p.unfinished || !p.Snapshot().Loaded
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		took, moves := p.visit(l, name, force)
		changed, moving = changed || took, moving || moves
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		f := p.files[name]
		if _, there := l.files[name]; there || l.uncertain(name) {
			continue
		}
		// Some editors delete a file for a moment before they write it anew.
		if !f.gone && !force {
			f.gone, moving = true, true
			continue
		}
		delete(p.files, name)
		changed = true
	}
	p.unread(l)
	// A file that comes back as the grace ends is not gone: it has still to settle.
	if changed || !moving && p.expires() {
		p.publish()
	}
	return moving
}

// visit takes a file that was found, if it is new and stands still.
func (p *Publisher) visit(l *look, name string, force bool) (took, moving bool) {
	f, now := p.files[name], l.files[name]
	if f == nil {
		f = &file{name: name}
		p.files[name] = f
	}
	f.gone = false
	if f.looks++; !same(f.seen.info, now.info) {
		f.looks = 0
	}
	f.seen = now
	switch {
	case force: // what it looks like from outside is no reason not to look inside
	case same(f.taken.info, now.info) && f.trouble == "":
		return false, false
	case f.looks == 0:
		return false, true
	}
	data, err := l.read(now)
	if errors.Is(err, errMoving) && !force {
		return false, true
	}
	if err != nil {
		return p.hinder(f, reason(err)), false
	}
	mended := f.trouble != ""
	if f.data != nil && bytes.Equal(f.data, data) {
		f.taken, f.trouble = now, ""
		return mended, false
	}
	course, problems := schedule.Parse(f.name, data)
	if !force && f.looks < patience && p.loses(f, course) {
		return false, true
	}
	f.taken, f.trouble = now, ""
	f.take(data, course, problems)
	if f.id == "" {
		f.id = p.State.idOf(f.name)
	}
	f.since = p.Now()
	p.Reloads.Add(1)
	p.tell(f)
	return true, false
}

// patience is how many looks new content must stand still for which is less
// than what is served: an upload that stalls must cancel nothing.
const patience = 3

// loses tells content that is wrong, or that lacks entries which the last
// content of the file had.
func (p *Publisher) loses(f *file, course *schedule.Course) bool {
	if f.course == nil || course == nil {
		return f.course != nil
	}
	has := map[string]bool{}
	for i := range course.Occurrences {
		has[course.Occurrences[i].UID] = true
	}
	return slices.ContainsFunc(f.course.Occurrences, func(o schedule.Occurrence) bool { return !has[o.UID] })
}

// tell logs what new content is not fit for.
func (p *Publisher) tell(f *file) {
	switch {
	case f.course != nil:
	case f.id != "" || f.named():
		p.Failures.Add(1)
		for _, problem := range f.problems.Errors() {
			p.Log.Error("a schedule is wrong, so nothing changes", "problem", problem.Error(), "hint", problem.Hint)
		}
	case !f.passed:
		f.passed = true
		p.Log.Info("passed over a file without an id", "file", f.name)
	}
}

// named tells a file that was given by itself, not found in a folder.
func (f *file) named() bool { return f.seen.within == "" }

// take takes new content.
func (f *file) take(data []byte, course *schedule.Course, problems schedule.Problems) {
	f.data, f.refused = data, ""
	f.course, f.problems = course, problems
	switch {
	case f.course != nil:
		f.id = f.course.ID
	case f.id == "":
		// A file that is broken goes on standing for the course that it had.
		f.id = schedule.ID(data)
	}
}

// hinder notes what keeps a file from being taken and reports whether that is
// news.
func (p *Publisher) hinder(f *file, trouble string) bool {
	if f.trouble == trouble {
		return false
	}
	if f.id == "" {
		f.id = p.State.idOf(f.name)
	}
	f.trouble, f.since = trouble, p.Now()
	p.Failures.Add(1)
	p.Log.Error("a file cannot be read, so nothing changes", "file", f.name, "reason", trouble)
	return true
}

// unread tells once of paths that cannot be looked at.
func (p *Publisher) unread(l *look) {
	for path, err := range l.unread {
		if _, known := p.blind[path]; !known {
			p.Failures.Add(1)
			p.Log.Error("a path cannot be read, so nothing changes", "path", path, "reason", reason(err))
		}
	}
	p.blind = l.unread
}
