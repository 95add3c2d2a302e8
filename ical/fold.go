package ical

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// lineOctets is how long a line may be, without its end (RFC 5545 3.1).
const lineOctets = 75

// fold copies lines that end in CRLF and folds the long ones. It cuts neither
// inside a character nor inside an escape such as \n, nor before what joins
// the character before it, so that a reader that unfolds badly still shows
// whole letters (client rule 2).
func fold(out *bytes.Buffer, text []byte) {
	for len(text) > 0 {
		end := bytes.Index(text, []byte("\r\n"))
		if end < 0 {
			end = len(text)
		}
		foldLine(out, text[:end])
		out.WriteString("\r\n")
		text = text[min(len(text), end+2):]
	}
}

func foldLine(out *bytes.Buffer, line []byte) {
	for room := lineOctets; len(line) > room; room = lineOctets - 1 {
		cut := cutAt(line, room)
		out.Write(line[:cut])
		out.WriteString("\r\n ")
		line = line[cut:]
	}
	out.Write(line)
}

// cutAt returns where to cut a line that is longer than room. Within one very
// long cluster of joined characters it cuts between two of them after all.
func cutAt(line []byte, room int) int {
	best, whole := 0, 0
	joined := false
	for i := 0; i <= room; {
		r, size := utf8.DecodeRune(line[i:])
		if i > 0 {
			whole = i
			if !joined && !joins(r) {
				best = i
			}
		}
		joined = r == '\u200d'
		if r == '\\' && i+1 < len(line) {
			size++
		}
		i += size
	}
	if best == 0 {
		return max(whole, 1)
	}
	return best
}

// joins reports characters that belong to the one before: combining marks,
// joiners, variation selectors, skin tones. Two regional indicators, a flag,
// are left as they are.
func joins(r rune) bool {
	return r == '\u200d' || unicode.Is(unicode.M, r) || r >= 0x1f3fb && r <= 0x1f3ff
}
