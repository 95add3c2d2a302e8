package announce

import (
	"strings"

	"coursecal/ical"
)

// Markdown tells the changes as CommonMark, fit to be read unrendered too;
// nothing where there are none.
func Markdown(c *ical.Comparison) string {
	if c.Same() {
		return ""
	}
	d := documentOf(c)
	var b strings.Builder
	b.WriteString("## " + markdown(d.title) + "\n")
	for _, s := range d.sections {
		b.WriteString("\n### " + s.heading + "\n\n")
		for _, it := range s.items {
			b.WriteString("- " + strong(it.name))
			if it.says != "" {
				b.WriteString(" " + markdown(it.says))
			}
			var facts []string
			for _, f := range it.facts {
				facts = append(facts, f.markdown())
			}
			if len(facts) > 0 {
				b.WriteString(": " + strings.Join(facts, "; "))
			}
			b.WriteString("\n")
		}
	}
	for _, s := range append(d.closing, follow) {
		b.WriteString("\n" + markdown(s) + "\n")
	}
	return b.String()
}

// markdown returns a fact with what is strong made so.
func (f fact) markdown() string {
	s := ""
	for _, p := range f {
		switch {
		case p.link:
			s += "<" + p.text + ">"
		case p.strong:
			s += strong(p.text)
		default:
			s += markdown(p.text)
		}
	}
	return s
}

func strong(s string) string {
	if s == "" {
		return ""
	}
	return "**" + markdown(s) + "**"
}

// marks are the characters that mean something within a line (CommonMark 2.4),
// "~" and "|" of the strikes and tables of others, "$" of mathematics.
const marks = "\\`*_[]<>~|$"

// markdown escapes text that stands within a line, never at its begin.
func markdown(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte(marks, s[i]) >= 0 || s[i] == '&' && isReference(s[i+1:]) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// isReference tells what makes a character reference of the "&" before it,
// such as "lt;" (CommonMark 2.5).
func isReference(s string) bool {
	name := strings.TrimLeft(s, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return len(name) < len(s) && strings.HasPrefix(name, ";")
}
