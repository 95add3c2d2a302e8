package schedule

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxText and maxTexts bound the bytes of one text and of all texts of a
// course, so that a short file cannot become a large calendar.
const maxText, maxTexts = 10_000, 8_000_000

// templateFields are the fields that a template may show.
var templateFields = []string{"n", "topic", "code", "name", "group", "week"}

// template is a text with fields such as {n}. The zero template is empty.
type template struct {
	pos
	parts []part
}

// part is a field, or else a text.
type part struct {
	field, text string
	width       int // digits of {n:02}
}

// shows reports whether a template has a field.
func (t *template) shows(field string) bool {
	if t == nil {
		return false
	}
	for _, p := range t.parts {
		if p.field == field {
			return true
		}
	}
	return false
}

// template reads a text with fields. With lines, it may have several lines.
func (p *parser) template(n *yaml.Node, what string, lines bool) *template {
	s, ok := p.scalar(n, what, "text")
	if !ok {
		return nil
	}
	if !lines {
		s = oneLine(s)
	}
	return p.templateText(s, at(n))
}

func (p *parser) templateText(s string, where pos) *template {
	t := p.templates.one()
	t.pos = where
	if strings.IndexByte(s, '{') < 0 && strings.IndexByte(s, '}') < 0 {
		t.parts = p.parts.put(part{text: s})
		return t
	}
	text := strings.Builder{}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c != '{' && c != '}':
			text.WriteByte(c)
		case i+1 < len(s) && s[i+1] == c:
			text.WriteByte(c)
			i++
		case c == '}':
			p.errorf(where, "type {{ and }} for braces in text", "%s has a } without a {", quote(s))
			return nil
		default:
			end := strings.IndexByte(s[i:], '}')
			if end < 0 {
				p.errorf(where, "type {{ and }} for braces in text", "%s has a { without a }", quote(s))
				return nil
			}
			f, ok := p.templateField(s[i+1:i+end], where)
			if !ok {
				return nil
			}
			t.parts = append(t.parts, part{text: text.String()}, f)
			text.Reset()
			i += end
		}
	}
	t.parts = append(t.parts, part{text: text.String()})
	return t
}

// templateField reads n, n:02 or another field's name.
func (p *parser) templateField(s string, where pos) (part, bool) {
	name, width, isWide := strings.Cut(s, ":")
	f := part{field: name}
	if isWide {
		w, err := strconv.Atoi(width)
		if name != "n" || err != nil || len(width) != 2 || width[0] != '0' || w < 1 {
			p.errorf(where, "type {n:02} for numbers of two digits", "{%s} is not a field", s)
			return f, false
		}
		f.width = w
	}
	if !contains(templateFields, name) {
		hint := "the fields are {" + strings.Join(templateFields, "}, {") + "}; type {{ and }} for braces in text"
		if near := Nearest(name, templateFields); near != "" {
			hint = "did you mean {" + near + "}? " + hint
		}
		p.errorf(where, hint, "{%s} is not a field", s)
		return f, false
	}
	return f, true
}

// facts are what the fields of a template say of one occurrence.
type facts struct {
	number       int
	hasNumber    bool
	topic, group string
	week         int
	hasWeek      bool
}

// fill replaces the fields of a template. A field that has nothing to say of
// an occurrence is an error of the schedule.
func (p *parser) fill(t *template, f facts) string {
	if t == nil {
		return ""
	}
	if len(t.parts) == 1 && t.parts[0].field == "" && len(t.parts[0].text) <= maxText && p.texts <= maxTexts {
		p.texts += len(t.parts[0].text)
		return strings.TrimSpace(t.parts[0].text)
	}
	var b strings.Builder
	for _, part := range t.parts {
		b.WriteString(part.text)
		if b.Len() > maxText || p.texts > maxTexts {
			p.errorf(t.pos, "shorten it, and link to a page", "the text is longer than %d characters, or all texts than %d", maxText, maxTexts)
			return ""
		}
		switch part.field {
		case "n":
			if !f.hasNumber {
				p.errorf(t.pos, "take {n} out", "{n} has no number here: this is no series")
			}
			fmt.Fprintf(&b, "%0*d", part.width, f.number)
		case "topic":
			p.need(t, f.topic != "", "{topic} has no topic here", "add topics:, or take {topic} out")
			b.WriteString(f.topic)
		case "code":
			p.need(t, p.course.Code != "", "{code} is not given", "add code: at the top, or take {code} out")
			b.WriteString(p.course.Code)
		case "name":
			b.WriteString(p.course.Name)
		case "group":
			p.need(t, f.group != "", "{group} has no group here", "add groups:, or take {group} out")
			b.WriteString(f.group)
		case "week":
			p.needWeek(t, f)
			b.WriteString(strconv.Itoa(f.week))
		}
	}
	p.texts += b.Len()
	return strings.TrimSpace(b.String())
}

func (p *parser) need(t *template, ok bool, msg, hint string) {
	if !ok {
		p.errorf(t.pos, hint, "%s", msg)
	}
}

func (p *parser) needWeek(t *template, f facts) {
	switch {
	case f.hasWeek || p.weeksBad:
	case p.weeks == nil:
		p.errorf(t.pos, "add week_numbers: {1: 2020-01-27} with the Monday of week 1", "{week} needs week_numbers, which the course does not have")
	default:
		p.errorf(t.pos, "take {week} out, or shorten the break", "{week} has no number here: the whole week lies in a break")
	}
}

// neverInLinks are the ASCII characters that RFC 3986 leaves no place for.
const neverInLinks = " \t\n\"<>\\^`{|}"

// linkHint tells how to write what is wrong in a link; err is that of its parse.
func linkHint(s string, err error) string {
	bad := strings.IndexAny(s, neverInLinks)
	var escape url.EscapeError
	switch {
	case bad >= 0 && s[bad] > ' ':
		return fmt.Sprintf("write %c as %%%02X", s[bad], s[bad])
	case bad >= 0:
		return "write blanks as %20"
	case errors.As(err, &escape):
		return "write % as %25"
	default:
		return "type a link such as https://example.edu/course"
	}
}

// link checks the text of a link and returns it in ASCII (RFC 3986).
func (p *parser) link(s string, where pos) string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, neverInLinks):
		p.errorf(where, linkHint(s, err), "%s is not a link", quote(s))
	case u.Scheme == "mailto" && u.Opaque != "":
	case u.Scheme != "http" && u.Scheme != "https":
		hint := "type https:// in front"
		if strings.Contains(s, "@") && !strings.Contains(s, "/") {
			hint = "type mailto: in front"
		}
		p.errorf(where, hint, "%s is not a link that begins with https:, http: or mailto:", quote(s))
	case u.Hostname() == "":
		p.errorf(where, "type a link such as https://example.edu/course", "%s names no host", quote(s))
	case !isASCII(u.Host):
		p.errorf(where, "type the host as xn--…", "the host of %s is not in ASCII", quote(s))
	case isASCII(s):
		return s
	}
	if err != nil {
		return ""
	}
	return u.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
