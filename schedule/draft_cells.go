package schedule

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dateOrder says what dates such as 03/04/2020 tell of their order; both bits
// are set where they contradict each other.
type dateOrder int

const (
	dayFirst dateOrder = 1 << iota
	monthFirst
)

var (
	isoCell   = pattern(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(.*))?$`)
	mixedCell = pattern(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[ ,]+(.*))?$`)
	dayCell   = pattern(`(?i)^(\d{1,2})(?:st|nd|rd|th)?[- .]+([a-z]{3,9})\.?[- ,]+(\d{4}|\d{2})(?:[ ,]+(.*))?$`)
	monthCell = pattern(`(?i)^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:[ ,]+(.*))?$`)
	leadDay   = pattern(`^([A-Za-z]{2,9})[.,]*\s+(.*)$`)
)

// A dateCell is a date as a table writes it, and what stands behind it.
type dateCell struct {
	text       string
	year       int
	a, b       int  // day and month in the order of the text
	mixed      bool // that order is not known
	weekday    time.Weekday
	hasWeekday bool
	rest       string
}

// readDate reads a date in any of the usual forms.
func readDate(s string) (dateCell, bool) {
	if len(s) > 100 {
		return dateCell{}, false
	}
	d := dateCell{text: s}
	if m := leadDay().FindStringSubmatch(s); m != nil {
		if d.weekday, d.hasWeekday = weekdayName(m[1]); d.hasWeekday {
			s = m[2]
		}
	}
	number := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n
	}
	if m := isoCell().FindStringSubmatch(s); m != nil {
		d.year, d.b, d.a, d.rest = number(m[1]), number(m[2]), number(m[3]), m[4]
		return d, true
	}
	if m := mixedCell().FindStringSubmatch(s); m != nil {
		d.a, d.b, d.year, d.rest = number(m[1]), number(m[3]), fullYear(number(m[4])), m[5]
		d.mixed = m[2] != "." // with points the day comes first everywhere
		return d, true
	}
	if m := dayCell().FindStringSubmatch(s); m != nil {
		d.a, d.b, d.year, d.rest = number(m[1]), monthName(m[2]), fullYear(number(m[3])), m[4]
		return d, d.b > 0
	}
	if m := monthCell().FindStringSubmatch(s); m != nil {
		d.b, d.a, d.year, d.rest = monthName(m[1]), number(m[2]), number(m[3]), m[4]
		return d, d.b > 0
	}
	return d, false
}

// weekdayName reads a weekday, also one cut otherwise than to three letters.
func weekdayName(s string) (time.Weekday, bool) {
	for i, name := range weekdays {
		if len(s) >= 2 && len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) {
			return time.Weekday((i + 1) % 7), true
		}
	}
	return 0, false
}

func monthName(s string) int {
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); len(s) >= 3 && len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) {
			return int(m)
		}
	}
	if strings.EqualFold(s, "sept") {
		return 9
	}
	return 0
}

func fullYear(y int) int {
	if y < 100 {
		return 2000 + y
	}
	return y
}

// order says which of two numbers must be the day: the one over 12, or the
// one that fits the weekday beside.
func (d dateCell) order() dateOrder {
	if !d.mixed || d.a == d.b {
		return 0
	}
	first, second := d.fits(d.a, d.b), d.fits(d.b, d.a)
	switch {
	case first && !second:
		return dayFirst
	case second && !first:
		return monthFirst
	}
	return 0
}

// fits reports whether a day and a month make a date of the weekday.
func (d dateCell) fits(day, month int) bool {
	return ValidDate(d.year, time.Month(month), day) && (!d.hasWeekday || NewDate(d.year, time.Month(month), day).Weekday() == d.weekday)
}

// cellError is what is wrong with a cell, and what to do about it.
type cellError struct{ msg, hint string }

func (e *cellError) Error() string { return e.msg }

func wrongCell(hint, format string, args ...any) *cellError {
	return &cellError{fmt.Sprintf(format, args...), hint}
}

// date returns the date of a cell in the order of the table.
func (d dateCell) date(order dateOrder) (Date, error) {
	day, month := d.a, d.b
	own := d.order()
	switch unsure := own == 0 && d.mixed && d.a != d.b; {
	case own == monthFirst, unsure && order == monthFirst:
		day, month = d.b, d.a
	case unsure && order != dayFirst && d.fits(day, month):
		return 0, d.either(order)
	}
	switch {
	case !ValidDate(d.year, time.Month(month), day):
		return 0, wrongCell("write it as 2020-04-29", "there is no such date as %s", quote(d.text))
	case d.year < firstYear || d.year > lastYear:
		return 0, wrongCell("look at the year", "%s is not between %d and %d", quote(d.text), firstYear, lastYear)
	case !d.fits(day, month):
		date := NewDate(d.year, time.Month(month), day)
		return 0, wrongCell("look at the date and at the weekday", "%s is a %s", quote(d.text), date.Weekday())
	}
	return NewDate(d.year, time.Month(month), day), nil
}

// either tells of a date of which nothing says whether its day comes first.
func (d dateCell) either(order dateOrder) error {
	first, second := NewDate(d.year, time.Month(d.b), d.a), NewDate(d.year, time.Month(d.a), d.b)
	hint := fmt.Sprintf("write a weekday before it, %s or %s, in one row: all others follow", first.Weekday().String()[:3], second.Weekday().String()[:3])
	if order != 0 || first.Weekday() == second.Weekday() {
		hint = fmt.Sprintf("write %s, or %s, in the table", first, second)
	}
	long := func(d Date) string { return d.UTC().Format("2 January 2006") }
	return wrongCell(hint, "%s may be %s, or %s", quote(d.text), long(first), long(second))
}

// dateOf reads a cell that must hold a date, and what stands behind it.
func (t *table) dateOf(s string) (Date, string, error) {
	d, ok := readDate(s)
	switch {
	case ok:
		date, err := d.date(t.order)
		return date, strings.TrimSpace(d.rest), err
	case digits(s) && len(s) == 5:
		return 0, "", wrongCell("format the column as dates before you save it", "%s is a number of days, as spreadsheets keep dates", quote(s))
	}
	return 0, "", wrongCell("write it as 2020-04-29", "%s is not a date", quote(s))
}

// span is a time, or a start and an end, as a table writes it.
type span struct {
	start, end Clock
	hasEnd     bool
}

// readTimes reads 09:00, 9am, 0900, 09:00-11:00, 9-11am or 9:00 to 11:00.
func readTimes(s string) (span, error) {
	wrong := wrongCell("write it as 09:00, or 09:00-11:00", "%s is not a time", quote(s))
	if len(s) > 100 {
		return span{}, wrong
	}
	compact := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "–", "-", "—", "-", "to", "-", "a.m.", "am", "p.m.", "pm").Replace(strings.ToLower(s))
	from, to, isSpan := strings.Cut(compact, "-")
	from, to = withoutSeconds(from), withoutSeconds(to)
	start, ok := guessClock(from, to)
	if !ok && from != "24:00" {
		return span{}, wrong
	}
	if !isSpan {
		return span{start: start}, nil
	}
	end, ok := guessClock(to, "")
	if to == "24:00" {
		end, ok = EndOfDay, true
	}
	if !ok {
		return span{}, wrong
	}
	if own, _ := guessClock(from, ""); start > end && own < end {
		start = own // 11-1pm begins in the morning
	}
	return span{start, end, true}, nil
}

// withoutSeconds takes :00 off 09:00:00, and off 9:00:00am.
func withoutSeconds(s string) string {
	half := ""
	if n := len(s) - 2; n > 0 && (s[n:] == "am" || s[n:] == "pm") {
		s, half = s[:n], s[n:]
	}
	if strings.Count(s, ":") == 2 {
		s = strings.TrimSuffix(s, ":00")
	}
	return s + half
}

// readLength reads 1:30, 90 (minutes), 2 (hours), 1h30m or 90 min.
func readLength(s string) (time.Duration, error) {
	compact := strings.NewReplacer(" ", "", "minutes", "m", "mins", "m", "min", "m", "hours", "h", "hour", "h", "hrs", "h", "hr", "h").Replace(strings.ToLower(s))
	if h, min, ok := clockParts(withoutSeconds(compact)); ok {
		return time.Duration(h*60+min) * time.Minute, nil
	}
	if n, ok := few(compact, 3); ok && n > 0 {
		if n <= 12 {
			return time.Duration(n) * time.Hour, nil
		}
		return time.Duration(n) * time.Minute, nil
	}
	if d, ok := ParseDuration(compact); ok {
		return d, nil
	}
	return 0, wrongCell("write it as 1:30", "%s is not how long something lasts", quote(s))
}

// yes reads a cell of a column such as "all day".
func yes(s string) bool {
	switch strings.ToLower(s) {
	case "true", "yes", "y", "x", "1":
		return true
	}
	return false
}

// hintOf returns what to do about an error of a cell.
func hintOf(err error) string {
	var c *cellError
	if errors.As(err, &c) {
		return c.hint
	}
	return "mend it in the table"
}
