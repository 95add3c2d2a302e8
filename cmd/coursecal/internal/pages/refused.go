package pages

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Refused draws the page that says why there is no other, with a link to a
// path of the site: "/", or a course.
func (p *Pages) Refused(sentence, path string) []byte {
	first, size := utf8.DecodeRuneInString(sentence)
	page := struct{ Text, Path, Link string }{
		string(unicode.ToUpper(first)) + strings.TrimSuffix(sentence[size:], ".") + ".", path, "Show the whole course",
	}
	if path == "/" {
		page.Link = "Show all courses"
	}
	return p.draw("refused", page)
}
