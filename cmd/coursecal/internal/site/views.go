package site

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/query"
	"coursecal/ical"
	"coursecal/ical/feed"
	"coursecal/schedule"
)

// Limits of what one address may ask for.
const (
	// maxCourses is how many courses may be joined.
	maxCourses = 50
	// maxEntries is how many entries they may have together.
	maxEntries = 20_000
)

// calendar answers with the feed of courses, as the query shapes it. Whether
// the reader may see the courses has been decided; a reader of one group sees
// that group and no other, "" sees all.
func (s *Site) calendar(w http.ResponseWriter, r *http.Request, snapshot *publish.Snapshot, courses []*publish.Course, group string) {
	if !feed.Allowed(w, r) {
		return
	}
	names := known(courses)
	if group != "" {
		names = knownWithin(courses[0].Schedule, group)
	}
	q, err := query.Parse(r.URL.RawQuery, names)
	if group != "" {
		q = q.Within(group)
	}
	if err != nil {
		feed.Sentence(w, r, http.StatusBadRequest, err.Error())
		return
	}
	if len(courses) == 1 && q.Whole() {
		courses[0].Feed.Serve(w, r)
		return
	}
	body, err := s.views.of(snapshot).body(key(courses, q), func() (*feed.Body, error) { return s.view(courses, q) })
	switch {
	case err != nil:
		feed.Sentence(w, r, http.StatusInternalServerError, "this calendar cannot be made")
	case body == nil:
		feed.Sentence(w, r, http.StatusNotFound, "no entry is left with these parameters")
	default:
		body.Serve(w, r)
	}
}

// joined returns the public courses that a name such as a+b stands for, by id.
// Where there is none it answers, and returns nil.
func (s *Site) joined(w http.ResponseWriter, r *http.Request, snapshot *publish.Snapshot, name string) []*publish.Course {
	if why := tooLarge(strings.Count(name, "+")+1, 0); why != "" {
		feed.Sentence(w, r, http.StatusBadRequest, why)
		return nil
	}
	ids := strings.Split(name, "+")
	slices.Sort(ids)
	courses := make([]*publish.Course, len(ids))
	entries := 0
	for i, id := range ids {
		c := snapshot.Courses[id]
		switch {
		case c == nil || c.Schedule.Private:
			s.notFound(w, r)
			return nil
		case c.Gone:
			feed.Sentence(w, r, http.StatusGone, fmt.Sprintf("the course %q has been taken down", id))
			return nil
		case i > 0 && id == ids[i-1]:
			feed.Sentence(w, r, http.StatusBadRequest, fmt.Sprintf("the course %q stands twice in the address", id))
			return nil
		}
		courses[i] = c
		entries += c.Calendar.Len()
	}
	if why := tooLarge(len(ids), entries); why != "" {
		feed.Sentence(w, r, http.StatusBadRequest, why)
		return nil
	}
	return courses
}

// tooLarge says why so many courses, that have so many entries together, cannot
// be joined, "" where they can.
func tooLarge(courses, entries int) string {
	switch {
	case courses > maxCourses:
		return fmt.Sprintf("an address joins %d courses at most", maxCourses)
	case courses > 1 && entries > maxEntries:
		return "these courses are too large to be joined"
	}
	return ""
}

// known returns the names that a query for courses may use.
func known(courses []*publish.Course) query.Known {
	var k query.Known
	for _, c := range courses {
		k.Kinds = append(k.Kinds, c.Calendar.Kinds()...)
		for _, s := range c.Schedule.Series {
			k.Kinds = append(k.Kinds, s.Kind)
		}
		for _, u := range c.Schedule.Undecided {
			k.Kinds = append(k.Kinds, u.Kind)
		}
		for _, g := range c.Schedule.Groups {
			k.Groups = append(k.Groups, g.Name)
		}
	}
	return query.Known{Kinds: schedule.DistinctNames(k.Kinds), Groups: schedule.DistinctNames(k.Groups)}
}

// knownWithin returns the names that a reader of one group may use: those of its
// entries, so that a refusal tells nothing of other groups.
func knownWithin(c *schedule.Course, group string) query.Known {
	k, only := query.Known{Groups: []string{group}}, within(c, group)
	for i := range only.Occurrences {
		k.Kinds = append(k.Kinds, only.Occurrences[i].Kind)
	}
	for i := range only.Undecided {
		k.Kinds = append(k.Kinds, only.Undecided[i].Kind)
	}
	slices.Sort(k.Kinds)
	k.Kinds = slices.Compact(k.Kinds)
	return k
}

// key names what is served for courses in order and a query.
func key(courses []*publish.Course, q query.Query) string {
	var b strings.Builder
	for _, c := range courses {
		b.WriteString(c.Schedule.ID)
		b.WriteByte('+')
	}
	b.WriteString(q.String())
	return b.String()
}

// view makes the feed that a query asks for, nil where no entry is left:
// readers that fetch an empty calendar drop all they have (client rule 30).
func (s *Site) view(courses []*publish.Course, q query.Query) (*feed.Body, error) {
	cal, name, private := courses[0].Calendar, courses[0].Schedule.ID, false
	modified := cal.Modified()
	for _, c := range courses {
		private = private || c.Schedule.Private
	}
	if len(courses) > 1 {
		cals := make([]*ical.Calendar, len(courses))
		for i, c := range courses {
			cals[i] = c.Calendar
		}
		cal, name = ical.Merge(cals...), "courses"
		// Every change of a course has a second of its own, but not of all of
		// them together: a client that goes by the date alone gets the body.
		modified = time.Time{}
	}
	if cal = cal.View(q.View()); cal.Len() == 0 {
		return nil, nil
	}
	data, err := cal.Encode()
	if err != nil {
		return nil, err
	}
	return feed.New(feed.Content{
		Data: data, Type: ical.ContentType, Name: name + ".ics", Attachment: q.Import(),
		Private: private, Modified: modified,
	}, s.Packer), nil
}

// views keeps the feeds and pages that were made of one snapshot. It holds a bounded
// number of bytes: what nobody asks for any more goes first.
type views struct{ current atomic.Pointer[made] }

// made is what was made of one snapshot, in two generations. When the young
// one is full it becomes the old one, and the old one is let go.
type made struct {
	snapshot   *publish.Snapshot
	young, old atomic.Pointer[generation]
	// making lets one view be made at a time: however many odd addresses are
	// asked for, the machine has time for the others.
	making sync.Mutex
	// index is when the first page says the same.
	index span
}

// A span is a time in which something stays as it is: the last that was found.
type span struct {
	finding     sync.Mutex
	from, until time.Time
}

// end returns when the span ends in which now lies, and finds it only where it is
// not the last: to look through all courses takes longer than to send a page.
func (s *span) end(now time.Time, find func() time.Time) time.Time {
	// A clock may be set back, which its monotonic reading does not tell.
	now = now.Round(0)
	s.finding.Lock()
	defer s.finding.Unlock()
	if now.Before(s.from) || !now.Before(s.until) {
		s.from, s.until = now, find()
	}
	return s.until
}

type generation struct {
	bodies sync.Map
	size   atomic.Int64
}

// maxGeneration is how many bytes one generation holds.
const maxGeneration = 16 << 20

// of returns what is made of a snapshot.
func (v *views) of(snapshot *publish.Snapshot) *made {
	m := v.current.Load()
	if m != nil && m.snapshot == snapshot {
		return m
	}
	fresh := &made{snapshot: snapshot}
	fresh.young.Store(&generation{})
	fresh.old.Store(&generation{})
	// Where another request was quicker, its one serves as well.
	if !v.current.CompareAndSwap(m, fresh) {
		return v.of(snapshot)
	}
	return fresh
}

// body returns the body of a key, and makes it where it is not there.
func (m *made) body(key string, make func() (*feed.Body, error)) (*feed.Body, error) {
	if b := m.find(key); b != nil {
		return b, nil
	}
	m.making.Lock()
	defer m.making.Unlock()
	if b := m.find(key); b != nil {
		return b, nil
	}
	b, err := make()
	if b != nil {
		m.keep(key, b)
	}
	return b, err
}

func (m *made) find(key string) *feed.Body {
	if b, ok := m.young.Load().bodies.Load(key); ok {
		return b.(*feed.Body)
	}
	if b, ok := m.old.Load().bodies.Load(key); ok {
		m.keep(key, b.(*feed.Body))
		return b.(*feed.Body)
	}
	return nil
}

// keep puts a body into the young generation.
func (m *made) keep(key string, b *feed.Body) {
	young := m.young.Load()
	if _, there := young.bodies.LoadOrStore(key, b); there {
		return
	}
	// An entry costs something besides its texts.
	const overhead = 1 << 10
	if young.size.Add(int64(b.Size()+overhead)) > maxGeneration && m.young.CompareAndSwap(young, &generation{}) {
		m.old.Store(young)
	}
}
