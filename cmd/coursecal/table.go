package main

import (
	"strings"

	"github.com/rivo/uniseg"

	"coursecal/cmd/coursecal/internal/agenda"
)

// style is how standard output shows a table.
type style struct {
	// width is how many columns there are; 0 is no end of them.
	width  int
	colour bool
}

// style looks at standard output. NO_COLOR turns colour off (no-color.org).
func (e *env) style() style {
	return style{e.width, e.width > 0 && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"}
}

// Colours of a terminal, by what they are for.
const (
	plain     = ""
	heading   = "1"    // bold
	past      = "2"    // dim
	upcoming  = "1;32" // bold green
	cancelled = "9"    // struck through
)

// paint colours a text.
func (s style) paint(colour, text string) string {
	if !s.colour || colour == plain || text == "" {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// table writes the agenda for people, a block for each week.
func table(a *agenda.Agenda, s style) []byte {
	next := a.Next()
	var rows [][]string
	for n, i := range a.Items {
		mark := " "
		if n == next {
			mark = "*"
		}
		rows = append(rows, []string{mark + " " + i.First.UTC().Format("Mon 2 Jan"), i.Hours(), s.kind(i.Kind), a.Title(i), i.Where, i.Remarks()})
	}
	widths, below := remarksBelow(rows, s.width)
	var b strings.Builder
	n := 0
	for w, week := range a.Weeks() {
		if w > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.paint(heading, agenda.WeekName(week)) + "\n")
		for _, i := range week {
			paint := colour(a, i, n == next)
			b.WriteString(s.paint(paint, line(rows[n], widths)) + "\n")
			if below[n] != "" {
				b.WriteString("    " + s.paint(paint, strings.TrimRight(padded(below[n], s.width-4), " ")) + "\n")
			}
			n++
		}
	}
	if n == 0 {
		b.WriteString("no entries\n")
	}
	for _, c := range a.Courses {
		for _, u := range c.Undecided {
			title := u.Title
			if len(a.Courses) > 1 {
				title = agenda.Item{Course: c}.Name() + " " + title
			}
			b.WriteString("\nnot fixed yet: " + visible(entryName(u.Key, u.Group)+", "+title))
		}
		if len(c.Undecided) > 0 {
			b.WriteByte('\n')
		}
	}
	return []byte(b.String())
}

func colour(a *agenda.Agenda, i agenda.Item, next bool) string {
	switch {
	case i.Cancelled:
		return cancelled
	case next:
		return upcoming
	case i.Over(a.Now):
		return past
	}
	return plain
}

// longestKind is how wide the kinds of a list are on a terminal at most.
const longestKind = 16

func (s style) kind(kind string) string {
	if s.width == 0 || uniseg.StringWidth(kind) <= longestKind {
		return kind
	}
	return padded(kind, longestKind)
}

// leastRemark is what it takes to say "moved from Wed 18 March".
const leastRemark = 24

// remarksBelow returns the widths of the columns of a list. Where the remarks
// would be cut to less than what they begin with, they leave their column and
// are returned, to stand on lines of their own: nobody may take for held what
// is cancelled.
func remarksBelow(rows [][]string, width int) (widths []int, below []string) {
	below = make([]string, len(rows))
	longest := 0
	for _, row := range rows {
		longest = max(longest, uniseg.StringWidth(visible(row[5])))
	}
	widths = fitted(rows, width)
	if len(rows) == 0 || widths[5] >= min(longest, leastRemark) {
		return widths, below
	}
	for n := range rows {
		below[n], rows[n][5] = rows[n][5], ""
	}
	return fitted(rows, width), below
}

// fitted returns the widths of the columns. Where a line would be longer than
// the terminal, the last three columns give way: remarks, though not what they
// begin with, "moved from Wed 18 March", before long titles do; then places.
func fitted(rows [][]string, width int) []int {
	var widths []int
	for _, row := range rows {
		for n, cell := range row {
			if n == len(widths) {
				widths = append(widths, 0)
			}
			row[n] = visible(cell)
			widths[n] = max(widths[n], uniseg.StringWidth(row[n]))
		}
	}
	if width == 0 || len(widths) == 0 {
		return widths
	}
	excess := -2 - width // nothing stands behind the last column
	for _, w := range widths {
		excess += w + 2
	}
	for _, give := range []struct{ column, least int }{{5, 24}, {3, 40}, {4, 12}, {5, 16}, {3, 20}, {4, 8}, {5, 0}, {4, 0}, {3, 4}} {
		if cut := min(excess, widths[give.column]-give.least); cut > 0 {
			widths[give.column] -= cut
			excess -= cut
		}
	}
	return widths
}

// line joins cells with two blanks between them and none at the end.
func line(row []string, widths []int) string {
	var b strings.Builder
	for n, cell := range row {
		if widths[n] <= 0 {
			continue
		}
		if n > 0 {
			b.WriteString("  ")
		}
		b.WriteString(padded(cell, widths[n]))
	}
	return strings.TrimRight(b.String(), " ")
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
