package ical

import (
	"bytes"
	"iter"
	"strings"
)

// contentLine is a property of a calendar that another program wrote
// (RFC 5545 3.1).
type contentLine struct {
	number     int    // of the line on which it begins, from 1
	name       string // in upper case
	parameters string // as they stand, without the first semicolon
	value      string
}

// unfolded returns the properties of a calendar. Lines may end in CRLF, LF or
// CR; what is no property is passed over.
func unfolded(data []byte) iter.Seq[contentLine] {
	return func(yield func(contentLine) bool) {
		var whole []byte
		number, begun := 0, 0
		flush := func() bool {
			l, ok := parseLine(whole, begun)
			whole = whole[:0]
			return !ok || yield(l)
		}
		for len(data) > 0 {
			number++
			line := data
			if n := bytes.IndexAny(data, "\r\n"); n >= 0 {
				line = data[:n]
				if bytes.HasPrefix(data[n:], []byte("\r\n")) {
					n++
				}
				data = data[n+1:]
			} else {
				data = nil
			}
			if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
				whole = append(whole, line[1:]...)
				continue
			}
			if !flush() {
				return
			}
			whole, begun = append(whole, line...), number
		}
		flush()
	}
}

// parseLine splits a line at the first colon that is not in quotes.
func parseLine(line []byte, number int) (contentLine, bool) {
	quoted, semicolon := false, -1
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ';' && semicolon < 0:
			semicolon = i
		case c == ':':
			l := contentLine{number: number, value: string(line[i+1:])}
			name := string(line[:i])
			if semicolon >= 0 {
				name, l.parameters = name[:semicolon], name[semicolon+1:]
			}
			l.name = strings.ToUpper(strings.TrimSpace(name))
			return l.mended(), true
		}
	}
	return contentLine{}, false
}

// mended returns a date whose zone has a colon in it and no quotes, as Outlook
// writes it: DTSTART;TZID=tzone://Microsoft/Utc:20200429T090000.
func (l contentLine) mended() contentLine {
	switch l.name {
	case "DTSTART", "DTEND", "DUE", "RDATE", "EXDATE", "RECURRENCE-ID":
		if path, value, found := strings.Cut(l.value, ":"); found && strings.HasPrefix(path, "//") {
			l.parameters, l.value = l.parameters+":"+path, value
		}
	}
	return l
}

// parameter returns the value of a parameter without its quotes, or "".
func (l contentLine) parameter(name string) string {
	for rest := l.parameters; rest != ""; {
		var one string
		one, rest = cutUnquoted(rest)
		if key, value, _ := strings.Cut(one, "="); strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return ""
}

// cutUnquoted cuts a text at the first semicolon that is not in quotes.
func cutUnquoted(s string) (before, after string) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}
