package publish

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/ical/feed"
	"coursecal/schedule"
)

// publish makes a new snapshot of the files as they are known now, and puts it
// in the place of the old one.
func (p *Publisher) publish() {
	next := &Snapshot{Courses: map[string]*Course{}, Loaded: true}
	maps.Copy(next.Courses, p.Snapshot().Courses)
	claims := p.claims()
	if !p.Snapshot().Loaded {
		p.recallAll(next, claims)
	}
	p.unfinished = false
	var due []*file
	ids := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(claims)) {
		if f := next.settle(p, claims[key]); f != nil {
			due = append(due, f)
		}
		for _, f := range claims[key] {
			ids[f.id] = true
		}
	}
	next.make(p, due)
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[name]; f.id == "" && (f.named() || f.trouble != "") {
			next.Troubles = append(next.Troubles, f.report())
		}
	}
	for _, path := range slices.Sorted(maps.Keys(p.blind)) {
		next.Troubles = append(next.Troubles, p.blind[path])
	}
	for id, c := range next.Courses {
		if !ids[id] && !p.mayBeThere(c) {
			next.Courses[id] = p.miss(c)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(next.Courses)) {
		if next.Courses[id].Public() {
			next.IDs = append(next.IDs, id)
		}
	}
	if err := p.State.remember(p.files); err != nil {
		p.Log.Error("cannot remember in which files the courses are", "reason", reason(err))
	}
	p.current.Store(next)
}

// claims returns the files of each id. Ids that differ only in case would be
// one file of the state on some systems, and count as one.
func (p *Publisher) claims() map[string][]*file {
	claims := map[string][]*file{}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[name]; f.id != "" {
			key := strings.ToLower(f.id)
			claims[key] = append(claims[key], f)
		}
	}
	return claims
}

// settle puts into the snapshot what the files of one id give it, and returns
// the one of which the course has to be made anew.
func (s *Snapshot) settle(p *Publisher, files []*file) *file {
	f := files[0]
	old := s.Courses[f.id]
	if old != nil && !old.Missing.IsZero() {
		back := *old
		back.Missing, back.Gone = time.Time{}, false
		old = &back
		s.Courses[f.id] = old
		p.forget(f.id)
	}
	switch {
	case len(files) > 1:
		s.clash(p, files)
	case f.data == nil && f.trouble == "": // it is still being written
	case f.trouble != "" || f.course == nil:
		s.Troubles = append(s.Troubles, f.report())
	case old == nil || old.Schedule != f.course:
		return f
	}
	return nil
}

// writers is how many courses are made at once. The time goes into waiting for
// the disk, which forces several files together as quickly as one.
const writers = 16

// make makes the courses of files.
func (s *Snapshot) make(p *Publisher, files []*file) {
	courses, errs := make([]*made, len(files)), make([]error, len(files))
	var wg sync.WaitGroup
	free := make(chan struct{}, writers)
	for i, f := range files {
		free <- struct{}{}
		wg.Go(func() {
			courses[i], errs[i] = p.course(f)
			<-free
		})
	}
	wg.Wait()
	if len(files) > 0 {
		p.State.sync()
	}
	for i, f := range files {
		if errs[i] != nil {
			if unfit := (*unfitError)(nil); !errors.As(errs[i], &unfit) {
				// The disk may have been full: it is tried again at the next look.
				p.unfinished = true
			}
			p.refuse(f, errs[i].Error())
			s.Troubles = append(s.Troubles, f.report())
			if s.Courses[f.id] == nil {
				p.takeUp(s, f.id)
			}
			continue
		}
		f.refused = ""
		s.Courses[f.id] = courses[i].course
		if courses[i].changed {
			p.Log.Info("published", "course", f.id, "file", f.name, "entries", courses[i].course.Calendar.Len())
		}
	}
}

// report returns the trouble of a file.
func (f *file) report() Trouble {
	if f.trouble == "" && f.course == nil {
		return Trouble{File: f.name, Problems: f.problems.Errors(), Since: f.since}
	}
	return Trouble{File: f.name, Message: cmp.Or(f.trouble, f.refused), Since: f.since}
}

// refuse notes why a right course is not published, and tells it once.
func (p *Publisher) refuse(f *file, why string) {
	if f.refused == why {
		return
	}
	f.refused = why
	p.Failures.Add(1)
	p.Log.Error("a course cannot be published, so nothing changes", "file", f.name, "reason", why)
}

// clash refuses files of one id: none of them counts more than another.
func (s *Snapshot) clash(p *Publisher, files []*file) {
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	all := strings.Join(names, " and ")
	for _, f := range files {
		p.refuse(f, fmt.Sprintf("the id %q stands in more than one file: %s", f.id, all))
		s.Troubles = append(s.Troubles, Trouble{File: f.name, Message: f.refused, Since: f.since})
	}
}

// made is a course that was made anew, and whether readers are told anything
// new by it.
type made struct {
	course  *Course
	changed bool
}

// An unfitError tells of a course that cannot be published until its file
// changes.
type unfitError struct{ error }

// course makes a course that is ready to be served, and remembers it. Nothing
// is served that is not remembered: after a restart its readers would be told
// less.
func (p *Publisher) course(f *file) (*made, error) {
	if slices.Contains(p.Reserved, strings.ToLower(f.id)) {
		return nil, &unfitError{fmt.Errorf("no course can have the id %q here: the server answers something else there", f.id)}
	}
	r, err := p.revise(f.course)
	if err != nil {
		return nil, err
	}
	// The log goes first: a change that it has already is not told twice.
	log, news, err := p.changes(r, f.course)
	if err != nil {
		return nil, err
	}
	// The source comes before the calendar that was made of it, so that no old one
	// is taken up with a new calendar.
	if source, err := p.State.read(f.id, sourceFile); err != nil || !bytes.Equal(source, f.data) {
		if err := p.State.write(f.id, sourceFile, f.data); err != nil {
			return nil, err
		}
	}
	changed := !bytes.Equal(r.data, r.previous)
	if changed {
		if err := p.State.write(f.id, ledgerFile, r.data); err != nil {
			return nil, err
		}
	}
	c := p.ready(f.course, r, log, f.name)
	c.News = news
	return &made{c, changed}, nil
}

// A revision is the whole calendar of a course, and what readers have of it:
// nothing where they have nothing.
type revision struct {
	calendar *ical.Calendar
	data     []byte
	ledger   *ical.Ledger
	previous []byte
}

// revise makes the whole calendar of a course after the previous one.
func (p *Publisher) revise(c *schedule.Course) (*revision, error) {
	previous, ledger, err := p.ledger(c.ID)
	if err != nil {
		return nil, err
	}
	var cal *ical.Calendar
	now := p.Now()
	switch {
	case ledger != nil:
		// A client that goes by the date alone sees whole seconds: every change
		// has one of its own.
		if next := ledger.Modified().Add(time.Second); next.After(now) {
			now = next
		}
		cal = ical.Revise(c, ledger, now)
	case p.State.has(c.ID, badFile), p.lost(c.ID):
		cal = ical.Fresh(c, now)
	default:
		cal = ical.Of(c, now)
	}
	if cal.Len() == 0 {
		return nil, &unfitError{errors.New("it has no entry with a time yet")}
	}
	cal = cal.Kept() // first, so that no event is written twice
	data, err := cal.Encode()
	if err == nil && ledger != nil && !bytes.Equal(data, previous) && !cal.Modified().After(ledger.Modified()) {
		// What changed is no entry, such as a reminder, or how the program
		// writes: no revision, but other bytes.
		cal = cal.Dated(now)
		data, err = cal.Encode()
	}
	return &revision{cal, data, ledger, previous}, err
}

// ledger returns the calendar of a course that readers have, nil where they
// have none. One that cannot be used is put aside, since its readers would
// otherwise get nothing new any more; not one that is ahead of this program,
// behind which anything new would fall.
func (p *Publisher) ledger(id string) ([]byte, *ical.Ledger, error) {
	data, err := p.State.read(id, ledgerFile)
	if data == nil || err != nil {
		return nil, nil, err
	}
	ledger, err := ical.Decode(data, id)
	if err == nil {
		return data, ledger, nil
	}
	if ahead := (*ical.AheadError)(nil); errors.As(err, &ahead) {
		return nil, nil, &unfitError{fmt.Errorf("cannot go on from what its readers have: %w: %s", err, ahead.Hint)}
	}
	p.Log.Error("what readers have is not known any more, so every entry counts as changed", "course", id, "reason", err, "kept", id+badFile)
	return nil, nil, p.State.putAside(id)
}

// lost tells a course that readers have, and whose ledger somebody took away.
func (p *Publisher) lost(id string) bool {
	if p.Snapshot().Courses[id] == nil && !p.State.has(id, sourceFile) {
		return false
	}
	p.Log.Error("what readers have is not known any more, so every entry counts as changed", "course", id, "reason", "its calendar is missing in the state")
	return true
}

// ready makes the feeds of a course.
func (p *Publisher) ready(c *schedule.Course, r *revision, log []byte, name string) *Course {
	body := feed.New(feed.Content{
		Data: r.data, Type: ical.ContentType, Name: c.ID + ".ics",
		Private: c.Private, Modified: r.calendar.Modified(),
	}, p.Packer)
	changes := feed.New(feed.Content{Data: log, Type: announce.ContentType, Private: c.Private}, p.Packer)
	return &Course{Schedule: c, Calendar: r.calendar, Feed: body, Changes: changes, File: name}
}
