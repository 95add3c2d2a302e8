package pages

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// The picture of the workload has the coming weeks across, and for each a pile
// of the deadlines in it, as high as they weigh.
const (
	workloadWeeks  = 20  // at most
	workloadHeight = 150 // of the picture, in pixels
	workloadBase   = 126 // where the piles stand
	workloadLeast  = 7   // the height of a deadline without a weight
)

// legend names the colour of a course.
type legend struct{ Class, Name string }

// clash is a day on which several courses want something.
type clash struct {
	Day   string
	Items []string
}

// due is one deadline that is not over.
type due struct {
	agenda.Item
	name  string
	class string
}

// workload fills in the deadlines that are left of some courses.
func (page *indexPage) workload(courses []*schedule.Course, now time.Time) {
	for n, c := range courses {
		page.Legend = append(page.Legend, legend{"k" + string(rune('0'+n%colours)), agenda.Item{Course: c}.Name()})
	}
	var list []due
	a := agenda.New(courses, agenda.Filter{}, now)
	for _, i := range a.Items {
		if i.Deadline && !i.Cancelled && !i.Over(now) {
			list = append(list, due{i, a.Title(i), page.Legend[slices.Index(courses, i.Course)].Class})
		}
	}
	page.NoneLeft = len(list) == 0
	if page.NoneLeft {
		return
	}
	page.Clashes = clashes(list)
	page.Workload = piles(list, schedule.DateOf(now.UTC()), page.Clashes)
}

// clashes finds the days on which more than one course has a deadline.
func clashes(list []due) []clash {
	var out []clash
	for from := 0; from < len(list); {
		to, several := from, false
		var items []string
		for ; to < len(list) && list[to].First == list[from].First; to++ {
			several = several || list[to].Course != list[from].Course
			items = append(items, strings.TrimSpace(list[to].name+" "+list[to].Worth))
		}
		if several {
			out = append(out, clash{list[from].First.UTC().Format("Mon 2 January"), items})
		}
		from = to
	}
	return out
}

// piles draws the deadlines week by week from today's on.
func piles(list []due, today schedule.Date, clashes []clash) template.HTML {
	first := min(today, list[0].First).Monday()
	weeks := min(workloadWeeks, int(list[len(list)-1].First.Monday()-first)/7+1)
	week := func(d due) int { return int(d.First.Monday()-first) / 7 }
	scale := float64(workloadBase-34) / max(50, heaviest(list))
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="glance" role="img" aria-labelledby="load-title" width="100%%" height="%d"><title id="load-title">%s left in %s; on %s several courses have one</title>`,
		workloadHeight, count(len(list), "deadline"), count(weeks, "week"), count(len(clashes), "day"))
	fmt.Fprintf(&b, `<line class="base" x1="0" x2="100%%" y1="%d" y2="%[1]d"/>`, workloadBase)
	width := 100 / float64(weeks)
	for w := range weeks {
		x := float64(w) * width
		class := "month"
		if weeks > 6 && w%2 == 1 {
			class = "month wide"
		}
		fmt.Fprintf(&b, `<text class="%s" x="%.2f%%" y="%d">%s</text>`, class, x, workloadBase+17, (first + schedule.Date(7*w)).UTC().Format("2 Jan"))
		from, _ := slices.BinarySearchFunc(list, w, func(d due, w int) int { return cmp.Compare(week(d), w) })
		to, _ := slices.BinarySearchFunc(list, w+1, func(d due, w int) int { return cmp.Compare(week(d), w) })
		if from < to {
			pile(&b, list[from:to], x, width, scale)
		}
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// pile draws the deadlines of one week above each other, their number and
// their weight on top.
func pile(b *strings.Builder, list []due, x, width, scale float64) {
	top, weight, clash := float64(workloadBase), 0.0, false
	for n, d := range list {
		weight += percent(d.Worth)
		clash = clash || n > 0 && list[n-1].First == d.First && list[n-1].Course != d.Course
		height := max(workloadLeast, percent(d.Worth)*scale)
		top -= height
		fmt.Fprintf(b, `<rect class="mark %s" x="%.2f%%" y="%.1f" width="%.2f%%" height="%.1f"><title>%s</title></rect>`,
			d.class, x, top, width*0.7, height-1, html.EscapeString(d.First.UTC().Format("Mon 2 Jan")+": "+d.name+" "+d.Worth))
	}
	label := fmt.Sprint(len(list))
	if weight > 0 {
		label += fmt.Sprintf(" · %g%%", weight)
	}
	class := "sum"
	if clash {
		class, label = "sum clash", label+" ⚠"
	}
	fmt.Fprintf(b, `<text class="%s" x="%.2f%%" y="%.1f">%s</text>`, class, x, top-5, label)
}

// heaviest returns the height of the highest pile in per cent of weight.
func heaviest(list []due) float64 {
	most, sum := 0.0, 0.0
	for n, d := range list {
		if n == 0 || list[n-1].First.Monday() != d.First.Monday() {
			sum = 0
		}
		sum += max(percent(d.Worth), workloadLeast)
		most = max(most, sum)
	}
	return most
}
