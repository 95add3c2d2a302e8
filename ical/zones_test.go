package ical

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"coursecal/schedule"
)

// weekly returns the events of a course that meets at some hours of each
// Wednesday and Sunday of some years.
func weekly(t *testing.T, zone string, firstYear, lastYear int) []*event {
	t.Helper()
	loc, err := schedule.LoadZone(zone)
	if err != nil {
		t.Fatal(err)
	}
	var out []*event
	for d := schedule.NewDate(firstYear, 1, 1); d.Year() <= lastYear; d++ {
		if d.Weekday() != time.Wednesday && d.Weekday() != time.Sunday {
			continue
		}
		for _, hour := range []schedule.Clock{4*60 + 30, 9 * 60, 22 * 60} {
			start, err := schedule.Instant(loc, d, hour)
			if err != nil {
				continue
			}
			out = append(out, &event{zone: zone, tz: loc, start: start, end: start.Add(45 * time.Minute)})
		}
	}
	return out
}

// vtimezone is a reader of VTIMEZONE text that shares nothing with the writer.
type vtimezone struct {
	observances []map[string]string
	memo        map[string]time.Time
}

func readTimezone(t *testing.T, text string) vtimezone {
	t.Helper()
	v := vtimezone{memo: map[string]time.Time{}}
	var current map[string]string
	for _, line := range strings.Split(text, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case name == "BEGIN" && value != "VTIMEZONE":
			current = map[string]string{"kind": value}
		case name == "END" && value != "VTIMEZONE":
			v.observances = append(v.observances, current)
			current = nil
		case current != nil:
			current[name] = value
		}
	}
	return v
}

func seconds(offset string) int64 {
	var h, m int64
	fmt.Sscanf(offset[1:], "%2d%2d", &h, &m)
	s := h*3600 + m*60
	if offset[0] == '-' {
		return -s
	}
	return s
}

// readOnset finds the wall clock, as UTC, at which an observance begins in a year
// by walking over the days of its month.
func readOnset(o map[string]string, year int) time.Time {
	start, _ := time.Parse("20060102T150405", o["DTSTART"])
	if o["RRULE"] == "" {
		return start
	}
	var month, nth int
	var day string
	fmt.Sscanf(strings.ReplaceAll(o["RRULE"], ";", " "), "FREQ=YEARLY BYMONTH=%d BYDAY=%s", &month, &day)
	fmt.Sscanf(day, "%d", &nth)
	names := map[string]time.Weekday{"SU": 0, "MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6}
	weekday := names[day[len(day)-2:]]
	var days []time.Time
	for d := time.Date(year, time.Month(month), 1, start.Hour(), start.Minute(), 0, 0, time.UTC); d.Month() == time.Month(month); d = d.AddDate(0, 0, 1) {
		if d.Weekday() == weekday {
			days = append(days, d)
		}
	}
	if nth < 0 {
		return days[len(days)+nth]
	}
	return days[nth-1]
}

// instant turns a local time into an instant as RFC 5545 3.6.5 says: by the
// observance that began last before it; of two readings the first.
func (v vtimezone) instant(wall time.Time) time.Time {
	best, offset := time.Time{}, int64(0)
	for _, o := range v.observances {
		first, known := v.memo[o["kind"]]
		if !known {
			first, _ = time.Parse("20060102T150405", o["DTSTART"])
			v.memo[o["kind"]] = first
		}
		for year := wall.Year() - 1; year <= wall.Year()+1; year++ {
			key := o["kind"] + strconv.Itoa(year)
			at, known := v.memo[key]
			if !known {
				at = readOnset(o, year)
				v.memo[key] = at
			}
			if at.Before(first) || at.Before(best) {
				continue
			}
			if !wall.Before(at) {
				best, offset = at, seconds(o["TZOFFSETTO"])
			}
		}
	}
	return wall.Add(-time.Duration(offset) * time.Second)
}

// written returns the VTIMEZONE of a pair.
func written(t *testing.T, p *pair) string {
	t.Helper()
	var out bytes.Buffer
	w := &writer{out: bufio.NewWriter(&out)}
	w.component(p.component())
	if w.err != nil || w.out.Flush() != nil {
		t.Fatal(w.err)
	}
	return out.String()
}

// TestClientRule10EveryZone compares what the VTIMEZONE says of each event
// with the zone database, for every zone of the archive.
func TestClientRule10EveryZone(t *testing.T) {
	local, forced := 0, 0
	for _, zone := range schedule.ZoneNames() {
		for _, years := range [][2]int{{2015, 2016}, {2019, 2020}, {2020, 2020}, {2025, 2027}} {
			events := weekly(t, zone, years[0], years[1])
			pairs := localTimes(slices.Values(events))
			if pairs == nil {
				forced++
				continue
			}
			if isUTC(zone) {
				if len(pairs) != 0 {
					t.Errorf("%s is written as a local zone", zone)
				}
				continue
			}
			local++
			text := written(t, pairs[zone])
			v := readTimezone(t, text)
			if len(v.observances) == 0 || len(v.observances) > 2 || v.observances[0]["kind"] != "STANDARD" || len(v.observances) == 2 && v.observances[1]["kind"] != "DAYLIGHT" {
				t.Fatalf("%s: the observances are %v", zone, v.observances)
			}
			for _, e := range events {
				for _, at := range []time.Time{e.start, e.end} {
					wall, _ := time.Parse(localForm, at.In(e.tz).Format(localForm))
					if got := v.instant(wall); !got.Equal(at) {
						t.Fatalf("%s: %s is read as %s, want %s\n%s", zone, wall.Format(localForm), got, at.UTC(), text)
					}
				}
			}
		}
	}
	if local < 4*len(schedule.ZoneNames())*8/10 {
		t.Errorf("only %d calendars are in local time, %d in UTC", local, forced)
	}
}

func TestClientRule10Pairs(t *testing.T) {
	for _, test := range []struct{ zone, want string }{
		{"Europe/London", "STANDARD 20191027T020000 +0100 +0000 GMT FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nDAYLIGHT 20190331T010000 +0000 +0100 BST FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"},
		{"Europe/Dublin", "STANDARD 20191027T020000 +0100 +0000 GMT FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nDAYLIGHT 20190331T010000 +0000 +0100 IST FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"},
		{"America/New_York", "STANDARD 20191103T020000 -0400 -0500 EST FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nDAYLIGHT 20190310T020000 -0500 -0400 EDT FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"},
		{"Australia/Lord_Howe", "STANDARD 20190407T020000 +1100 +1030 +1030 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\nDAYLIGHT 20191006T020000 +1030 +1100 +11 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU\n"},
		{"Asia/Kolkata", "STANDARD 20190101T000000 +0530 +0530 IST \n"},
	} {
		pairs := localTimes(slices.Values(weekly(t, test.zone, 2020, 2020)))
		if pairs == nil {
			t.Errorf("%s: no pair", test.zone)
			continue
		}
		got := ""
		for _, o := range readTimezone(t, written(t, pairs[test.zone])).observances {
			got += fmt.Sprintln(o["kind"], o["DTSTART"], o["TZOFFSETFROM"], o["TZOFFSETTO"], o["TZNAME"], o["RRULE"])
		}
		if got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.zone, got, test.want)
		}
	}
}

// TestClientRule11 wants UTC where no yearly pair is exact.
func TestClientRule11(t *testing.T) {
	for zone, years := range map[string][2]int{
		"Africa/Casablanca": {2019, 2021}, // Ramadan
		"Asia/Tehran":       {2021, 2022}, // daylight time ended in 2022
		"America/Sao_Paulo": {2018, 2020}, // and here in 2019
	} {
		if localTimes(slices.Values(weekly(t, zone, years[0], years[1]))) != nil {
			t.Errorf("%s is written in local time", zone)
		}
	}
	// The second half past one of that night has no local time of its own.
	loc, err := schedule.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	second := time.Date(2020, 10, 25, 1, 30, 0, 0, time.UTC)
	if localTimes(slices.Values([]*event{{zone: "Europe/London", tz: loc, start: second.Add(-3 * time.Hour), end: second}})) != nil {
		t.Error("an end in the second half of a fold is written in local time")
	}
	// Nor has the first: by the RFC it has, but readers take the second.
	first := second.Add(-time.Hour)
	if localTimes(slices.Values([]*event{{zone: "Europe/London", tz: loc, start: first, end: first.Add(3 * time.Hour)}})) != nil {
		t.Error("a start in the first half of a fold is written in local time")
	}
}

// TestTransitions counts the changes of every zone's clocks the slow way.
func TestTransitions(t *testing.T) {
	for _, zone := range schedule.ZoneNames() {
		loc, err := schedule.LoadZone(zone)
		if err != nil {
			t.Fatal(err)
		}
		want, last := 0, 0
		for at := schedule.NewDate(1970, 1, 1).UTC(); at.Year() <= 2100; at = at.Add(12 * time.Hour) {
			_, offset := at.In(loc).Zone()
			if offset != last && at.Year() > 1970 {
				want++
			}
			last = offset
		}
		got := transitions(loc, 1971, 2100)
		if len(got) != want {
			t.Errorf("%s: %d changes, want %d", zone, len(got), want)
		}
		for _, c := range got {
			_, before := c.at.Add(-time.Second).Zone()
			if name, after := c.at.Zone(); before != c.from || after != c.to || name != c.name {
				t.Errorf("%s: %v is no change from %d to %d %s", zone, c.at, c.from, c.to, c.name)
			}
		}
	}
}
