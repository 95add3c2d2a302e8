package ical_test

import (
	"strings"
	"testing"

	"coursecal/ical"
)

// TestForeignBusy keeps whether an entry makes busy, and its reminder.
func TestForeignBusy(t *testing.T) {
	alarm := func(trigger string) string {
		return "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER" + trigger + "\nDESCRIPTION:x\nEND:VALARM\n"
	}
	event := func(lines string) string { return "BEGIN:VEVENT\nUID:a\nSUMMARY:Lab\n" + lines + "END:VEVENT\n" }
	const nine = "DTSTART:20200203T090000Z\nDTEND:20200203T100000Z\n"
	const day = "DTSTART;VALUE=DATE:20200203\n"
	const weekly = nine + "RRULE:FREQ=WEEKLY;COUNT=4\n"
	const second = "RECURRENCE-ID:20200210T090000Z\nDTSTART:20200210T090000Z\nDTEND:20200210T100000Z\n"
	const lost = "in.ics:1:1: warning: a reminder is left out: an entry has one, some time before its start"
	for _, test := range []struct{ name, text, want, told string }{
		{"as one expects", event(nine + "TRANSP:OPAQUE\n"), "{when: Mon 2020-02-03 09:00-10:00}", ""},
		{"free", event(nine + "TRANSP:TRANSPARENT\n"), "busy: false}", ""},
		{"a day, free", event(day + "TRANSP:TRANSPARENT\n"), "{when: Mon 2020-02-03}", ""},
		{"a day, busy", event(day + "TRANSP:OPAQUE\n"), "busy: true}", ""},
		{"a deadline", event(nine + "TRANSP:OPAQUE\nDTEND:20200203T090000Z\nSUMMARY:Essay due\n"), "essay: Mon 2020-02-03 09:00", ""},
		{"cancelled", event(nine + "TRANSP:TRANSPARENT\nSTATUS:CANCELLED\n"), "10:00, cancel: true}", ""},
		{"a free series", event(weekly + "TRANSP:TRANSPARENT\n"), "count: 4, busy: false}", ""},
		{"a mixed series", event(weekly+"TRANSP:TRANSPARENT\n") + event(second+"TRANSP:OPAQUE\n"), "count: 4}",
			"in.ics:3:1: warning: \"Lab\": of its series some are shown as busy and some as free, and a series is one of them"},
		{"a reminder", event(nine + alarm(":-PT15M")), "remind: 15m}", ""},
		{"days before", event(nine + alarm(":-P1D")), "remind: 1d}", ""},
		{"from the end", event(nine + alarm(";RELATED=END:-PT90M")), "remind: 30m}", ""},
		{"of a day", event(day + alarm(":-PT15H")), "remind: 1d}", ""},
		{"of a series", event(weekly + alarm(":-P0DT0H10M0S")), "count: 4, remind: 10m}", ""},
		{"of some of it", event(weekly+alarm(":-PT10M")) + event(second), "count: 4}",
			"in.ics:4:1: warning: \"Lab\": not all of its series have the same reminder, and none is kept"},
		{"two", event(nine + alarm(":-PT15M") + alarm(":-P1D")), "remind: 15m}", lost},
		{"at its start", event(nine + alarm(":PT0S")), "10:00}", lost},
		{"at a certain time", event(nine + alarm(";VALUE=DATE-TIME:20200203T080000Z")), "10:00}", lost},
		{"none", event(nine + strings.Replace(alarm(";VALUE=DATE-TIME:19760401T005545Z"), "DISPLAY", "NONE", 1)), "10:00}", ""},
	} {
		head := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n"
		if strings.Contains(test.text, "VALARM") {
			head += "PRODID:-//coursecal//coursecal//EN\n" // of other programs none are taken
		}
		yaml, _, problems := imported(t, head+test.text+"END:VCALENDAR\n", "")
		if !strings.Contains(yaml, test.want) || problems.Error() != test.told {
			t.Errorf("%s: want %s; told %q, want %q\n%s", test.name, test.want, problems.Error(), test.told, yaml)
		}
	}
}

// TestOthersReminders leaves out those of whoever kept the calendar, and says so once.
func TestOthersReminders(t *testing.T) {
	const event = "BEGIN:VEVENT\nUID:%\nSUMMARY:Lab %\nDTSTART:20200203T0%0000Z\nDTEND:20200203T0%3000Z\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM\nEND:VEVENT\n"
	yaml, _, problems := imported(t, "BEGIN:VCALENDAR\nX-WR-TIMEZONE:UTC\n"+strings.ReplaceAll(event, "%", "1")+strings.ReplaceAll(event, "%", "2")+"END:VCALENDAR\n", "")
	if want := "in.ics:1:1: warning: its reminders are of whoever kept the calendar, and are left out"; strings.Contains(yaml, "remind") || problems.Error() != want {
		t.Errorf("told %q, want %q\n%s", problems.Error(), want, yaml)
	}
}

// TestOwnReminders takes reminders through a calendar of ours and back.
func TestOwnReminders(t *testing.T) {
	const sessions = `  lab: {when: Mon 09:00-10:00, from: 2020-02-03, count: 4, busy: false, remind: 15m}
  fair: {when: Wed 2020-02-05, busy: true, remind: 2d}

deadlines:
  essay: {due: Fri 2020-05-15 16:00, remind: 1h}
`
	c := parse(t, "id: x\nname: X\ntimezone: Europe/London\n\nsessions:\n"+sessions)
	yaml, _, problems := imported(t, encode(t, ical.Of(c, published)), "")
	if _, got, _ := strings.Cut(yaml, "sessions:\n"); got != sessions || len(problems) > 0 {
		t.Errorf("%s, told %s", yaml, problems)
	}
}
