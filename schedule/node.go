package schedule

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxErrors is how many errors are looked for: more than are told, since they
// are told in the order of the file, which is not the order of reading.
const maxErrors = 20 * MaxProblems

// full reports that there are errors enough to stop looking.
func (p *parser) full() bool { return p.errors >= maxErrors }

func (p *parser) errorf(at pos, hint, format string, args ...any) {
	p.errors++
	if p.errors <= maxErrors {
		p.problems = append(p.problems, at.problem(p.file, false, fmt.Sprintf(format, args...), hint))
	}
}

func (p *parser) warnf(at pos, hint, format string, args ...any) {
	p.problems = append(p.problems, at.problem(p.file, true, fmt.Sprintf(format, args...), hint))
}

// empty reports a key without a value.
func (p *parser) empty(f field) bool {
	if !null(f.val) || p.bad[f.val] {
		return false
	}
	p.errorf(at(f.key), "write a value behind the colon, or delete the key", "%s has no value", quote(f.name))
	return true
}

func null(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Tag == "!!null" || blank(n.Value))
}

// blank reports text of blanks only; mostly a look at the first character tells.
func blank(s string) bool {
	return s == "" || !(s[0] > ' ' && plainASCII(s[0])) && strings.TrimSpace(s) == ""
}

// scalar returns the text of a plain value, trimmed; example shows a right one.
func (p *parser) scalar(n *yaml.Node, what, example string) (string, bool) {
	switch {
	case p.bad[n]:
		return "", false
	case null(n):
		p.errorf(at(n), "type "+example, "%s has no value", what)
		return "", false
	case n.Kind == yaml.ScalarNode:
		return strings.TrimSpace(n.Value), true
	}
	hint := "type " + example
	if text := p.mistaken(n); text != "" {
		hint = "put it in quotes: " + quoteYAML(text)
	}
	p.errorf(at(n), hint, "%s must be one value, not %s", what, describe(n))
	return "", false
}

// line returns text without line breaks.
func (p *parser) line(n *yaml.Node, what string) (string, bool) {
	s, ok := p.scalar(n, what, "text")
	return oneLine(s), ok
}

// oneLine puts single blanks between the words of a text.
func oneLine(s string) string {
	if singleBlanks(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// singleBlanks tells ASCII text that is one line with single blanks already,
// as most is.
func singleBlanks(s string) bool {
	blank := true // so that none begins the text
	for i := range len(s) {
		if !plainASCII(s[i]) || blank && s[i] == ' ' {
			return false
		}
		blank = s[i] == ' '
	}
	return !blank || s == ""
}

// whole returns a whole number of 1 or more; zero only where allowed.
func (p *parser) whole(n *yaml.Node, what string, least, most int) (int, bool) {
	s, ok := p.scalar(n, what, "a number such as 3")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(s)
	if err != nil || !digits(s) || i < least || i > most {
		p.errorf(at(n), fmt.Sprintf("type a whole number from %d to %d", least, most), "%s is not a number that %s can be", quote(s), what)
		return 0, false
	}
	return i, true
}

// boolean returns true or false, in just these words.
func (p *parser) boolean(n *yaml.Node, what string) (bool, bool) {
	s, ok := p.scalar(n, what, "true or false")
	if ok && s != "true" && s != "false" {
		p.errorf(at(n), "type true or false", "%s must be true or false, not %s", what, quote(s))
		return false, false
	}
	return s == "true", ok
}

// items returns a value as a list; a single value is a list of one.
func (p *parser) items(n *yaml.Node) []*yaml.Node {
	switch {
	case p.bad[n] || p.full():
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}

// name returns a key, id or group name.
func (p *parser) name(s string, where pos, what string) bool {
	if validName(s) {
		return true
	}
	hint := "use letters, digits, - and _; at most 64"
	if fixed := nameFrom(s); validName(fixed) {
		hint += "; such as " + fixed
	}
	p.errorf(where, hint, "%s is not a good %s", quote(s), what)
	return false
}

func validName(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for _, r := range s {
		if !nameRune(r) {
			return false
		}
	}
	return true
}

func nameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

func nameFrom(s string) string {
	fixed := strings.Map(func(r rune) rune {
		if nameRune(r) {
			return r
		}
		return '-'
	}, strings.TrimSpace(s))
	return strings.Trim(fixed, "-")
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// describe names the kind of a value as a lecturer would.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.ScalarNode:
		if null(n) {
			return "nothing"
		}
		return quote(n.Value)
	}
	return "an alias"
}

// mistaken returns the text that was meant where YAML made a small mapping of
// it: {topic}, or Deep: wide; else "".
func (p *parser) mistaken(n *yaml.Node) string {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || n.Content[0].Kind != yaml.ScalarNode || n.Content[1].Kind != yaml.ScalarNode {
		return ""
	}
	key, val := n.Content[0].Value, n.Content[1].Value
	text := p.src.from(at(n))
	flow := len(text) > 0 && text[0] == '{'
	switch {
	case flow && val == "":
		return "{" + key + "}"
	case flow:
		return "{" + key + ":" + val + "}"
	case val != "":
		return key + ": " + val
	}
	return ""
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// nearestHint suggests the name that was meant, or lists all of them.
func nearestHint(typed string, names []string, all string) string {
	if near := Nearest(typed, names); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	if len(names) == 0 || len(names) > 40 {
		return ""
	}
	return all + " " + strings.Join(names, ", ")
}
