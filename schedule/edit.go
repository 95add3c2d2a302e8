package schedule

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// An editor changes the text of a schedule file at the places of its nodes
// and leaves every other byte as it is: comments, order, quotes, line ends.
type editor struct {
	data  []byte
	lines []int // where each line begins
	// newline is the first line break of the file.
	newline string
	patches []patch
}

// patch is new text for the bytes from one offset up to another.
type patch struct {
	from, to int
	text     string
}

// pair is a key and its value as they are written.
type pair struct{ key, value string }

func newEditor(data []byte) *editor {
	e := &editor{data: data, lines: []int{len(bom(data))}, newline: "\n"}
	for i := 0; i < len(data); i++ {
		if n := lineBreak(data[i:]); n > 0 {
			if len(e.lines) == 1 {
				e.newline = string(data[i : i+n])
			}
			i += n - 1
			e.lines = append(e.lines, i+1)
		}
	}
	return e
}

// bom returns the byte order mark that a file begins with, or nothing. YAML
// does not count it as a column.
func bom(data []byte) []byte {
	rest := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return data[:len(data)-len(rest)]
}

// lineBreak returns the length of the line break that a text begins with, or 0.
func lineBreak(text []byte) int {
	switch {
	case bytes.HasPrefix(text, []byte("\r\n")):
		return 2
	case len(text) > 0 && (text[0] == '\n' || text[0] == '\r'):
		return 1
	}
	return 0
}

// offset returns where a place lies in the bytes.
func (e *editor) offset(where pos) int {
	i := e.lines[where.line-1]
	for col := 1; col < int(where.col) && i < len(e.data); col++ {
		_, size := utf8.DecodeRune(e.data[i:])
		i += size
	}
	return i
}

// insert puts text in at an offset, behind what was put in there before.
func (e *editor) insert(at int, text string) {
	e.patches = append(e.patches, patch{at, at, text})
}

// rewrite gives a plain or quoted value another text, in quotes like before.
// The text needs none.
func (e *editor) rewrite(n *yaml.Node, text string) {
	from, to := e.offset(at(n)), e.end(n)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		from, to = from+1, to-1
	}
	e.patches = append(e.patches, patch{from, to, text})
}

// replace puts something else in the place of a value and its quotes.
func (e *editor) replace(n *yaml.Node, text string) {
	e.patches = append(e.patches, patch{e.offset(at(n)), e.end(n), text})
}

// fill gives a key its value where it has none, or a lone ~.
func (e *editor) fill(n *yaml.Node, text string) {
	from := e.offset(at(n))
	before := bytes.TrimRight(e.data[:from], " \t")
	switch {
	case !bytes.HasSuffix(before, []byte(":")):
		text = ": " + text
	case len(before) == from:
		text = " " + text
	}
	e.patches = append(e.patches, patch{from, e.end(n), text})
}

// add puts pairs behind the last one of a mapping, in the mapping's own style.
func (e *editor) add(m *yaml.Node, pairs []pair) {
	switch last := len(m.Content) - 1; {
	case m.Style&yaml.FlowStyle == 0:
		e.insertLines(e.below(m), block(m.Column-1, pairs))
	case last < 0:
		e.insert(e.offset(at(m))+1, flow(pairs))
	default:
		e.insert(e.end(m.Content[last]), ", "+flow(pairs))
	}
}

// addMapping puts a key with a mapping behind the last key of a mapping. In a
// block each pair gets its line, step columns further in.
func (e *editor) addMapping(m *yaml.Node, step int, key string, pairs []pair) {
	if m.Style&yaml.FlowStyle != 0 {
		e.add(m, []pair{{key, "{" + flow(pairs) + "}"}})
		return
	}
	head := strings.Repeat(" ", m.Column-1) + key + ":"
	e.insertLines(e.below(m), append([]string{head}, block(m.Column-1+step, pairs)...))
}

// insertLines puts lines in behind the end of a line, with its line break.
func (e *editor) insertLines(end int, lines []string) {
	newline := string(e.data[end : end+lineBreak(e.data[end:])])
	if newline == "" {
		newline = e.newline
	}
	for _, l := range lines {
		e.insert(end, newline+l)
	}
}

// block writes pairs as lines.
func block(indent int, pairs []pair) []string {
	var out []string
	for _, p := range pairs {
		out = append(out, strings.Repeat(" ", indent)+p.key+": "+p.value)
	}
	return out
}

// flow writes pairs as they stand between braces.
func flow(pairs []pair) string {
	var out []string
	for _, p := range pairs {
		out = append(out, p.key+": "+p.value)
	}
	return strings.Join(out, ", ")
}

// below returns the end of the line behind which new keys of a block mapping
// go: that of its last value, or of the comments right below it that are
// indented like the mapping and so belong to it.
func (e *editor) below(m *yaml.Node) int {
	end := e.lineEnd(e.end(m))
	for {
		start := end + lineBreak(e.data[end:])
		stop := e.lineEnd(start)
		text := bytes.TrimLeft(e.data[start:stop], " ")
		if !bytes.HasPrefix(text, []byte("#")) || stop-start-len(text) < m.Column-1 {
			return end
		}
		end = stop
	}
}

// lineEnd returns the offset of the line break that ends a line.
func (e *editor) lineEnd(i int) int {
	for i < len(e.data) && lineBreak(e.data[i:]) == 0 {
		i++
	}
	return i
}

// text returns the file with all patches made.
func (e *editor) text() []byte {
	slices.SortStableFunc(e.patches, func(a, b patch) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var out []byte
	done := 0
	for _, p := range e.patches {
		if p.from < done {
			continue // places that are not what they seem: the new text will be refused
		}
		out = append(append(out, e.data[done:p.from]...), p.text...)
		done = p.to
	}
	return append(out, e.data[done:]...)
}

// plainText is text that YAML takes as it stands, in a block and in braces.
func plainText(s string) bool {
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if !letter && (i == 0 || !unicode.IsDigit(r) && !strings.ContainsRune(" -_./()'", r)) {
			return false
		}
	}
	return s != "" && !yamlWord(s)
}

// yamlWord reports the words that YAML, of one version or another, takes for
// no text at all, and tbc, which the format takes for no time.
func yamlWord(s string) bool {
	for _, word := range [...]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n", "tbc"} {
		if strings.EqualFold(s, word) {
			return true
		}
	}
	return false
}

// textYAML writes a text as a value, in quotes only where it needs them.
func textYAML(s string) string {
	if plainText(s) {
		return s
	}
	return quoteYAML(s)
}
