package schedule

import (
	"strings"
	"testing"
	"time"
)

// The dates of https://www.gov.uk/bank-holidays, England and Wales.
const govUK = `
2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26
2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26
2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28
2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
`

func TestBankHolidayAgainstTheGovernmentsList(t *testing.T) {
	listed := map[string]bool{}
	for _, date := range strings.Fields(govUK) {
		listed[date] = true
	}
	for d := NewDate(2018, 1, 1); d <= NewDate(2026, 12, 31); d++ {
		if name := bankHoliday(d); (name != "") != listed[d.String()] {
			t.Errorf("%s: %q", d.Long(), name)
		}
	}
}

func TestBankHolidayNames(t *testing.T) {
	for _, tt := range []struct {
		y, m, d int
		want    string
	}{
		{1971, 4, 9, "Good Friday"}, {1971, 5, 31, "Spring bank holiday"}, {1971, 8, 30, "Summer bank holiday"},
		{1973, 1, 1, ""}, {1974, 1, 1, "New Year's Day"}, {1973, 11, 14, "Wedding of Princess Anne"},
		{1977, 5, 2, ""}, {1978, 5, 1, "Early May bank holiday"},
		{1977, 5, 30, ""}, {1977, 6, 6, "Spring bank holiday"}, {1977, 6, 7, "Queen's Silver Jubilee"},
		{1978, 1, 2, "New Year's Day (substitute day)"}, {1981, 7, 29, "Wedding of Prince Charles"},
		{1995, 5, 1, ""}, {1995, 5, 8, "Early May bank holiday (VE day)"}, {1999, 12, 31, "Millennium Eve"},
		{2002, 5, 27, ""}, {2002, 6, 3, "Queen's Golden Jubilee"}, {2002, 6, 4, "Spring bank holiday"},
		{2011, 4, 29, "Wedding of Prince William"}, {2011, 4, 25, "Easter Monday"},
		{2012, 5, 28, ""}, {2012, 6, 4, "Spring bank holiday"}, {2012, 6, 5, "Queen's Diamond Jubilee"},
		{2020, 5, 4, ""}, {2020, 5, 8, "Early May bank holiday (VE day)"}, {2020, 12, 26, ""}, {2020, 12, 28, "Boxing Day (substitute day)"},
		{2021, 12, 25, ""}, {2021, 12, 26, ""}, {2021, 12, 27, "Christmas Day (substitute day)"}, {2021, 12, 28, "Boxing Day (substitute day)"},
		{2022, 1, 1, ""}, {2022, 1, 3, "New Year's Day (substitute day)"},
		{2022, 5, 30, ""}, {2022, 6, 2, "Spring bank holiday"}, {2022, 6, 3, "Queen's Platinum Jubilee"},
		{2022, 9, 19, "State Funeral of Queen Elizabeth II"}, {2022, 12, 25, ""}, {2022, 12, 26, "Boxing Day"},
		{2022, 12, 27, "Christmas Day (substitute day)"}, {2023, 5, 1, "Early May bank holiday"}, {2023, 5, 8, "Coronation of King Charles III"},
		{2026, 12, 25, "Christmas Day"}, {2027, 3, 26, "Good Friday"}, {2027, 12, 27, "Christmas Day (substitute day)"},
		{1970, 12, 25, ""}, {2100, 12, 28, "Boxing Day (substitute day)"}, {2101, 12, 26, ""},
	} {
		d := NewDate(tt.y, time.Month(tt.m), tt.d)
		if got := bankHoliday(d); got != tt.want {
			t.Errorf("%s: %q, want %q", d.Long(), got, tt.want)
		}
	}
	if got := bankHoliday(0); got != "" {
		t.Errorf("no date at all: %q", got)
	}
}

// How many there are a year: eight since 1978, unless one was added; and none
// on a weekend, none nameless in the table without a holiday to take away.
func TestBankHolidayCount(t *testing.T) {
	added := map[int]int{1981: 1, 1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}
	for y := 1978; y <= 2100; y++ {
		count := 0
		for d := NewDate(y, 1, 1); d < NewDate(y+1, 1, 1); d++ {
			if name := bankHoliday(d); name != "" {
				count++
				if d.Weekend() {
					t.Errorf("%s: %s", d.Long(), name)
				}
			}
		}
		if want := 8 + added[y]; count != want {
			t.Errorf("%d has %d, want %d", y, count, want)
		}
	}
}

func TestProclaimedIsInOrder(t *testing.T) {
	last := Date(0)
	for _, p := range proclaimed {
		d := NewDate(p.year, p.month, p.day)
		if !ValidDate(p.year, p.month, p.day) || d <= last {
			t.Errorf("%s is out of order", d.Long())
		}
		last = d
	}
}

// The first, the last and the odd Easters of the range.
func TestEaster(t *testing.T) {
	for _, want := range []string{
		"1971-04-11", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2020-04-12", "2024-03-31",
		"2025-04-20", "2038-04-25", "2049-04-18", "2076-04-19", "2099-04-12", "2100-03-28",
	} {
		d, err := time.Parse(time.DateOnly, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := easter(d.Year()); got.String() != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}
