package ical

import (
	"html"
	"regexp"
	"strings"
	"sync"
)

// markupNames are the tags that there are: <https://example.org>, vector<int>
// and a<b stay text.
const markupNames = `a|abbr|b|big|blockquote|body|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|html|html-blob|i|img|ins|li|meta|o:p|ol|p|pre|s|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|wbr`

var (
	markupTag  = lazy(`(?i)<(!--(?s:.*?)--|!doctype[^<>]*|/?(?:` + markupNames + `))((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*)\s*/?>`)
	markupLink = lazy(`(?i)\shref\s*=\s*["']?\s*((?:https?://|mailto:)[^\s"'<>]+)`)
	// markupEntity ends in a semicolon: a link may have &copy=2 in it.
	markupEntity = lazy(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});`)
)

func lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// withoutMarkup takes the markup out of a text: Google and Outlook write HTML
// into descriptions. A link stands behind its text.
func withoutMarkup(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	link, begun, from := "", 0, 0
	for _, at := range markupTag().FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(withoutEntities(s[from:at[0]]))
		from = at[1]
		switch name := strings.ToLower(s[at[2]:at[3]]); name {
		case "a":
			link, begun = "", b.Len()
			if m := markupLink().FindStringSubmatch(s[at[4]:at[5]]); m != nil {
				link = withoutEntities(m[1])
			}
		case "/a":
			b.WriteString(linkBehind(b.String()[begun:], link))
			link = ""
		default:
			b.WriteString(markupBlank(name))
		}
	}
	b.WriteString(withoutEntities(s[from:]))
	return b.String()
}

// markupBlank is what parts texts where a tag did.
func markupBlank(tag string) string {
	switch tag {
	case "br", "/p", "/li", "/div", "/tr", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6":
		return "\n"
	case "/td", "/th":
		return " "
	case "li":
		return "- "
	}
	return ""
}

// linkBehind writes a link behind its text where the text is another.
func linkBehind(text, link string) string {
	bare := func(s string) string {
		s = strings.ToLower(strings.TrimSpace(s))
		for _, scheme := range []string{"mailto:", "https://", "http://"} {
			s = strings.TrimPrefix(s, scheme)
		}
		return strings.TrimSuffix(s, "/")
	}
	switch link = strings.TrimPrefix(link, "mailto:"); {
	case link == "", bare(link) == bare(text):
		return ""
	case strings.TrimSpace(text) == "":
		return link
	}
	return " (" + link + ")"
}

func withoutEntities(s string) string {
	return markupEntity().ReplaceAllStringFunc(s, html.UnescapeString)
}
