package announce

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"coursecal/ical"
	"coursecal/schedule"
)

// words says times as one announcement needs them.
type words struct {
	// year tells that dates need their year.
	year bool
	// zones are the names of the zones of all times, sorted.
	zones []string
}

// wordsFor looks at all times of the changes.
func wordsFor(c *ical.Comparison) words {
	var w words
	years := map[int]bool{}
	for i := range c.Changes {
		for _, e := range []*ical.Entry{c.Changes[i].Before, c.Changes[i].After} {
			if e == nil {
				continue
			}
			years[e.First.Year()] = true
			if !e.AllDay {
				w.zones = append(w.zones, e.Start.Location().String())
			}
		}
	}
	slices.Sort(w.zones)
	w.zones = slices.Compact(w.zones)
	w.year = len(years) > 1
	return w
}

// when says when an entry is held or due: "Wed 29 April, 09:00–11:00".
func (w words) when(e *ical.Entry) string {
	s := w.day(e.First)
	switch {
	case e.AllDay && e.Last != e.First:
		return s + " – " + w.day(e.Last)
	case e.AllDay:
		return s
	case e.First != e.Last:
		s += ", " + e.Start.Format("15:04") + " – " + w.day(e.Last) + ", " + endOf(e)
	default:
		s += ", " + hours(e)
	}
	if e.DueElsewhere != "" {
		s += " (" + plain(e.DueElsewhere) + ")"
	}
	if len(w.zones) > 1 {
		s += " (" + place(e.Start.Location().String()) + ")"
	}
	return s
}

// day says a date: "Wed 29 April".
func (w words) day(d schedule.Date) string {
	if w.year {
		return d.UTC().Format("Mon 2 January 2006")
	}
	return d.UTC().Format("Mon 2 January")
}

// hours says the times of an entry within its day; "" for an all-day one.
func hours(e *ical.Entry) string {
	switch {
	case e.AllDay:
		return ""
	case e.Deadline:
		return endOf(e)
	}
	return e.Start.Format("15:04") + "–" + endOf(e)
}

// endOf says when an entry ends, midnight as 24:00 of the day before.
func endOf(e *ical.Entry) string {
	if s := e.End.Format("15:04"); s != "00:00" {
		return s
	}
	return schedule.EndOfDay.String()
}

// place says the time of a zone as people do: "London time".
func place(zone string) string {
	if zone == time.UTC.String() {
		return zone
	}
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ") + " time"
}

// shift says a distance in days: "one week later".
func shift(days int) string {
	direction := " later"
	if days < 0 {
		days, direction = -days, " earlier"
	}
	n, unit := days, "day"
	if days%7 == 0 {
		n, unit = days/7, "week"
	}
	if n != 1 {
		unit += "s"
	}
	return numeral(n) + " " + unit + direction
}

// numeral writes small numbers as words.
func numeral(n int) string {
	small := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < len(small) {
		return small[n]
	}
	return strconv.Itoa(n)
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun = plural(noun)
	}
	return strconv.Itoa(n) + " " + noun
}

// plural returns the regular English plural of a noun; of one that cannot be
// English the noun itself.
func plural(noun string) string {
	if strings.ContainsFunc(noun, func(r rune) bool { return r > unicode.MaxASCII }) {
		return noun
	}
	ends := func(s ...string) bool {
		return slices.ContainsFunc(s, func(end string) bool { return strings.HasSuffix(noun, end) })
	}
	switch {
	case ends("quiz", "Quiz"):
		return noun + "zes"
	case ends("ss", "x", "z", "ch", "sh"):
		return noun + "es"
	case ends("s"):
		return noun
	case ends("y") && !ends("ay", "ey", "oy", "uy"):
		return strings.TrimSuffix(noun, "y") + "ies"
	}
	return noun + "s"
}
