package schedule

import (
	"cmp"
	"strings"
	"time"
)

// dayLetters are weekdays as timetables write them in one word: MWF, TTh, TR.
var (
	dayLetters = pattern(`^(?:M|Tu|Th|T|W|R|F|Sa|Su|S|U)+$`)
	dayLetter  = pattern(`M|Tu|Th|T|W|R|F|Sa|Su|S|U`)
)

// letterDays are the weekdays of letters that are not their first two.
var letterDays = map[string]time.Weekday{
	"M": time.Monday, "T": time.Tuesday, "W": time.Wednesday, "R": time.Thursday, "F": time.Friday, "S": time.Saturday, "U": time.Sunday,
}

// weekdaysCell reads Mon, Tue Thu, Tuesday/Thursday or MWF; nil for anything
// else.
func weekdaysCell(s string) map[time.Weekday]bool {
	days := map[time.Weekday]bool{}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;/&+.", r) }) {
		day, ok := weekdayName(word)
		switch {
		case ok:
			days[day] = true
		case dayLetters().MatchString(word):
			for _, letters := range dayLetter().FindAllString(word, -1) {
				if day, ok = weekdayName(letters); !ok {
					day = letterDays[letters]
				}
				days[day] = true
			}
		case word != "and":
			return nil
		}
	}
	return days
}

// eachDay returns the times of a row; of a weekly run, which has a first and a
// last date and its weekdays beside them, those of each day.
func (t *table) eachDay(w rowTimes) ([]rowTimes, error) {
	once := []rowTimes{w}
	first, rest, err1 := t.dateOf(w.date)
	last, lastRest, err2 := t.dateOf(w.lastDate)
	if err1 != nil || err2 != nil || last <= first || w.start+rest == "" || w.allDay || t.own {
		return once, nil
	}
	// With its hours beside both dates it goes on day and night, unless that
	// is for weeks.
	inOneCell := rest != ""
	w.start, w.end = cmp.Or(w.start, rest), cmp.Or(w.end, lastRest)
	from, err1 := readTimes(w.start)
	to, err2 := readTimes(w.end)
	overnight := err1 == nil && err2 == nil && !from.hasEnd && to.start <= from.start
	days := last - first
	switch {
	case overnight && days == 1, inOneCell && days < 7:
		return once, nil
	case len(w.days) > 0:
		return w.onDays(first, last)
	case days < 2, days < 7 && (overnight || t.heads["allday"] != nil), inOneCell && days < 14:
		return once, nil // calendars have a column for all day, and trips of some days
	}
	return nil, wrongCell("name its days in a column Days, such as Mon Thu; or if it goes on day and night, write date and time in one cell, or only its dates",
		"from %s to %s at the same hours, it looks like a weekly run", first, last)
}

// longestRun is how many days a weekly run may span.
const longestRun = 366

// onDays returns the times of each day of a run.
func (w rowTimes) onDays(first, last Date) ([]rowTimes, error) {
	if last-first > longestRun {
		return nil, wrongCell("look at its dates", "from %s to %s it is held for more than a year", first, last)
	}
	var out []rowTimes
	for d := first; d <= last; d++ {
		if w.days[d.Weekday()] {
			one := w
			one.date, one.lastDate = d.String(), ""
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return nil, wrongCell("look at its dates and at its days", "none of its days lies between %s and %s", first, last)
	}
	return out, nil
}
