package announce

import (
	"strings"

	"coursecal/ical"
)

// Text tells the changes at the desk; nothing where there are none. The texts
// of the schedule stand in it as they are: a terminal needs them made visible.
func Text(c *ical.Comparison) string {
	if c.Same() {
		return ""
	}
	d := documentOf(c)
	var b strings.Builder
	b.WriteString(d.title + "\n")
	for _, s := range d.sections {
		b.WriteString("\n" + s.heading + "\n")
		for _, it := range s.items {
			b.WriteString("  " + strings.TrimSpace(it.name+" "+it.says) + "\n")
			for _, f := range it.facts {
				b.WriteString("    " + f.text() + "\n")
			}
		}
	}
	if len(d.closing) > 0 {
		b.WriteString("\n" + strings.Join(d.closing, "\n") + "\n")
	}
	return b.String()
}

// text returns a fact as plain text.
func (f fact) text() string {
	s := ""
	for _, p := range f {
		s += p.text
	}
	return s
}
