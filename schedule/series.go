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
	// plan is what the series holds, once it is expanded.
	plan []held
	// lost are the dates of weekly slots that breaks took.
	lost []Date
	// start and stop bound the occurrences of the series in the list of the
	// course before it is sorted.
	start, stop int
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

// newSeries returns the series of a key, with what it has where the file says
// nothing.
func (p *parser) newSeries(f field, kind string) *series {
	s := p.series.one()
	s.pos, s.key, s.uidKey, s.kind = at(f.key), f.name, f.name, kind
	s.broken = p.bad[f.key]
	s.number, s.rhythm, s.remind, s.termStart = 1, rhythm{1, -1}, p.remindAll, p.course.TermStart
	return s
}

// readSession reads one session: a series for everybody, or one for each of
// its groups.
func (p *parser) readSession(f field) {
	base, first := p.newSeries(f, f.name), len(p.all)
	if p.where != nil {
		base.places = append(base.places, p.where)
	}
	if !p.name(f.name, base.pos, "key of a session") {
		base.broken = true
	}
	before := p.errors
	var groups []member
	var formerly *yaml.Node
	fields := p.fields(f.val, thing{"the session", f.name}, sessionKeys)
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
	if groups == nil {
		p.all = append(p.all, base)
	} else {
		p.groupSeries(base, groups)
	}
	p.checkSessions(f, p.all[first:])
	if formerly != nil {
		p.readFormerly(formerly, p.all[first:])
	}
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
		if k, ok := p.kind(f.val); ok {
			s.kind = k
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
	case strings.EqualFold(text, "false"), strings.EqualFold(text, "no"):
		p.errorf(at(n), "delete the key", "cancel cannot be %s", quote(text))
	case strings.EqualFold(text, "true"), strings.EqualFold(text, "yes"):
		// Other spellings of true would else be read as the reason.
		p.errorf(at(n), "type true, or the reason", "cancel cannot be %s", quote(text))
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
func (p *parser) kind(n *yaml.Node) (string, bool) {
	s, ok := p.scalar(n, "kind", "a word such as lab or exam")
	return s, ok && p.name(s, at(n), "kind")
}
