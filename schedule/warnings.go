package schedule

import (
	"slices"
	"strings"
)

// warnWritten warns of a written date on a weekend whose weekday is not
// written, and of one in a break (rules 4 and 10).
func (p *parser) warnWritten(s *series, w written, breaks bool) {
	if w.date.Weekend() && !w.weekday {
		p.warnf(w.pos, "type "+w.date.Long()+" if it is meant", "%s is a %s", w.date, w.date.Weekday())
	}
	if breaks && p.breaks.on(w.date) != nil {
		p.warnf(w.pos, "look at the date; it stays as it is written", "%s lies in the break %s", w.date, p.breakName(w.date))
	}
}

func (p *parser) warnMove(s *series, t *target) {
	p.warnWritten(s, t.first, !s.deadline || !s.single) // weekly deadlines obey breaks
	c := p.course
	if c.TermStart != 0 && !s.single && !s.deadline && (t.first.date < c.TermStart || t.first.date > c.TermEnd) {
		p.warnf(t.pos, "look at the date, or correct the term", "the move to %s leaves the term, %s to %s", t.first.date, c.TermStart, c.TermEnd)
	}
}

// warnAll looks at all occurrences together. They stand in the order of their
// series, so that each is known by its place.
func (p *parser) warnAll(all []*series) {
	p.warnHolidays(all)
	p.warnClashes(all)
	p.warnWeights(all)
	if n := len(p.course.Occurrences); n > 1000 {
		p.warnf(pos{1, 1}, "split the course, or leave old terms out", "%d events are more than 1,000: some calendars stop reading", n)
	}
}

// warnHolidays warns of entries on a bank holiday of England and Wales.
func (p *parser) warnHolidays(all []*series) {
	if p.course.ZoneName != "Europe/London" {
		return
	}
	for _, s := range all {
		for i := s.start; i < s.stop; i++ {
			o := &p.course.Occurrences[i]
			if o.Cancelled || o.First != o.Last {
				continue
			}
			if name := bankHoliday(o.First); name != "" {
				p.warnf(p.heldAt[i], "add it to breaks, or skip or move the entry", "%s is held on a bank holiday: %s, %s", quote(o.Title), o.First.Long(), name)
			}
		}
	}
}

// placed is a session that takes up time.
type placed struct {
	*Occurrence
	series int
	at     pos
	place  string
}

// warnClashes warns of two sessions of one group at once, and of two at one
// place at once; once for each pair of series.
func (p *parser) warnClashes(all []*series) {
	var list []placed
	for n, s := range all {
		for i := s.start; i < s.stop; i++ {
			if o := &p.course.Occurrences[i]; !o.Deadline && !o.AllDay && !o.Cancelled {
				list = append(list, placed{o, n, p.heldAt[i], strings.ToLower(strings.Join(strings.Fields(o.Where), " "))})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return a.Start.Compare(b.Start) })
	told := map[[2]int]bool{}
	var open []placed
	for _, b := range list {
		open = slices.DeleteFunc(open, func(a placed) bool { return !a.End.After(b.Start) })
		for _, a := range open {
			pair := [2]int{min(a.series, b.series), max(a.series, b.series)}
			if (p.everyClash || !told[pair]) && p.warnClash(a, b) {
				told[pair] = true
			}
		}
		if open = append(open, b); len(open) > 50 {
			open = open[1:]
		}
	}
}

func (p *parser) warnClash(a, b placed) bool {
	if a.at.line < b.at.line {
		a, b = b, a
	}
	both := a.Start
	if b.Start.After(both) {
		both = b.Start
	}
	when := both.Format("Mon 2006-01-02 15:04")
	switch {
	case shareGroup(a.Groups, b.Groups):
		p.warnf(a.at, "move one of them, or give them different groups", "%s and %s are at once: %s", quote(a.Title), quote(b.Title), when)
	case a.place != "" && a.place == b.place && !online(a.place):
		p.warnf(a.at, "move one of them, or give it another place", "%s and %s are both in %s at once: %s", quote(a.Title), quote(b.Title), quote(a.Where), when)
	default:
		return false
	}
	return true
}

// onlineWords tell a place that any number of sessions can share.
var onlineWords = []string{"teams", "zoom", "online", "webex", "meet", "slack", "discord", "skype", "panopto", "collaborate", "virtual",
	"remote", "blackboard", "moodle", "canvas", "bigbluebutton", "jitsi", "video", "stream", "web"}

func online(place string) bool {
	if strings.Contains(place, "://") {
		return true
	}
	for _, word := range strings.FieldsFunc(place, func(r rune) bool { return !nameRune(r) }) {
		if contains(onlineWords, word) {
			return true
		}
	}
	return false
}

// warnWeights warns where the weights of what one group hands in are over
// 100 % together.
func (p *parser) warnWeights(all []*series) {
	names := []string{""}
	for _, g := range p.course.Groups {
		names = append(names, g.Name)
	}
	for _, name := range names {
		total, last := 0.0, (*series)(nil)
		for _, s := range all {
			if s.worthValue == 0 || name != "" && !shareGroup(s.groups, []string{name}) || name == "" && len(s.groups) > 0 {
				continue
			}
			for i := s.start; i < s.stop; i++ {
				if !p.course.Occurrences[i].Cancelled {
					total, last = total+s.worthValue, s
				}
			}
		}
		if total > 100.0001 {
			who := ""
			if name != "" {
				who = " of the group " + quote(name)
			}
			p.warnf(last.pos, "look at worth:", "the weights%s are %g%% together", who, total)
			return
		}
	}
}

// warnOutOfStep warns where a break takes a slot of one group and not of
// another, so that the same number falls into different weeks.
func (p *parser) warnOutOfStep(group []*series) {
	if len(group) < 2 {
		return
	}
	for i, s := range group {
		for _, d := range s.lost {
			for j, other := range group {
				if i == j || other.lostIn(d.Monday()) || !heldIn(other.plan, d.Monday()) || len(s.plan) == 0 || d < s.plan[0].date || d > s.plan[len(s.plan)-1].date {
					continue
				}
				p.warnf(s.pos, "skip that week in the other group too, or move a session", "%s of group %s falls out of step with group %s: it loses %s to the break %s",
					quote(s.key), quote(s.group), quote(other.group), d.Long(), p.breakName(d))
				return
			}
		}
	}
}

func (s *series) lostIn(monday Date) bool {
	return slices.ContainsFunc(s.lost, func(d Date) bool { return d.Monday() == monday })
}

func heldIn(plan []held, monday Date) bool {
	return slices.ContainsFunc(plan, func(h held) bool { return h.date.Monday() == monday && h.slot.weekly() })
}
