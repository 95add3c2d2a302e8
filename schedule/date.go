package schedule

import (
	"fmt"
	"time"
)

// Date is a civil date of the proleptic Gregorian calendar, without a time
// and without a zone: it is not an instant. It counts days, so dates compare
// with < and move with +; the zero Date is no date at all.
type Date int32

// day1 is the day before Date 1, as days since 1970-01-01.
const day1 = -1

// NewDate returns the date of a year, month and day. Like time.Date it
// normalises what lies outside the month; ValidDate tells whether it had to.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 - day1)
}

// ValidDate reports whether the calendar has such a day.
func ValidDate(year int, month time.Month, day int) bool {
	y, m, d := NewDate(year, month, day).UTC().Date()
	return y == year && m == month && d == day
}

// DateOf returns the civil date of an instant in the instant's own zone.
func DateOf(t time.Time) Date {
	d, _ := civil(t)
	return d
}

// civil returns the civil date of an instant in its own zone, and what a clock
// shows there. It asks the zone for its offset once, which is most of the work.
func civil(t time.Time) (Date, Clock) {
	_, offset := t.Zone()
	local := t.Unix() + int64(offset)
	days := local / 86400
	if local%86400 < 0 {
		days--
	}
	return Date(days - day1), Clock(local-days*86400) / 60
}

// UTC returns the midnight that begins the date, labelled UTC. It is a handle
// for formatting and arithmetic, not the instant at which the day begins for
// anybody.
func (d Date) UTC() time.Time {
	return time.Unix((int64(d)+day1)*86400, 0).UTC()
}

// Year, Month and Day return the parts of the date.
func (d Date) Year() int         { return d.UTC().Year() }
func (d Date) Month() time.Month { return d.UTC().Month() }
func (d Date) Day() int          { return d.UTC().Day() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.UTC().Weekday() }

// Monday returns the Monday of the date's week; a week begins on Monday.
func (d Date) Monday() Date {
	return d - Date((int(d.Weekday())+6)%7)
}

// Weekend reports whether the date is a Saturday or a Sunday.
func (d Date) Weekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// String returns the date as 2020-04-29, or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.UTC().Format(time.DateOnly)
}

// Long returns the date with its weekday as a schedule file writes it: Wed 2020-04-29.
func (d Date) Long() string { return d.UTC().Format("Mon 2006-01-02") }

// Clock is a wall-clock time in minutes since the midnight that begins its
// day. 1440 is 24:00; more lies on the days after.
type Clock int

// EndOfDay is 24:00, the midnight that ends a day.
const EndOfDay Clock = 24 * 60

// String returns the time as 09:00, 24:00, or 01:00+1 for the day after.
func (c Clock) String() string {
	days := Clock(0)
	for c > EndOfDay {
		c -= EndOfDay
		days++
	}
	s := fmt.Sprintf("%02d:%02d", c/60, c%60)
	if days > 0 {
		s += fmt.Sprintf("+%d", days)
	}
	return s
}

// ParseDate reads a date such as 2020-04-29, from 1970 to 2100.
func ParseDate(s string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return 0, false
	}
	return DateOf(t), true
}
