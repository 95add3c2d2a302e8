package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// expandAll turns the series into the occurrences of the course, and then
// checks what only all of them together show.
func (p *parser) expandAll(all []*series) {
	if p.frameBad {
		return
	}
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && all[end].key == all[i].key {
			end++
		}
		p.expandKey(all[i:end])
		i = end
		if p.entries > maxEntries {
			return
		}
	}
	p.checkFormerly(all)
	p.checkUIDs(all)
	p.checkAnchors(p.course.Occurrences)
	p.checkCovers(all)
	if p.errors > 0 {
		return
	}
	p.warnAll(all)
	slices.SortStableFunc(p.course.Occurrences, compareOccurrences)
}

// compareOccurrences orders by start, all-day entries before timed ones, then
// by UID.
func compareOccurrences(a, b Occurrence) int {
	if c := cmp.Compare(a.First, b.First); c != 0 {
		return c
	}
	if a.AllDay != b.AllDay {
		return bool2int(b.AllDay) - bool2int(a.AllDay)
	}
	if c := a.Start.Compare(b.Start); c != 0 {
		return c
	}
	return strings.Compare(a.UID, b.UID)
}

// expandKey expands the series of one key: one, or one for each group.
func (p *parser) expandKey(group []*series) {
	before := p.errors
	plans := make([][]held, len(group))
	for i, s := range group {
		if s.broken {
			return
		}
		if s.cancelled && !s.single {
			p.errorf(s.cancelledAt, "say which: cancel: [3], or cancel: {3: illness}", "%s is a series: cancel must say which of it", quote(s.key))
		}
		if s.single && s.slots[0].tbc && s.need() != 1 {
			s.single, s.undecided = false, true
		}
		plans[i] = p.expand(s)
	}
	if p.errors > before {
		return
	}
	for i, s := range group {
		s.start = len(p.course.Occurrences)
		p.addSeries(s, plans[i])
		s.stop = len(p.course.Occurrences)
	}
	if p.errors == before {
		p.unusedKeys(group, plans)
	}
	p.warnOutOfStep(group, plans)
}

// addSeries adds the occurrences of a series, and its sum, to the course.
func (p *parser) addSeries(s *series, plan []held) {
	sum := Series{Key: s.key, Group: s.group, Kind: s.kind, Deadline: s.deadline, Single: s.single}
	for _, h := range plan {
		f, ok := p.apply(s, h)
		if !ok {
			continue
		}
		if f.tbc {
			p.course.Undecided = append(p.course.Undecided, p.undecided(s, f))
			continue
		}
		o, ok := p.occurrence(s, f, h)
		if !ok {
			continue
		}
		s.at = append(s.at, f.at)
		p.course.Occurrences = append(p.course.Occurrences, o)
		if o.Cancelled {
			sum.Cancelled++
			continue
		}
		if sum.Count++; sum.First == 0 || o.First < sum.First {
			sum.First = o.First
		}
		sum.Last = max(sum.Last, o.Last)
	}
	p.course.Series = append(p.course.Series, sum)
}

func (p *parser) undecided(s *series, f *final) Undecided {
	o := Occurrence{Topic: f.topicText}
	f.title = withoutField(f.title, "week")
	p.fillTexts(&o, s, f)
	return Undecided{Key: s.key, Group: s.group, Title: o.Title, Deadline: s.deadline}
}

// withoutField takes a field out that cannot be filled in yet.
func withoutField(t *template, field string) *template {
	if !t.shows(field) {
		return t
	}
	out := &template{pos: t.pos}
	for _, part := range t.parts {
		if part.field == field {
			part.field = ""
			part.text += "…"
		}
		out.parts = append(out.parts, part)
	}
	return out
}

// unusedKeys tells of exceptions that hit nothing, with what is near.
func (p *parser) unusedKeys(group []*series, plans [][]held) {
	for i, s := range group {
		for _, e := range s.exceptions {
			for _, k := range e.keys {
				if !k.used {
					k.used = true
					near, lost := plans[i:i+1], group[i:i+1]
					if !e.own {
						near, lost = plans, group
					}
					p.unused(s, e.verb, k, near, lost)
				}
			}
		}
	}
}

func (p *parser) unused(s *series, v verb, k *exceptionKey, plans [][]held, group []*series) {
	if k.first == 0 {
		low, high := 0, 0
		for _, plan := range plans {
			for _, h := range plan {
				if h.numbered && (low == 0 || h.number < low) {
					low = h.number
				}
				high = max(high, h.number)
			}
		}
		hint := fmt.Sprintf("its numbers are %d to %d", low, high)
		if high == 0 {
			hint = "it has no session with a number"
		}
		p.errorf(k.pos, hint, "%s %s matches nothing in %s", v, quote(k.text), quote(s.key))
		return
	}
	for _, g := range group {
		for _, d := range g.lost {
			if d >= k.first && d <= k.last {
				p.errorf(k.pos, "delete it", "%s %s matches nothing in %s: it lies in the break %s", v, quote(k.text), quote(s.key), p.breakName(d))
				return
			}
		}
	}
	hint := "it has no dates"
	if near := nearestDate(k.first, plans); near != 0 {
		hint = "the nearest date planned is " + near.Long()
	}
	if b := p.breaks.on(k.first); b != nil && b.Last >= k.last {
		hint = "it lies in the break " + p.breakName(k.first) + "; " + hint
	}
	p.errorf(k.pos, hint, "%s %s matches nothing in %s", v, quote(k.text), quote(s.key))
}

func (p *parser) breakName(d Date) string {
	b := p.breaks.on(d)
	span := b.First.String()
	if b.Last != b.First {
		span += " to " + b.Last.String()
	}
	if b.Name != "" {
		return quote(b.Name) + ", " + span
	}
	return span
}

// nearestDate returns the planned date that is nearest to another one.
func nearestDate(d Date, plans [][]held) Date {
	var best Date
	for _, plan := range plans {
		for _, h := range plan {
			if h.date != 0 && (best == 0 || abs(h.date-d) < abs(best-d)) {
				best = h.date
			}
		}
	}
	return best
}

func abs(d Date) Date {
	if d < 0 {
		return -d
	}
	return d
}

// checkFormerly refuses an old key that is in use.
func (p *parser) checkFormerly(all []*series) {
	for _, s := range all {
		if s.formerlyAt.line == 0 {
			continue
		}
		old, _, _ := strings.Cut(s.uidKey, ".")
		if _, live := p.keys[strings.ToLower(old)]; live && !strings.EqualFold(old, s.key) {
			p.errorf(s.formerlyAt, "name a key that is gone", "formerly names %s, which is in use", quote(old))
			s.broken = true
		}
	}
}

// checkUIDs refuses two entries of one identity, which only formerly can make.
func (p *parser) checkUIDs(all []*series) {
	if p.errors > 0 {
		return
	}
	seen := make(map[string]bool, len(p.course.Occurrences))
	for _, s := range all {
		for i := s.start; i < s.stop; i++ {
			uid := strings.ToLower(p.course.Occurrences[i].UID)
			if seen[uid] {
				where := s.formerlyAt
				if where.line == 0 {
					where = s.pos
				}
				p.errorf(where, "give each series its own old key", "two entries would have the identity %s", quote(p.course.Occurrences[i].UID))
				break
			}
			seen[uid] = true
		}
	}
}

// checkCovers resolves what deadlines cover, and warns of a deadline that
// lies before a session it covers.
func (p *parser) checkCovers(all []*series) {
	byKey := map[string][]*series{}
	var sessions []string
	for _, s := range all {
		if !s.deadline {
			if byKey[s.key] == nil {
				sessions = append(sessions, s.key)
			}
			byKey[s.key] = append(byKey[s.key], s)
		}
	}
	for _, s := range all {
		for _, c := range s.covers {
			if p.full() {
				return
			}
			covered := byKey[c.key]
			if covered == nil {
				p.errorf(c.pos, nearestHint(c.key, sessions, "the sessions are"), "covers names %s, which is no session", quote(c.key))
				continue
			}
			if p.checkCoverage(s, c, covered); p.scanned > maxScanned {
				return
			}
		}
	}
}

func (p *parser) checkCoverage(s *series, c *coverage, covered []*series) {
	found, early := 0, ""
	for _, x := range covered {
		if x.broken {
			return
		}
		if p.scanned += x.stop - x.start; p.scanned > maxScanned {
			p.errorf(c.pos, "name fewer sessions", "the deadlines cover too many sessions")
			return
		}
		for i := x.start; i < x.stop; i++ {
			o := &p.course.Occurrences[i]
			if c.low >= 0 && (o.Number < c.low || o.Number > c.high) || c.low >= 0 && o.Number == 0 {
				continue
			}
			found++
			if !o.Cancelled && shareGroup(s.groups, o.Groups) && early == "" && p.dueBefore(s, o) {
				early = fmt.Sprintf("%s on %s", quote(o.Title), o.First.Long())
			}
		}
	}
	if want := c.high - c.low + 1; p.errors == 0 && c.low >= 0 && found < want {
		p.errorf(c.pos, "look at the numbers", "covers names %s %d to %d, and only %d of them are there", quote(c.key), c.low, c.high, found)
		return
	}
	if early != "" {
		p.warnf(c.pos, "look at both dates", "%s is due before %s, which it covers", quote(s.key), early)
	}
}

// dueBefore reports whether a single deadline, or the last of a weekly one,
// is due before a session starts.
func (p *parser) dueBefore(s *series, o *Occurrence) bool {
	if s.stop == s.start {
		return false
	}
	d := &p.course.Occurrences[s.stop-1]
	if d.AllDay || o.AllDay {
		return d.Last < o.First
	}
	return d.End.Before(o.Start)
}

// shareGroup reports whether somebody is in both; no groups means everybody.
func shareGroup(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(g string) bool { return slices.Contains(b, g) })
}
