package schedule

import (
	"cmp"
	"strings"

	"gopkg.in/yaml.v3"
)

// field is one key of a mapping with its value.
type field struct {
	name     string
	key, val *yaml.Node
}

// A thing is what a mapping describes, for messages: its kind, and its name
// where it has one.
type thing struct{ kind, name string }

func (t thing) String() string {
	if t.name == "" {
		return t.kind
	}
	return t.kind + " " + quote(t.name)
}

// fields returns the fields of a mapping with the allowed keys that have a
// value. Unknown, repeated and empty keys are reported.
func (p *parser) fields(n *yaml.Node, what thing, allowed []string) []field {
	all := p.pairs(n, what, nil)
	out := all[:0]
	for _, f := range all {
		if p.full() {
			break
		}
		switch {
		case !contains(allowed, f.name):
			hint := cmp.Or(misplaced(what, f.name), nearestHint(f.name, allowed, "the keys here are"))
			p.errorf(at(f.key), hint, "%s has no key %s", what, quote(f.name))
		case p.empty(f):
		default:
			out = append(out, f)
		}
	}
	return out
}

// pairs returns the keys and values of a mapping and reports those that stand
// in it twice, or in one that was read with the same set; without a set, only
// the same key in the same case is one twice.
func (p *parser) pairs(n *yaml.Node, what thing, seen *keySet) []field {
	if p.bad[n] {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		p.errorf(at(n), "write keys with a colon and a blank, such as title: Lab"+nbspHint(n.Value), "%s must be a mapping of keys to values, not %s", what, describe(n))
		return nil
	}
	out := p.fieldLists.take(len(n.Content) / 2)[:0]
	if seen == nil && len(n.Content) > 2*fewKeys {
		seen = &keySet{}
	}
	for i := 0; i+1 < len(n.Content) && !p.full(); i += 2 {
		f := field{strings.TrimSpace(n.Content[i].Value), n.Content[i], n.Content[i+1]}
		switch {
		case p.bad[f.key]:
			continue
		case f.key.Kind != yaml.ScalarNode:
			p.errorf(at(f.key), "put text with brackets in quotes", "a key must be plain text, not %s", describe(f.key))
			continue
		}
		line := 0
		if seen != nil {
			line = seen.add(f.name, f.key.Line)
		} else {
			line = lineOf(out, f.name)
		}
		switch {
		case line == 0:
		case line < n.Line || line > f.key.Line:
			p.refuse(f.key, "give it another key; sessions and deadlines share their keys", "the key %s stands twice; first in line %d", quote(f.name), line)
		default:
			p.errorf(at(f.key), "keep one of them", "the key %s stands twice; first in line %d", quote(f.name), line)
			continue
		}
		out = append(out, f)
	}
	return out
}

// fewKeys is how many keys are compared with each other faster than looked up.
const fewKeys = 12

// lineOf returns the line of a key, or 0 where there is none.
func lineOf(list []field, name string) int {
	for i := range list {
		if list[i].name == name {
			return list[i].key.Line
		}
	}
	return 0
}

// keySet remembers keys with their lines.
type keySet struct {
	names bool // two that differ only in case are the same
	lines map[string]int
}

// add returns the line in which a key stood before, or 0 and remembers it.
func (s *keySet) add(key string, line int) int {
	if s.names {
		key = strings.ToLower(key)
	}
	if before := s.lines[key]; before > 0 {
		return before
	}
	if s.lines == nil {
		s.lines = map[string]int{}
	}
	s.lines[key] = line
	return 0
}
