package pages

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// The picture of the workload has a row for each of the coming weeks, with a
// bar as long as its deadlines weigh.
const (
	workloadWeeks = 20  // at most
	workloadLeast = 3.0 // what a deadline without a weight counts, in per cent
	workloadFull  = 50  // the least weight of a bar from edge to edge
)

// workload is what is left of some courses, week by week.
type workload struct {
	Legend []legend
	// Summary says the picture in words, More what it leaves out, Idle which
	// courses have nothing in it.
	Summary, More, Idle string
	Weeks               []loadWeek
	Clashes             []clash
}

// legend names the colour of a course.
type legend struct{ Class, Name string }

// loadWeek is one week with what is due in it.
type loadWeek struct {
	Days, Sum string
	Bar       template.HTML
	Due       []due
	// Clash tells that several courses want something on one day of it.
	Clash bool
}

// clash is a day on which several courses want something.
type clash struct {
	Day string
	Due []due
}

// due is one deadline that is not over.
type due struct {
	item             agenda.Item
	course           string // as the legend names it
	Day, Name, Class string
	Worth            string
}

// newWorkload collects the deadlines that are left of some courses, nil where
// there are none.
func newWorkload(courses []*schedule.Course, now time.Time) *workload {
	load := &workload{}
	for n, name := range namesOf(courses) {
		load.Legend = append(load.Legend, legend{"k" + string(rune('0'+n%colours)), name})
	}
	var list []due
	a := agenda.New(courses, agenda.Filter{}, now)
	for _, i := range a.Items {
		if i.Deadline && !i.Cancelled && !i.Over(now) {
			name := a.TitleWithin(i)
			of := load.Legend[slices.Index(courses, i.Course)]
			if len(courses) > 1 {
				name = of.Name + " " + name
			}
			list = append(list, due{i, of.Name, i.First.UTC().Format("Mon 2 Jan"), name, of.Class, i.Worth})
		}
	}
	if len(list) == 0 {
		return nil
	}
	load.leaveOut(list)
	first := min(schedule.DateOf(now.UTC()), list[0].item.First).Monday()
	if list[0].item.First >= first+7*workloadWeeks {
		first = list[0].item.First.Monday()
	}
	drawn := list
	if n := slices.IndexFunc(list, func(d due) bool { return d.item.First >= first+7*workloadWeeks }); n > 0 {
		drawn = list[:n]
		rest := ofStudent(list[n:])
		load.More = fmt.Sprintf("%d more, the first on %s.", len(rest), rest[0].item.First.UTC().Format("2 January 2006"))
	}
	weeks := int(drawn[len(drawn)-1].item.First.Monday()-first)/7 + 1
	load.Clashes = clashes(drawn)
	load.fill(drawn, first, weeks)
	load.Summary = count(len(ofStudent(drawn)), "deadline") + " in " + count(weeks, "week")
	if n := len(load.Clashes); n > 0 {
		load.Summary += "; on " + count(n, "day") + " several courses have one"
	}
	return load
}

// leaveOut takes the courses that have nothing on a list out of the legend, and
// says that their deadlines are over: a course that is ticked and not seen looks
// like one without any.
func (load *workload) leaveOut(list []due) {
	var idle []string
	load.Legend = slices.DeleteFunc(load.Legend, func(l legend) bool {
		if slices.ContainsFunc(list, func(d due) bool { return d.course == l.Name }) {
			return false
		}
		idle = append(idle, l.Name)
		return true
	})
	if idle != nil {
		load.Idle = "No deadline is left of " + strings.Join(idle, ", ") + "."
	}
}

// fill makes the weeks from a Monday on.
func (load *workload) fill(list []due, monday schedule.Date, weeks int) {
	full := max(workloadFull, heaviest(list))
	for range weeks {
		n := 0
		for n < len(list) && list[n].item.First < monday+7 {
			n++
		}
		w := loadWeek{Days: weekWords(monday), Due: list[:n:n], Clash: len(clashes(list[:n])) > 0}
		if n > 0 {
			one := ofStudent(w.Due)
			w.Sum, w.Bar = sumWords(one), bar(one, full)
		}
		load.Weeks = append(load.Weeks, w)
		list, monday = list[n:], monday+7
	}
}

// ofStudent returns those of some deadlines that one student has: of each course
// those of the group for which they are the most.
func ofStudent(list []due) []due {
	byCourse := map[*schedule.Course][]agenda.Item{}
	for _, d := range list {
		byCourse[d.item.Course] = append(byCourse[d.item.Course], d.item)
	}
	groups := map[*schedule.Course]string{}
	for c, items := range byCourse {
		groups[c] = heaviestGroup(items, size)
	}
	return slices.DeleteFunc(slices.Clone(list), func(d due) bool { return !isFor(d.item, groups[d.item.Course]) })
}

// weekWords says the days of a week from its Monday: "30 Nov – 6 Dec".
func weekWords(monday schedule.Date) string {
	first := "2 Jan"
	if (monday + 6).Month() == monday.Month() {
		first = "2"
	}
	return monday.UTC().Format(first) + " – " + (monday + 6).UTC().Format("2 Jan")
}

// clashes finds the days on which more than one course has a deadline.
func clashes(list []due) []clash {
	var out []clash
	for from := 0; from < len(list); {
		to, several := from, false
		for ; to < len(list) && list[to].item.First == list[from].item.First; to++ {
			several = several || list[to].item.Course != list[from].item.Course
		}
		if several {
			out = append(out, clash{list[from].item.First.UTC().Format("Mon 2 January"), list[from:to]})
		}
		from = to
	}
	return out
}

// bar draws deadlines beside each other, each as long as it weighs. The words
// beside it say the same.
func bar(list []due, full float64) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="bar" aria-hidden="true" width="100%" height="12">`)
	x := 0.0
	for _, d := range list {
		length := size(d.item) / full * 100
		fmt.Fprintf(&b, `<rect class="%s" x="%.2f%%" width="%.2f%%" height="12" rx="2"/>`, d.Class, x, max(0, length-0.4))
		x += length
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// sumWords says how many deadlines a week has, and what they weigh together.
func sumWords(list []due) string {
	weight := 0.0
	for _, d := range list {
		weight += percent(d.Worth)
	}
	if weight == 0 {
		return fmt.Sprint(len(list))
	}
	return fmt.Sprintf("%d · %s", len(list), percentWords(weight))
}

// heaviest returns the size of the heaviest week.
func heaviest(list []due) float64 {
	most := 0.0
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].item.First.Monday() == list[0].item.First.Monday() {
			n++
		}
		sum := 0.0
		for _, d := range ofStudent(list[:n]) {
			sum += size(d.item)
		}
		most, list = max(most, sum), list[n:]
	}
	return most
}

// size is how much of a bar a deadline takes, in per cent of weight.
func size(i agenda.Item) float64 { return max(workloadLeast, weightOf(i)) }
