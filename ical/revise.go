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
// is new. A ledger that is a view gives revisions and no tombstones. What is
// new has SEQUENCE 0, or, once entries have left, one above theirs: it may be
// one of them that came back.
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
	out := &Calendar{courses: []*schedule.Course{c}, whole: true, modified: ledger.modified, first: ledger.first}
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		h, old := hash(c, o), ledger.events[o.UID]
		switch {
		case old == nil:
		case ledger.rezoned(c) && o.Deadline && !o.AllDay:
			// The same instant is said by other clocks.
			old = old.forked()
		case ledger.relabels(old, c, o):
			// The same groups are said now, or not any more.
			old = old.forked()
		}
		out.add(entry{course: c, occurrence: o, hash: h, revision: revise(old, h, now, ledger.first)})
	}
	if ledger.whole {
		out.bury(c, ledger, now)
	}
	if out.modified.IsZero() || ledger.whole && ledger.head != headHash(c) {
		out.modified = now
	}
	return out
}

// Fresh returns the whole calendar of a course whose ledger is lost. Every
// entry begins with a SEQUENCE higher than any count of changes can have come
// to: the minutes since the beginning of 2020, in UTC. Where parts of the
// calendar are left, it is higher than theirs too, whatever the clock says.
func Fresh(c *schedule.Course, now time.Time, parts ...*Ledger) *Calendar {
	minutes := now.Sub(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)) / time.Minute
	lost := &Ledger{first: max(0, int(minutes))}
	for _, part := range parts {
		lost.first = max(lost.first, part.first)
		for _, e := range part.events {
			lost.first = max(lost.first, e.sequence+1)
		}
		if part.modified.After(lost.modified) {
			lost.modified = part.modified
		}
	}
	return Revise(c, lost, now)
}

// rezoned tells that the course has another zone than it had: what is due says
// its time in it. A calendar of several zones tells none.
func (l *Ledger) rezoned(c *schedule.Course) bool {
	return l.zone != "" && l.zone != c.ZoneName
}

// relabels tells that the title of an entry names its groups and did not before,
// or the other way round: so it is where the course has a second group now, or no
// more. A part tells nothing of it, since its view may have kept one group.
func (l *Ledger) relabels(old *event, c *schedule.Course, o *schedule.Occurrence) bool {
	if !l.whole || l.mixed || len(o.Groups) == 0 || o.GroupInTitle {
		return false
	}
	shows := c.SeveralGroups(nil)
	return old.summary == cleanLine(summary(c, o, !shows))
}

func (c *Calendar) add(e entry) {
	c.entries = append(c.entries, e)
	if e.modified.After(c.modified) {
		c.modified = e.modified
	}
}

// revise compares an entry with what the ledger has of it.
func revise(old *event, hash string, now time.Time, first int) revision {
	switch {
	case old == nil:
		return revision{first, now, now, now}
	case old.hash == hash:
		return old.revision
	}
	return revision{old.sequence + 1, old.created, now, now}
}

// bury adds a tombstone for each entry of the ledger that is gone, unless its
// term is over or a live entry stands in its place. What leaves changes the
// calendar all the same.
func (c *Calendar) bury(course *schedule.Course, ledger *Ledger, now time.Time) {
	if !ledger.hasMore(course) {
		return
	}
	live := placesOf(course)
	over := len(course.Occurrences) > 0 && now.After(c.Last().UTC().AddDate(0, 0, 1+tombstoneDays))
	for _, uid := range ledger.order {
		old := ledger.events[uid]
		if live.uids[uid] {
			continue
		}
		t := old.buried()
		if over || live.replaces(t) {
			c.modified, c.first = now, max(c.first, old.sequence+1)
			continue
		}
		c.add(entry{course: course, tombstone: t, revision: revise(old, t.hash, now, 0)})
	}
}

// buried returns the tombstone of an entry. One that was cancelled already
// looks as before, so that it does not count as changed.
func (e *event) buried() *event {
	t := *e
	marked := strings.HasPrefix(t.summary, cancelledMark)
	if !marked {
		t.summary = cancelledMark + t.summary
	}
	if !marked || t.status != cancelled || t.hash == forked {
		t.hash = gone
	}
	t.status, t.busy, t.trigger = cancelled, false, ""
	return &t
}

// Forget returns the calendar without its tombstones, so that readers' calendars
// drop what is gone instead of showing it as cancelled.
func (c *Calendar) Forget(now time.Time) *Calendar {
	out := *c
	out.entries = nil
	for _, e := range c.entries {
		if e.tombstone == nil {
			out.entries = append(out.entries, e)
			continue
		}
		out.first = max(out.first, e.sequence+1)
		if now.After(out.modified) {
			out.modified = now.UTC().Truncate(time.Second)
		}
	}
	return &out
}

// Above returns the same calendar with new entries to begin above those that a
// ledger has and the calendar has not: a part has no tombstones, and what left
// it may come back.
func (c *Calendar) Above(l *Ledger) *Calendar {
	out := *c
	here := map[string]bool{}
	for _, e := range c.entries {
		if e.occurrence != nil {
			here[e.occurrence.UID] = true
		}
	}
	for uid, e := range l.events {
		if !here[uid] {
			out.first = max(out.first, e.sequence+1)
		}
	}
	return &out
}

// hasMore tells a ledger with an entry that the course has no more.
func (l *Ledger) hasMore(course *schedule.Course) bool {
	known := 0
	for i := range course.Occurrences {
		if l.events[course.Occurrences[i].UID] != nil {
			known++
		}
	}
	return known < len(l.events)
}

// places are where live entries stand: a tombstone beside one would only
// confuse.
type places struct {
	uids   map[string]bool
	starts map[string]bool // series and start, summary and start
}

func placesOf(course *schedule.Course) places {
	p := places{map[string]bool{}, map[string]bool{}}
	for i := range course.Occurrences {
		o := &course.Occurrences[i]
		p.uids[o.UID] = true
		// The ledger may have been written in either shape.
		for _, shape := range []DeadlineShape{Block, AllDay} {
			shaped := &Calendar{view: View{Deadlines: shape}}
			e := shaped.event(entry{course: course, occurrence: o}, false)
			grouped := shaped.event(entry{course: course, occurrence: o}, true)
			for _, what := range []string{series(o.UID), e.summary, grouped.summary} {
				p.starts[startOf(&e)+what] = true
			}
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
