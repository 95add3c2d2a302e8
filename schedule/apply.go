package schedule

import "time"

// final is one entry with its exceptions applied, before its texts are
// filled in and its wall clock is turned into instants.
type final struct {
	held
	title, where, url, notes *template
	topicText, kind, why     string
	movedTo                  *target
	at                       pos // of the line that says when it is held
	zone                     *time.Location
	zoneText                 string
	cancelled                bool
}

// apply works the exceptions that hit an entry into it: first what the whole
// series says, then the group's own lines, and in each of them change before
// move, so that what is nearer wins field by field (rule 1).
func (p *parser) apply(s *series, h held) (final, bool) {
	f := final{held: h, title: s.title, url: s.url, notes: s.notes, kind: s.kind, why: h.why, at: h.slot.pos,
		zone: h.slot.zone, zoneText: h.slot.zoneText}
	f.places(s, h)
	if h.off {
		return f, true
	}
	if s.single {
		f.why, f.cancelled = s.why, s.cancelled
	}
	ok := true
	for _, own := range []bool{false, true} {
		for _, v := range []verb{change, move} {
			for _, e := range s.exceptions {
				if e.verb == v && e.own == own && p.hit(s, e, &h) {
					ok = p.edit(s, &f, &e.edit) && ok
				}
			}
		}
	}
	for _, e := range s.exceptions {
		if e.verb == cancel && p.hit(s, e, &h) {
			f.cancelled = true
			if e.reason != "" {
				f.why = e.reason
			}
		}
	}
	return f, ok
}

// places sets what the series, the slot and the topic say, in that order.
func (f *final) places(s *series, h held) {
	if n := len(s.places); n > 0 {
		f.where = s.places[n-1]
	}
	if h.slot.hasPlace {
		f.where = &template{h.slot.pos, nil}
		if h.slot.place != "none" {
			f.where.parts = []part{{text: h.slot.place}}
		}
	}
	if s.deadline {
		f.where = nil
	}
	t := h.topic
	if t == nil {
		return
	}
	f.topicText = t.title
	if t.kind != nil {
		f.kind = *t.kind
	}
	f.where, f.url, f.notes = or(t.where, f.where), or(t.url, f.url), or(t.notes, f.notes)
}

func or(a, b *template) *template {
	if a != nil {
		return a
	}
	return b
}

// hit marks the keys that hit an entry, and refuses a line of the series that
// gives the same new time to two groups (rule 6).
func (p *parser) hit(s *series, e *exception, h *held) bool {
	hit := false
	for _, k := range e.keys {
		if !k.hits(h) {
			continue
		}
		hit = true
		moves := e.verb == move || e.edit.hours != nil
		if k.used && moves && !e.own && k.group != s.group {
			p.errorf(k.pos, "say which group: put the line under groups: {"+s.group+": {"+e.verb.String()+": …}}",
				"%s %s of %s hits the groups %s and %s", e.verb, quote(k.text), quote(s.key), quote(k.group), quote(s.group))
		}
		k.used, k.group = true, s.group
	}
	return hit
}

// edit works one change or move in.
func (p *parser) edit(s *series, f *final, e *edit) bool {
	f.title, f.where = or(e.title, f.title), or(e.where, f.where)
	f.url, f.notes = or(e.url, f.url), or(e.notes, f.notes)
	for _, x := range [...]struct{ from, to *string }{{e.topic, &f.topicText}, {e.kind, &f.kind}, {e.why, &f.why}} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
	ok := true
	if e.hours != nil {
		ok = p.newHours(s, f, *e.hours, e.hoursAt)
		if e.dueZone != nil {
			f.zone, f.zoneText = e.dueZone.zone, e.dueZone.zoneText
		}
	}
	if e.to == nil {
		return ok
	}
	f.movedTo, f.at = e.to, e.to.pos
	if e.to.tbc {
		f.tbc = true
		return ok
	}
	days := f.last - f.date
	f.tbc, f.date = false, e.to.first.date
	f.last = f.date + days
	if e.to.timed {
		ok = p.newHours(s, f, e.to.hours, e.to.pos) && ok
		f.zone, f.zoneText = e.to.zone, e.to.zoneText
	}
	p.warnMove(s, e.to)
	return ok
}

// newHours gives an entry new hours. A start alone keeps how long it lasts.
func (p *parser) newHours(s *series, f *final, h hours, where pos) bool {
	if s.deadline || !h.timed || !h.open {
		if h.timed {
			f.last = f.date
		}
		f.hours = h
		return true
	}
	f.last = f.date
	if f.hours.timed {
		f.hours = hours{timed: true, start: h.start, end: h.start + f.hours.end - f.hours.start, elapsed: true}
		return true
	}
	l := s.length
	if l == nil {
		l = p.usualLength
	}
	var ok bool
	f.hours, ok = p.lasting(h, l, where)
	return ok
}
