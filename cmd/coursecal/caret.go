package main

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// sourceWidth is how much of a source line is shown, in terminal columns.
const sourceWidth = 76

// sourceLines splits a file the way YAML counts its lines.
func sourceLines(data []byte) []string {
	text := strings.TrimPrefix(string(data), "\uFEFF")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	return strings.Split(text, "\n")
}

// A cell is one character of a source line as it is shown.
type cell struct {
	text  string
	width int
}

// caret returns a source line and, on the next, a caret under a column that
// counts characters from 1. Of a long line it shows the part around the
// column.
func caret(line string, col int) string {
	cells := sourceCells(line)
	at := max(0, min(col-1, len(cells)))
	first, last := window(cells, at)
	var b strings.Builder
	indent := 0
	b.WriteString("  ")
	if first > 0 {
		b.WriteString("…")
		indent++
	}
	for i := first; i < last; i++ {
		b.WriteString(cells[i].text)
		if i < at {
			indent += cells[i].width
		}
	}
	if last < len(cells) {
		b.WriteString("…")
	}
	b.WriteString("\n  " + strings.Repeat(" ", indent) + "^\n")
	return b.String()
}

// window returns the part of the cells, around one of them, that fits.
func window(cells []cell, at int) (first, last int) {
	width := 0
	for first = at; first > 0 && width+cells[first-1].width <= sourceWidth/2; first-- {
		width += cells[first-1].width
	}
	for last = at; last < len(cells) && width+cells[last].width <= sourceWidth; last++ {
		width += cells[last].width
	}
	for last == len(cells) && first > 0 && width+cells[first-1].width <= sourceWidth {
		first--
		width += cells[first].width
	}
	return first, last
}

// sourceCells returns the characters of a line with tabs as blanks, so that
// the caret stands right whatever the terminal's tab stops are.
func sourceCells(line string) []cell {
	var cells []cell
	column := 0
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		c := cell{text: visibleRune(r, line[i:i+size])}
		switch {
		case r == '\t':
			c.text = strings.Repeat(" ", 8-column%8)
			c.width = len(c.text)
		case c.text == line[i:i+size]:
			c.width = runeWidth(r)
		default:
			c.width = len(c.text)
		}
		column += c.width
		cells = append(cells, c)
		i += size
	}
	return cells
}

// runeWidth returns how many columns a terminal gives a character.
func runeWidth(r rune) int { return uniseg.StringWidth(string(r)) }
