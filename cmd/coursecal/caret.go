package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
func runeWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks that terminals show two columns wide: East Asian
// scripts, full-width forms and emoji.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, {0x231A, 0x231B, 1}, {0x23E9, 0x23EC, 1},
		{0x2614, 0x2615, 1}, {0x2648, 0x2653, 1}, {0x26A1, 0x26A1, 1},
		{0x2705, 0x2705, 1}, {0x274C, 0x274C, 1}, {0x2753, 0x2755, 1},
		{0x2E80, 0x303E, 1}, {0x3041, 0xA4CF, 1}, {0xA960, 0xA97C, 1},
		{0xAC00, 0xD7A3, 1}, {0xF900, 0xFAFF, 1}, {0xFE30, 0xFE6F, 1},
		{0xFF00, 0xFF60, 1}, {0xFFE0, 0xFFE6, 1},
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x18AFF, 1}, {0x1B000, 0x1B2FB, 1}, {0x1F1E6, 0x1F202, 1},
		{0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6FF, 1}, {0x1F7E0, 0x1F7EB, 1},
		{0x1F900, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1}, {0x20000, 0x3FFFD, 1},
	},
}
