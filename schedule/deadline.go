package schedule

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

var deadlineKeys = []string{"title", "kind", "due", "was", "why", "cancel", "worth", "covers", "groups", "url", "notes", "remind", "show",
	"formerly", "from", "until", "weeks", "count", "every", "number", "skip", "move", "change"}

// weeklyKeys are of weekly deadlines only.
var weeklyKeys = []string{"from", "until", "weeks", "count", "every", "number", "skip", "move", "change"}

// usualDeadline is the kind of a deadline that says none.
const usualDeadline = "deadline"

// readDeadline reads one deadline: just its due time, or a mapping. It is one
// series, or one for each group that the due time is given for.
func (p *parser) readDeadline(f field) {
	base := p.newSeries(f, usualDeadline)
	base.deadline = true
	if !p.name(f.name, base.pos, "key of a deadline") {
		base.broken = true
	}
	if f.val.Kind == yaml.ScalarNode {
		p.readDueTime(base, f.val, "the deadline")
		p.all = append(p.all, base)
		return
	}
	p.readDeadlineMapping(f, base)
}

func (p *parser) readDeadlineMapping(f field, base *series) {
	before, first := p.errors, len(p.all)
	var due, formerly *yaml.Node
	fields := p.fields(f.val, thing{"the deadline", f.name}, deadlineKeys)
	for _, g := range fields {
		switch g.name {
		case "due":
			due = g.val
		case "formerly":
			formerly = g.val
		default:
			p.deadlineField(base, g)
		}
	}
	if due == nil && p.errors == before && !p.bad[f.val] {
		p.errorf(at(f.key), "add due: Wed 2020-05-20 16:00, or due: tbc", "%s has no \"due\"", quote(f.name))
	}
	base.broken = base.broken || p.errors > before
	if due == nil {
		p.all = append(p.all, base)
	} else {
		p.readDue(base, due)
	}
	p.checkDeadlineKeys(fields, p.all[first:])
	if formerly != nil {
		p.readFormerly(formerly, p.all[first:])
	}
}

// readDue reads a due time, or one for each group.
func (p *parser) readDue(base *series, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		p.readDueTime(base, n, "due")
		p.all = append(p.all, base)
		return
	}
	if len(n.Content) == 0 && !p.bad[n] {
		p.errorf(at(n), "type a date and a time: Wed 2020-05-20 16:00, or one for each group: {A: Mon 2020-05-18}", `"due" is an empty mapping`)
	}
	first := len(p.all)
	for _, f := range p.pairs(n, thing{kind: "due"}, &keySet{names: true}) {
		s := *base
		s.pos, s.group, s.groups, s.uidKey = at(f.key), f.name, []string{f.name}, base.key+"."+f.name
		if !p.known(f.name, at(f.key)) || p.empty(f) {
			continue
		}
		p.readDueTime(&s, f.val, "due")
		p.all = append(p.all, &s)
	}
	if len(p.all) == first {
		base.broken = true
		p.all = append(p.all, base)
	}
}

// readDueTime reads the due time of a series.
func (p *parser) readDueTime(s *series, n *yaml.Node, what string) {
	before := p.errors
	if text, ok := p.scalar(n, what, "a date and a time: Wed 2020-05-20 16:00"); ok {
		if due, ok := p.dueText(text, at(n)); ok {
			s.slots, s.single = p.slots.put(due), !due.weekly()
		}
	}
	s.broken = s.broken || p.errors > before || p.bad[n]
}

// deadlineField reads one key of a deadline.
func (p *parser) deadlineField(s *series, f field) {
	switch f.name {
	case "was":
		if text, ok := p.scalar(f.val, "was", "the first date and time: 2020-05-06 16:00"); ok {
			if was, ok := p.dueText(text, at(f.val)); ok {
				s.was = &p.slots.put(was)[0]
			}
		}
	case "why":
		s.why, _ = p.line(f.val, "why")
	case "cancel":
		why := s.why
		p.readCancel(s, f.val, false)
		if s.why == "" {
			s.why = why
		}
	case "worth":
		p.readWorth(s, f.val)
	case "covers":
		p.readCovers(s, f.val)
	case "groups":
		for _, item := range p.items(f.val) {
			if g, ok := p.scalar(item, "a group", "the name of a group"); ok && p.known(g, at(item)) && !contains(s.groups, g) {
				s.groups = append(s.groups, g)
			}
		}
	case "show":
		if text, ok := p.scalar(f.val, "show", "block or all-day"); ok && text != "block" && text != "all-day" {
			p.errorf(at(f.val), "type block or all-day", "show must be block or all-day, not %s", quote(text))
		} else {
			s.showAllDay = text == "all-day"
		}
	default:
		p.seriesField(s, f, false)
	}
}

// checkDeadlineKeys refuses keys that say nothing for the deadline's kind of
// due time.
func (p *parser) checkDeadlineKeys(fields []field, all []*series) {
	weekly, single := false, false
	for _, s := range all {
		if s.broken {
			return
		}
		weekly = weekly || !s.single
		single = single || s.single
	}
	for _, f := range fields {
		switch {
		case !weekly && contains(weeklyKeys, f.name):
			p.errorf(at(f.key), "delete it, or make the deadline weekly: due: Fri 12:00", "%s is for weekly deadlines", quote(f.name))
		case !single && f.name == "was":
			p.errorf(at(f.key), "type move: {3: 2020-08-21 12:00}", `"was" is for single deadlines`)
		case all[0].group != "" && f.name == "groups":
			p.errorf(at(f.key), "delete it", `"groups" says again what "due" says for each group`)
		default:
			continue
		}
		for _, s := range all {
			s.broken = true
		}
	}
	if s := all[0]; s.was != nil && (s.was.weekly() || s.was.tbc) {
		p.errorf(s.was.pos, "type the first date and time: 2020-05-06 16:00", `"was" must be a date`)
		s.broken = true
	}
}

// readWorth reads a weight such as 40%.
func (p *parser) readWorth(s *series, n *yaml.Node) {
	text, ok := p.scalar(n, "worth", "a weight such as 40%")
	if !ok {
		return
	}
	number, isPercent := percent(text)
	if isPercent {
		s.worthValue, _ = strconv.ParseFloat(number, 64)
	}
	if !isPercent || s.worthValue > 100 {
		hint := "type a weight such as 40%"
		if v, err := strconv.ParseFloat(text, 64); err == nil && v > 0 && v <= 100 {
			hint = "type " + text + "%"
		}
		p.errorf(at(n), hint, "%s is not a weight from 0%% to 100%%", quote(text))
		return
	}
	s.worth = strings.Replace(text, " ", "", 1)
}

// percent cuts the sign off a weight of up to three digits and two decimals.
func percent(s string) (number string, ok bool) {
	number, ok = strings.CutSuffix(s, "%")
	number = strings.TrimSuffix(number, " ")
	whole, decimals, point := strings.Cut(number, ".")
	ok = ok && digits(whole) && len(whole) <= 3 && (!point || digits(decimals) && len(decimals) <= 2)
	return number, ok
}
