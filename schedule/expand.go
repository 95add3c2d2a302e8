package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// maxScanned bounds the weekly slots that are looked at in one file, held or
// not, so that no file takes long.
const maxScanned = 1_000_000

// held is one session or deadline of a series before its exceptions: when it
// was planned, and its number and topic.
type held struct {
	date, last Date // planned; last is later for a range of days
	hours      hours
	slot       *slot
	number     int
	topic      *topic
	numbered   bool
	tbc        bool
	// off tells a slot skipped with a reason, which why is.
	off bool
	why string
	// sameDay counts the sessions of the series that day, from 1.
	sameDay int
}

// expand returns what a series holds, in order of time: slots in breaks and
// silent skips are gone, the rest is numbered and has its topic.
func (p *parser) expand(s *series) []held {
	if !p.frame(s) {
		return nil
	}
	need := s.need()
	list := append(p.writtenSlots(s), p.weeklySlots(s, need)...)
	slices.SortStableFunc(list, func(a, b held) int {
		if c := cmp.Compare(bool2int(a.tbc), bool2int(b.tbc)); c != 0 {
			return c
		}
		if c := cmp.Compare(a.date, b.date); c != 0 {
			return c
		}
		return cmp.Compare(a.hours.start, b.hours.start)
	})
	return p.number(s, list, need)
}

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}

// need is how many sessions a series must have, or -1 where dates decide.
func (s *series) need() int {
	switch {
	case s.count > 0:
		return s.count
	case s.hasTopics:
		return len(s.topics)
	case s.single && s.slots[0].tbc:
		return 1
	}
	return -1
}

func (s *series) anyWeekly() bool {
	return slices.ContainsFunc(s.slots, func(x slot) bool { return x.weekly() })
}

// writtenSlots returns the dates that stand in the file.
func (p *parser) writtenSlots(s *series) []held {
	out := p.plans.take(len(s.slots))[:0]
	add := func(h held, n int) {
		for range n {
			out = append(out, h)
		}
	}
	for i := range s.slots {
		w := &s.slots[i]
		switch {
		case w.weekly():
		case w.tbc && (s.single || s.undecided):
			// A lone tbc stands for the whole series.
			add(held{tbc: true, slot: w}, max(1, s.need()))
		case w.tbc:
			add(held{tbc: true, slot: w}, 1)
		default:
			h := held{date: w.first.date, last: w.last.date, slot: w}
			if !p.slotHours(s, w, &h) {
				continue
			}
			p.warnWritten(s, w.first, !s.deadline)
			out = append(out, h)
		}
	}
	return out
}

// slotHours gives a slot its end: written, or by the length.
func (p *parser) slotHours(s *series, w *slot, h *held) bool {
	h.hours = w.hours
	l := s.length
	if l == nil {
		l = p.usualLength
	}
	switch {
	case s.deadline:
	case !w.hours.timed:
		if l != nil && l.days > 1 && h.last == h.date {
			h.last = h.date + Date(l.days-1)
		}
	case w.hours.open:
		var ok bool
		h.hours, ok = p.lasting(w.hours, l, w.pos)
		return ok
	}
	return true
}

// lasting gives a start its end by a length.
func (p *parser) lasting(h hours, l *length, where pos) (hours, bool) {
	switch {
	case l == nil:
		p.errorf(where, fmt.Sprintf("type %s-%s, or add length: 1h", h.start, min(h.start+60, EndOfDay)), "%s has no end", quote(h.start.String()))
		return h, false
	case l.time == 0:
		p.errorf(where, fmt.Sprintf("type %s-%s, or give length in hours", h.start, min(h.start+60, EndOfDay)), "the length of %d days does not go with the time %s", l.days, quote(h.start.String()))
		return h, false
	}
	h.open, h.elapsed, h.end = false, true, h.start+Clock(l.time/time.Minute)
	return h, true
}

// weeklySlots returns the weekly slots outside breaks, up to the end of the
// series or until there are as many as it needs.
func (p *parser) weeklySlots(s *series, need int) []held {
	if !s.anyWeekly() {
		return nil
	}
	templates, ok := p.weeklyTemplates(s)
	if !ok {
		return nil
	}
	var out []held
	begin, end := s.begin(), p.end(s)
	for monday, found := begin.Monday(), 0; monday <= end; monday += 7 {
		for _, t := range templates {
			d := monday + t.last
			if d < begin || d > end || !s.rhythm.inWeeks(d, begin, p.weeks) {
				continue
			}
			if p.scanned++; p.scanned > maxScanned || len(out) > maxEntries {
				p.errorf(s.pos, "give it an end", "%s runs over too many weeks", quote(s.key))
				return nil
			}
			if p.breaks.on(d) != nil {
				s.lost = append(s.lost, d)
				continue
			}
			h := t
			h.date, h.last = d, d+h.date
			out = append(out, h)
			if s.skipOf(&h) == nil {
				found++
			}
			if need >= 0 && found >= need {
				return out
			}
		}
	}
	return out
}

// weeklyTemplates returns the slots of one week in order: last is the day
// counted from Monday, date the days a slot lasts beyond its first.
func (p *parser) weeklyTemplates(s *series) ([]held, bool) {
	var out []held
	for i := range s.slots {
		w := &s.slots[i]
		var h held
		h.slot = w
		if !p.slotHours(s, w, &h) {
			return nil, false
		}
		for _, day := range w.days {
			out = append(out, held{date: h.last, last: Date((int(day) + 6) % 7), hours: h.hours, slot: w})
		}
	}
	slices.SortStableFunc(out, func(a, b held) int {
		if c := cmp.Compare(a.last, b.last); c != 0 {
			return c
		}
		return cmp.Compare(a.hours.start, b.hours.start)
	})
	return out, true
}

// skipOf returns the skip that hits a slot, the last one written, or nil. A
// group's own line wins.
func (s *series) skipOf(h *held) *exception {
	var found *exception
	for _, e := range s.exceptions {
		if e.verb != skip || found != nil && found.own && !e.own {
			continue
		}
		for _, k := range e.keys {
			if k.hits(h) {
				found = e
			}
		}
	}
	return found
}

// number drops skipped slots, numbers the rest and gives out the topics.
func (p *parser) number(s *series, list []held, need int) []held {
	out := list[:0]
	n, leftovers := 0, 0
	day, onDay := Date(0), 0
	for _, h := range list {
		full := need >= 0 && n >= need
		if full && h.slot.weekly() {
			continue
		}
		if e := s.skipOf(&h); e != nil {
			s.use(skip, &h)
			if e.reason == "" {
				continue
			}
			h.off, h.why = true, e.reason
		} else if full {
			p.leftover(s, &h, need)
			leftovers++
			continue
		} else {
			h.number, h.numbered = s.number+n, true
			if n < len(s.topics) {
				h.topic = &s.topics[n]
			}
			n++
		}
		if !h.tbc {
			if h.date != day {
				day, onDay = h.date, 0
			}
			onDay++
			h.sameDay = onDay
		}
		out = append(out, h)
	}
	if need >= 0 && n < need && leftovers == 0 {
		p.tooFew(s, n)
	}
	p.entries += len(out)
	if p.entries > maxEntries {
		p.errorf(s.pos, "split the course", "the course has more than %d entries", maxEntries)
		return nil
	}
	return out
}

// use marks the keys that hit a slot.
func (s *series) use(v verb, h *held) {
	for _, e := range s.exceptions {
		for _, k := range e.keys {
			if e.verb == v && k.hits(h) {
				k.used = true
			}
		}
	}
}

// leftover tells of a written date that count or topics leave no room for.
func (p *parser) leftover(s *series, h *held, need int) {
	if s.count > 0 {
		p.errorf(s.countAt, "raise count, or take dates out", "count is %d, and %s has more dates", s.count, quote(s.key))
		return
	}
	p.errorf(h.slot.pos, s.commaHint("add a topic, or take the date out"), "the date has no topic: %s has %s", quote(s.key), counted(need, "topic"))
}

// tooFew tells that the dates do not reach for count or topics.
func (p *parser) tooFew(s *series, n int) {
	if s.hasTopics {
		p.errorf(s.topicsAt, s.commaHint("take topics out, or make room: the term, until, weeks or skip may be too tight"),
			"there are %s, and %s has only %s", counted(len(s.topics), "topic"), quote(s.key), counted(n, "session"))
		return
	}
	p.errorf(s.countAt, "lower count, or make room: the term, until or weeks may be too tight",
		"count is %d, and %s has room for %d", s.count, quote(s.key), n)
}

// counted writes a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// commaHint adds what cuts a list in brackets where it should not.
func (s *series) commaHint(hint string) string {
	if s.topicsFlow {
		return hint + "; if a comma has cut a topic in two, put it in quotes"
	}
	return hint
}
