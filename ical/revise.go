package ical

import (
	"strings"
	"time"

	"coursecal/schedule"
)

// tombstoneDays is how long after the course's last entry its tombstones stay.
const tombstoneDays = 30

// Revise returns the whole calendar of a course, each entry with its
// revision: what is as the ledger has it keeps its SEQUENCE and stamps, what
// changed gets the next SEQUENCE and the stamp now, and what the ledger has
// and the course has no more stays as cancelled. Without a ledger everything
// is new. A ledger that is a view gives revisions and no tombstones.
//
// now counts in whole seconds of UTC. Where it lies before the ledger's own
// stamps, those count: no stamp ever falls (client rule 8).
func Revise(c *schedule.Course, ledger *Ledger, now time.Time) *Calendar {
	now = now.UTC().Truncate(time.Second)
	if ledger == nil {
		ledger = &Ledger{}
	}
	if ledger.modified.After(now) {
		now = ledger.modified
	}
	out := &Calendar{courses: []*schedule.Course{c}, whole: true, modified: ledger.modified}
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		h := hash(c, o)
		out.add(entry{course: c, occurrence: o, hash: h, revision: revise(ledger.events[o.UID], h, now)})
	}
	if ledger.whole {
		out.bury(c, ledger, now)
	}
	if out.modified.IsZero() || ledger.whole && ledger.head != headHash(c) {
		out.modified = now
	}
	return out
}

func (c *Calendar) add(e entry) {
	c.entries = append(c.entries, e)
	if e.modified.After(c.modified) {
		c.modified = e.modified
	}
}

// revise compares an entry with what the ledger has of it.
func revise(old *event, hash string, now time.Time) revision {
	switch {
	case old == nil:
		return revision{0, now, now, now}
	case old.hash == hash:
		return old.revision
	}
	return revision{old.sequence + 1, old.created, now, now}
}

// bury adds a tombstone for each entry of the ledger that is gone, unless its
// term is over or a live entry stands in its place. What leaves changes the
// calendar all the same.
func (c *Calendar) bury(course *schedule.Course, ledger *Ledger, now time.Time) {
	live := c.places(course)
	over := len(course.Occurrences) > 0 && now.After(c.Last().UTC().AddDate(0, 0, 1+tombstoneDays))
	for _, uid := range ledger.order {
		old := ledger.events[uid]
		if live.uids[uid] {
			continue
		}
		t := *old
		t.status, t.busy, t.trigger, t.hash = cancelled, false, "", gone
		if !strings.HasPrefix(t.summary, cancelledMark) {
			t.summary = cancelledMark + t.summary
		}
		if over || live.replaces(&t) {
			c.modified = now
			continue
		}
		c.add(entry{course: course, tombstone: &t, revision: revise(old, gone, now)})
	}
}

// places are where live entries stand: a tombstone beside one would only
// confuse.
type places struct {
	uids   map[string]bool
	starts map[string]bool // series and start, summary and start
}

func (c *Calendar) places(course *schedule.Course) places {
	p := places{map[string]bool{}, map[string]bool{}}
	for i := range course.Occurrences {
		o := &course.Occurrences[i]
		p.uids[o.UID] = true
		e := c.event(entry{course: course, occurrence: o}, false)
		grouped := c.event(entry{course: course, occurrence: o}, true)
		for _, what := range []string{series(o.UID), e.summary, grouped.summary} {
			p.starts[startOf(&e)+what] = true
		}
	}
	return p
}

func (p places) replaces(t *event) bool {
	return p.starts[startOf(t)+series(t.uid)] || p.starts[startOf(t)+strings.TrimPrefix(t.summary, cancelledMark)]
}

// series returns the key that a UID begins with.
func series(uid string) string {
	return uid[:max(0, strings.IndexAny(uid+"@", ".@"))]
}

func startOf(e *event) string {
	if e.allDay {
		return e.first.String() + "\n"
	}
	return utc(e.start) + "\n"
}
