package schedule

import "slices"

// expandAll turns the series into the occurrences of the course, and then
// checks what only all of them together show.
func (p *parser) expandAll(all []*series) {
	if p.frameBad {
		return
	}
	p.course.Occurrences = make([]Occurrence, 0, len(all))
	p.heldAt = make([]pos, 0, len(all))
	p.course.Series = make([]Series, 0, len(all))
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
	sortOccurrences(p.course.Occurrences)
}

// sortOccurrences puts occurrences in order. They are large, so that it first
// finds the order, mostly by the dates alone, and then moves each once, along
// the circles in which they take each other's places.
func sortOccurrences(list []Occurrence) {
	type place struct {
		first Date
		from  int32
	}
	order := make([]place, len(list))
	for i := range list {
		order[i] = place{list[i].First, int32(i)}
	}
	slices.SortFunc(order, func(a, b place) int {
		if a.first != b.first {
			return int(a.first - b.first)
		}
		return list[a.from].Compare(&list[b.from])
	})
	for first := range order {
		if int(order[first].from) == first {
			continue
		}
		kept, at := list[first], first
		for next := int(order[at].from); next != first; next = int(order[at].from) {
			list[at], order[at].from = list[next], int32(at)
			at = next
		}
		list[at], order[at].from = kept, int32(at)
	}
}

// expandKey expands the series of one key: one, or one for each group.
func (p *parser) expandKey(group []*series) {
	before := p.errors
	for _, s := range group {
		if s.broken {
			return
		}
		if s.cancelled && !s.single {
			p.errorf(s.cancelledAt, "say which: cancel: [3], or cancel: {3: illness}", "%s is a series: cancel must say which of it", quote(s.key))
		}
		if s.single && s.slots[0].tbc && s.need() != 1 {
			s.single, s.undecided = false, true
		}
		s.plan = p.expand(s)
	}
	if p.errors > before {
		return
	}
	for _, s := range group {
		s.start = len(p.course.Occurrences)
		p.addSeries(s)
		s.stop = len(p.course.Occurrences)
	}
	if p.errors == before {
		p.unusedKeys(group)
	}
	p.warnOutOfStep(group)
}

// addSeries adds the occurrences of a series, and its sum, to the course.
func (p *parser) addSeries(s *series) {
	s.kind = p.spelled(s.kind)
	sum := Series{Key: s.key, Group: s.group, Kind: s.kind, Deadline: s.deadline, Single: s.single}
	for _, h := range s.plan {
		f, ok := p.apply(s, h)
		if !ok {
			continue
		}
		f.kind = p.spelled(f.kind)
		if f.tbc {
			p.course.Undecided = append(p.course.Undecided, p.undecided(s, &f, &h))
			continue
		}
		p.course.Occurrences = append(p.course.Occurrences, Occurrence{})
		o := &p.course.Occurrences[len(p.course.Occurrences)-1]
		if !p.occurrence(o, s, &f, &h) {
			p.course.Occurrences = p.course.Occurrences[:len(p.course.Occurrences)-1]
			continue
		}
		p.heldAt = append(p.heldAt, f.at)
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

func (p *parser) undecided(s *series, f *final, planned *held) Undecided {
	o := Occurrence{Topic: f.topicText}
	f.title = withoutField(f.title, "week")
	p.fillTexts(&o, s, f)
	u := Undecided{Key: s.key, Group: s.group, Title: o.Title, Kind: f.kind, Groups: s.groups, Deadline: s.deadline,
		GroupInTitle: o.GroupInTitle, Cancelled: f.cancelled, Why: f.why}
	if !planned.tbc || s.single || s.byNumber() {
		u.UID = p.uid(s, planned)
	}
	return u
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
