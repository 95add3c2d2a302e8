package schedule

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// end returns the offset behind a value. YAML tells only where values begin.
func (e *editor) end(n *yaml.Node) int {
	start := e.offset(at(n))
	last := start + 1 // behind the opening bracket
	if len(n.Content) > 0 {
		last = e.end(n.Content[len(n.Content)-1])
	}
	switch {
	case n.Kind == yaml.ScalarNode:
		return e.scalarEnd(n, start)
	case n.Style&yaml.FlowStyle != 0:
		return e.bracketEnd(last)
	}
	return last
}

// bracketEnd returns the offset behind the bracket that closes a collection,
// where only blanks, commas and comments come before it.
func (e *editor) bracketEnd(i int) int {
	for ; i < len(e.data); i++ {
		switch e.data[i] {
		case '}', ']':
			return i + 1
		case '#':
			i = e.lineEnd(i)
		}
	}
	return len(e.data)
}

func (e *editor) scalarEnd(n *yaml.Node, start int) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return e.quoteEnd(start+1, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return e.quoteEnd(start+1, '\'', '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		start = e.lineEnd(start) // behind the bar
	case n.Tag == "!!null" && n.Value == "":
		return start
	}
	return e.wordsEnd(start, n.Value)
}

// quoteEnd returns the offset behind the quote that closes a text; an escape
// takes the byte behind it along.
func (e *editor) quoteEnd(i int, quote, escape byte) int {
	for ; i < len(e.data); i++ {
		switch c := e.data[i]; {
		case c == escape && (escape != quote || bytes.HasPrefix(e.data[i+1:], []byte{quote})):
			i++
		case c == quote:
			return i + 1
		}
	}
	return len(e.data)
}

// wordsEnd returns the offset behind a text that may be broken and indented
// otherwise than its value: only what is not white must be the same.
func (e *editor) wordsEnd(i int, value string) int {
	end := i
	for _, r := range value {
		if unicode.IsSpace(r) {
			continue
		}
		for i < len(e.data) {
			found, size := utf8.DecodeRune(e.data[i:])
			i += size
			if found == r {
				break
			}
		}
		end = i
	}
	return end
}
