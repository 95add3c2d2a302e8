package schedule

import (
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// A series is one session key, or one deadline key, for one group or for
// everybody, as it was written: what a session says and what its group
// overrides are merged, and nothing is expanded yet.
type series struct {
	pos
	key string
	// group is the group of a session's or a due's mapping; groups are whom
	// the entries are for.
	group    string
	groups   []string
	uidKey   string // what UIDs begin with: the key, a dot and the group
	deadline bool
	single   bool
	broken   bool // an error was told: do not expand

	kind              string
	title, url, notes *template
	places            []*template // of course, series, group: the last one counts
	slots             []slot
	from, until       written
	weeks, count      int
	weeksAt, countAt  pos
	rhythm            rhythm
	rhythmAt          pos
	length            *length
	number            int
	topics            []topic
	topicsAt          pos
	topicsFlow        bool
	hasTopics         bool
	exceptions        []*exception
	keyCount          int
	busy              *bool
	remind            time.Duration
	cancelled         bool // of a single entry
	cancelledAt       pos
	undecided         bool // a whole series without dates
	// lost are the dates of weekly slots that breaks took.
	lost []Date
	// start and stop bound the occurrences of the series in the list of the
	// course before it is sorted; at holds the line that says when each is held.
	start, stop int
	at          []pos
	termStart   Date
	formerlyAt  pos
	why         string

	// Of deadlines only.
	was        *slot
	worth      string
	worthValue float64
	covers     []*coverage
	showAllDay bool
}

// A topic is one line of topics.
type topic struct {
	title             string
	kind              *string
	where, url, notes *template // literal
	at                pos
}

var sessionKeys = []string{"title", "kind", "when", "from", "until", "weeks", "count", "every", "length", "where", "url", "notes",
	"number", "topics", "skip", "cancel", "move", "change", "groups", "busy", "remind", "formerly"}

var groupKeys = without(sessionKeys, "groups", "kind", "formerly")

func without(names []string, out ...string) []string {
	var kept []string
	for _, n := range names {
		if !contains(out, n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// readSession reads one session and returns a series for everybody, or one
// for each of its groups.
func (p *parser) readSession(f field) []*series {
	base := &series{pos: at(f.key), key: f.name, uidKey: f.name, kind: f.name, number: 1, rhythm: rhythm{1, -1}, remind: p.remindAll, termStart: p.course.TermStart}
	if p.where != nil {
		base.places = append(base.places, p.where)
	}
	if !p.keyName(f, "session") {
		base.broken = true
	}
	before := p.errors
	var groups []member
	var formerly *yaml.Node
	fields := p.fields(f.val, "the session "+quote(f.name), sessionKeys)
	for _, g := range fields {
		switch g.name {
		case "groups":
			groups = p.readMembers(g.val)
		case "formerly":
			formerly = g.val
		default:
			p.sessionField(base, g, false)
		}
	}
	base.broken = base.broken || p.errors > before
	all := []*series{base}
	if groups != nil {
		all = p.groupSeries(base, groups)
	}
	p.checkSessions(f, all)
	if formerly != nil {
		p.readFormerly(formerly, all)
	}
	return all
}

// checkSessions reports what is missing.
func (p *parser) checkSessions(f field, all []*series) {
	for _, s := range all {
		if len(s.slots) == 0 && !s.broken && !p.bad[f.val] {
			p.errorf(at(f.key), "add when: Wed 09:00-11:00, or when: 2020-04-29 09:00-11:00, or when: tbc", "%s has no \"when\"", quote(f.name))
			s.broken = true
		}
	}
}

// member is one group of a session, with what it overrides or nil.
type member struct {
	name string
	at   pos
	val  *yaml.Node
}

// readMembers reads the groups of a session: a list, or a mapping to what is
// different in them.
func (p *parser) readMembers(n *yaml.Node) []member {
	var out []member
	if n.Kind != yaml.MappingNode {
		for _, item := range p.items(n) {
			if s, ok := p.scalar(item, "a group", "the name of a group"); ok && p.declare(s, "", at(item)) {
				out = append(out, member{s, at(item), nil})
			}
		}
	} else {
		for _, f := range p.pairs(n, "groups", true) {
			if p.declare(f.name, "", at(f.key)) {
				m := member{f.name, at(f.key), f.val}
				if null(f.val) {
					m.val = nil
				}
				out = append(out, m)
			}
		}
	}
	seen := map[string]bool{}
	for _, m := range out {
		if seen[m.name] {
			p.errorf(m.at, "keep one of them", "the group %s stands twice", quote(m.name))
		}
		seen[m.name] = true
	}
	return out
}

// groupSeries makes a copy of a session for each group, with the group's own
// lines over it.
func (p *parser) groupSeries(base *series, groups []member) []*series {
	out := make([]*series, 0, len(groups))
	for _, m := range groups {
		s := *base
		s.pos, s.group, s.groups = m.at, m.name, []string{m.name}
		s.uidKey = base.key + "." + m.name
		s.exceptions = append([]*exception(nil), base.exceptions...)
		s.places = append([]*template(nil), base.places...)
		before := p.errors
		if m.val != nil {
			for _, f := range p.fields(m.val, "the group "+quote(m.name), groupKeys) {
				p.sessionField(&s, f, true)
			}
		}
		s.broken = s.broken || p.errors > before
		out = append(out, &s)
	}
	return out
}

// sessionField reads one key of a session or of a group of it.
func (p *parser) sessionField(s *series, f field, own bool) {
	switch f.name {
	case "when":
		s.slots, s.single = p.readWhen(f.val)
	case "length":
		if l, ok := p.length(f.val, "length"); ok {
			s.length = &l
		}
	case "where":
		s.places = append(s.places, p.place(f.val))
	case "topics":
		p.readTopics(s, f.val)
	case "cancel":
		p.readCancel(s, f.val, own)
	case "busy":
		if b, ok := p.boolean(f.val, "busy"); ok {
			s.busy = &b
		}
	default:
		p.seriesField(s, f, own)
	}
}

// seriesField reads a key that sessions and deadlines share.
func (p *parser) seriesField(s *series, f field, own bool) {
	switch f.name {
	case "title":
		s.title = p.template(f.val, "title", false)
	case "kind":
		if k := p.kind(f.val); k != nil {
			s.kind = *k
		}
	case "url":
		s.url = p.template(f.val, "url", false)
	case "notes":
		s.notes = p.template(f.val, "notes", true)
	case "from":
		s.from, _ = p.date(f.val, "from")
	case "until":
		s.until, _ = p.date(f.val, "until")
	case "weeks":
		s.weeks, _ = p.whole(f.val, "weeks", 1, 1000)
		s.weeksAt = at(f.val)
	case "count":
		s.count, _ = p.whole(f.val, "count", 1, maxEntries)
		s.countAt = at(f.val)
	case "every":
		s.rhythm, _ = p.readEvery(f.val)
		s.rhythmAt = at(f.val)
	case "number":
		s.number, _ = p.whole(f.val, "number", 0, 99999)
	case "remind":
		s.remind, _ = p.remind(f.val)
	case "skip":
		p.except(s, at(f.val), p.readSkips(f.val, skip, own))
	case "move":
		p.except(s, at(f.val), p.readEdits(f.val, move, own, s.deadline))
	case "change":
		p.except(s, at(f.val), p.readEdits(f.val, change, own, s.deadline))
	}
}

func (p *parser) except(s *series, where pos, list []*exception) {
	for _, e := range list {
		s.keyCount += len(e.keys)
	}
	if s.keyCount > maxKeys {
		p.errorf(where, "write a range, such as 4-6", "%s has more than %d exceptions", quote(s.key), maxKeys)
		return
	}
	s.exceptions = append(s.exceptions, list...)
}

// readCancel reads cancel: which sessions of a series, or for a single entry
// true or the reason.
func (p *parser) readCancel(s *series, n *yaml.Node, own bool) {
	if n.Kind != yaml.ScalarNode || p.bad[n] {
		p.except(s, at(n), p.readSkips(n, cancel, own))
		return
	}
	text, ok := p.line(n, "cancel")
	switch {
	case !ok:
	case text == "true":
		s.cancelled, s.cancelledAt = true, at(n)
	case text == "false":
		p.errorf(at(n), "delete the key", "cancel cannot be %s", quote(text))
	case text[0] >= '0' && text[0] <= '9':
		p.except(s, at(n), p.readSkips(n, cancel, own))
	default:
		s.cancelled, s.cancelledAt, s.why = true, at(n), text
	}
}

// place reads a place; none takes it away.
func (p *parser) place(n *yaml.Node) *template {
	t := p.template(n, "where", false)
	if t != nil && len(t.parts) == 1 && t.parts[0].text == "none" {
		return &template{pos: t.pos}
	}
	return t
}

// kind reads a kind, which is a name since filters go by it.
func (p *parser) kind(n *yaml.Node) *string {
	s, ok := p.scalar(n, "kind", "a word such as lab or exam")
	if !ok || !p.name(s, at(n), "kind") {
		return nil
	}
	return &s
}

// keyName checks the key of a session or deadline; both share one space.
func (p *parser) keyName(f field, what string) bool {
	if !p.name(f.name, at(f.key), "key of a "+what) {
		return false
	}
	lower := strings.ToLower(f.name)
	if line, twice := p.keys[lower]; twice {
		p.errorf(at(f.key), "give it another key; sessions and deadlines share their keys", "the key %s stands twice; first in line %d", quote(f.name), line)
		return false
	}
	p.keys[lower] = f.key.Line
	return true
}

// readFormerly reads the key that UIDs go by after a rename (rule 2).
func (p *parser) readFormerly(n *yaml.Node, all []*series) {
	rename := func(s *series, n *yaml.Node, old string) {
		if dot := strings.IndexByte(old, '.'); dot >= 0 && !(validName(old[:dot]) && validName(old[dot+1:])) || dot < 0 && !validName(old) {
			p.errorf(at(n), "type the old key, or for a group old-key.old-group", "%s is not a key", quote(old))
			s.broken = true
			return
		}
		s.uidKey, s.formerlyAt = old, at(n)
	}
	if n.Kind != yaml.MappingNode {
		old, ok := p.scalar(n, "formerly", "the old key")
		for _, s := range all {
			if ok && s.group != "" {
				rename(s, n, old+"."+s.group)
			} else if ok {
				rename(s, n, old)
			}
		}
		return
	}
	for _, f := range p.pairs(n, "formerly", true) {
		old, ok := p.scalar(f.val, "formerly", "the old key")
		found := false
		var names []string
		for _, s := range all {
			names = append(names, s.group)
			if s.group == f.name && s.group != "" {
				found = true
				if ok {
					rename(s, f.val, old)
				}
			}
		}
		if !found {
			p.errorf(at(f.key), nearestHint(f.name, names, "the groups here are"), "%s is not a group of %s", quote(f.name), quote(all[0].key))
		}
	}
}
