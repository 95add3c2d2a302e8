package schedule

import "time"

// proclaimed holds the dates on which the law departed from the rules below:
// royal proclamations under section 1 of the Banking and Financial Dealings
// Act 1971, printed in the London Gazette; the recent ones are also in the list
// at https://www.gov.uk/bank-holidays. A "" takes away the holiday that the
// rules put on the date.
//
// Proclamations come a year or so ahead at best. The table has what was
// proclaimed by November 2026, and grows by hand.
var proclaimed = [...]struct {
	year  int
	month time.Month
	day   int
	name  string
}{
	{1973, time.November, 14, "Wedding of Princess Anne"},
	{1977, time.May, 30, ""},
	{1977, time.June, 6, "Spring bank holiday"},
	{1977, time.June, 7, "Queen's Silver Jubilee"},
	{1981, time.July, 29, "Wedding of Prince Charles"},
	{1995, time.May, 1, ""},
	{1995, time.May, 8, "Early May bank holiday (VE day)"},
	{1999, time.December, 31, "Millennium Eve"},
	{2002, time.May, 27, ""},
	{2002, time.June, 3, "Queen's Golden Jubilee"},
	{2002, time.June, 4, "Spring bank holiday"},
	{2011, time.April, 29, "Wedding of Prince William"},
	{2012, time.May, 28, ""},
	{2012, time.June, 4, "Spring bank holiday"},
	{2012, time.June, 5, "Queen's Diamond Jubilee"},
	{2020, time.May, 4, ""},
	{2020, time.May, 8, "Early May bank holiday (VE day)"},
	{2022, time.May, 30, ""},
	{2022, time.June, 2, "Spring bank holiday"},
	{2022, time.June, 3, "Queen's Platinum Jubilee"},
	{2022, time.September, 19, "State Funeral of Queen Elizabeth II"},
	{2023, time.May, 8, "Coronation of King Charles III"},
}

// bankHoliday returns the name of the bank holiday of England and Wales on the
// date, or "" where there is none. Good Friday and Christmas Day, holidays by
// common law, count. A holiday on a weekend has no name there but on its
// substitute day, as in the government's list. It knows the years 1971, that
// of the act, to 2100.
func bankHoliday(d Date) string {
	y, m, day := d.UTC().Date()
	if y < 1971 || y > 2100 {
		return ""
	}
	for _, p := range proclaimed {
		if p.year == y && p.month == m && p.day == day {
			return p.name
		}
	}
	switch m {
	case time.March, time.April:
		return easterHoliday(d)
	case time.May, time.August:
		return mondayHoliday(d)
	case time.December, time.January:
		return winterHoliday(d)
	}
	return ""
}

// easterHoliday names the two holidays that move with Easter.
func easterHoliday(d Date) string {
	switch d - easter(d.Year()) {
	case -2:
		return "Good Friday"
	case 1:
		return "Easter Monday"
	}
	return ""
}

// mondayHoliday names the first Monday of May, proclaimed every year since
// 1978, and the last Mondays of May and August, which the act names.
func mondayHoliday(d Date) string {
	if d.Weekday() != time.Monday {
		return ""
	}
	switch y, m, day := d.UTC().Date(); {
	case m == time.May && day <= 7 && y >= 1978:
		return "Early May bank holiday"
	case m == time.May && day > 31-7:
		return "Spring bank holiday"
	case m == time.August && day > 31-7:
		return "Summer bank holiday"
	}
	return ""
}

// winterHoliday names the holidays with a fixed date, and their substitute
// days where that is on a weekend. New Year's Day is one since 1974.
func winterHoliday(d Date) string {
	y := d.Year()
	christmas := NewDate(y, time.December, 25)
	newYear := NewDate(y, time.January, 1)
	switch {
	case y >= 1974 && d == workday(newYear):
		return substitute("New Year's Day", d, newYear)
	case d < christmas:
		return ""
	case christmas.Weekday() == time.Sunday:
		// Boxing Day keeps its Monday, so that Christmas Day gets the Tuesday.
		switch d {
		case christmas + 1:
			return "Boxing Day"
		case christmas + 2:
			return substitute("Christmas Day", d, christmas)
		}
	case d == workday(christmas):
		return substitute("Christmas Day", d, christmas)
	case d == workday(workday(christmas)+1):
		return substitute("Boxing Day", d, christmas+1)
	}
	return ""
}

// workday returns the date, or the Monday after it where it is on a weekend.
func workday(d Date) Date {
	if d.Weekend() {
		return d.Monday() + 7
	}
	return d
}

// substitute names a holiday whose day is d.
func substitute(name string, d, own Date) string {
	if d == own {
		return name
	}
	return name + " (substitute day)"
}

// easter returns Easter Sunday of the Gregorian calendar, by the computus as
// Meeus, Jones and Butcher give it; their letters are kept.
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return NewDate(year, time.Month(n/31), n%31+1)
}
