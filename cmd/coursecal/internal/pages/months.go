package pages

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"coursecal/schedule"
)

// monthsMost is how many months are drawn at most, and dayMost how many entries
// of one day: neither an entry years away nor thousands on each day may make a
// page that no browser opens.
const monthsMost, dayMost = 18, 8

// months are tables of the months in which something lies.
type months struct {
	// Past are those before today's month, Coming the others.
	Past, Coming template.HTML
	PastMonths   string
	// Left tells what is left out, or "".
	Left string
	// Dots name the colours, for where days are too narrow for titles.
	Dots []legend
}

// marked is what a month shows of a day.
type marked struct {
	entries []*entry
	// more is how many entries there are besides.
	more int
}

// months draws a table for each month in which something lies, as many as
// there may be: those to come before those that are past.
func (s *sheet) months() months {
	all := s.monthsOf()
	now, _ := slices.BinarySearch(all, monthStart(s.today))
	first := min(now, max(0, len(all)-monthsMost))
	last := min(len(all), first+monthsMost)
	days := s.mark(all[first:last])
	m := months{Past: s.tables(all[first:now], days), Coming: s.tables(all[now:last], days), PastMonths: count(now-first, "past month"), Dots: s.dots()}
	if n := first + len(all) - last; n > 0 {
		m.Left = "Not shown here: " + count(n, "month") + "."
	}
	return m
}

// dots names the colour of each kind of session, as long as each has one of its
// own, and that of what is due.
func (s *sheet) dots() []legend {
	var dots []legend
	add := func(l legend) {
		if !slices.Contains(dots, l) {
			dots = append(dots, l)
		}
	}
	hasDue := false
	for _, e := range s.entries {
		if e.item.Deadline {
			hasDue = true
		} else if len(s.kinds) <= colours {
			add(legend{s.colour(e.item.Occurrence), kindWords(e.item.Kind)})
		}
	}
	if hasDue {
		add(legend{"due", "due"})
	}
	return dots
}

// monthsOf returns the first days of the months in which something lies.
func (s *sheet) monthsOf() []schedule.Date {
	if len(s.entries) == 0 {
		return nil
	}
	from, to := s.days()
	start := monthNumber(from)
	// changes are how many entries more lie in a month than in the one before, so
	// that a long entry costs no more than a short one.
	changes := make([]int, monthNumber(to)-start+2)
	for _, e := range s.entries {
		changes[monthNumber(e.item.First)-start]++
		changes[monthNumber(e.item.Last)-start+1]--
	}
	var all []schedule.Date
	lie, month := 0, monthStart(from)
	for _, change := range changes {
		if lie += change; lie > 0 {
			all = append(all, month)
		}
		month = monthStart(month + 31)
	}
	return all
}

// mark finds what lies on the days of the months that are drawn.
func (s *sheet) mark(drawn []schedule.Date) map[schedule.Date]*marked {
	days := make(map[schedule.Date]*marked)
	if len(drawn) == 0 {
		return days
	}
	from, to := drawn[0], monthStart(drawn[len(drawn)-1]+31)-1
	for _, e := range s.entries {
		for d := max(from, e.item.First); d <= min(to, e.item.Last); d++ {
			day := days[d]
			if day == nil {
				day = new(marked)
				days[d] = day
			}
			if len(day.entries) < dayMost {
				day.entries = append(day.entries, e)
			} else {
				day.more++
			}
		}
	}
	return days
}

// tables draws some months.
func (s *sheet) tables(list []schedule.Date, days map[schedule.Date]*marked) template.HTML {
	var b strings.Builder
	for _, month := range list {
		s.month(&b, month, days)
	}
	return template.HTML(b.String())
}

// month draws one month from its first day.
func (s *sheet) month(b *strings.Builder, first schedule.Date, days map[schedule.Date]*marked) {
	name := first.UTC().Format("January 2006")
	fmt.Fprintf(b, `<table class="month"><caption>%s</caption><thead><tr>`, name)
	for _, day := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"} {
		fmt.Fprintf(b, `<th scope="col"><abbr title="%s">%s</abbr></th>`, day, day[:3])
	}
	b.WriteString("</tr></thead><tbody>")
	from, to := s.days()
	for monday := first.Monday(); monday < first || monday.Month() == first.Month(); monday += 7 {
		if monday+6 < from || monday > to {
			continue
		}
		b.WriteString("<tr>")
		for d := monday; d < monday+7; d++ {
			if d.Month() != first.Month() {
				b.WriteString("<td></td>")
				continue
			}
			s.day(b, d, days[d])
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
}

// day draws one day of a month, which leads to what is on it: of names cut off,
// and of the dots on a phone, the link says all.
func (s *sheet) day(b *strings.Builder, d schedule.Date, on *marked) {
	class := ""
	switch today, pause := d == s.today, s.inBreak(d); {
	case today && pause:
		class = ` class="break today" aria-current="date"`
	case today:
		class = ` class="today" aria-current="date"`
	case pause:
		class = ` class="break"`
	}
	if on == nil {
		fmt.Fprintf(b, `<td%s><span class="d">%d</span></td>`, class, d.Day())
		return
	}
	fmt.Fprintf(b, `<td%s><a class="d" href="#%s" title="%s">%d</a>`, class, on.entries[0].Anchor, html.EscapeString(on.names()), d.Day())
	for _, e := range on.entries {
		tag := "span"
		if e.Cancelled {
			tag = "s"
		}
		fmt.Fprintf(b, `<%s class="m %s" dir="auto">%s</%[1]s> `, tag, e.Class, html.EscapeString(s.ShortTitle(e.item)))
	}
	if on.more > 0 {
		fmt.Fprintf(b, `<span class="plus">+%d</span>`, on.more)
	}
	b.WriteString("</td>")
}

// names says what is on a day.
func (m *marked) names() string {
	names := make([]string, len(m.entries), len(m.entries)+1)
	for n, e := range m.entries {
		if names[n] = e.Name; e.Cancelled {
			names[n] += ", cancelled"
		}
	}
	if m.more > 0 {
		names = append(names, strconv.Itoa(m.more)+" more")
	}
	return strings.Join(names, "; ")
}

// inBreak reports whether a day lies in a break.
func (s *sheet) inBreak(d schedule.Date) bool {
	for _, k := range s.course.Breaks {
		if k.First <= d && d <= k.Last {
			return true
		}
	}
	return false
}
