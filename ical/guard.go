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

// shifts finds series whose numbers slid along the dates: a date taken out in
// the middle gives every later session the time of its neighbour.
func (g *guard) shifts() []Doubt {
	type slide struct {
		series string
		by     int
	}
	counts, days := map[slide]int{}, map[slide]schedule.Date{}
	for uid, o := range g.new {
		old := g.old[uid]
		series, n, numbered := numberOf(uid)
		if !numbered || old == nil || o.Planned != nil || o.Cancelled || sameStart(old, o) {
			continue
		}
		for _, by := range []int{1, -1, 2, -2} {
			if neighbour := g.old[renumbered(uid, series, n+by)]; neighbour != nil && sameStart(neighbour, o) {
				s, d := slide{series, by}, o.First-dateOf(old)
				// Over a break some shift further than the rest.
				if counts[s]++; counts[s] == 1 || max(d, -d) < max(days[s], -days[s]) {
					days[s] = d
				}
				break
			}
		}
	}
	var out []Doubt
	for s, n := range counts {
		if n >= leastShift {
			out = append(out, Doubt{
				fmt.Sprintf("%d entries of %s shift by %s: readers see each of them move", n, s.series, daysWords(int(days[s]))),
				"if one is called off, `cancel` keeps the others as they are; if they really move, all is well",
			})
		}
	}
	slices.SortFunc(out, func(a, b Doubt) int { return strings.Compare(a.Msg, b.Msg) })
	return out
}

// numberOf splits the UID of a numbered entry into its series, with the group,
// and its number.
func numberOf(uid string) (series string, n int, ok bool) {
	local, _, _ := strings.Cut(uid, "@")
	at := strings.LastIndexByte(local, '.')
	if at < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(local[at+1:])
	return local[:at], n, err == nil
}

// renumbered returns the UID of another entry of a series.
func renumbered(uid, series string, n int) string {
	_, id, _ := strings.Cut(uid, "@")
	return series + "." + strconv.Itoa(n) + "@" + id
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
		if g.new[uid] == nil {
			lost[series(uid)] = append(lost[series(uid)], e)
		} else {
			left[series(uid)]++
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
