package pages

import (
	"html"
	"html/template"
	"strings"
	"unicode"
)

// linked returns a text as HTML in which the addresses of pages and mailboxes
// can be followed. All of it is escaped.
func linked(text string) template.HTML {
	var b strings.Builder
	done := 0
	for n := 0; n < len(text); n++ {
		address := addressAt(text[n:])
		if address == "" {
			continue
		}
		shown := html.EscapeString(address)
		b.WriteString(html.EscapeString(text[done:n]) + `<a href="` + shown + `" rel="noopener">` + shown + `</a>`)
		done = n + len(address)
		n = done - 1
	}
	b.WriteString(html.EscapeString(text[done:]))
	return template.HTML(b.String())
}

// longestLink is how long an address may be to be followed.
const longestLink = 2000

// addressAt returns the address that a text begins with, or "": up to a blank
// or a quotation mark, without the punctuation of the sentence around it.
func addressAt(text string) string {
	// Nothing else is followed, since an address can be a script.
	for _, scheme := range [...]string{"https://", "http://", "mailto:"} {
		if !strings.HasPrefix(text, scheme) {
			continue
		}
		end := strings.IndexFunc(text[:min(len(text), longestLink)], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`<>"“”`, r) })
		if end < 0 && len(text) > longestLink {
			return ""
		}
		address := text
		if end >= 0 {
			address = text[:end]
		}
		if address = withoutEnd(address); len(address) > len(scheme) {
			return address
		}
	}
	return ""
}

// withoutEnd takes the punctuation from the end of an address, and the bracket
// that closes one before it.
func withoutEnd(address string) string {
	for {
		before := len(address)
		address = strings.TrimRight(address, ".,;:!?'*")
		if strings.HasSuffix(address, ")") && strings.Count(address, ")") > strings.Count(address, "(") {
			address = address[:len(address)-1]
		}
		if len(address) == before {
			return address
		}
	}
}
