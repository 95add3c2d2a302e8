package announce

import (
	"fmt"
	"html"
	"strings"

	"coursecal/ical"
)

// HTML tells the changes as a fragment of HTML; nothing where there are none.
// It is made of headings, lists and paragraphs without a style or a class,
// which is what learning platforms and mail programs leave alone.
func HTML(c *ical.Comparison) string {
	if c.Same() {
		return ""
	}
	d := documentOf(c)
	var b strings.Builder
	b.WriteString("<h3>" + html.EscapeString(d.title) + "</h3>\n")
	for _, s := range d.sections {
		b.WriteString("<h4>" + s.heading + "</h4>\n<ul>\n")
		for _, it := range s.items {
			b.WriteString("<li><p>" + it.html() + "</p></li>\n")
		}
		b.WriteString("</ul>\n")
	}
	for _, s := range append(d.closing, follow) {
		b.WriteString("<p>" + html.EscapeString(s) + "</p>\n")
	}
	return ascii(b.String())
}

// ascii writes what is not ASCII as character references, so that a fragment
// reads right whatever charset the page or program has that it is put into.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}

// html returns an item, a line for each fact. The name may be written from
// right to left, and stands by itself.
func (it item) html() string {
	s := "<strong><bdi>" + html.EscapeString(it.name) + "</bdi></strong>"
	if it.says != "" {
		s += " " + html.EscapeString(it.says)
	}
	for _, f := range it.facts {
		s += "<br />\n" + f.html()
	}
	return s
}

func (f fact) html() string {
	s := ""
	for _, p := range f {
		text := html.EscapeString(p.text)
		switch {
		case p.link:
			s += `<a href="` + text + `">` + text + "</a>"
		case p.strong:
			s += "<strong>" + text + "</strong>"
		default:
			s += text
		}
	}
	return s
}
