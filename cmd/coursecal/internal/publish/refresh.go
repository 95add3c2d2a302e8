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
	data []byte
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
	p.folders = l.folders
	changed := p.unfinished || !p.Snapshot().Loaded
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		took, moves := p.visit(name, l.files[name], force)
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
func (p *Publisher) visit(name string, now found, force bool) (took, moving bool) {
	f := p.files[name]
	if f == nil {
		f = &file{name: name}
		p.files[name] = f
	}
	f.gone = false
	switch {
	case same(f.taken.info, now.info) && f.trouble == "":
		f.seen = now
		return false, false
	case !force && !same(f.seen.info, now.info):
		f.seen = now
		return false, true
	}
	f.seen = now
	data, err := now.read()
	if errors.Is(err, errMoving) && !force {
		return false, true
	}
	if err != nil {
		return p.hinder(f, reason(err)), false
	}
	mended := f.trouble != ""
	f.taken, f.trouble = now, ""
	if f.data != nil && bytes.Equal(f.data, data) {
		return mended, false
	}
	f.take(data)
	f.since = p.Now()
	p.Reloads.Add(1)
	p.tell(f)
	return true, false
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

// take parses new content.
func (f *file) take(data []byte) {
	f.data, f.refused = data, ""
	f.course, f.problems = schedule.Parse(f.name, data)
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
