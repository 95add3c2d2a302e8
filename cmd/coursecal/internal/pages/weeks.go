package pages

import (
	"slices"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

// week is a calendar week with what lies in it.
type week struct {
	Name, Days string
	Rows       []row
	// Now tells the week of today.
	Now bool
	// over tells that its Sunday is, and every entry of it.
	over bool
}

// row is an entry, or the beginning of a break.
type row struct {
	Entry *entry
	Break *pause
	first schedule.Date
}

// pause is a break in words.
type pause struct {
	Name, Days string
	Past       bool
}

// weeks splits entries and breaks into calendar weeks, whose names have the
// year where there are several.
func (s *sheet) weeks() []week {
	rows := make([]row, 0, len(s.entries)+len(s.course.Breaks))
	for _, b := range s.course.Breaks {
		name := b.Name
		if name == "" {
			name = "Break"
		}
		rows = append(rows, row{Break: &pause{name, rangeWords(b.First, b.Last, false), b.Last < s.today}, first: b.First})
	}
	for _, e := range s.entries {
		rows = append(rows, row{Entry: e, first: e.item.First})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(a.first - b.first) })
	years := len(rows) > 0 && rows[0].first.Year() != rows[len(rows)-1].first.Year()
	var out []week
	for i := 0; i < len(rows); {
		monday, first := rows[i].first.Monday(), i
		for i < len(rows) && rows[i].first.Monday() == monday {
			i++
		}
		out = append(out, s.week(monday, rows[first:i], years))
	}
	return out
}

func (s *sheet) week(monday schedule.Date, rows []row, year bool) week {
	w := week{Rows: rows, Days: rangeWords(monday, monday+6, year), Now: s.today.Monday() == monday, over: monday+6 < s.today}
	var items []agenda.Item
	for _, r := range rows {
		if r.Entry == nil {
			w.over = w.over && r.Break.Past
			continue
		}
		items = append(items, r.Entry.item)
		w.over = w.over && r.Entry.Past
	}
	w.Name = agenda.TeachingWeek(items)
	return w
}
