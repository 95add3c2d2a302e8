package ical

import (
	"bufio"
	"bytes"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// lineOctets is how long a line may be, without its end (RFC 5545 3.1).
const lineOctets = 75

// fold copies lines that end in CRLF and folds the long ones.
func fold(out *bufio.Writer, text []byte) {
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\r\n"))
		foldLine(out, line)
		text = rest
	}
}

// foldLine writes one line and folds it. It cuts neither inside a character
// nor inside an escape such as \n, nor before what joins the character before
// it, so that a reader that unfolds badly still shows whole letters (client
// rule 2).
func foldLine(out *bufio.Writer, line []byte) {
	for room := lineOctets; len(line) > room; room = lineOctets - 1 {
		cut := cutAt(line, room)
		out.Write(line[:cut])
		out.WriteString("\r\n ")
		line = line[cut:]
	}
	out.Write(line)
	out.WriteString("\r\n")
}

// cutAt returns where to cut a line that is longer than room: before the last
// grapheme that does not fit. A single one that is longer than a line is cut
// between two of its characters after all.
func cutAt(line []byte, room int) int {
	if isASCII(line[:room+1]) {
		return beforeEscape(line, room)
	}
	// How far a grapheme goes on that does not fit makes no difference.
	line = line[:min(len(line), room+utf8.UTFMax)]
	cut := 0
	for cut < room {
		size := graphemeSize(line[cut:])
		// The backslash is the whole grapheme, or joins a letter before it that
		// joins whatever follows, such as Unicode's Syriac abbreviation mark.
		if line[cut+size-1] == '\\' {
			size += graphemeSize(line[cut+size:])
		}
		if cut+size > room {
			break
		}
		cut += size
	}
	if cut > 0 {
		return cut
	}
	for cut = room; !utf8.RuneStart(line[cut]); {
		cut--
	}
	return beforeEscape(line, cut)
}

// beforeEscape moves a cut that would part a backslash from what it escapes:
// such a one stands at the end of an odd number of them.
func beforeEscape(line []byte, cut int) int {
	return cut - (cut-len(bytes.TrimRight(line[:cut], `\`)))%2
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// graphemeSize returns the octets of the first grapheme of a text. Two ASCII
// characters never join, which spares most texts the look at Unicode's tables.
func graphemeSize(text []byte) int {
	if len(text) < 2 || text[0] < utf8.RuneSelf && text[1] < utf8.RuneSelf {
		return min(1, len(text))
	}
	cluster, _, _, _ := uniseg.FirstGraphemeCluster(text, -1)
	return len(cluster)
}
