package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A rule is an RRULE of whole days (RFC 5545 3.3.10), as far as calendars
// write it. Days are tried one by one, which bounds the work, where a rule
// that never holds keeps a general library busy up to the year 9999.
type rule struct {
	freq      string
	interval  int
	count     int
	until     string // as written
	weekdays  []ruleDay
	monthDays []int
	months    []int
	positions []int
	weekStart time.Weekday
}

// ruleDay is a weekday, with nth a certain one of its month or year.
type ruleDay struct {
	day time.Weekday
	nth int
}

var ruleDays = map[string]time.Weekday{"MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday,
	"FR": time.Friday, "SA": time.Saturday, "SU": time.Sunday}

// parseRule reads a rule that begins at a wall clock.
func parseRule(s string, start time.Time) (*rule, error) {
	r := &rule{interval: 1, weekStart: time.Monday}
	for _, part := range strings.Split(strings.ToUpper(s), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !r.part(name, value, start) {
			return nil, fmt.Errorf("%q in its repetition cannot be read", clip(part))
		}
	}
	if !slices.Contains([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, r.freq) {
		return nil, fmt.Errorf("it repeats by %q, not by days, weeks, months or years", clip(r.freq))
	}
	for _, d := range r.weekdays {
		if d.nth != 0 && (r.freq == "DAILY" || r.freq == "WEEKLY") {
			return nil, fmt.Errorf("%q in its repetition cannot be read", clip(s))
		}
	}
	return r, nil
}

func (r *rule) part(name, value string, start time.Time) (ok bool) {
	switch name {
	case "FREQ":
		r.freq, ok = value, true
	case "INTERVAL":
		r.interval, ok = ruleNumber(value, 1, 1000)
	case "COUNT":
		r.count, ok = ruleNumber(value, 1, 1_000_000)
	case "UNTIL":
		r.until, ok = value, value != ""
	case "WKST":
		r.weekStart, ok = ruleDays[value]
	case "BYDAY":
		r.weekdays, ok = ruleWeekdays(value)
	case "BYMONTHDAY":
		r.monthDays, ok = ruleNumbers(value, -31, 31)
	case "BYMONTH":
		r.months, ok = ruleNumbers(value, 1, 12)
	case "BYSETPOS":
		r.positions, ok = ruleNumbers(value, -366, 366)
	case "BYHOUR":
		ok = value == strconv.Itoa(start.Hour())
	case "BYMINUTE":
		ok = value == strconv.Itoa(start.Minute())
	case "BYSECOND":
		ok = value == strconv.Itoa(start.Second())
	case "":
		ok = value == ""
	}
	return ok
}

func ruleNumber(s string, least, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(s, "+"))
	return n, err == nil && n >= least && n <= most && n != 0
}

func ruleNumbers(s string, least, most int) (out []int, ok bool) {
	for _, one := range strings.Split(s, ",") {
		n, ok := ruleNumber(one, least, most)
		if !ok || len(out) == 400 {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

func ruleWeekdays(s string) (out []ruleDay, ok bool) {
	for _, one := range strings.Split(s, ",") {
		if len(one) < 2 || len(out) == 400 {
			return nil, false
		}
		day, known := ruleDays[one[len(one)-2:]]
		nth := 0
		if prefix := one[:len(one)-2]; prefix != "" {
			if nth, ok = ruleNumber(prefix, -53, 53); !ok {
				return nil, false
			}
		}
		if !known {
			return nil, false
		}
		out = append(out, ruleDay{day, nth})
	}
	return out, true
}

// days returns the days of the rule from a day on to a last one, both
// included, so many at most. The first day is always one of them.
func (r *rule) days(first, last time.Time, most int) []time.Time {
	out := []time.Time{first}
	var period []time.Time // the days that hold in a period, for BYSETPOS
	flush := func() {
		for n, day := range period {
			if day.After(first) && r.inPosition(n, len(period)) && len(out) < most {
				out = append(out, day)
			}
		}
		period = period[:0]
	}
	current := -1
	start := r.periodStart(first)
	for day := start; !day.After(last) && len(out) < most; day = day.Add(24 * time.Hour) {
		p := r.period(start, day)
		if p != current {
			flush()
			current = p
		}
		if p%r.interval == 0 && r.holds(first, day) {
			period = append(period, day)
		}
	}
	flush()
	return out
}

// inPosition applies BYSETPOS to the n-th day, from 0, of a period.
func (r *rule) inPosition(n, of int) bool {
	return len(r.positions) == 0 || slices.Contains(r.positions, n+1) || slices.Contains(r.positions, n-of)
}

// periodStart returns the first day of the period that a day lies in.
func (r *rule) periodStart(day time.Time) time.Time {
	switch r.freq {
	case "WEEKLY":
		return day.AddDate(0, 0, -r.sinceWeekStart(day))
	case "MONTHLY":
		return day.AddDate(0, 0, 1-day.Day())
	case "YEARLY":
		return day.AddDate(0, 0, 1-day.YearDay())
	}
	return day
}

func (r *rule) sinceWeekStart(day time.Time) int {
	return (int(day.Weekday()) - int(r.weekStart) + 7) % 7
}

// period counts the days, weeks, months or years since the start of the first
// one.
func (r *rule) period(start, day time.Time) int {
	switch r.freq {
	case "MONTHLY":
		return (day.Year()-start.Year())*12 + int(day.Month()-start.Month())
	case "YEARLY":
		return day.Year() - start.Year()
	}
	days := int(day.Sub(start) / (24 * time.Hour))
	if r.freq == "WEEKLY" {
		return days / 7
	}
	return days
}

// holds reports whether a day of the right period is one of the rule.
func (r *rule) holds(first, day time.Time) bool {
	if len(r.months) > 0 && !slices.Contains(r.months, int(day.Month())) {
		return false
	}
	if len(r.weekdays) == 0 && len(r.monthDays) == 0 {
		switch r.freq {
		case "WEEKLY":
			return day.Weekday() == first.Weekday()
		case "MONTHLY":
			return day.Day() == first.Day()
		case "YEARLY":
			return day.Day() == first.Day() && (len(r.months) > 0 || day.Month() == first.Month())
		}
		return true
	}
	return (len(r.monthDays) == 0 || r.onMonthDay(day)) && (len(r.weekdays) == 0 || r.onWeekday(day))
}

func (r *rule) onMonthDay(day time.Time) bool {
	length := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return slices.Contains(r.monthDays, day.Day()) || slices.Contains(r.monthDays, day.Day()-length-1)
}

// onWeekday reports a day that BYDAY names; nth counts in the month, or in
// the year of a yearly rule without months.
func (r *rule) onWeekday(day time.Time) bool {
	at, length := day.Day(), time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if r.freq == "YEARLY" && len(r.months) == 0 {
		at, length = day.YearDay(), time.Date(day.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	}
	for _, d := range r.weekdays {
		if d.day == day.Weekday() && (d.nth == 0 || d.nth == (at-1)/7+1 || d.nth == -((length-at)/7+1)) {
			return true
		}
	}
	return false
}
