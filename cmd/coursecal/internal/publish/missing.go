package publish

import (
	"bytes"
	"strings"
	"time"

	"coursecal/schedule"
)

// recallAll puts into the first snapshot the courses of the state whose files
// are broken or missing now: they are served on as they were.
func (p *Publisher) recallAll(s *Snapshot, claims map[string][]*file) {
	ids, err := p.State.ids()
	if err != nil {
		p.Log.Error("cannot read the state", "reason", reason(err))
	}
	for _, id := range ids {
		files := claims[strings.ToLower(id)]
		if len(files) == 1 && files[0].course != nil || len(files) == 0 && p.elsewhere(id) {
			continue
		}
		p.takeUp(s, id)
	}
}

// takeUp puts a course into a snapshot as it was served last, if it was.
func (p *Publisher) takeUp(s *Snapshot, id string) {
	c, err := p.recall(id)
	if err != nil {
		p.Log.Error("cannot take up a course from the state", "course", id, "reason", err)
	}
	if c != nil {
		s.Courses[id] = c
	}
}

// recall returns a course as it was served last, nil where its source is not
// there or not right any more.
func (p *Publisher) recall(id string) (*Course, error) {
	source, err := p.State.read(id, sourceFile)
	if err != nil || source == nil {
		return nil, err
	}
	course, problems := schedule.Parse(id+sourceFile, source)
	if course == nil {
		return nil, problems.Errors()
	}
	r, err := p.revise(course)
	if err != nil {
		return nil, err
	}
	log, news, err := p.changes(r, course)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(r.data, r.previous) {
		if err := p.State.write(id, ledgerFile, r.data); err != nil {
			return nil, err
		}
	}
	c := p.ready(course, r, log, p.State.places[id])
	c.News = news
	c.Missing = p.State.missing(id)
	return c, nil
}

// miss returns a course of which there is no file, gone after the grace.
func (p *Publisher) miss(c *Course) *Course {
	out := *c
	id := c.Schedule.ID
	if c.Missing.IsZero() {
		out.Missing = p.Now()
		if err := p.State.setMissing(id, out.Missing); err != nil {
			p.Log.Error("cannot remember that a file is missing", "course", id, "reason", reason(err))
		}
		p.Log.Warn("no file has this course any more; it is served on for a while", "course", id, "file", c.File, "until", out.Missing.Add(p.Grace))
	}
	if !c.Gone && p.over(&out) {
		out.Gone = true
		p.Log.Warn("a deleted course is gone", "course", id)
	}
	return &out
}

func (p *Publisher) over(c *Course) bool {
	return !c.Missing.IsZero() && p.Now().Sub(c.Missing) >= p.Grace
}

// expires reports whether the grace of a course has ended.
func (p *Publisher) expires() bool {
	for _, c := range p.Snapshot().Courses {
		if !c.Gone && p.over(c) {
			return true
		}
	}
	return false
}

// untilExpiry returns how long it is until the next grace ends; a day where
// none does sooner.
func (p *Publisher) untilExpiry() time.Duration {
	next := 24 * time.Hour
	for _, c := range p.Snapshot().Courses {
		if !c.Gone && !c.Missing.IsZero() {
			next = min(next, max(settling, p.Grace-p.Now().Sub(c.Missing)))
		}
	}
	return next
}

// mayBeThere tells a course that no file was found to have, and that one may
// have all the same. Of some that are taken up from the state nobody knows in
// which file they were.
func (p *Publisher) mayBeThere(c *Course) bool {
	if c.File == "" {
		return p.unsure()
	}
	return uncertain(p.blind, c.File)
}

// unsure tells that some file may have any course: its id cannot be read.
func (p *Publisher) unsure() bool {
	for _, f := range p.files {
		if f.id == "" && (f.trouble != "" || f.named()) {
			return true
		}
	}
	return len(p.blind) > 0
}

// forget forgets that a course was missing.
func (p *Publisher) forget(id string) {
	if err := p.State.setMissing(id, time.Time{}); err != nil {
		p.Log.Error("cannot forget that a file was missing", "course", id, "reason", reason(err))
	}
	p.Log.Info("a course is back", "course", id)
}
