package ical_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"coursecal/ical"
	"coursecal/schedule"
)

// FuzzDecodeForeign gives any bytes to DecodeForeign: it never panics, never
// takes long, and what becomes of them is a schedule without an error.
func FuzzDecodeForeign(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "imports", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	own, err := os.ReadFile(filepath.Join("..", "testdata", "examples", "groups.ics"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(own)
	zone, err := schedule.LoadZone("Europe/London")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		begun := time.Now()
		for _, z := range []*time.Location{nil, zone} {
			importAny(t, data, z)
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Fatalf("took %s", took)
		}
	})
}

// importAny imports a calendar as far as it can be.
func importAny(t testing.TB, data []byte, zone *time.Location) {
	t.Helper()
	draft, problems, err := ical.DecodeForeign("in.ics", data, zone)
	if err != nil {
		return
	}
	for _, p := range problems {
		if p.Line < 1 || strings.Contains(p.Msg, "%!") || strings.ContainsAny(p.Msg, "\n\r") {
			t.Fatalf("%+v", p)
		}
	}
	events := len(draft.Events)
	text, more, err := draft.Write()
	if err != nil {
		return
	}
	c, wrong := schedule.Parse("x.yaml", text)
	if c == nil {
		t.Fatalf("%v\n%s", wrong, text)
	}
	// What is said of many times of one repetition is told once.
	if len(more.Errors()) == 0 && len(c.Occurrences) != events {
		t.Fatalf("%d entries of %d events\n%s", len(c.Occurrences), events, text)
	}
}

// TestHostileCalendars imports what is made to keep a reader busy.
func TestHostileCalendars(t *testing.T) {
	event := func(lines string) string {
		return "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/London\nBEGIN:VEVENT\nSUMMARY:X\nDTSTART:20200101T090000\nDURATION:PT1H\n" + lines + "END:VEVENT\nEND:VCALENDAR\n"
	}
	many := func(n int, text string) string { return strings.Repeat(text, n) }
	for name, text := range map[string]string{
		"nested":           "BEGIN:VCALENDAR\n" + many(1_000_000, "BEGIN:X\n"),
		"nested calendars": many(500_000, "BEGIN:VCALENDAR\n"),
		"a long line":      event("SUMMARY:" + many(8_000_000, "x") + "\n"),
		"a folded line":    event("SUMMARY:" + many(1_000_000, "x\n ") + "\n"),
		"parameters":       event("LOCATION" + many(1_000_000, ";A=B") + ":Room\n"),
		"zone parameters":  event("EXDATE" + many(100_000, ";A=\"B\"") + ":" + many(100_000, "20200101T090000,") + "\n"),
		"quotes":           event("LOCATION;" + many(1_000_000, "\"") + ":Room\n"),
		"dates":            event("RDATE:" + many(500_000, "20200102T090000,") + "\n"),
		"never":            "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n" + many(2_000, "BEGIN:VEVENT\nDTSTART:20200101T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=99\nEND:VEVENT\n"),
		"bombs":            "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n" + many(10_000, "BEGIN:VEVENT\nDTSTART:20200101T090000Z\nRRULE:FREQ=DAILY;COUNT=999999\nEND:VEVENT\n"),
		"zones":            "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n" + zones(),
		"zones by hours":   "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n" + vtimezones(),
		"many":             "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n" + many(9_000, "BEGIN:VEVENT\nSUMMARY:Lab\nDTSTART:20200101T090000Z\nDURATION:PT1H\nEND:VEVENT\n"),
		"tags":             event("DESCRIPTION:" + many(1_000_000, "</<br") + "\nRRULE:FREQ=DAILY;COUNT=900\n"),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			importAny(t, []byte(text), nil)
			// A busy machine takes a second for the slowest of them.
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("took %s", took)
			} else {
				t.Log(took)
			}
		})
	}
}

// zones names more zones than a calendar may.
func zones() string {
	var b strings.Builder
	for n := range 20_000 {
		b.WriteString("BEGIN:VEVENT\nDTSTART;TZID=Zone " + strings.Repeat("x", n%60) + string(rune('a'+n%26)) + ":20200101T090000\nEND:VEVENT\n")
	}
	return b.String()
}

// vtimezones has zones of hours that there are nowhere, in many parts.
func vtimezones() string {
	part := "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0137\nTZOFFSETTO:+0137\nRRULE:FREQ=YEARLY;BYDAY=SU,MO,TU,WE,TH,FR,SA\nEND:STANDARD\n"
	var b strings.Builder
	for n := range 1_000 {
		b.WriteString(fmt.Sprintf("BEGIN:VTIMEZONE\nTZID:Nowhere %d\n", n) + strings.Repeat(part, 20) + "END:VTIMEZONE\n")
		b.WriteString(fmt.Sprintf("BEGIN:VEVENT\nDTSTART;TZID=Nowhere %d:20%02d0101T090000\nEND:VEVENT\n", n, n%100))
	}
	return b.String()
}
