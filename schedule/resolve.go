package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

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
func (p *parser) apply(s *series, h held) (*final, bool) {
	f := &final{held: h, title: s.title, url: s.url, notes: s.notes, kind: s.kind, why: h.why, at: h.slot.pos,
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
					ok = p.edit(s, f, &e.edit) && ok
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

// occurrence fills in the texts and the instants of an entry.
func (p *parser) occurrence(s *series, f *final, planned held) (Occurrence, bool) {
	o := Occurrence{
		Key: s.key, UID: p.uid(s, &planned), Deadline: s.deadline, Kind: f.kind, Groups: s.groups,
		Topic: f.topicText, Cancelled: f.cancelled || f.off, Why: f.why, Remind: s.remind,
		Worth: s.worth, Covers: s.coversWords(), ShowAllDay: s.showAllDay,
	}
	if f.numbered && !s.single {
		o.Number = f.number
	}
	if !p.instants(&o, s, f) {
		return o, false
	}
	p.planned(&o, s, f, planned)
	o.Busy = !s.deadline && !o.AllDay
	if s.busy != nil {
		o.Busy = *s.busy
	}
	if o.Cancelled {
		o.Busy = false
	}
	p.fillTexts(&o, s, f)
	return o, true
}

// uid is the identity of rule 2.
func (p *parser) uid(s *series, h *held) string {
	uid := s.uidKey
	switch {
	case s.single && !h.off:
	case s.byNumber() && !h.off:
		uid += fmt.Sprintf(".%d", h.number)
	default:
		uid += "." + h.date.String()
		if h.sameDay > 1 {
			uid += fmt.Sprintf(".%d", h.sameDay)
		}
	}
	return uid + "@" + p.course.ID
}

// byNumber reports whether a series is known by its numbers: its title shows
// them, as the default title of a series does.
func (s *series) byNumber() bool {
	return s.title == nil && !s.single || s.title.shows("n")
}

// instants resolves the wall clock of an entry.
func (p *parser) instants(o *Occurrence, s *series, f *final) bool {
	o.First, o.Last = f.date, f.last
	if !f.hours.timed {
		o.AllDay = true
		o.Week, o.HasWeek = p.weeks.of(o.First)
		return true
	}
	zone := p.course.Zone
	if f.zone != nil {
		zone = f.zone
	}
	start, ok := p.instant(zone, f.date, f.hours.start, f.at)
	if !ok {
		return false
	}
	end := start
	switch {
	case s.deadline:
	case f.hours.elapsed:
		end = start.Add(time.Duration(f.hours.end-f.hours.start) * time.Minute)
	default:
		if end, ok = p.instant(zone, f.date, f.hours.end, f.at); !ok {
			return false
		}
	}
	o.Start, o.End = start.In(p.course.Zone), end.In(p.course.Zone)
	if s.deadline {
		o.First, _ = o.DueClock()
		o.Last = o.First
		if f.zone != nil && !sameOffset(f.zone, p.course.Zone, start) {
			o.DueElsewhere = f.hours.start.String() + " " + f.zoneText
		}
	} else {
		o.First, o.Last = DateOf(o.Start), DateOf(o.End.Add(-time.Nanosecond))
	}
	o.Week, o.HasWeek = p.weeks.of(o.First)
	return true
}

func sameOffset(a, b *time.Location, t time.Time) bool {
	_, x := t.In(a).Zone()
	_, y := t.In(b).Zone()
	return x == y
}

// instant resolves one wall-clock time; one that clocks skip is an error that
// names its valid neighbours.
func (p *parser) instant(zone *time.Location, d Date, c Clock, where pos) (time.Time, bool) {
	t, err := resolve(zone, d, c)
	var gap *gapError
	if errors.As(err, &gap) {
		hint := fmt.Sprintf("type %s or %s", gap.Before.Clock, gap.After.Clock)
		if gap.Before.Date != gap.After.Date {
			hint = fmt.Sprintf("type %s %s or %s %s", gap.Before.Date.Long(), gap.Before.Clock, gap.After.Date.Long(), gap.After.Clock)
		}
		p.errorf(where, hint, "%s", gap.Error())
		return t, false
	}
	return t, true
}

// planned notes the time that an entry had before it moved.
func (p *parser) planned(o *Occurrence, s *series, f *final, was held) {
	zone := was.slot.zone
	if s.was != nil && s.single {
		was.date, was.hours, zone = s.was.first.date, s.was.hours, s.was.zone
	}
	if was.tbc || was.date == 0 {
		return
	}
	plan := Planned{Date: was.date, Clock: was.hours.start, AllDay: !was.hours.timed}
	if s.deadline && !plan.AllDay && zone != nil {
		if t, ok := p.instant(zone, was.date, was.hours.start, f.at); ok {
			plan.Date, plan.Clock = (&Occurrence{End: t.In(p.course.Zone)}).DueClock()
		}
	}
	now := Planned{Date: o.First, AllDay: o.AllDay}
	if !o.AllDay {
		now.Clock = Clock(o.Start.Hour()*60 + o.Start.Minute())
		if s.deadline {
			_, now.Clock = o.DueClock()
		}
	}
	if plan.AllDay {
		plan.Clock = 0
	}
	if plan != now {
		o.Planned = &plan
	}
}

// fillTexts fills the templates in.
func (p *parser) fillTexts(o *Occurrence, s *series, f *final) {
	label := ""
	if s.group != "" {
		label = p.course.GroupLabel(s.group)
	} else if len(s.groups) > 0 {
		var labels []string
		for _, g := range s.groups {
			labels = append(labels, p.course.GroupLabel(g))
		}
		label = strings.Join(labels, ", ")
	}
	say := facts{number: f.number, hasNumber: f.numbered && !s.single, topic: o.Topic, group: label, week: o.Week, hasWeek: o.HasWeek}
	title := f.title
	if title == nil {
		title = s.defaultTitle(o.Topic)
	}
	fill := func(t *template) string {
		if f.off && (t.shows("n") || t.shows("topic")) {
			return ""
		}
		return p.fill(t, say)
	}
	o.Title = fill(title)
	if f.off && o.Title == "" {
		o.Title = keyTitle(s.key)
	}
	o.GroupInTitle = title.shows("group")
	o.Where, o.Notes = fill(f.where), fill(f.notes)
	if f.url != nil {
		o.URL = p.link(fill(f.url), f.url.pos)
	}
}

// defaultTitle is the key with a capital, the number of a series, the topic.
func (s *series) defaultTitle(topic string) *template {
	t := &template{s.pos, []part{{text: keyTitle(s.key)}}}
	if !s.single {
		t.parts = append(t.parts, part{text: " "}, part{field: "n"})
	}
	if topic != "" {
		t.parts = append(t.parts, part{text: ": "}, part{field: "topic"})
	}
	return t
}

// keyTitle writes a key for people: quiz-1 is Quiz 1.
func keyTitle(key string) string {
	s := strings.NewReplacer("-", " ", "_", " ").Replace(key)
	return strings.ToUpper(s[:1]) + s[1:]
}
