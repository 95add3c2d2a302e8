package main

import (
	"math"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// A grid lays rows of six cells out on a terminal: three short ones, and then
// a title, a place and remarks.
type grid struct {
	rows   [][]string
	widths []int
	width  int
	// third is how narrow the third column may get where it is not hours.
	third int
	// below are the texts of each row that stand on lines of their own.
	below [][]string
	// stacked tells that the terminal is too narrow for columns.
	stacked bool
}

// The columns that give way.
const titles, places, remarks = 3, 4, 5

const (
	// leastTitle and leastPlace are what says something, fairTitle what most
	// titles need.
	leastTitle, leastPlace, fairTitle = 12, 8, 40
	// leastKind tells a seminar from a session.
	leastKind = 8
	// indent is how far in the lines below a first line begin.
	indent = 4
)

// newGrid lays rows out in so many columns; 0 is no end of them.
func newGrid(rows [][]string, width int) *grid {
	return layOut(&grid{rows: rows, width: width, third: math.MaxInt})
}

// newKindGrid lays rows out whose third cells are kinds, which give way.
func newKindGrid(rows [][]string, width int) *grid {
	return layOut(&grid{rows: rows, width: width, third: leastKind})
}

// layOut finds where everything stands. Where not all of it fits, the remarks
// stand below: nobody may take for held what is cancelled. So do places of
// which too little would be left.
func layOut(g *grid) *grid {
	g.below = make([][]string, len(g.rows))
	if g.fit(); g.cuts() {
		g.moveBelow(remarks)
	}
	if g.widths[places] < min(g.longest(places), leastPlace) {
		g.moveBelow(places)
	}
	g.stacked = g.widths[titles] < min(g.longest(titles), leastTitle)
	return g
}

// cuts reports whether a cell is cut.
func (g *grid) cuts() bool {
	return slices.ContainsFunc([]int{2, titles, places, remarks}, func(column int) bool { return g.widths[column] < g.longest(column) })
}

// moveBelow moves a column to lines of its own.
func (g *grid) moveBelow(column int) {
	for n, row := range g.rows {
		if row[column] != "" {
			g.below[n] = append(g.below[n], row[column])
			row[column] = ""
		}
	}
	g.fit()
}

// longest returns how wide the widest cell of a column is.
func (g *grid) longest(column int) int {
	longest := 0
	for _, row := range g.rows {
		longest = max(longest, uniseg.StringWidth(row[column]))
	}
	return longest
}

// fit finds the widths of the columns. Where a line would be longer than the
// terminal, titles and places give way in turn, and kinds.
func (g *grid) fit() {
	g.widths = make([]int, 6)
	for _, row := range g.rows {
		for n, cell := range row {
			row[n] = visible(cell)
		}
	}
	for n := range g.widths {
		g.widths[n] = g.longest(n)
	}
	if g.width == 0 {
		return
	}
	excess := -2 - g.width // nothing stands behind the last column
	for _, w := range g.widths {
		if w > 0 {
			excess += w + 2
		}
	}
	for _, give := range []struct{ column, least int }{{titles, fairTitle}, {places, 12}, {titles, 20}, {places, leastPlace}, {2, g.third}, {titles, leastTitle}, {remarks, 0}, {places, 0}, {titles, 0}} {
		if cut := min(excess, g.widths[give.column]-give.least); cut > 0 {
			g.widths[give.column] -= cut
			excess -= cut
		}
	}
}

// lines returns the lines of a row.
func (g *grid) lines(n int) []string {
	if g.stacked {
		return g.stack(n)
	}
	lines := []string{g.line(n)}
	for _, text := range g.below[n] {
		lines = append(lines, indented(text, g.width)...)
	}
	return lines
}

// indented breaks a text into lines below another.
func indented(text string, width int) []string {
	lines := wrapped(text, width-indent)
	for n, line := range lines {
		lines[n] = strings.Repeat(" ", indent) + line
	}
	return lines
}

// line joins the cells of a row with two blanks between them and none at the end.
func (g *grid) line(n int) string {
	var b strings.Builder
	for column, cell := range g.rows[n] {
		if g.widths[column] <= 0 {
			continue
		}
		if column > 0 {
			b.WriteString("  ")
		}
		b.WriteString(padded(cell, g.widths[column]))
	}
	return strings.TrimRight(b.String(), " ")
}

// stack returns a row on lines below each other: the short cells on as few as
// they fit on, each other one whole on lines of its own.
func (g *grid) stack(n int) []string {
	row := g.rows[n]
	lines := []string{strings.TrimRight(padded(row[0], min(g.width, uniseg.StringWidth(row[0]))), " ")}
	for _, cell := range row[1:3] {
		last := lines[len(lines)-1]
		switch w := uniseg.StringWidth(cell); {
		case cell == "":
		case uniseg.StringWidth(last)+2+w <= g.width:
			lines[len(lines)-1] = last + "  " + cell
		default:
			lines = append(lines, strings.Repeat(" ", indent)+padded(cell, min(w, g.width-indent)))
		}
	}
	// Places stand before remarks, whichever have been moved.
	rest := slices.Concat(row[titles:], g.below[n])
	if n := len(g.below[n]); n > 1 {
		slices.Reverse(rest[len(rest)-n:])
	}
	for _, text := range rest {
		lines = append(lines, indented(text, g.width)...)
	}
	return lines
}

// wrapped breaks a text between its words, and within a word that is longer
// than a line, into lines of so many columns; 0 is no end of them.
func wrapped(s string, width int) []string {
	if width <= 0 {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	end := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line, used = "", 0
	}
	for _, word := range strings.Fields(s) {
		w := uniseg.StringWidth(word)
		if used > 0 && used+1+w <= width {
			line, used = line+" "+word, used+1+w
			continue
		}
		end()
		for g := uniseg.NewGraphemes(word); g.Next(); {
			if used+g.Width() > width {
				end()
			}
			line, used = line+g.Str(), used+g.Width()
		}
	}
	end()
	return lines
}

// padded returns a text of just so many columns, cut with an ellipsis.
func padded(s string, width int) string {
	if w := uniseg.StringWidth(s); w <= width {
		return s + strings.Repeat(" ", width-w)
	}
	out, used := "", 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if used+g.Width() > width-1 {
			break
		}
		out += g.Str()
		used += g.Width()
	}
	return out + "…" + strings.Repeat(" ", width-1-used)
}
