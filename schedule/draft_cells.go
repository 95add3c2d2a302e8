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
	isoCell   = pattern(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(T.+)|[T ,]+(.*))?$`)
	mixedCell = pattern(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[ ,]+(.*))?$`)
	dayCell   = pattern(`(?i)^(\d{1,2})(?:st|nd|rd|th)?[-/ .]+(?:of +)?([a-z]{3,9})\.?[-/ ,]+(\d{4}|\d{2})(?:[ ,]+(.*))?$`)
	yearless  = pattern(`(?i)^(?:\d{1,2}(?:st|nd|rd|th)?[-/ .]+(?:of +)?([a-z]{3,9})|([a-z]{3,9})\.? +\d{1,2}(?:st|nd|rd|th)?)(?:[ ,.].*)?$`)
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
		d.year, d.b, d.a, d.rest = number(m[1]), number(m[2]), number(m[3]), m[4]+m[5]
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
	if strings.EqualFold(s, "weds") {
		return time.Wednesday, true
	}
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

var (
	// unfixed are the words for a date that is not fixed yet.
	unfixed      = []string{"tbc", "tba", "tbd"}
	errUndecided = errors.New("its date is not fixed yet")
)

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
	if contains(unfixed, strings.ToLower(s)) {
		return 0, "", errUndecided
	}
	if _, ok := weekdayName(s); ok {
		return 0, "", wrongCell("write the date beside it, such as 2020-04-29", "%s is a weekday and not a date", quote(s))
	}
	if withoutYear(s) {
		return 0, "", wrongCell("write it as 29 April 2020, or 2020-04-29", "%s has no year", quote(s))
	}
	return 0, "", wrongCell("write it as 2020-04-29", "%s is not a date", quote(s))
}

// withoutYear tells 29 April from a date and from Sheet 1.
func withoutYear(s string) bool {
	m := yearless().FindStringSubmatch(withoutDay(s))
	return m != nil && monthName(m[1]+m[2]) > 0
}

// withoutDay takes a weekday off a date.
func withoutDay(s string) string {
	if m := leadDay().FindStringSubmatch(s); m != nil {
		if _, ok := weekdayName(m[1]); ok {
			return m[2]
		}
	}
	return s
}

// yes reads a cell of a column such as "all day".
func yes(s string) bool {
	switch strings.ToLower(s) {
	case "true", "yes", "y", "x", "1", "✓", "✔", "☑":
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
