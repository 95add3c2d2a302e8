package pages

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Refused draws the page that says why there is no other, with links to paths of
// the site: "/", a course, or what is left of a choice. One without a slash at
// its beginning goes from where the reader is.
func (p *Pages) Refused(sentence string, paths ...string) []byte {
	type way struct{ Path, Link string }
	page := struct {
		Text string
		Ways []way
	}{Text: written(sentence)}
	for _, path := range paths {
		link := "Show the whole course"
		switch {
		case path == "/":
			link = "Show all courses"
		case strings.Contains(path, "?"):
			link = "Go on with the rest of your choice"
		}
		if strings.HasPrefix(path, "/") {
			path = p.root + path
		}
		page.Ways = append(page.Ways, way{path, link})
	}
	return p.draw("refused", page)
}

// written writes a sentence as pages do: programs get it in lower case and
// without its full stop.
func written(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(sentence[size:], ".") + "."
}
