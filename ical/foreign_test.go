package ical_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	emersion "github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
	"coursecal/schedule"
)

// imported makes a schedule of a calendar and parses it.
func imported(t testing.TB, text, zone string) (yaml string, c *schedule.Course, problems schedule.Problems) {
	t.Helper()
	var at *time.Location
	if zone != "" {
		var err error
		if at, err = schedule.LoadZone(zone); err != nil {
			t.Fatal(err)
		}
	}
	draft, found, err := ical.DecodeForeign("in.ics", []byte(text), at)
	if err != nil {
		t.Fatal(err)
	}
	data, more, err := draft.Write()
	if err != nil {
		t.Fatalf("%v, %v", err, more)
	}
	return string(data), parse(t, string(data)), append(found, more...)
}

// seen reads what another library sees in a calendar: when each entry is, and
// whether it is cancelled.
func seen(t testing.TB, text string, zone *time.Location) []string {
	t.Helper()
	var out []string
	for _, e := range read(t, text) {
		start, err := e.DateTimeStart(zone)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(zone)
		if err != nil {
			t.Fatal(err)
		}
		status, _ := e.Status()
		form := time.RFC3339
		if e.Props.Get("DTSTART").ValueType() == emersion.ValueDate {
			form = time.DateOnly
		} else {
			start, end = start.UTC(), end.UTC()
		}
		out = append(out, fmt.Sprint(start.Format(form), " ", end.Format(form), " ", status))
	}
	slices.Sort(out)
	return out
}

// TestImportGoldens takes every golden calendar through a schedule and back.
func TestImportGoldens(t *testing.T) {
	n := 0
	err := filepath.WalkDir(filepath.Join("..", "testdata"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".ics" {
			return err
		}
		n++
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			yaml, c, problems := imported(t, string(data), "")
			if len(problems) > 0 {
				t.Errorf("%v", problems)
			}
			again := encode(t, ical.Of(c, published))
			if diff := cmp.Diff(seen(t, string(data), c.Zone), seen(t, again, c.Zone)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, yaml)
			}
			if os.Getenv("SHOW") != "" && strings.Contains(path, os.Getenv("SHOW")) {
				t.Log("\n" + yaml)
			}
		})
		return nil
	})
	if err != nil || n < 50 {
		t.Fatalf("%d calendars, %v", n, err)
	}
}

// TestForeignBytes reads a file that is not in UTF-8, with a word about it, and
// leaves out what would turn the text on a terminal around.
func TestForeignBytes(t *testing.T) {
	in := "BEGIN:VCALENDAR\rX-WR-TIMEZONE:Europe/Berlin\rBEGIN:VEVENT\rSUMMARY:\xdcbung \x96 \u202egnubE\rDTSTART:20200203T090000\rDTEND:20200203T100000\rEND:VEVENT\rEND:VCALENDAR\r"
	_, c, problems := imported(t, in, "")
	if got := c.Occurrences[0].Title; !strings.HasPrefix(got, "Übung – ") {
		t.Errorf("the title is %q", got)
	}
	if want := "in.ics:1:1: warning: the file is not in UTF-8 and is read as Windows-1252"; len(problems) != 1 || problems[0].Error() != want {
		t.Errorf("told %v, want %s", problems, want)
	}
	_, c, problems = imported(t, strings.NewReplacer("\xdc", "Ü", "\x96", "–").Replace(in), "")
	if got := c.Occurrences[0].Title; got != "Übung – gnubE" || len(problems) > 0 {
		t.Errorf("the title is %q, and %v was told", got, problems)
	}
}

// TestForeignZones finds the zones that other programs name.
func TestForeignZones(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/London":                                 "Europe/London",
		"GMT Standard Time":                             "Europe/London",
		"W. Europe Standard Time":                       "Europe/Berlin",
		"/mozilla.org/20050126_1/Europe/London":         "Europe/London",
		"/citadel.org/20210210_1/America/New_York":      "America/New_York",
		"(UTC+00:00) Dublin, Edinburgh, Lisbon, London": "Europe/Dublin",
		"(UTC-05:00) Eastern Time (US & Canada)":        "America/New_York",
		"Central Standard Time (Mexico)":                "America/Mexico_City",
		"Pacific/Nowhere":                               "",
		"Londn":                                         "",
		"Customized Time Zone":                          "",
		"":                                              "",
	} {
		if got := schedule.ForeignZone(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestVtimezones finds the zone of a name that says nothing by its hours.
func TestVtimezones(t *testing.T) {
	const (
		gmt    = "BEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
		bst    = "BEGIN:DAYLIGHT\nDTSTART:16010101T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n"
		cet    = "BEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
		cest   = "BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n"
		listed = "BEGIN:DAYLIGHT\nDTSTART:20200329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRDATE:20210328T020000\nEND:DAYLIGHT\n"
		ist    = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\n"
		odd    = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0137\nTZOFFSETTO:+0137\nEND:STANDARD\n"
	)
	for _, test := range []struct{ name, parts, asked, want, told string }{
		{"Customized Time Zone", gmt + bst, "", "2020-05-04 08:00 UTC", `warning: the time zone "Customized Time Zone" is taken for Europe/London`},
		{"tzone://Microsoft/Custom", cet + cest, "", "2020-05-04 07:00 UTC", `warning: the time zone "tzone://Microsoft/Custom" is taken for Europe/Berlin`},
		{"GMT+01.00/+02.00", cet + listed, "", "2020-05-04 07:00 UTC", `warning: the time zone "GMT+01.00/+02.00" is taken for Europe/Berlin`},
		{"GMT+01.00/+02.00", cet + cest, "Europe/Paris", "2020-05-04 07:00 UTC", `warning: the time zone "GMT+01.00/+02.00" is taken for Europe/Paris`},
		{"Europe/Dublin-2", gmt + bst, "", "2020-05-04 08:00 UTC", `warning: the time zone "Europe/Dublin-2" is taken for Europe/Dublin`},
		{"Mine", ist, "", "2020-05-04 03:30 UTC", `warning: the time zone "Mine" is taken for Asia/Kolkata`},
		{"Mine", odd, "UTC", "2020-05-04 09:00 UTC", ""},
		{"tzone://Microsoft/Utc", "", "", "2020-05-04 09:00 UTC", ""},
	} {
		in := "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:" + test.name + "\n" + test.parts + "END:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY:Talk\nDTSTART;TZID=" + test.name +
			":20200504T090000\nDTEND;TZID=" + test.name + ":20200504T100000\nEND:VEVENT\nEND:VCALENDAR\n"
		var at *time.Location
		if test.asked != "" {
			at, _ = schedule.LoadZone(test.asked)
		}
		draft, problems, err := ical.DecodeForeign("in.ics", []byte(in), at)
		if err != nil || len(draft.Events) != 1 {
			t.Errorf("%s: %v, %v", test.name, err, problems)
			continue
		}
		got, told := draft.Events[0].Start.UTC().Format("2006-01-02 15:04 MST"), problems.Error()
		if test.told != "" {
			test.told = "in.ics:2:1: " + test.told
		}
		if got != test.want || told != test.told {
			t.Errorf("%s: %s, told %q, want %s and %q", test.name, got, told, test.want, test.told)
		}
	}
}

// TestForeignDetails imports what calendars say seldom, and tells what it
// takes otherwise.
func TestForeignDetails(t *testing.T) {
	event := func(lines string) string {
		return "BEGIN:VEVENT\nSUMMARY:Lab\n" + strings.ReplaceAll(lines, " ", "\n") + "\nEND:VEVENT\n"
	}
	const nine = "DTSTART:20200203T090000Z DTEND:20200203T100000Z"
	for _, test := range []struct{ name, text, want, told string }{
		{"a calendar of cancellations", "METHOD:CANCEL\n" + event(nine), "09:00-10:00 cancelled", ""},
		{"exceptions by a rule", event(nine + " RRULE:FREQ=DAILY;COUNT=2 EXRULE:FREQ=DAILY;COUNT=1"), "09:00-10:00, 09:00-10:00",
			"in.ics:3:1: \"Lab\": it has exceptions by a rule (EXRULE), which were not taken"},
		{"periods", event(nine + " RDATE;VALUE=PERIOD:20200204T090000Z/20200204T113000Z,20200205T090000Z/PT3H,20200206T090000Z"),
			"09:00-10:00, 09:00-11:30, 09:00-12:00, 09:00-10:00", ""},
		{"a newer version", event("UID:a SEQUENCE:2 DTSTART:20200203T110000Z DURATION:PT1H") + event("UID:a SEQUENCE:0 "+nine), "11:00-12:00",
			"in.ics:10:1: warning: \"Lab\": a newer version stands in line 3, and is taken"},
		{"another time of one entry", event("UID:a SEQUENCE:0 RRULE:FREQ=DAILY;COUNT=2 "+nine) + event("UID:a SEQUENCE:1 RECURRENCE-ID:20200204T090000Z DTSTART:20200204T110000Z DURATION:PT1H"),
			"09:00-10:00, 11:00-12:00", ""},
		{"two versions of one time, in two zones", event("UID:a RRULE:FREQ=DAILY;COUNT=2 "+nine) + event("UID:a SEQUENCE:1 RECURRENCE-ID;TZID=Europe/Paris:20200204T100000 DTSTART:20200204T110000Z DURATION:PT1H") +
			event("UID:a SEQUENCE:2 RECURRENCE-ID:20200204T090000Z DTSTART:20200204T120000Z DURATION:PT1H"),
			"09:00-10:00, 12:00-13:00", "in.ics:10:1: warning: \"Lab\": a newer version stands in line 18, and is taken"},
		{"exceptions that hit nothing", event("UID:a RRULE:FREQ=DAILY;COUNT=3 EXDATE:20200204T093000Z,20200205T090000Z EXDATE;VALUE=DATE:20200301 " + nine), "09:00-10:00, 09:00-10:00",
			"in.ics:3:1: warning: \"Lab\": it leaves out 2020-02-04 09:30 UTC, when it is not held"},
		{"several of them", event("UID:a RRULE:FREQ=DAILY;COUNT=3 EXDATE;TZID=Europe/Paris:20200204T090000,20200205T090000 " + nine), "09:00-10:00, 09:00-10:00, 09:00-10:00",
			"in.ics:3:1: warning: \"Lab\": it leaves out 2 times when it is not held, such as 2020-02-04 09:00"},
		{"a replacement of nothing", event("UID:a RRULE:FREQ=DAILY;COUNT=2 "+nine) + event("UID:a RECURRENCE-ID:20200207T090000Z DTSTART:20200207T110000Z DURATION:PT1H"), "09:00-10:00, 09:00-10:00, 11:00-12:00",
			"in.ics:10:1: warning: \"Lab\": it replaces the one of 2020-02-07 09:00 UTC, when its repetition is not held"},
		{"a replacement without its repetition", event("UID:a RECURRENCE-ID:20200207T090000Z DTSTART:20200207T110000Z DURATION:PT1H"), "11:00-12:00", ""},
		{"an entry that stands twice", event("UID:a RRULE:FREQ=DAILY;COUNT=3 "+nine) + event("UID:b RRULE:FREQ=DAILY;COUNT=3 "+nine), "09:00-10:00, 09:00-10:00, 09:00-10:00",
			"in.ics:10:1: warning: \"Lab\": the same stands in line 3, and is taken once (3 times)"},
		{"days that end before they begin", event("DTSTART;VALUE=DATE:20200203 DTEND;VALUE=DATE:20200201"), "2020-02-03 to 2020-02-03",
			"in.ics:3:1: warning: \"Lab\": it ends before it begins, and is taken for one day"},
	} {
		draft, problems, err := ical.DecodeForeign("in.ics", []byte("BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n"+test.text+"END:VCALENDAR\n"), nil)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, e := range draft.Events {
			s := e.Start.Format("15:04-") + e.End.Format("15:04")
			if e.AllDay {
				s = fmt.Sprint(e.First, " to ", e.Last)
			}
			if e.Cancelled {
				s += " cancelled"
			}
			got = append(got, s)
		}
		if all := strings.Join(got, ", "); all != test.want || problems.Error() != test.told {
			t.Errorf("%s: %s, told %q; want %s, %q", test.name, all, problems.Error(), test.want, test.told)
		}
	}
}

// TestEndlessWithoutEnd tells once what is wrong with each time of one entry.
func TestEndlessWithoutEnd(t *testing.T) {
	const in = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\nBEGIN:VEVENT\nSUMMARY:Office hour\nDTSTART:20200203T090000Z\nRRULE:FREQ=WEEKLY;COUNT=11\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Lab\n" +
		"DTSTART:20200203T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
	_, _, problems := imported(t, in, "")
	if want := "in.ics:3:1: \"Office hour\": it has no end, and no word such as due says that it is a deadline (11 times)"; problems.Error() != want {
		t.Errorf("told %q, want %q", problems.Error(), want)
	}
}

// TestForeignDurations reads what DURATION may be. Weeks without end once
// overflowed.
func TestForeignDurations(t *testing.T) {
	for duration, want := range map[string]string{
		"PT1H30M": "1h30m0s", "P1D": "24h0m0s", "P1DT1H": "25h0m0s", "P1W": "168h0m0s", "PT5400S": "1h30m0s", "+PT90M": "1h30m0s",
		"P999999W": "", "P9999W9999W": "", "PT999999H": "", "PT": "0s", "-PT1H": "", "1H": "", "PT1": "", "P1H": "", "PTXH": "",
	} {
		in := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\nBEGIN:VEVENT\nSUMMARY:Talk\nDTSTART:20200203T090000Z\nDURATION:" + duration + "\nEND:VEVENT\nEND:VCALENDAR\n"
		draft, problems, err := ical.DecodeForeign("in.ics", []byte(in), nil)
		got := ""
		if err == nil && len(draft.Events) == 1 {
			got = draft.Events[0].End.Sub(draft.Events[0].Start).String()
		}
		if got != want || (want == "") != (len(problems) == 1) {
			t.Errorf("%s: %q, want %q; told %v", duration, got, want, problems)
		}
	}
}
