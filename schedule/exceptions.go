package schedule

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxKeys bounds the exceptions of one series.
const maxKeys = 2000

// verb is what an exception does.
type verb int

const (
	skip verb = iota
	cancel
	move
	change
)

func (v verb) String() string { return [...]string{"skip", "cancel", "move", "change"}[v] }

// An exception is one line of skip, cancel, move or change (rule 1).
type exception struct {
	verb verb
	keys []*exceptionKey
	// own tells a group's own line from one of the whole series.
	own bool
	// reason is why a slot is skipped or a session cancelled.
	reason string
	edit   edit
}

// exceptionKey is a number, a range of numbers, a planned date or a range of
// them, both ends included.
type exceptionKey struct {
	pos
	text        string
	low, high   int
	first, last Date
	// used tells that it hit a session, group in which group it hit last.
	used  bool
	group string
}

// edit is what a change or a move says; nil fields say nothing.
type edit struct {
	to                       *target
	hours                    *hours
	hoursAt                  pos
	dueZone                  *slot
	title, where, url, notes *template
	topic, kind, why         *string
}

// target is where a move goes.
type target struct {
	slot
	// timed tells that the hours were written; else they stay.
	timed bool
}

func (k *exceptionKey) hits(h *held) bool {
	if k.first != 0 {
		return h.date >= k.first && h.date <= k.last && !h.tbc
	}
	return h.numbered && h.number >= k.low && h.number <= k.high
}

// exceptionKeys reads "4-6, 9" or dates. With dates, numbers are refused.
func (p *parser) exceptionKeys(n *yaml.Node, v verb) []*exceptionKey {
	s, ok := p.scalar(n, v.String(), "a number, or a date such as 2020-03-04")
	if !ok {
		return nil
	}
	var out []*exceptionKey
	for _, text := range strings.Split(s, ",") {
		text = strings.TrimSpace(text)
		k := &exceptionKey{pos: at(n), text: text}
		low, high, isRange := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
		low, high = strings.TrimSpace(low), strings.TrimSpace(high)
		if !isRange {
			high = low
		}
		if digits(low) && digits(high) && len(low) <= 6 && len(high) <= 6 {
			if v == skip {
				p.errorf(at(n), "type the date that is skipped; cancel and move take numbers", "skip goes by dates, not by the number %s", quote(text))
				continue
			}
			k.low, _ = strconv.Atoi(low)
			k.high, _ = strconv.Atoi(high)
			if k.high < k.low {
				p.errorf(at(n), fmt.Sprintf("type %s-%s", high, low), "%s ends before it begins", quote(text))
				continue
			}
		} else if first, last, ok := p.dateRange(text, at(n), v.String()); ok {
			k.first, k.last = first.date, last.date
		} else {
			continue
		}
		out = append(out, k)
	}
	return out
}

// readSkips reads skip or cancel: a value, a list, or a mapping to reasons.
func (p *parser) readSkips(n *yaml.Node, v verb, own bool) []*exception {
	var out []*exception
	add := func(n *yaml.Node, reason string) {
		if keys := p.exceptionKeys(n, v); len(keys) > 0 {
			out = append(out, &exception{verb: v, keys: keys, own: own, reason: reason})
		}
	}
	if n.Kind == yaml.MappingNode {
		for _, f := range p.pairs(n, thing{kind: v.String()}, nil) {
			if p.empty(f) {
				continue
			}
			if reason, ok := p.line(f.val, "the reason"); ok {
				add(f.key, reason)
			}
		}
		return out
	}
	for _, item := range p.items(n) {
		add(item, "")
	}
	return out
}

var changeKeys = []string{"when", "where", "title", "topic", "kind", "url", "notes", "why"}
var moveKeys = []string{"to", "where", "title", "topic", "kind", "url", "notes", "why"}

// readEdits reads move or change: a mapping of keys to what becomes of them.
func (p *parser) readEdits(n *yaml.Node, v verb, own, deadline bool) []*exception {
	if n.Kind != yaml.MappingNode && !p.bad[n] {
		example := "move: {6: 2020-04-29}"
		if v == change {
			example = "change: {6: {where: Room 2}}"
		}
		p.errorf(at(n), "type "+example, "%s must be a mapping from numbers or dates, not %s", v, describe(n))
		return nil
	}
	var out []*exception
	for _, f := range p.pairs(n, thing{kind: v.String()}, nil) {
		if p.empty(f) {
			continue
		}
		e := &exception{verb: v, own: own, keys: p.exceptionKeys(f.key, v)}
		if v == move && f.val.Kind == yaml.ScalarNode {
			e.edit.to = p.target(f.val, deadline)
		} else {
			e.edit = p.readEdit(f.val, v, deadline)
		}
		if len(e.keys) > 0 {
			out = append(out, e)
		}
	}
	return out
}

func (p *parser) readEdit(n *yaml.Node, v verb, deadline bool) edit {
	allowed := changeKeys
	if v == move {
		allowed = moveKeys
	}
	var e edit
	before := p.errors
	for _, f := range p.fields(n, thing{kind: v.String()}, allowed) {
		if deadline && (f.name == "where" || f.name == "topic") {
			p.errorf(at(f.key), "delete it", "a deadline has no %s", f.name)
			continue
		}
		p.editField(&e, f, deadline)
	}
	if v == move && e.to == nil && p.errors == before && !p.bad[n] {
		p.errorf(at(n), "type move: {6: {to: 2020-04-29, why: Strike}}", `the move has no "to"`)
	}
	return e
}

func (p *parser) editField(e *edit, f field, deadline bool) {
	text := func(what string) *string {
		if s, ok := p.line(f.val, what); ok {
			return &s
		}
		return nil
	}
	switch f.name {
	case "to":
		e.to = p.target(f.val, deadline)
	case "when":
		p.editWhen(e, f.val, deadline)
	case "where":
		e.where = p.place(f.val)
	case "title":
		e.title = p.template(f.val, "title", false)
	case "url":
		e.url = p.template(f.val, "url", false)
	case "notes":
		e.notes = p.template(f.val, "notes", true)
	case "topic":
		e.topic = text("topic")
	case "why":
		e.why = text("why")
	case "kind":
		if k, ok := p.kind(f.val); ok {
			e.kind = &k
		}
	}
}

// editWhen reads the new time of a change; the date stays.
func (p *parser) editWhen(e *edit, n *yaml.Node, deadline bool) {
	s, ok := p.scalar(n, "when", "a time such as 10:00-12:00")
	if !ok {
		return
	}
	words := strings.Fields(s)
	if len(words) > 0 {
		if _, isDay := parseWeekday(words[0]); isDay || isoShape(words[0]) {
			p.errorf(at(n), "give the date with move, such as move: {6: 2020-04-29 10:00}", "a change has a time, not the date in %s", quote(s))
			return
		}
	}
	if deadline && len(words) > 0 && strings.TrimLeft(words[0], "0:") == "" {
		p.errorf(at(n), "type 24:00, or give the day before with move", "a deadline cannot change to %s", quote(s))
		return
	}
	if deadline {
		due := slot{pos: at(n)}
		if p.dueHours(&due, words) {
			e.hours, e.hoursAt, e.dueZone = &due.hours, at(n), &due
		}
		return
	}
	if h, ok := p.hours(words, at(n)); ok {
		e.hours, e.hoursAt = &h, at(n)
	}
}

// target reads where a move goes: a date, and a time or all day, or tbc.
func (p *parser) target(n *yaml.Node, deadline bool) *target {
	s, ok := p.scalar(n, "the new date", "a date such as 2020-04-29, or 2020-04-29 10:00")
	if !ok {
		return nil
	}
	words := strings.Fields(s)
	d, took := p.dateWords(words, at(n))
	switch {
	case took < 0:
		return nil
	case isTBC(s):
		return &target{slot: slot{pos: at(n), tbc: true}}
	case took == 0:
		p.errorf(at(n), "type a date, or a date and a time: 2020-04-29, or 2020-04-29 10:00", "%s is not a date that a move can go to", quote(s))
		return nil
	}
	t := &target{slot: slot{pos: at(n), first: d, last: d}, timed: len(words) > took}
	if !t.timed {
		return t
	}
	if deadline {
		ok = p.dueHours(&t.slot, words[took:])
	} else {
		t.hours, ok = p.hours(words[took:], at(n))
	}
	if !ok {
		return nil
	}
	return t
}
