package schedule

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

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
			if c.low >= 0 && (!o.Numbered || o.Number < c.low || o.Number > c.high) {
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

// coverage is what a deadline covers: sessions of a series by number, or all
// of them where high is 0.
type coverage struct {
	pos
	key       string
	low, high int
}

var coversText = pattern(`^(\S+)(?:\s+(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?)?$`)

// readCovers reads lab, lab 3, lab 1-3, or a list of them.
func (p *parser) readCovers(s *series, n *yaml.Node) {
	for _, item := range p.items(n) {
		text, ok := p.scalar(item, "covers", "lab, lab 3 or lab 1-3")
		if !ok {
			continue
		}
		m := coversText().FindStringSubmatch(text)
		if m == nil || !validName(m[1]) {
			p.errorf(at(item), "type lab, lab 3 or lab 1-3; several as a list: [lab 1-3, lecture]", "%s is not what covers can be", quote(text))
			continue
		}
		c := &coverage{pos: at(item), key: m[1], low: -1}
		if m[2] != "" {
			c.low, _ = strconv.Atoi(m[2])
			c.high = c.low
		}
		if m[3] != "" {
			c.high, _ = strconv.Atoi(m[3])
		}
		if c.high < c.low && c.low >= 0 {
			p.errorf(at(item), "type "+m[1]+" "+m[3]+"-"+m[2], "%s ends before it begins", quote(text))
			continue
		}
		s.covers = append(s.covers, c)
	}
}

// coversWords says in words what a deadline covers.
func (s *series) coversWords() string {
	var words []string
	for _, c := range s.covers {
		w := c.key
		if c.low >= 0 {
			w += " " + strconv.Itoa(c.low)
		}
		if c.high > c.low && c.low >= 0 {
			w += "-" + strconv.Itoa(c.high)
		}
		words = append(words, w)
	}
	return strings.Join(words, ", ")
}
