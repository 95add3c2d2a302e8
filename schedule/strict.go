package schedule

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// checkNode refuses anchors, aliases, tags and merge keys in a tree, and
// marks those values, and the ones that YAML has cut, as bad, so that nothing
// else is said of them.
func (p *parser) checkNode(n *yaml.Node) { p.checkNodeAt(n, 0) }

func (p *parser) checkNodeAt(n *yaml.Node, depth int) {
	if depth > maxDepth {
		p.errorf(at(n), "", "this is nested too deeply")
		p.bad[n] = true
		return
	}
	switch {
	case n.Kind == yaml.AliasNode:
		p.refuse(n, "write the value out", "the alias %s is not allowed", quote("*"+n.Value))
		return
	case n.Anchor != "":
		p.refuse(n, "delete it and write values out", "the anchor %s is not allowed", quote("&"+n.Anchor))
	case n.Style&yaml.TaggedStyle != 0:
		p.refuse(n, "delete it, or put text that begins with ! in quotes", "the tag %s is not allowed", quote(n.Tag))
	case n.Tag == "!!merge":
		p.refuse(n, "write the keys out", `the merge key "<<" is not allowed`)
	case n.Kind == yaml.ScalarNode:
		p.checkScalar(n)
	}
	for _, c := range n.Content {
		p.checkNodeAt(c, depth+1)
	}
}

func (p *parser) refuse(n *yaml.Node, hint, format string, args ...any) {
	p.bad[n] = true
	p.errorf(at(n), hint, format, args...)
}

// checkScalar looks for control characters that came in by an escape, and for
// a comment glued to the text of an unquoted value: where: Room #3.
func (p *parser) checkScalar(n *yaml.Node) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0: // only here are there escapes
		for _, r := range n.Value {
			if forbidden(r) && r != '\ufeff' {
				p.refuse(n, "delete it", "the value has the control character %U", r)
				return
			}
		}
		return
	case n.Style != 0:
		return
	}
	if tail := p.gluedComment(n); tail != "" {
		whole := n.Value + " " + tail
		p.refuse(n, "put it in quotes: "+quoteYAML(whole)+", or set a blank behind # if it is a comment",
			"YAML cuts %s before the #", quote(whole))
	}
}

// gluedComment returns the comment behind a plain scalar where no blank
// follows its #, or "".
func (p *parser) gluedComment(n *yaml.Node) string {
	tail := n.LineComment
	if tail == "" && !p.src.commented(n.Line) {
		return ""
	}
	if after, found := strings.CutPrefix(p.src.from(at(n)), n.Value); found {
		// A mapping key ends in its colon, so nothing glued follows it.
		rest := strings.TrimLeft(after, " \t")
		if rest == after || !strings.HasPrefix(rest, "#") {
			return ""
		}
		tail = strings.ToValidUTF8(rest[:min(len(rest), 200)], "")
	}
	tail = strings.TrimSpace(tail)
	if len(tail) < 2 || tail[0] != '#' || strings.ContainsRune(" \t#!-=", rune(tail[1])) || strings.Contains(tail, "\n") {
		return ""
	}
	return tail
}
