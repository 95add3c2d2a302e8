package main

import (
	"math"
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
	// below are the remarks that stand on lines of their own.
	below []string
	// stacked tells that the terminal is too narrow for columns.
	stacked bool
}

const (
	// leastRemark is what it takes to say "moved from Wed 18 March".
	leastRemark = 24
	// leastTitle is what a title says something in, fairTitle what most need.
	leastTitle, fairTitle = 12, 40
	// leastKind tells a seminar from a session.
	leastKind = 8
	// indent is how far in the lines below a first line begin.
	indent = 4
)

// newGrid lays rows out in so many columns; 0 is no end of them. Where the
// remarks would be cut to less than what they begin with, they leave their
// column for lines of their own: nobody may take for held what is cancelled.
// They do so too where titles would be cut for them to little.
func newGrid(rows [][]string, width int) *grid {
	return layOut(&grid{rows: rows, width: width, third: math.MaxInt})
}

// newKindGrid lays rows out whose third cells are kinds, which give way.
func newKindGrid(rows [][]string, width int) *grid {
	return layOut(&grid{rows: rows, width: width, third: leastKind})
}

func layOut(g *grid) *grid {
	rows := g.rows
	g.below = make([]string, len(rows))
	g.fit()
	if g.longest(5) > 0 && (g.widths[5] < min(g.longest(5), leastRemark) || g.widths[3] < min(g.longest(3), fairTitle)) {
		for n := range rows {
			g.below[n], rows[n][5] = rows[n][5], ""
		}
		g.fit()
	}
	g.stacked = len(rows) > 0 && g.widths[3] < min(g.longest(3), leastTitle)
	return g
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
// terminal, the last three columns give way: remarks, though not what they
// begin with, "moved from Wed 18 March", before long titles do; then places,
// and kinds.
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
	for _, give := range []struct{ column, least int }{{5, leastRemark}, {3, fairTitle}, {4, 12}, {5, 16}, {3, 20}, {4, 8}, {2, g.third}, {5, 0}, {4, 0}, {3, 0}} {
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
	if g.below[n] != "" {
		lines = append(lines, strings.Repeat(" ", indent)+strings.TrimRight(padded(g.below[n], g.width-indent), " "))
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
	for _, cell := range []string{row[3], row[4], row[5], g.below[n]} {
		for _, line := range wrapped(cell, g.width-indent) {
			lines = append(lines, strings.Repeat(" ", indent)+line)
		}
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
