package schedule

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

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
		for _, f := range p.pairs(n, thing{kind: "groups"}, &keySet{names: true}) {
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
func (p *parser) groupSeries(base *series, groups []member) {
	for _, m := range groups {
		s := *base
		s.pos, s.group, s.groups = m.at, m.name, []string{m.name}
		s.uidKey = base.key + "." + m.name
		s.exceptions = append([]*exception(nil), base.exceptions...)
		s.places = append([]*template(nil), base.places...)
		before := p.errors
		if m.val != nil {
			for _, f := range p.fields(m.val, thing{"the group", m.name}, groupKeys) {
				p.sessionField(&s, f, true)
			}
		}
		s.broken = s.broken || p.errors > before
		p.all = append(p.all, &s)
	}
}

// readGroups reads the course's groups: a list of names, or a mapping to
// their labels.
func (p *parser) readGroups(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		for _, item := range p.items(n) {
			if s, ok := p.scalar(item, "a group", "the name of a group"); ok {
				if p.groupIndex(s) >= 0 {
					p.errorf(at(item), "keep one of them", "the group %s stands twice", quote(s))
					continue
				}
				p.declare(s, "", at(item))
			}
		}
		return
	}
	for _, f := range p.pairs(n, thing{kind: "groups"}, &keySet{names: true}) {
		label := ""
		if !null(f.val) {
			label, _ = p.line(f.val, "the label of a group")
		}
		p.declare(f.name, label, at(f.key))
	}
}

// declare adds a group that is new, and refuses one that differs from another
// only in case.
func (p *parser) declare(name, label string, where pos) bool {
	if i := p.groupIndex(name); i >= 0 {
		if have := p.course.Groups[i].Name; have != name {
			p.errorf(where, "type "+have, "the group %s differs from %s only in case", quote(name), quote(have))
			return false
		}
		return true
	}
	if !p.name(name, where, "name of a group") {
		return false
	}
	if len(p.course.Groups) == maxGroups {
		p.errorf(where, "split the course", "the course has more than %d groups", maxGroups)
		return false
	}
	if label == "" {
		label = name
	}
	p.course.Groups = append(p.course.Groups, Group{name, label})
	return true
}

func (p *parser) groupIndex(name string) int {
	for i, g := range p.course.Groups {
		if strings.EqualFold(g.Name, name) {
			return i
		}
	}
	return -1
}

// known reports whether a deadline's group was declared, by the course or by
// a session.
func (p *parser) known(name string, where pos) bool {
	var names []string
	for _, g := range p.course.Groups {
		if g.Name == name {
			return true
		}
		names = append(names, g.Name)
	}
	hint := nearestHint(name, names, "the groups are")
	if len(names) == 0 {
		hint = "add groups: [" + name + "] at the top"
	}
	p.errorf(where, hint, "the group %s is not declared", quote(name))
	return false
}

// shareGroup reports whether somebody is in both; no groups means everybody.
func shareGroup(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(g string) bool { return slices.Contains(b, g) })
}
