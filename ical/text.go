package ical

import (
	"strings"
	"unicode"
)

// lineEnds makes one line end of many; it never changes.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean prepares text for a TEXT value: valid UTF-8, one kind of line end, no
// control characters (client rule 4), no blanks at the ends of lines, which
// folding could strand alone on a line. golang-ical escapes but does not clean.
func clean(s string) string {
	if isCleanText(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\ufeff':
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// isCleanText tells text that needs no cleaning, as most does: ASCII without
// blanks at the ends of its lines.
func isCleanText(s string) bool {
	last := byte('\n') // so that no line end ends the text
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' && last == ' ', c < ' ' && c != '\n', c >= 0x7f:
			return false
		}
		last = s[i]
	}
	return last != ' ' && last != '\n' || s == ""
}

// cleanLine is clean for text that has one line.
func cleanLine(s string) string {
	if isCleanLine(s) {
		return s
	}
	return strings.Join(strings.Fields(clean(s)), " ")
}

// isCleanLine tells one line of ASCII with single blanks between its words.
func isCleanLine(s string) bool {
	blank := true // so that none begins the line
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == ' ' && blank {
			return false
		}
		blank = s[i] == ' '
	}
	return !blank || s == ""
}

// cleanURI returns a link that may stand in a URI value, which is written as
// it is (client rule 3), or "" where it could break out of its line or is of a
// scheme that no schedule has.
func cleanURI(s string) string {
	scheme, _, _ := strings.Cut(s, ":")
	if scheme != "https" && scheme != "http" && scheme != "mailto" {
		return ""
	}
	for _, r := range s {
		if r <= ' ' || r >= 0x7f || r == '"' || r == '\\' {
			return ""
		}
	}
	return s
}
