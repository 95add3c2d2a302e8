package ical_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// FuzzCalendar gives any bytes to the parser. What it accepts must come out as
// a calendar that another reader reads as the same entries, and that the
// ledger reads back to the same bytes.
func FuzzCalendar(f *testing.F) {
	for _, file := range schedules(f) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 20_000 {
			f.Add(string(data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, _ := schedule.Parse("fuzz.yaml", []byte(text))
		if c == nil || len(c.Occurrences) > 200 {
			return
		}
		if strings.HasPrefix(c.ZoneName, "Europe/") || c.ZoneName == "UTC" {
			checkRead(t, text)
		}
		first := encode(t, ical.Revise(c, nil, published))
		checkBytes(t, first)
		if again := encode(t, ical.Revise(c, decode(t, first), published.Add(time.Hour))); again != first {
			t.Fatalf("fed back, the calendar changes:\n%s\n%s", first, again)
		}
	})
}

// FuzzTexts puts any text into every text of a schedule: no value can add a
// property, a line or an entry.
func FuzzTexts(f *testing.F) {
	f.Add("plain", "a\nb")
	f.Add("x\r\nATTENDEE:mailto:a@b", "END:VEVENT")
	f.Add("a;b,c\\n", "\\")
	f.Add("\u2028BEGIN:VEVENT\u0085", "👩‍👩‍👧‍👦\u200d")
	want := strings.Count(fuzzedCalendar(f, "x", "y"), "\r\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		text := fuzzedCalendar(t, a, b)
		checkBytes(t, text)
		if n := strings.Count(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"); n > want {
			t.Fatalf("%d lines, want %d:\n%s", n, want, text)
		}
		if len(read(t, text)) != 2 {
			t.Fatalf("not two events in %s", text)
		}
	})
}

// fuzzedCalendar encodes a course made by hand, with texts that no parser has
// looked at.
func fuzzedCalendar(t testing.TB, a, b string) string {
	c := parse(t, head+"sessions: {lab: {when: 2020-05-05 09:00-10:00, where: w, notes: n, url: 'https://e.org/', remind: 1h, topics: [t]}}\ndeadlines: {essay: {due: 2020-05-06, was: 2020-05-05, why: z, worth: 4%}}")
	c.Name, c.Code, c.URL = a, b, a
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		o.Title, o.Where, o.Notes, o.Why, o.Topic = a, b, a+b, b, a
		o.DueElsewhere = b
		if i == 0 {
			o.URL = b
		}
	}
	return encode(t, ical.Of(c, published))
}

// FuzzDecode gives any bytes to the reader of ledgers: an error, never a panic,
// and what it takes it writes again.
func FuzzDecode(f *testing.F) {
	text := encode(f, ical.Of(parse(f, head+"sessions: {lab: {when: 2020-05-05 09:00-10:00}}"), published))
	f.Add([]byte(text))
	f.Add([]byte(strings.Replace(text, "lab@x", "other@x", 1)))
	f.Add([]byte(text[:len(text)/2]))
	c := parse(f, head+"sessions: {lab: {when: 2020-05-06 09:00-10:00}}")
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ical.Decode(data, "x")
		if err != nil {
			return
		}
		checkBytes(t, encode(t, ical.Revise(c, l, published)))
	})
}
