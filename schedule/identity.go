package schedule

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// checkFormerly refuses an old key that is in use.
func (p *parser) checkFormerly(all []*series) {
	for _, s := range all {
		if s.formerlyAt.line == 0 {
			continue
		}
		old, _, _ := strings.Cut(s.uidKey, ".")
		if p.keys.lines[strings.ToLower(old)] > 0 && !strings.EqualFold(old, s.key) {
			p.errorf(s.formerlyAt, "name a key that is gone", "formerly names %s, which is in use", quote(old))
			s.broken = true
		}
	}
}

// checkUIDs refuses two entries of one identity, which only formerly can make.
func (p *parser) checkUIDs(all []*series) {
	renamed := slices.ContainsFunc(all, func(s *series) bool { return s.formerlyAt.line > 0 })
	if p.errors > 0 || !renamed {
		return
	}
	seen := make(map[string]bool, len(p.course.Occurrences))
	for _, s := range all {
		for i := s.start; i < s.stop; i++ {
			uid := strings.ToLower(p.course.Occurrences[i].UID)
			if seen[uid] {
				where := s.formerlyAt
				if where.line == 0 {
					where = s.pos
				}
				p.errorf(where, "give each series its own old key", "two entries would have the identity %s", quote(p.course.Occurrences[i].UID))
				break
			}
			seen[uid] = true
		}
	}
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
	for _, f := range p.pairs(n, thing{kind: "formerly"}, &keySet{names: true}) {
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
