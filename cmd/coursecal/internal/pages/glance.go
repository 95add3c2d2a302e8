package pages

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"coursecal/schedule"
)

// The picture of the term has the weeks across, a row for each kind of
// session and one for deadlines. Across it counts in per cent, so that it
// fills a phone and a sheet of paper without scaling its letters; down in
// pixels.
const (
	glanceTop = 34 // where the rows begin, below months and weeks
	glanceRow = 32 // the height of a row of sessions
	// glanceRows is how many kinds have a row; the others share the last.
	glanceRows = 5
	glanceDue  = 92 // the height of the row of deadlines
	// glanceLabel is how wide the label of a weight may be, in per cent, on a
	// phone: labels nearer than this stand at different heights.
	glanceLabel = 11
	// glanceWeight is the weight in per cent from which it is written; a disc
	// says the smaller ones.
	glanceWeight = 5
)

// glance is a picture being drawn.
type glance struct {
	strings.Builder
	*sheet
	first schedule.Date // a Monday
	weeks int
	rows  []string // kinds of sessions
	due   int      // where the deadlines begin, 0 without any
}

// glance draws the term as an SVG, or nothing where there are no entries.
func (s *sheet) glance() template.HTML {
	if len(s.entries) == 0 {
		return ""
	}
	g := &glance{sheet: s}
	g.span()
	g.lay()
	height := g.due + glanceDue
	if g.due == 0 {
		height = glanceTop + len(g.rows)*glanceRow
	}
	fmt.Fprintf(g, `<svg class="glance" role="img" aria-labelledby="glance-title" width="100%%" height="%d"><title id="glance-title">%s</title>`,
		height, html.EscapeString(g.summary()))
	g.breaks(height)
	g.ruler(height)
	if x := g.at(s.today); x >= 0 && x <= 100 {
		fmt.Fprintf(g, `<line class="today" x1="%.2f%%" x2="%.2f%%" y1="16" y2="%d"/>`, x, x, height)
	}
	g.sessions()
	g.deadlines()
	g.WriteString("</svg>")
	return template.HTML(g.String())
}

// span finds the weeks across: those of the term and of every entry.
func (g *glance) span() {
	first, last := g.course.TermStart, g.course.TermEnd
	if first == 0 {
		first, last = g.entries[0].item.First, g.entries[0].item.Last
	}
	for _, e := range g.entries {
		first, last = min(first, e.item.First), max(last, e.item.Last)
	}
	g.first = first.Monday()
	g.weeks = int(last.Monday()-g.first)/7 + 1
}

// lay gives each kind of session its row.
func (g *glance) lay() {
	hasDue := false
	for _, e := range g.entries {
		hasDue = hasDue || e.item.Deadline
		if !e.item.Deadline && !slices.Contains(g.rows, e.Kind) {
			g.rows = append(g.rows, e.Kind)
		}
	}
	if hasDue {
		g.due = glanceTop + min(len(g.rows), glanceRows)*glanceRow
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

// summary says the picture in words.
func (g *glance) summary() string {
	sessions, deadlines, weights := 0, 0, []string(nil)
	for _, e := range g.entries {
		if !e.item.Deadline {
			sessions++
			continue
		}
		deadlines++
		if e.Worth != "" {
			weights = append(weights, e.item.Title+" "+e.Worth)
		}
	}
	s := "The term at a glance: " + count(g.weeks, "week") + ", " + count(sessions, "session") + ", " + count(deadlines, "deadline")
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
			fmt.Fprintf(g, `<rect class="break" x="%.2f%%" y="20" width="%.2f%%" height="%d"><title>%s</title></rect>`,
				x, end-x, height-20, html.EscapeString(b.Name))
		}
	}
}

// ruler writes the months, and a line and a label for each week; on a narrow
// page the style leaves labels out.
func (g *glance) ruler(height int) {
	step := g.weeks/26 + 1
	month := 0
	for w := range g.weeks {
		monday := g.first + schedule.Date(7*w)
		x := g.edge(monday)
		if w%step == 0 {
			fmt.Fprintf(g, `<line class="week" x1="%.2f%%" x2="%.2f%%" y1="20" y2="%d"/>`, x, x, height)
		}
		first := monday + 6 // the month that begins in this week, if any
		if w == 0 || first.Day() <= 7 {
			month++
			class := "month"
			if month%2 == 0 && g.weeks > 26 {
				class = "month wide"
			}
			fmt.Fprintf(g, `<text class="%s" x="%.2f%%" y="12" dx="3">%s</text>`, class, x, first.UTC().Format("Jan"))
		}
	}
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
		fmt.Fprintf(g, `<text class="label" x="0" y="%d">%s</text>`, y-10, html.EscapeString(label))
	}
	for _, e := range g.entries {
		if e.item.Deadline {
			continue
		}
		y := g.row(slices.Index(g.rows, e.Kind))
		title := html.EscapeString(e.Day + ": " + e.Name)
		if e.item.First != e.item.Last {
			fmt.Fprintf(g, `<rect class="mark %s" x="%.2f%%" y="%d" width="%.2f%%" height="8" rx="4"><title>%s</title></rect>`,
				e.Class, g.edge(e.item.First), y-4, g.edge(e.item.Last+1)-g.edge(e.item.First), title)
			continue
		}
		fmt.Fprintf(g, `<circle class="mark %s" cx="%.2f%%" cy="%d" r="4"><title>%s</title></circle>`, e.Class, g.at(e.item.First), y, title)
	}
}

// row returns the middle of a row of sessions.
func (g *glance) row(n int) int { return glanceTop + min(n, glanceRows-1)*glanceRow + 22 }

// deadlines draws a disc for each deadline, as large as it weighs, and above
// it the weight. Small ones come last, so that none hides behind another.
func (g *glance) deadlines() {
	if g.due == 0 {
		return
	}
	fmt.Fprintf(g, `<text class="label" x="0" y="%d">due</text>`, g.due+12)
	base := g.due + glanceDue - 22
	fmt.Fprintf(g, `<line class="base" x1="0" x2="100%%" y1="%d" y2="%d"/>`, base, base)
	var due []*entry
	for _, e := range g.entries {
		if e.item.Deadline {
			due = append(due, e)
		}
	}
	g.weights(due, base-26)
	slices.SortStableFunc(due, func(a, b *entry) int { return cmp.Compare(percent(b.Worth), percent(a.Worth)) })
	for _, e := range due {
		r := 4 + 1.4*math.Sqrt(min(percent(e.Worth), 100))
		fmt.Fprintf(g, `<circle class="mark %s" cx="%.2f%%" cy="%d" r="%.1f"><title>%s</title></circle>`,
			e.Class, g.at(e.item.First), base, r, html.EscapeString(e.Day+": "+e.Name+" "+e.Worth))
	}
}

// weights writes the weights that matter, near ones above each other.
func (g *glance) weights(due []*entry, base int) {
	var ends [3]float64 // where the last label of each height ends
	for _, e := range due {
		x := g.at(e.item.First)
		if percent(e.Worth) < glanceWeight {
			continue
		}
		level := max(0, slices.IndexFunc(ends[:], func(end float64) bool { return end <= x }))
		ends[level] = x + glanceLabel
		class := "weight"
		switch {
		case x < 4:
			class += " first"
		case x > 96:
			class += " last"
		}
		fmt.Fprintf(g, `<text class="%s" x="%.2f%%" y="%d">%s</text>`, class, x, base-14*level, html.EscapeString(e.Worth))
	}
}

// percent returns a weight such as 12.5% as a number, and 0 for none.
func percent(worth string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(worth, "%"), 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
