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
	// still is since when it has been found as it is.
	still time.Time
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
	began := time.Now()
	l := lookAt(p.Paths)
	defer l.close()
	p.folders, p.looked = l.folders, time.Since(began)
	changed := p.unfinished || !p.Snapshot().Loaded
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		took, moves := p.visit(l, name, force)
		changed, moving = changed || took, moving || moves
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		f := p.files[name]
		if _, there := l.files[name]; there || uncertain(l.unread, name) {
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
	changed = p.unread(l) || changed
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
	if !same(f.seen.info, now.info) {
		f.still = time.Now()
	}
	f.seen = now
	stood := time.Since(f.still)
	switch {
	case force: // what it looks like from outside is no reason not to look inside
	case same(f.taken.info, now.info) && f.trouble == "":
		return false, false
	case stood < settling:
		return false, true
	}
	data, err := l.read(now)
	if errors.Is(err, errMoving) {
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
	if !force && stood < patience && loses(f.course, course) || force && !p.Snapshot().Loaded && p.cutShort(f, course) {
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

// loses tells a course that is wrong, or that lacks entries which the one before
// had.
func loses(before, course *schedule.Course) bool {
	if before == nil || course == nil {
		return before != nil
	}
	has := map[string]bool{}
	for i := range course.Occurrences {
		has[course.Occurrences[i].UID] = true
	}
	return slices.ContainsFunc(before.Occurrences, func(o schedule.Occurrence) bool { return !has[o.UID] })
}

// cutShort tells a file that somebody may be writing just now, at a start, and
// that lacks entries which the state has. Its course is served as it was until
// the file stands still.
func (p *Publisher) cutShort(f *file, course *schedule.Course) bool {
	id := p.State.idOf(f.name)
	if course == nil || course.ID != id || time.Since(f.seen.info.ModTime()) > 2*patience {
		return false // what is wrong, or new, cancels nothing
	}
	source, err := p.State.read(id, sourceFile)
	if err != nil || source == nil {
		return false
	}
	before, _ := schedule.Parse(id, source)
	if !loses(before, course) {
		return false
	}
	f.id = id
	return true
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

// unread notes the paths that cannot be looked at, tells of those that are new,
// and reports whether there is a difference.
func (p *Publisher) unread(l *look) (changed bool) {
	blind := map[string]Trouble{}
	for path, err := range l.unread {
		t, known := p.blind[path]
		if !known || t.Message != reason(err) {
			t, changed = Trouble{File: path, Message: reason(err), Since: p.Now()}, true
			p.Failures.Add(1)
			p.Log.Error("a path cannot be read, so nothing changes", "path", path, "reason", t.Message)
		}
		blind[path] = t
	}
	changed = changed || len(blind) != len(p.blind)
	p.blind = blind
	for _, name := range l.outside {
		if !slices.Contains(p.outside, name) {
			p.Log.Warn("passed over a link that leads nowhere, or out of the folder", "file", name)
		}
	}
	p.outside = l.outside
	return changed
}
