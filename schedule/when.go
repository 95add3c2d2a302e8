package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// A slot is one item of `when`, or the value of `due`: weekly on some days,
// or on a written date or date range, or not fixed yet.
type slot struct {
	pos
	days        []time.Weekday // of a weekly slot
	first, last written        // of a written one
	hours       hours
	place       string // behind @
	hasPlace    bool
	tbc         bool
	// zone and zoneText are of a due time in a zone of its own.
	zone     *time.Location
	zoneText string
}

func (s *slot) weekly() bool { return len(s.days) > 0 }

func isTBC(s string) bool { return strings.EqualFold(strings.TrimSpace(s), "tbc") }

// readWhen reads the value of `when`. A lone value that is not weekly is a
// single event; a list is always a series, so that it can grow.
func (p *parser) readWhen(n *yaml.Node) (slots []slot, single bool) {
	for _, item := range p.items(n) {
		s, ok := p.scalar(item, "when", "Wed 09:00-11:00, or 2020-04-29 09:00-11:00")
		if !ok {
			continue
		}
		if one, ok := p.whenText(s, at(item)); ok {
			slots = append(slots, one)
		}
	}
	if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		p.errorf(at(n), "type Wed 09:00-11:00, or delete the key", `"when" is an empty list`)
	}
	return slots, n.Kind == yaml.ScalarNode && len(slots) == 1 && !slots[0].weekly()
}

// whenText reads one item: Mon Wed 09:00-10:00 @ Room 1.
func (p *parser) whenText(s string, where pos) (slot, bool) {
	out := slot{pos: where}
	if isTBC(s) {
		out.tbc = true
		return out, true
	}
	body := s
	if i := strings.IndexByte(s, '@'); i >= 0 {
		body, out.place, out.hasPlace = s[:i], strings.Join(strings.Fields(s[i+1:]), " "), true
		if out.place == "" {
			p.errorf(where, "type the place behind @, or delete the @", "%s names no place", quote(s))
			return out, false
		}
	}
	if before, after, isRange := cutWord(body, "to"); isRange {
		return p.whenRange(out, before, after)
	}
	words := strings.Fields(body)
	d, took := p.dateWords(words, where)
	if took < 0 {
		return out, false
	}
	if took == 0 {
		if out.days, took = p.weekdayWords(words); took == 0 {
			p.badWhen(s, where)
			return out, false
		}
	}
	out.first, out.last = d, d
	if len(words) == took {
		return out, true
	}
	var ok bool
	out.hours, ok = p.hours(words[took:], where)
	return out, ok
}

func (p *parser) whenRange(out slot, before, after string) (slot, bool) {
	first, last, ok := p.dateRange(before+" to "+after, out.pos, "when")
	out.first, out.last = first, last
	return out, ok
}

// weekdayWords takes Mon Wed, or Mon, Wed.
func (p *parser) weekdayWords(words []string) (days []time.Weekday, took int) {
	for _, word := range words {
		var found []time.Weekday
		for _, name := range strings.Split(strings.TrimSuffix(word, ","), ",") {
			d, ok := parseWeekday(name)
			if !ok {
				return days, took
			}
			found = append(found, d)
		}
		days = append(days, found...)
		took++
	}
	return days, took
}

// badWhen tells of a text that begins with neither weekday nor date.
func (p *parser) badWhen(s string, where pos) {
	words := strings.Fields(s)
	hint := "begin with a weekday or a date: Wed 09:00-11:00, or 2020-04-29 09:00-11:00; tbc if it is not fixed"
	if len(words) > 0 {
		first, _, _ := strings.Cut(words[0], "-")
		if near := Nearest(strings.TrimRight(first, "s,."), append(weekdays, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")); near != "" {
			hint = fmt.Sprintf("did you mean %s? several days are written Mon Wed", near[:3])
		}
	}
	p.errorf(where, hint, "%s is not a time that when can be", quote(s))
}

// dueText reads a due time: a date or weekdays, then a time, then a zone.
func (p *parser) dueText(s string, where pos) (slot, bool) {
	out := slot{pos: where}
	if isTBC(s) {
		out.tbc = true
		return out, true
	}
	var few [4]string // as many as there mostly are, without an allocation
	words := slices.AppendSeq(few[:0], strings.FieldsSeq(s))
	d, took := p.dateWords(words, where)
	if took < 0 {
		return out, false
	}
	if took == 0 {
		if out.days, took = p.weekdayWords(words); took == 0 {
			p.errorf(where, "type a date, or a date and a time: Wed 2020-05-20 16:00; tbc if it is not fixed", "%s is not a time that due can be", quote(s))
			return out, false
		}
	}
	out.first, out.last = d, d
	return out, p.dueHours(&out, words[took:])
}

// dueHours reads the time and the zone of a due time, or takes due_time.
func (p *parser) dueHours(out *slot, words []string) bool {
	if len(words) == 0 {
		out.hours, out.zone, out.zoneText = p.dueTime.hours, p.dueTime.zone, p.dueTime.zoneText
		return true
	}
	last := words[len(words)-1]
	if _, _, isTime := clockParts(last); !isTime && len(words) > 1 && !strings.EqualFold(last, "day") {
		zone, ok := p.dueZone(last, out.pos)
		if !ok {
			return false
		}
		out.zone, out.zoneText = zone, last
		words = words[:len(words)-1]
	}
	var ok bool
	if out.hours, ok = p.hours(words, out.pos); !ok {
		return false
	}
	switch {
	case out.hours.timed && !out.hours.open:
		p.errorf(out.pos, "type the time at which it is due: "+out.hours.end.String(), "a due time is one time, not %s", quote(strings.Join(words, " ")))
		return false
	case !out.hours.timed && out.zone != nil:
		p.errorf(out.pos, "type a time, or take the zone away", "an all-day due date has no zone")
		return false
	case out.hours.timed && out.hours.start == 0:
		p.dueMidnight(out)
	}
	return true
}

// dueMidnight writes 00:00 back as 24:00 of the day before, which is what
// people read out of it (client rule 15).
func (p *parser) dueMidnight(out *slot) {
	out.hours.start = EndOfDay
	if out.weekly() {
		p.warnf(out.pos, "type 24:00 and the day before, or 00:01", "due at 00:00 is read as 24:00 of the day before")
		for i, d := range out.days {
			out.days[i] = (d + 6) % 7
		}
		return
	}
	p.warnf(out.pos, fmt.Sprintf("type %s 24:00, or 00:01", (out.first.date-1).Long()),
		"due at 00:00 is read as %s 24:00", (out.first.date - 1).Long())
	out.first.date--
	out.last.date--
	out.first.weekday = true // one warning is enough
}

// dueZone reads AoE, UTC or an IANA name.
func (p *parser) dueZone(name string, where pos) (*time.Location, bool) {
	if strings.EqualFold(name, "AoE") {
		return time.FixedZone("AoE", -12*60*60), true
	}
	return p.zone(name, where)
}

// zone loads a zone once.
func (p *parser) zone(name string, where pos) (*time.Location, bool) {
	if z, ok := p.zones[name]; ok {
		return z, true
	}
	hint, bad := p.zoneHints[name]
	if !bad {
		z, err := LoadZone(name)
		if err == nil {
			p.zones[name] = z
			return z, true
		}
		hint = "type an IANA name with a slash, such as Europe/London, or UTC"
		if near := nearestZone(name); near != "" {
			hint = "did you mean " + near + "?"
		}
		p.zoneHints[name] = hint
	}
	p.errorf(where, hint, "%s is not a time zone", quote(name))
	return nil, false
}

// readUsualDue reads due_time: the time, and the zone, of due dates that are
// written without one.
func (p *parser) readUsualDue(n *yaml.Node) {
	s, ok := p.scalar(n, "due_time", `a time such as "23:59"`)
	if !ok {
		return
	}
	out := slot{pos: at(n)}
	words := strings.Fields(s)
	if len(words) > 0 && strings.TrimLeft(words[0], "0:") == "" {
		p.errorf(at(n), `type "24:00" for the end of the day`, "due_time cannot be %s", quote(s))
		return
	}
	if p.dueHours(&out, words) {
		p.dueTime = out
	}
}
