package ical_test

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	emersion "github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

const head = "id: x\ncode: C1\nname: Example\ntimezone: Europe/London\n"

// whole returns the text of a course written with head.
func whole(t testing.TB, body string) string {
	return view(t, body, ical.View{})
}

func view(t testing.TB, body string, v ical.View) string {
	t.Helper()
	return encode(t, ical.Of(parse(t, head+body), published).View(v))
}

// lines returns the unfolded lines that begin with a prefix.
func lines(text, prefix string) []string {
	var out []string
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		if strings.HasPrefix(line, prefix) {
			out = append(out, line)
		}
	}
	return out
}

// TestClientRules looks at what is written for each rule that one line shows.
func TestClientRules(t *testing.T) {
	due := "deadlines: {essay: {due: 2020-05-20 16:00%}}"
	with := func(more string) string { return strings.Replace(due, "%", more, 1) }
	lab := "sessions: {lab: {when: 2020-04-29 09:00-11:00%}}"
	labWith := func(more string) string { return strings.Replace(lab, "%", more, 1) }
	day := func(d int) time.Duration { return time.Duration(d) * 24 * time.Hour }
	for _, test := range []struct {
		rule, body string
		view       ical.View
		prefix     string
		want       []string
	}{
		{"3 TEXT is escaped once", labWith(`, title: 'a,b;c\d: "e"'`), ical.View{}, "SUMMARY", []string{`SUMMARY:C1 a\,b\;c\\d: "e"`}},
		{"3 a link is not", labWith(`, url: 'https://e.org/a,b;c'`), ical.View{}, "URL", []string{`URL:https://e.org/a,b;c`}},
		{"5 PUBLISH", lab[:len(lab)-3] + "}}", ical.View{}, "METHOD", []string{"METHOD:PUBLISH"}},
		{"5 no version in PRODID", labWith(""), ical.View{}, "PRODID", []string{"PRODID:-//coursecal//coursecal//EN"}},
		{"6 UID", labWith(""), ical.View{}, "UID", []string{"UID:lab@x"}},
		{"8 a snapshot is new", labWith(""), ical.View{}, "SEQUENCE", []string{"SEQUENCE:0"}},
		{"8 stamps", labWith(""), ical.View{}, "DTSTAMP", []string{"DTSTAMP:20200320T120000Z"}},
		{"9 an occurrence is an event", "sessions: {lab: {when: Wed 09:00-10:00, from: 2020-04-29, weeks: 3}}", ical.View{}, "BEGIN:VEVENT", []string{"BEGIN:VEVENT", "BEGIN:VEVENT", "BEGIN:VEVENT"}},
		{"10 local time", labWith(""), ical.View{}, "DTSTART;", []string{"DTSTART;TZID=Europe/London:20200429T090000"}},
		{"11 UTC on request", labWith(""), ical.View{UTC: true}, "DT", []string{"DTSTAMP:20200320T120000Z", "DTSTART:20200429T080000Z", "DTEND:20200429T100000Z"}},
		{"11 no VTIMEZONE with it", labWith(""), ical.View{UTC: true}, "BEGIN:VTIMEZONE", nil},
		{"13 the end of a day is the day after", "sessions: {reading: {when: 2020-05-04 to 2020-05-08}}", ical.View{}, "DTEND", []string{"DTEND;VALUE=DATE:20200509"}},
		{"14 the zone's name", labWith(""), ical.View{}, "X-WR-TIMEZONE", []string{"X-WR-TIMEZONE:Europe/London"}},
		{"15 the half hour before the due time", with(""), ical.View{}, "DTSTART;", []string{"DTSTART;TZID=Europe/London:20200520T153000"}},
		{"15 that ends at it", with(""), ical.View{}, "DTEND", []string{"DTEND;TZID=Europe/London:20200520T160000"}},
		{"15 the hour in the summary", with(""), ical.View{}, "SUMMARY", []string{"SUMMARY:C1 Essay due 16:00"}},
		{"15 all day on request", with(""), ical.View{Deadlines: ical.AllDay}, "DTSTART;", []string{"DTSTART;VALUE=DATE:20200520"}},
		{"15 all day by the file", with(", show: all-day"), ical.View{}, "DTSTART;", []string{"DTSTART;VALUE=DATE:20200520"}},
		{"15 block wins over the file", with(", show: all-day"), ical.View{Deadlines: ical.Block}, "DTSTART;", []string{"DTSTART;TZID=Europe/London:20200520T153000"}},
		{"15 24:00 stays on its day", "deadlines: {essay: 2020-05-20 24:00}", ical.View{Deadlines: ical.AllDay}, "DTSTART;", []string{"DTSTART;VALUE=DATE:20200520"}},
		{"15 24:00 in the summary", "deadlines: {essay: 2020-05-20 24:00}", ical.View{}, "SUMMARY", []string{"SUMMARY:C1 Essay due 24:00"}},
		{"15 due elsewhere", "deadlines: {essay: 2020-05-20 23:59 AoE}", ical.View{}, "SUMMARY", []string{"SUMMARY:C1 Essay due 12:59 (23:59 AoE)"}},
		{"15 a date alone", "deadlines: {essay: 2020-05-20, quiz: {kind: quiz, due: 2020-05-21}}", ical.View{}, "SUMMARY", []string{"SUMMARY:C1 Essay due", "SUMMARY:C1 Quiz"}},
		{"16 no VTODO", with(""), ical.View{}, "BEGIN:VTODO", nil},
		{"17 the link is in the description", labWith(", url: https://e.org/"), ical.View{}, "DESCRIPTION", []string{`DESCRIPTION:https://e.org/`}},
		{"18 no CLASS", "private: true\n" + labWith(""), ical.View{}, "CLASS", nil},
		{"19 a session is busy", labWith(""), ical.View{}, "TRANSP", []string{"TRANSP:OPAQUE"}},
		{"19 and so for Microsoft", labWith(""), ical.View{}, "X-MICROSOFT", []string{"X-MICROSOFT-CDO-BUSYSTATUS:BUSY"}},
		{"19 a deadline is free", with(""), ical.View{}, "TRANSP", []string{"TRANSP:TRANSPARENT"}},
		{"19 cancelled is free", labWith(", cancel: ill"), ical.View{}, "X-MICROSOFT", []string{"X-MICROSOFT-CDO-BUSYSTATUS:FREE"}},
		{"20 cancelled in the summary", labWith(", cancel: ill"), ical.View{}, "SUMMARY", []string{"SUMMARY:CANCELLED: C1 Lab"}},
		{"20 cancelled in the status", labWith(", cancel: ill"), ical.View{}, "STATUS", []string{"STATUS:CANCELLED"}},
		{"20 shown as confirmed", labWith(", cancel: ill"), ical.View{Cancelled: ical.Show}, "STATUS", []string{"STATUS:CONFIRMED"}},
		{"20 and still said", labWith(", cancel: ill"), ical.View{Cancelled: ical.Show}, "SUMMARY", []string{"SUMMARY:CANCELLED: C1 Lab"}},
		{"20 dropped", labWith(", cancel: ill"), ical.View{Cancelled: ical.Drop}, "SUMMARY", nil},
		{"20 the reason", labWith(", cancel: ill"), ical.View{}, "DESCRIPTION", []string{"DESCRIPTION:Cancelled: ill"}},
		{"21 no alarm unless asked", labWith(""), ical.View{}, "BEGIN:VALARM", nil},
		{"21 an alarm by the file", labWith(", remind: 15m"), ical.View{}, "TRIGGER", []string{"TRIGGER:-PT15M"}},
		{"21 an alarm by the view", labWith(""), ical.View{Remind: map[string]time.Duration{"lab": day(1)}}, "TRIGGER", []string{"TRIGGER:-PT24H"}},
		{"21 the view can take it away", labWith(", remind: 15m"), ical.View{Remind: map[string]time.Duration{"lab": -1}}, "TRIGGER", nil},
		{"21 counted from the due time", with(", remind: 1d"), ical.View{}, "TRIGGER", []string{"TRIGGER:-PT23H30M"}},
		{"21 never after the start", with(", remind: 10m"), ical.View{}, "TRIGGER", []string{"TRIGGER:-PT0M"}},
		{"21 nine o'clock the day before", "deadlines: {quiz: {due: 2020-05-20, remind: 1d}}", ical.View{}, "TRIGGER", []string{"TRIGGER:-PT15H"}},
		{"21 and two days before", "deadlines: {quiz: {due: 2020-05-20, remind: 2d}}", ical.View{}, "TRIGGER", []string{"TRIGGER:-PT39H"}},
		{"21 and for an all-day shape", with(", remind: 2h, show: all-day"), ical.View{}, "TRIGGER", []string{"TRIGGER:-PT15H"}},
		{"21 none for what is cancelled", labWith(", remind: 15m, cancel: ill"), ical.View{}, "BEGIN:VALARM", nil},
		{"22 a feed has a name", labWith(""), ical.View{}, "X-WR-CALNAME", []string{"X-WR-CALNAME:C1 Example"}},
		{"22 one of a part says of which", "groups: {A: Monday group, B: ~}\nsessions: {lab: {when: 2020-05-05, groups: [A]}}", ical.View{Only: []string{"lab", "deadlines"}, Groups: []string{"A"}},
			"X-WR-CALNAME", []string{`X-WR-CALNAME:C1 deadlines\, lab (Monday group) – Example`}},
		{"22 one of groups too", "groups: {A: Monday group, B: ~}\nsessions: {lab: {when: 2020-05-05}}", ical.View{Groups: []string{"A", "B"}},
			"X-WR-CALNAME", []string{`X-WR-CALNAME:C1 Example (Monday group\, B)`}},
		{"22 a file to import has none", labWith(""), ical.View{Import: true}, "X-WR-CALNAME", nil},
		{"22 by neither name", labWith(""), ical.View{Import: true}, "NAME", nil},
		{"23 refreshed hourly", labWith(""), ical.View{}, "REFRESH-INTERVAL", []string{"REFRESH-INTERVAL;VALUE=DURATION:PT1H"}},
		{"23 and by the older name", labWith(""), ical.View{}, "X-PUBLISHED-TTL", []string{"X-PUBLISHED-TTL:PT1H"}},
		{"24 one line of categories", labWith(""), ical.View{}, "CATEGORIES", []string{"CATEGORIES:lab"}},
		{"no empty properties", labWith(""), ical.View{}, "LOCATION", nil},
		{"UTC zones have no TZID", strings.ReplaceAll(labWith(""), "x", "x"), ical.View{Only: []string{"exam"}}, "BEGIN:VEVENT", nil},
	} {
		t.Run(test.rule, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines(view(t, test.body, test.view), test.prefix)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDescriptions reads the descriptions as people do.
func TestDescriptions(t *testing.T) {
	text := whole(t, `url: https://e.org/
sessions:
  lab:
    when: Wed 09:00-11:00
    from: 2020-03-18
    where: L2
    notes: |
      Bring a laptop,
      and a pen.
    topics: [One, Two, Three, Four]
    move: {1: 2020-04-29, 2: {to: 2020-03-25 10:00, why: Room}, 3: 2021-04-01}
    change: {1: {why: University closed}, 4: {where: Teams, why: University closed}}
deadlines:
  essay: {due: 2020-05-20 16:00, was: 2020-05-06 12:00, worth: 40%, covers: lab 1-2, url: https://e.org/essay}
  paper: {due: Sat 2020-05-23 23:59 AoE, cancel: Strike}
`)
	want := []string{
		`Topic: Two\nPlace: L2\nMoved from 09:00: Room\nBring a laptop\,\nand a pen.\nhttps://e.org/`,
		`Topic: Four\nPlace: Teams\nChanged: University closed\nBring a laptop\,\nand a pen.\nhttps://e.org/`,
		`Topic: One\nPlace: L2\nMoved from Wed 18 March: University closed\nBring a laptop\,\nand a pen.\nhttps://e.org/`,
		`Due Wed 20 May 2020 16:00 (Europe/London)\nWorth 40%\nCovers lab 1-2\nMoved from Wed 6 May 12:00\nhttps://e.org/essay`,
		`Due Sun 24 May 2020 12:59 (Europe/London)\, that is 23:59 AoE\nCancelled: Strike\nhttps://e.org/`,
		`Topic: Three\nPlace: L2\nMoved from Wed 1 April 2020\nBring a laptop\,\nand a pen.\nhttps://e.org/`,
	}
	var got []string
	for _, line := range lines(text, "DESCRIPTION:") {
		got = append(got, strings.TrimPrefix(line, "DESCRIPTION:"))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGroupsInSummaries names the group only where there is more than one.
func TestGroupsInSummaries(t *testing.T) {
	body := "groups: {A: Monday group, B: ~}\nsessions: {lab: {when: [2020-05-04], groups: [A, B]}, talk: {title: 'Talk of {group}', when: 2020-05-05, groups: [A]}}\ndeadlines: {essay: {due: {A: 2020-05-06 12:00}}}"
	both := []string{"SUMMARY:C1 Lab 1 (Monday group)", "SUMMARY:C1 Lab 1 (B)", "SUMMARY:C1 Talk of Monday group", "SUMMARY:C1 Essay (Monday group) due 12:00"}
	if diff := cmp.Diff(both, lines(whole(t, body), "SUMMARY")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	one := []string{"SUMMARY:C1 Lab 1", "SUMMARY:C1 Talk of Monday group", "SUMMARY:C1 Essay due 12:00"}
	if diff := cmp.Diff(one, lines(view(t, body, ical.View{Groups: []string{"A"}}), "SUMMARY")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGroupsInSummariesOfFew names the group whichever entries are there: a
// deadline of one group stood without it in a feed where no other group had a
// date yet, or an entry of a kind that was asked for, and every reader took it
// for their own.
func TestGroupsInSummariesOfFew(t *testing.T) {
	body := `
groups: {A: Monday group, B: Tuesday group}
sessions: {lab: {groups: {A: {when: 2020-05-04}, B: {when: 2020-05-05}}}}
deadlines: {report: {due: {A: 2020-05-06 12:00, B: tbc}}, extra: {kind: sheet, due: 2020-05-07 12:00, groups: [A]}}
`
	extra := "SUMMARY:C1 Extra (Monday group) due 12:00"
	alone := strings.Replace(body, "B: {when: 2020-05-05}", "B: {when: tbc}", 1)
	for _, test := range []struct {
		body string
		view ical.View
		want []string
	}{
		{alone, ical.View{}, []string{"SUMMARY:C1 Lab (Monday group)", "SUMMARY:C1 Report (Monday group) due 12:00", extra}},
		{body, ical.View{Only: []string{"sheet"}}, []string{extra}},
		{body, ical.View{Only: []string{"sheet"}, Groups: []string{"A", "B"}}, []string{extra}},
		{body, ical.View{Only: []string{"sheet"}, Groups: []string{"A"}}, []string{"SUMMARY:C1 Extra due 12:00"}},
	} {
		if diff := cmp.Diff(test.want, lines(view(t, test.body, test.view), "SUMMARY")); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.view, diff)
		}
	}
	// Of joined courses each goes by its own groups.
	one := ical.Of(parse(t, "id: y\nname: Other\ntimezone: UTC\nsessions: {lab: {when: [2020-05-04], groups: [A]}}"), published)
	merged := encode(t, ical.Merge(ical.Of(parse(t, head+body), published).Kept(), one.Kept()).View(ical.View{Only: []string{"lab"}}))
	want := []string{"SUMMARY:Lab 1", "SUMMARY:C1 Lab (Monday group)", "SUMMARY:C1 Lab (Tuesday group)"}
	if diff := cmp.Diff(want, lines(merged, "SUMMARY")); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
}

// TestMerge joins two courses of two zones.
func TestMerge(t *testing.T) {
	one := ical.Of(parse(t, head+"sessions: {lab: {when: 2020-05-05 09:00-10:00}}"), published)
	other := ical.Of(parse(t, "id: y\nname: Other\ntimezone: Asia/Kolkata\nsessions: {lab: {when: 2020-05-05 09:00-10:00}}"), published)
	text := encode(t, ical.Merge(one, other))
	for prefix, want := range map[string][]string{
		"X-WR-CALNAME":  {"X-WR-CALNAME:C1\\, Other"},
		"UID":           {"UID:lab@y", "UID:lab@x"},
		"TZID":          {"TZID:Asia/Kolkata", "TZID:Europe/London"},
		"X-WR-TIMEZONE": nil,
		"X-COURSECAL-L": nil,
	} {
		if diff := cmp.Diff(want, lines(text, prefix)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// checkBytes holds a calendar against client rules 1, 2, 4 and 5.
func checkBytes(t testing.TB, text string) {
	t.Helper()
	if !utf8.ValidString(text) || !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(text, "\r\nEND:VCALENDAR\r\n") {
		t.Fatalf("not the bytes of a calendar: %q", text)
	}
	rest := strings.TrimSuffix(text, "\r\n")
	for _, line := range strings.Split(rest, "\r\n") {
		switch {
		case line == "" || line == " ":
			t.Fatalf("a blank line in %q", text)
		case len(line) > 75:
			t.Fatalf("%d octets in %q", len(line), line)
		case strings.ContainsAny(line, "\r\n") || regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f]`).MatchString(line):
			t.Fatalf("a control character in %q", line)
		case regexp.MustCompile(`(^|[^\\])(\\\\)*\\$`).MatchString(line):
			t.Fatalf("an escape is cut in %q", line)
		}
	}
	if strings.Count(text, "BEGIN:VCALENDAR") != 1 {
		t.Fatalf("more than one calendar in %q", text)
	}
	for _, never := range []string{"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ORGANIZER", "ATTENDEE", "DURATION:", "CLASS:"} {
		events := regexp.MustCompile(`(?s)BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n`).ReplaceAllString(text, "")
		if len(lines(events, never)) > 0 {
			t.Fatalf("%s in %q", never, text)
		}
	}
}

func TestClientRules1245Bytes(t *testing.T) {
	for _, file := range schedules(t) {
		checkBytes(t, encode(t, ical.Of(load(t, file), published)))
	}
	long := strings.Repeat("é", 300) + strings.Repeat("👩‍👩‍👧‍👦", 40) + strings.Repeat(`\;,`, 100) + strings.Repeat("e\u0301", 90) + strings.Repeat("z\u0301\u0302\u0303", 80)
	text := whole(t, "sessions: {lab: {when: 2020-04-29, title: '"+long+"', notes: \""+strings.Repeat(`a\n`, 200)+"\"}}")
	checkBytes(t, text)
	if !slices.Contains(lines(text, "SUMMARY"), "SUMMARY:C1 "+strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(long)) {
		t.Error("unfolding does not give the text back")
	}
}

// TestFoldBeforeEscape is of a backslash that was one grapheme with the letter
// before it, and so was cut from what it escapes.
func TestFoldBeforeEscape(t *testing.T) {
	for _, joined := range []string{`\`, "\u070f\\", strings.Repeat("\u0d4e", 23) + "\u070f\u070f\\", strings.Repeat("\u0d4e", 30) + "\\"} {
		for shift := range 80 {
			title := strings.Repeat("x", shift) + strings.Repeat(joined, 3) + "é"
			text := whole(t, "sessions: {lab: {when: 2020-04-29, title: '"+title+"'}}")
			checkBytes(t, text)
			if want := "SUMMARY:C1 " + strings.ReplaceAll(title, `\`, `\\`); !slices.Contains(lines(text, "SUMMARY"), want) {
				t.Errorf("%d: unfolding does not give %q back", shift, want)
			}
		}
	}
}

// read reads a calendar with another library.
func read(t testing.TB, text string) []emersion.Event {
	t.Helper()
	d := emersion.NewDecoder(strings.NewReader(text))
	c, err := d.Decode()
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	if _, err := d.Decode(); err != io.EOF {
		t.Fatalf("a second calendar: %v", err)
	}
	return c.Events()
}

// checkRead compares what another reader finds with the course.
func checkRead(t testing.TB, body string) {
	t.Helper()
	c := parse(t, body)
	text := encode(t, ical.Of(c, published))
	checkBytes(t, text)
	events := read(t, text)
	if len(events) != len(c.Occurrences) {
		t.Fatalf("%d events of %d entries", len(events), len(c.Occurrences))
	}
	for i, e := range events {
		o := &c.Occurrences[i]
		prop := func(name string) string {
			s, err := e.Props.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		if prop("UID") != o.UID {
			t.Fatalf("UID %q, want %q", prop("UID"), o.UID)
		}
		if got, want := prop("LOCATION"), strings.Join(strings.Fields(o.Where), " "); got != want {
			t.Fatalf("LOCATION %q, want %q", got, want)
		}
		if title := strings.Join(strings.Fields(o.Title), " "); !strings.Contains(prop("SUMMARY"), title) {
			t.Fatalf("SUMMARY %q without %q", prop("SUMMARY"), title)
		}
		end, err := e.DateTimeEnd(c.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if o.AllDay || o.ShowAllDay {
			if end.Format(time.DateOnly) != (o.Last + 1).String() {
				t.Fatalf("ends %s, want the day after %s", end, o.Last)
			}
			continue
		}
		// The library reads the zone by its name from the machine's files and
		// takes the second of two local times where we mean the first.
		if d := end.Sub(o.End); d != 0 && (d.Abs() > time.Hour || o.End.Year() > 2024) {
			t.Fatalf("ends %s, want %s\n%s", end, o.End, text)
		}
	}
}

func TestAnotherReader(t *testing.T) {
	for _, file := range schedules(t) {
		text := encode(t, ical.Of(load(t, file), published))
		if got, want := len(read(t, text)), strings.Count(text, "BEGIN:VEVENT"); got != want {
			t.Errorf("%s: %d of %d events", file, got, want)
		}
	}
}
