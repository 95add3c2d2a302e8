package pages

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"coursecal/schedule"
)

// The picture of the term has the weeks across, a row for each kind of
// session and one for deadlines. Across it counts in per cent, so that it
// fills a phone and a sheet of paper without scaling its letters; down in
// pixels, so that the letters of a reader who has larger ones grow only as far
// as they do not lie over each other.
const (
	glanceTop = 26 // where the rows begin, below months
	glanceRow = 32 // the height of a row of sessions
	// glanceRows is how many kinds have a row; the others share the last.
	glanceRows = 5
	glanceDue  = 92 // the height of the row of deadlines, with three heights of weights
	glanceNow  = 15 // the height of the word today
	// breakWide and breakNarrow are how much of the width a letter of a break's
	// name needs, on a wide page and on a phone.
	breakWide, breakNarrow = 0.8, 2.1
	// dueLabel is how much of the width the word due needs, on a phone.
	dueLabel = 14
	// labelRoom is how many pixels a phone of 320 has for the label of a row, and
	// the others are how many a letter takes where the typeface is wide: a usual
	// one, a broad one, and the mark of what is cut off.
	labelRoom, labelLetter, labelBroad, labelCut = 256, 8.6, 13.2, 12
)

// glance is a picture being drawn.
type glance struct {
	strings.Builder
	*sheet
	start   schedule.Date // the first day of the course
	first   schedule.Date // the Monday before
	weeks   int
	rows    []string // kinds of sessions
	due     int      // where the deadlines begin, 0 without any
	weights []weight
	height  int
}

// glance draws the term as an SVG, or nothing where there are no entries.
func (s *sheet) glance() template.HTML {
	if len(s.entries) == 0 {
		return ""
	}
	g := &glance{sheet: s}
	g.span()
	g.weigh()
	g.lay()
	x := g.at(s.today)
	now := x >= 0 && x <= 100
	whole := g.height
	if now {
		whole += glanceNow
	}
	fmt.Fprintf(g, `<svg class="glance" role="img" aria-labelledby="glance-title" width="100%%" height="%d"><title id="glance-title">%s</title>`,
		whole, html.EscapeString(g.summary()))
	g.WriteString(`<g aria-hidden="true">`) // the title says it
	g.breaks(g.height)
	g.ruler(g.height)
	if now {
		fmt.Fprintf(g, `<line class="today" x1="%.2f%%" x2="%.2f%%" y1="20" y2="%d"/><text class="now%s" x="%.2f%%" y="%d">today</text>`,
			x, x, g.height, aligned(x), x, whole-3)
	}
	g.sessions()
	g.deadlines()
	g.WriteString("</g></svg>")
	return template.HTML(g.String())
}

// span finds the weeks across: those of the term and of every entry.
func (g *glance) span() {
	first, last := g.days()
	if g.course.TermStart != 0 {
		first, last = min(first, g.course.TermStart), max(last, g.course.TermEnd)
	}
	g.start, g.first = first, first.Monday()
	g.weeks = int(last.Monday()-g.first)/7 + 1
}

// lay gives each kind of session its row, and deadlines one as high as their
// weights need.
func (g *glance) lay() {
	hasDue := false
	for _, e := range g.entries {
		hasDue = hasDue || e.item.Deadline
		if !e.item.Deadline && !slices.Contains(g.rows, kindWords(e.item.Kind)) {
			g.rows = append(g.rows, kindWords(e.item.Kind))
		}
	}
	g.height = glanceTop + min(len(g.rows), glanceRows)*glanceRow
	if hasDue {
		g.due = g.height
		g.height += glanceDue + weightHeight*max(0, g.levels()-3)
	}
}

// at returns where a date's noon lies across, in per cent.
func (g *glance) at(d schedule.Date) float64 {
	return (float64(d-g.first) + 0.5) / float64(7*g.weeks) * 100
}

// edge returns where a date begins.
func (g *glance) edge(d schedule.Date) float64 {
	return max(0, min(100, float64(d-g.first)/float64(7*g.weeks)*100))
}

// summary says the picture in words: what is held, and what is due for a student.
func (g *glance) summary() string {
	sessions, deadlines, weights := 0, []due(nil), []string(nil)
	for _, e := range g.entries {
		switch {
		case e.Cancelled:
		case !e.item.Deadline:
			sessions++
		default:
			deadlines = append(deadlines, due{item: e.item})
			// What each group has at its own time is said once.
			if words := e.item.Title + " " + e.Worth; e.Worth != "" && (len(e.item.Groups) == 0 || !slices.Contains(weights, words)) {
				weights = append(weights, words)
			}
		}
	}
	s := "The term at a glance: " + count(g.weeks, "week") + ", " + count(sessions, "session") + ", " + count(len(ofStudent(deadlines)), "deadline")
	if len(weights) > 0 {
		s += "; " + strings.Join(weights, ", ")
	}
	return s
}

// breaks shades the days without sessions.
func (g *glance) breaks(height int) {
	for _, b := range g.course.Breaks {
		x, end := g.edge(b.First), g.edge(b.Last+1)
		if end > x {
			name := html.EscapeString(b.Name)
			fmt.Fprintf(g, `<rect class="break" x="%.2f%%" y="20" width="%.2f%%" height="%d"><title>%s</title></rect>`, x, end-x, height-20, name)
			g.breakName(x, end, utf8.RuneCountInString(b.Name), name)
		}
	}
}

// breakName writes the name of a break in it where there is room.
func (g *glance) breakName(x, end float64, letters int, name string) {
	class := "rest"
	switch room := (end - x) / float64(letters); {
	case letters == 0 || room < breakWide:
		return
	case room < breakNarrow:
		class += " wide"
	}
	fmt.Fprintf(g, `<text class="%s" x="%.2f%%" y="%d">%s</text>`, class, (x+end)/2, glanceTop+8, name)
}

// sessions draws a mark for each session, in the row of its kind.
func (g *glance) sessions() {
	for n, kind := range g.rows {
		y := g.row(n)
		if n >= glanceRows {
			continue
		}
		label := kind
		if n == glanceRows-1 && len(g.rows) > glanceRows {
			label = "others"
		}
		g.rowName(label, y-10)
	}
	for _, e := range g.entries {
		if e.item.Deadline {
			continue
		}
		y := g.row(slices.Index(g.rows, kindWords(e.item.Kind)))
		title := html.EscapeString(e.tip())
		if e.item.First != e.item.Last {
			fmt.Fprintf(g, `<rect class="mark %s" x="%.2f%%" y="%d" width="%.2f%%" height="8" rx="4"><title>%s</title></rect>`,
				e.Class, g.edge(e.item.First), y-4, g.edge(e.item.Last+1)-g.edge(e.item.First), title)
			continue
		}
		fmt.Fprintf(g, `<circle class="mark %s" cx="%.2f%%" cy="%d" r="4"><title>%s</title></circle>`, e.Class, g.at(e.item.First), y, title)
	}
}

// rowName writes what a row is called; of what is cut off, the title says all.
func (g *glance) rowName(name string, y int) {
	short, title := fitting(name), ""
	if short != name {
		title = "<title>" + html.EscapeString(name) + "</title>"
	}
	fmt.Fprintf(g, `<text class="label" x="0" y="%d">%s%s</text>`, y, title, html.EscapeString(short))
}

// fitting cuts a label to what a phone has room for.
func fitting(label string) string {
	wide, cut := 0.0, 0
	for n, r := range label {
		if wide+labelCut <= labelRoom {
			cut = n
		}
		if unicode.IsUpper(r) || r == 'm' || r == 'w' {
			wide += labelBroad
		} else {
			wide += labelLetter
		}
	}
	if wide <= labelRoom {
		return label
	}
	return strings.TrimRight(label[:cut], " ") + "…"
}

// row returns the middle of a row of sessions.
func (g *glance) row(n int) int { return glanceTop + min(n, glanceRows-1)*glanceRow + 22 }

// deadlines draws a disc for each deadline, as large as it weighs, and above
// it the weight. Small ones come last, so that none hides behind another.
func (g *glance) deadlines() {
	if g.due == 0 {
		return
	}
	base := g.height - 22
	var due []*entry
	label := base - 10
	for _, e := range g.entries {
		if e.item.Deadline {
			due = append(due, e)
		}
		if e.item.Deadline && g.at(e.item.First) < dueLabel {
			label = g.due + 12 // out of the way of the first ones
		}
	}
	fmt.Fprintf(g, `<text class="label" x="0" y="%d">due</text><line class="base" x1="0" x2="100%%" y1="%d" y2="%d"/>`, label, base, base)
	g.writeWeights(base)
	slices.SortStableFunc(due, func(a, b *entry) int { return cmp.Compare(percent(b.Worth), percent(a.Worth)) })
	for _, e := range due {
		r := 4 + 1.4*math.Sqrt(min(percent(e.Worth), 100))
		fmt.Fprintf(g, `<circle class="mark %s" cx="%.2f%%" cy="%d" r="%.1f"><title>%s</title></circle>`,
			e.Class, g.at(e.item.First), base, r, html.EscapeString(e.tip()))
	}
}
