package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// MaxSize is the size in bytes beyond which a schedule file is refused.
const MaxSize = 1 << 20

// maxDepth is how deep collections may nest. The format needs five levels;
// the bound keeps the time that the YAML reader takes linear.
const maxDepth = 64

// pos is a place in the file; both count from 1, col in characters. All that
// was read has one, so it is small.
type pos struct{ line, col int32 }

func newPos(line, col int) pos { return pos{int32(line), int32(col)} }

func at(n *yaml.Node) pos { return newPos(n.Line, n.Column) }

// problem returns a problem at a place.
func (at pos) problem(file string, warning bool, msg, hint string) Problem {
	return Problem{file, int(at.line), int(at.col), warning, msg, hint}
}

// readSource turns the bytes of a file into the root mapping, or reports why
// it cannot. It refuses what YAML has beyond plain data (rule 9 of the
// format) and marks the values that YAML would cut.
func (p *parser) readSource(data []byte) *yaml.Node {
	start := pos{1, 1}
	if len(data) > MaxSize {
		p.errorf(start, "a schedule is one course in one year: split the file", "the file is larger than 1 MiB")
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !p.checkBytes(data) {
		return nil
	}
	p.src = newSource(data)
	root, ok := p.decode(data)
	if !ok {
		return nil
	}
	if root == nil {
		p.errorf(start, "begin with id:, name: and timezone:", "the file is empty")
		return nil
	}
	p.checkNode(root)
	if root.Kind != yaml.MappingNode {
		if !p.bad[root] {
			p.errorf(at(root), "begin with id:, name: and timezone:"+nbspHint(root.Value), "the file is not a mapping of keys to values")
		}
		return nil
	}
	return root
}

// checkBytes refuses what is not UTF-8 and control characters, which YAML
// reports without a line, and bounds brackets before the YAML reader sees
// them. Brackets in quotes and comments count too: no schedule has so many.
func (p *parser) checkBytes(data []byte) bool {
	depth := 0
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case !plainASCII(c):
			size, ok := p.checkRune(data, i)
			if !ok {
				return false
			}
			i += size
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth = max(0, depth-1)
		}
		if depth > 1000 {
			p.errorf(place(data, i), "close the brackets, or put text with brackets in quotes", "too many open brackets")
			return false
		}
		i++
	}
	return true
}

// checkRune returns the size of the character at an offset unless it is refused.
func (p *parser) checkRune(data []byte, i int) (size int, ok bool) {
	r, size := utf8.DecodeRune(data[i:])
	switch {
	case r == utf8.RuneError && size == 1:
		p.errorf(place(data, i), "save the file as UTF-8", "the byte 0x%02x is not UTF-8", data[i])
	case forbidden(r):
		p.errorf(place(data, i), "delete it", "the file has the control character %U here", r)
	default:
		return size, true
	}
	return 0, false
}

func plainASCII(c byte) bool { return c >= ' ' && c < 0x7f }

// place returns the place of a byte of the file.
func place(data []byte, offset int) pos {
	here := pos{1, 1}
	for i, r := range string(data[:offset]) {
		if r == '\n' || r == '\r' && data[i+1] != '\n' {
			here = pos{here.line + 1, 0}
		}
		here.col++
	}
	return here
}

// forbidden reports control characters but tab and line ends, and the
// separators that YAML takes for line ends where editors do not.
func forbidden(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff':
		return true
	}
	return unicode.IsControl(r)
}

// decode reads the only document of the file. It returns nil for an empty one.
func (p *parser) decode(data []byte) (root *yaml.Node, ok bool) {
	defer func() {
		// The YAML library is known to panic on some malformed input.
		if recover() != nil {
			p.errorf(pos{1, 1}, "look for a bracket or quote that is not closed", "the file is not YAML that can be read")
			root, ok = nil, false
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, true
	} else if err != nil {
		p.syntaxError(err)
		return nil, false
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		p.errorf(at(&second), "one file is one course: delete the line --- and what follows it", "a second document begins here")
		return nil, false
	case !errors.Is(err, io.EOF):
		p.syntaxError(err)
		return nil, false
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil, true
	}
	if c := doc.Content[0]; c.Kind == yaml.ScalarNode && c.Tag == "!!null" {
		return nil, true
	}
	return doc.Content[0], true
}

var syntaxLine = pattern(`^yaml: (?:line (\d+): )?(.*)$`)

// unquotedColon finds a value with a colon and a blank inside, the commonest
// slip: title: Deep: wide.
var (
	unquotedColon = pattern(`^(\s*(?:- +)?[\w-]+:\s+)([^"'\[{|>#&*!\s][^#]*: .*)$`)
	unquotedBrace = pattern(`^(\s*(?:- +)?[\w-]+:\s+)(\{[a-z:0-9]+\}\s*\S.*)$`)
)

// syntaxError says in our words what the YAML library found. Its line is
// often the one before or after, so the neighbours are searched for the
// commonest slips first.
func (p *parser) syntaxError(err error) {
	m := syntaxLine().FindStringSubmatch(strings.SplitN(err.Error(), "\n", 2)[0])
	line, msg := 1, "cannot be read"
	if m != nil {
		msg = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			if strings.HasPrefix(msg, "did not find expected") {
				n++ // yaml.v3 counts these from zero
			}
			line = min(max(n, 1), len(p.src.all()))
		}
	}
	for _, l := range []int{line, line + 1, line - 1} {
		text := p.src.line(l)
		if len(text) > 10_000 {
			continue
		}
		for _, slip := range []*regexp.Regexp{unquotedColon(), unquotedBrace()} {
			if s := slip.FindStringSubmatch(text); s != nil {
				value := strings.TrimSpace(s[2])
				p.errorf(newPos(l, utf8.RuneCountInString(s[1])+1), "put it in quotes: "+quoteYAML(value),
					"YAML cannot read the value %s", quote(value))
				return
			}
		}
	}
	p.errorf(newPos(line, p.indent(line)+1), syntaxHint(msg), "this is not YAML: %s", msg)
}

func (p *parser) indent(line int) int {
	l := p.src.line(line)
	return len(l) - len(strings.TrimLeft(l, " "))
}

func syntaxHint(msg string) string {
	switch {
	case strings.Contains(msg, "tab"), strings.Contains(msg, "cannot start any token"):
		return "indent with blanks, not tabs; put text that begins with a special character in quotes"
	case strings.Contains(msg, "did not find expected ',' or"):
		return "close the bracket, and put text with : or , in quotes"
	case strings.Contains(msg, "indentation"), strings.Contains(msg, "block"), strings.Contains(msg, "simple key"):
		return "give keys of one level the same indentation, each with a colon and a blank"
	}
	return "look at this line and the one before for a missing quote, bracket, colon or blank"
}

// quote quotes a value for a message, cut where it is long.
func quote(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	if strings.ContainsAny(s, "\n\r\t") {
		s = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
	}
	return `"` + s + `"`
}

// quoteYAML writes a value as a YAML string in double quotes.
func quoteYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// nbspHint explains the invisible reason why a line did not become a key.
func nbspHint(s string) string {
	if strings.ContainsRune(s, '\u00a0') {
		return fmt.Sprintf("; there is a no-break space (%U) in the line: replace it by a plain blank", '\u00a0')
	}
	return ""
}
