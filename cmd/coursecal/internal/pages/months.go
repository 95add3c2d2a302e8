package pages

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"coursecal/schedule"
)

// monthsMost is how many months are drawn at most: an entry years away must
// not make a thousand tables.
const monthsMost = 18

// months draws a table for each month in which something lies.
func (s *sheet) months() template.HTML {
	days := make(map[schedule.Date][]*entry)
	var b strings.Builder
	var months []schedule.Date
	for _, e := range s.entries {
		month := e.item.First - schedule.Date(e.item.First.Day()-1)
		if n := len(months); n == 0 || months[n-1] < month {
			months = append(months, month)
		}
		for d := e.item.First; d <= e.item.Last && d < e.item.First+31; d++ {
			days[d] = append(days[d], e)
		}
	}
	for n, month := range months {
		if n < monthsMost {
			s.month(&b, month, days)
		}
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
	for monday := first.Monday(); monday < first || monday.Month() == first.Month(); monday += 7 {
		if monday+6 < s.entries[0].item.First || monday > s.entries[len(s.entries)-1].item.Last {
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

// day draws one day of a month.
func (s *sheet) day(b *strings.Builder, d schedule.Date, entries []*entry) {
	class := ""
	if d == s.today {
		class = ` class="today" aria-current="date"`
	} else if s.inBreak(d) {
		class = ` class="break"`
	}
	fmt.Fprintf(b, `<td%s><span class="d">%d</span>`, class, d.Day())
	for _, e := range entries {
		name := html.EscapeString(e.Name)
		fmt.Fprintf(b, `<span class="m %s" title="%s" dir="auto">%s</span> `, e.Class, name, name)
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
