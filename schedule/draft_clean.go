package schedule

import (
	"strings"
	"unicode/utf8"
)

// clean makes the texts of an event such as a schedule may have.
func (w *draftWriter) clean(e *Event) {
	for _, text := range []*string{&e.Title, &e.Where, &e.Why, &e.Moved} {
		*text = w.short(e, strings.Join(strings.Fields(cleanText(*text)), " "))
	}
	e.Notes = w.short(e, strings.TrimSpace(cleanText(e.Notes)))
	if e.Title == "" {
		e.Title = "Untitled"
	}
	if strings.EqualFold(e.Where, "none") {
		e.Where = "" // as a place it takes the place away
	}
	e.URL = strings.TrimSpace(cleanText(e.URL))
	p := newParser("")
	if e.URL = p.link(e.URL, pos{1, 1}); p.errors > 0 {
		e.Notes = strings.TrimSpace(e.Notes + "\n" + e.URL)
		e.URL = ""
	}
	if number, ok := percent(e.Worth); ok {
		e.Worth = number + "%"
	} else {
		e.noteWorth() // it may be in points
	}
	if e.Kind = nameFrom(e.Kind); !validName(e.Kind) {
		e.Kind = ""
	}
}

// noteWorth puts a weight that cannot be said by itself into the notes.
func (e *Event) noteWorth() {
	if worth := strings.Join(strings.Fields(cleanText(e.Worth)), " "); worth != "" {
		e.Notes = strings.TrimSpace("Worth " + worth + "\n" + e.Notes)
	}
	e.Worth = ""
}

// cleanText drops what a schedule file must not have, and the characters that
// turn the direction of the text behind them.
func cleanText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if forbidden(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}

// short cuts a text that is longer than a schedule may have, even with every
// brace doubled.
func (w *draftWriter) short(e *Event, s string) string {
	const most = maxText / 2
	if len(s) <= most {
		return s
	}
	cut := most
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	w.tell(e, true, "link to a page in its place", "a text of %d bytes is cut at %d", len(s), most)
	return s[:cut]
}
