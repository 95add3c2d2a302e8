package schedule

import (
	"strings"
	"testing"
)

// TestMovedRows keeps what a table of ours says of entries that have moved.
func TestMovedRows(t *testing.T) {
	const head = "course,kind,title,start,end,all day,cancelled,moved from,why,notes\n"
	row := func(kind, title, start, end, rest string) string {
		return "x," + kind + "," + title + "," + start + ":00Z," + end + ":00Z,false," + rest + "\n"
	}
	lab := func(n, start, end, rest string) string { return row("lab", "Lab "+n, start, end, rest) }
	first, second := lab("1", "2020-02-05T09:00", "2020-02-05T11:00", "false,,,"), lab("2", "2020-02-12T09:00", "2020-02-12T11:00", "false,,,")
	for _, test := range []struct{ name, csv, want string }{
		{"within its week", first + second + lab("3", "2020-02-20T14:00", "2020-02-20T16:00", "false,2020-02-19 09:00,Snow,"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-02-05, count: 3, move: {3: {to: Thu 2020-02-20 14:00-16:00, why: Snow}}}\n"},
		{"far away, into its own slot", first + lab("3", "2020-02-19T09:00", "2020-02-19T11:00", "false,,,") + lab("2", "2020-03-04T09:00", "2020-03-04T11:00", "false,2020-02-12 09:00,,"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-02-05, count: 3, move: {2: Wed 2020-03-04}}\n"},
		{"the first one, and cancelled", second + lab("3", "2020-02-19T09:00", "2020-02-19T11:00", "false,,,") + lab("1", "2020-02-06T09:00", "2020-02-06T11:00", "true,2020-02-05 09:00,Snow,"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-02-05, count: 3, move: {1: Thu 2020-02-06}, cancel: {1: Snow}}\n"},
		{"from no slot", first + second + lab("3", "2020-02-19T09:00", "2020-02-19T11:00", "false,2020-02-17 10:00,Snow,Bring a coat"),
			"change: {3: {notes: \"Moved from Mon 17 February 2020 10:00: Snow\\nBring a coat\"}}"},
		{"a single session", row("exam", "Exam", "2020-05-20T09:00", "2020-05-20T11:00", "false,2020-05-13 09:00,Strike,"),
			`notes: "Moved from Wed 13 May 2020 09:00: Strike"`},
		{"a deadline", row("deadline", "Essay", "2020-05-20T16:00", "2020-05-20T16:00", "false,2020-05-13 24:00,Strike,"),
			"  essay: {due: Wed 2020-05-20 17:00, was: Wed 2020-05-13 24:00, why: Strike}\n"},
		{"a deadline of a day, cancelled", "x,deadline,Essay,2020-05-20,2020-05-21,true,true,2020-05-13,Strike,\n",
			"  essay: {due: Wed 2020-05-20, was: Wed 2020-05-13, cancel: Strike}\n"},
		{"what cannot be read", row("exam", "Exam", "2020-05-20T09:00", "2020-05-20T11:00", "false,last week,,"), "notes: Moved from last week"},
		{"not moved", row("exam", "Exam", "2020-05-20T09:00", "2020-05-20T11:00", "false,no,,"), "  exam: {when: Wed 2020-05-20 10:00-12:00}\n"},
	} {
		text, _, problems := drafted(t, head+test.csv, "Europe/London")
		if !strings.Contains(text, test.want) || len(problems) > 0 {
			t.Errorf("%s: want %s; told %s\n%s", test.name, test.want, problemLines(problems), text)
		}
	}
}
