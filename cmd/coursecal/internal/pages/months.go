package pages

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"coursecal/schedule"
)

// monthsMost is how many months are drawn at most: an entry years away must
// not make a thousand tables. spanMost is how many days of one entry are.
const monthsMost, spanMost = 18, 200

// months are tables of the months in which something lies.
type months struct {
	// Past are those before today's month, Coming the others.
	Past, Coming template.HTML
	PastMonths   string
	// Left tells what is left out, or "".
	Left string
}

// months draws a table for each month in which something lies, as many as
// there may be: those to come before those that are past.
func (s *sheet) months() months {
	days := make(map[schedule.Date][]*entry)
	var all []schedule.Date
	for _, e := range s.entries {
		for d := e.item.First; d <= e.item.Last && d < e.item.First+spanMost; d++ {
			days[d] = append(days[d], e)
			if month := monthStart(d); len(all) == 0 || all[len(all)-1] != month {
				all = append(all, month)
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	now, _ := slices.BinarySearch(all, monthStart(s.today))
	first := min(now, max(0, len(all)-monthsMost))
	last := min(len(all), first+monthsMost)
	m := months{Past: s.tables(all[first:now], days), Coming: s.tables(all[now:last], days), PastMonths: count(now-first, "past month")}
	if n := first + len(all) - last; n > 0 {
		m.Left = "Not shown here: " + count(n, "month") + "."
	}
	return m
}

// tables draws some months.
func (s *sheet) tables(list []schedule.Date, days map[schedule.Date][]*entry) template.HTML {
	var b strings.Builder
	for _, month := range list {
		s.month(&b, month, days)
	}
	return template.HTML(b.String())
}

// month draws one month from its first day.
func (s *sheet) month(b *strings.Builder, first schedule.Date, days map[schedule.Date][]*entry) {
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
func (s *sheet) day(b *strings.Builder, d schedule.Date, entries []*entry) {
	class := ""
	switch today, pause := d == s.today, s.inBreak(d); {
	case today && pause:
		class = ` class="break today" aria-current="date"`
	case today:
		class = ` class="today" aria-current="date"`
	case pause:
		class = ` class="break"`
	}
	if len(entries) == 0 {
		fmt.Fprintf(b, `<td%s><span class="d">%d</span></td>`, class, d.Day())
		return
	}
	names := make([]string, len(entries))
	for n, e := range entries {
		if names[n] = e.Name; e.Cancelled {
			names[n] += ", cancelled"
		}
	}
	fmt.Fprintf(b, `<td%s><a class="d" href="#%s" title="%s">%d</a>`, class, entries[0].Anchor, html.EscapeString(strings.Join(names, "; ")), d.Day())
	for _, e := range entries {
		tag := "span"
		if e.Cancelled {
			tag = "s"
		}
		fmt.Fprintf(b, `<%s class="m %s" dir="auto">%s</%[1]s> `, tag, e.Class, html.EscapeString(s.ShortTitle(e.item)))
	}
	b.WriteString("</td>")
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
