package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"coursecal/schedule"
)

// A Doubt is an edit that readers will notice and that was perhaps not meant
// so.
type Doubt struct {
	// Msg says what becomes of what readers have; Hint what to type if that
	// is not meant.
	Msg, Hint string
}

// Doubts returns what a course does to the entries that readers have already:
// series whose entries take each other's places in time, and entries that
// vanish. What the schedule says outright, by move or cancel, is no doubt.
func (l *Ledger) Doubts(c *schedule.Course) []Doubt {
	if l == nil {
		return nil
	}
	g := guard{old: map[string]*event{}, new: map[string]*schedule.Occurrence{}}
	for uid, e := range l.events {
		if e.status != cancelled && !strings.HasPrefix(e.summary, cancelledMark) {
			g.old[uid] = e
		}
	}
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		g.new[o.UID] = o
	}
	return append(g.shifts(), g.vanished(c, l)...)
}

// guard has the entries that readers have and those that they will have, by UID.
type guard struct {
	old map[string]*event
	new map[string]*schedule.Occurrence
}

// leastShift is how many entries must shift before that looks like a mistake.
const leastShift = 2

// A slide is what becomes of the numbers of a series.
type slide struct {
	// moved counts the entries that stand at another time without a move.
	moved int
	// slid tells that one of them stands where its neighbour was; by is how
	// many days the least such one goes.
	slid bool
	by   schedule.Date
}

// shifts finds series whose numbers slid along the dates: a date taken out in
// the middle gives every later session the time of its neighbour, and the last
// one a time of its own.
func (g *guard) shifts() []Doubt {
	slides, places := map[string]*slide{}, g.places()
	for uid, o := range g.new {
		old := g.old[uid]
		series, numbered := numberOf(uid)
		if !numbered || old == nil || o.Planned != nil || o.Cancelled || sameStart(old, o) {
			continue
		}
		s := slides[series]
		if s == nil {
			s = &slide{}
			slides[series] = s
		}
		s.moved++
		if d := o.First - dateOf(old); places.has(series, o) && (!s.slid || max(d, -d) < max(s.by, -s.by)) {
			// Over a break some shift further than the rest.
			s.slid, s.by = true, d
		}
	}
	var out []Doubt
	for series, s := range slides {
		if s.slid && s.moved >= leastShift {
			out = append(out, Doubt{
				fmt.Sprintf("%d entries of %s shift by %s: readers see each of them move", s.moved, series, daysWords(int(s.by))),
				"if one is called off, `cancel` keeps the others as they are; if they really move, all is well",
			})
		}
	}
	slices.SortFunc(out, func(a, b Doubt) int { return strings.Compare(a.Msg, b.Msg) })
	return out
}

// oldPlaces are the times at which the entries of a series stand for readers.
type oldPlaces map[string]bool

func (g *guard) places() oldPlaces {
	out := oldPlaces{}
	for uid, e := range g.old {
		series, _ := numberOf(uid)
		out[series+startOf(e)] = true
		out[series+dueOf(e)] = true
	}
	return out
}

// has tells an entry that stands where another one of its series was, a
// deadline in either shape.
func (p oldPlaces) has(series string, o *schedule.Occurrence) bool {
	switch {
	case o.AllDay:
		return p[series+o.First.String()+"\n"]
	case o.Deadline:
		due, _ := o.DueClock()
		return p[series+due.String()+"\n"] || p[series+"due "+utc(o.End)]
	}
	return p[series+utc(o.Start)+"\n"]
}

// dueOf is where an entry stands if it is a deadline with a time.
func dueOf(e *event) string {
	if e.allDay {
		return startOf(e)
	}
	return "due " + utc(e.end)
}

// numberOf returns the series of a numbered entry, with the group.
func numberOf(uid string) (series string, ok bool) {
	local, _, _ := strings.Cut(uid, "@")
	at := strings.LastIndexByte(local, '.')
	if at < 0 {
		return "", false
	}
	_, err := strconv.Atoi(local[at+1:])
	return local[:at], err == nil
}

// sameStart tells an entry that readers have at the time of an occurrence, a
// deadline in either shape.
func sameStart(e *event, o *schedule.Occurrence) bool {
	switch {
	case !o.Deadline || o.AllDay:
		return e.allDay == o.AllDay && (e.allDay && e.first == o.First || !e.allDay && e.start.Equal(o.Start))
	case e.allDay:
		due, _ := o.DueClock()
		return e.first == due
	}
	return e.end.Equal(o.End)
}

// dateOf returns the day on which an entry begins, in its zone.
func dateOf(e *event) schedule.Date {
	if e.allDay {
		return e.first
	}
	return schedule.DateOf(e.start.In(e.tz))
}

// daysWords says a shift: "a week", "2 weeks", "3 days", "some hours"; one
// back in time is "-2 weeks" in words.
func daysWords(days int) string {
	back := ""
	if days < 0 {
		back, days = " back", -days
	}
	switch {
	case days == 0:
		return "some hours"
	case days == 7:
		return "a week" + back
	case days%7 == 0:
		return fmt.Sprintf("%d weeks%s", days/7, back)
	case days == 1:
		return "a day" + back
	}
	return fmt.Sprintf("%d days%s", days, back)
}

// vanished finds series with entries that readers have and the course has no
// more.
func (g *guard) vanished(c *schedule.Course, l *Ledger) []Doubt {
	lost, left := map[string][]*event{}, map[string]int{}
	for uid, e := range g.old {
		// What is not fixed any more is said so, and has not vanished.
		if g.new[uid] != nil || slices.ContainsFunc(c.Undecided, func(u schedule.Undecided) bool { return u.UID == uid }) {
			left[series(uid)]++
		} else {
			lost[series(uid)] = append(lost[series(uid)], e)
		}
	}
	var out []Doubt
	for key, events := range lost {
		d := Doubt{
			fmt.Sprintf("%d of the entries of %s vanish: readers see them as cancelled", len(events), key),
			"to give a reason, keep them in the schedule and `cancel` them",
		}
		if left[key] == 0 {
			if now := g.renamed(c, l, events); now != "" {
				d = Doubt{
					fmt.Sprintf("%s vanished, and %s is new at the same times: readers get new entries in place of those they have", key, now),
					fmt.Sprintf("did you mean `formerly: %s` in %s?", key, now),
				}
			}
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Doubt) int { return strings.Compare(a.Msg, b.Msg) })
	return out
}

// renamed returns the key of a series that is new and stands at half or more
// of the times of what vanished; "" where there is none.
func (g *guard) renamed(c *schedule.Course, l *Ledger, events []*event) string {
	old := map[string]bool{}
	for uid := range l.events {
		old[series(uid)] = true
	}
	same := map[string]int{}
	best := ""
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		if old[series(o.UID)] || !slices.ContainsFunc(events, func(e *event) bool { return sameStart(e, o) }) {
			continue
		}
		if same[o.Key]++; best == "" || same[o.Key] > same[best] {
			best = o.Key
		}
	}
	if 2*same[best] < len(events) {
		return ""
	}
	return best
}
