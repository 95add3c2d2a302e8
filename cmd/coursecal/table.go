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
		// The year of the first day is in the name of its week.
		rows = append(rows, []string{mark(a, i, n == next) + " " + i.First.UTC().Format("Mon 2 Jan"), a.Hours(i), s.kind(i.Kind), a.Title(i), i.Where, i.Remarks()})
	}
	g := newKindGrid(rows, s.width)
	var b strings.Builder
	n := 0
	for w, week := range a.Weeks() {
		if w > 0 {
			b.WriteByte('\n')
		}
		s.write(&b, heading, wrapped(agenda.WeekName(week), s.width))
		for _, i := range week {
			s.write(&b, colour(a, i, n == next), g.lines(n))
			n++
		}
	}
	if n == 0 {
		b.WriteString("no entries\n")
	}
	for n, line := range undecidedLines(a) {
		if n == 0 {
			b.WriteByte('\n')
		}
		colour := plain
		if a.Undecided[n].Cancelled {
			colour = cancelled
		}
		s.write(&b, colour, wrapped(visible("not fixed yet: "+line), s.width))
	}
	return []byte(b.String())
}

// undecidedLines say what has no date yet, a line for each entry.
func undecidedLines(a *agenda.Agenda) []string {
	var out []string
	for _, u := range a.Undecided {
		title := u.Title
		if len(a.Courses) > 1 {
			title = agenda.Item{Course: u.Course}.Name() + " " + title
		}
		out = append(out, undecidedLine(u, title))
	}
	return out
}

// undecidedLine says what has no date yet, by a title, and what became of it.
func undecidedLine(u agenda.Undecided, title string) string {
	line := entryName(u.Key, u.Group) + ", " + title
	if remarks := u.Remarks(); remarks != "" {
		line += " (" + remarks + ")"
	}
	return line
}

// write writes lines in a colour. What stands before the text of a line has none.
func (s style) write(b *strings.Builder, colour string, lines []string) {
	for _, line := range lines {
		text := strings.TrimLeft(line, " ")
		b.WriteString(line[:len(line)-len(text)] + s.paint(colour, text) + "\n")
	}
}

// mark is what stands before an entry: readers of files have no colours.
func mark(a *agenda.Agenda, i agenda.Item, next bool) string {
	switch {
	case next:
		return "*"
	case i.Over(a.Now):
		return "-"
	}
	return " "
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
