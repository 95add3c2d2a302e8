package pages

import (
	"fmt"

	"coursecal/schedule"
)

const (
	// rulerWide and rulerNarrow are how many months may be written on a wide
	// page and on a phone.
	rulerWide, rulerNarrow = 14, 6
	// rulerLabel is how many pixels the name of a month takes, and rulerPixels
	// how many a phone has for one per cent of the picture.
	rulerLabel, rulerPixels = 29, 3.1
	// rulerEnd is where in per cent a month begins too late to be written.
	rulerEnd = 96
	// rulerLate is where a month begins too late to be written to the right of
	// that on the narrowest phone.
	rulerLate = 88
)

// ruler draws a line for each week, and writes each month where it begins.
func (g *glance) ruler(height int) {
	for w := 0; w < g.weeks; w += g.weeks/26 + 1 {
		x := g.edge(g.first + schedule.Date(7*w))
		fmt.Fprintf(g, `<line class="week" x1="%.2f%%" x2="%.2f%%" y1="20" y2="%d"/>`, x, x, height)
	}
	last := g.first + schedule.Date(7*g.weeks) - 1
	months := monthNumber(last) - monthNumber(g.start) + 1
	wide, narrow := monthStep(months, rulerWide), monthStep(months, rulerNarrow)
	g.month(g.start, 0, "month")
	for d := monthStart(g.start); ; {
		d = monthStart(d + 31)
		x := g.edge(d)
		if d > last || x > rulerEnd {
			return
		}
		class := "month"
		switch n := monthNumber(d); {
		case n%wide != 0:
			continue
		case n%narrow != 0:
			class += " wide"
		}
		if x > rulerLate {
			class += " edge"
		}
		g.month(d, x, class)
	}
}

// month writes a month, to the right of the first one where that is near, and
// with the year where that begins within the picture.
func (g *glance) month(d schedule.Date, x float64, class string) {
	dx := 3.0
	switch near := rulerLabel - x*rulerPixels; {
	case x > 0 && near > 0:
		dx += near
	case x > 0:
		fmt.Fprintf(g, `<line class="%s" x1="%.2f%%" x2="%.2f%%" y1="3" y2="20"/>`, class, x, x)
	}
	year := ""
	if d.Month() == 1 && d > g.start {
		year = fmt.Sprintf(`<tspan class="year"> %d</tspan>`, d.Year())
	}
	fmt.Fprintf(g, `<text class="%s" x="%.2f%%" y="12" dx="%.0f">%s%s</text>`, class, x, dx, d.UTC().Format("Jan"), year)
}

// monthStart returns the first day of a date's month.
func monthStart(d schedule.Date) schedule.Date { return d - schedule.Date(d.Day()-1) }

// monthNumber counts months through the years.
func monthNumber(d schedule.Date) int { return d.Year()*12 + int(d.Month()) - 1 }

// monthStep returns how many months to go on from one that is written to the
// next, so that at most so many are. Every step meets January.
func monthStep(months, most int) int {
	for _, step := range []int{1, 2, 3, 6, 12, 24, 60, 120} {
		if months <= most*step {
			return step
		}
	}
	return 240
}
