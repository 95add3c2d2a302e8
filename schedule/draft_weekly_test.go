package schedule

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWeeklyRows makes a session of each day that a row names, as registrars
// write a term.
func TestWeeklyRows(t *testing.T) {
	const looks = "looks like a weekly run\n  hint: name its days in a column Days, such as Mon Thu; or if it goes on day and night, write date and time in one cell, or only its dates\n"
	for _, test := range []struct{ name, row, want, told string }{
		{"one day", "Mon,2020-02-03,2020-03-30,09:00,10:00", "when: Mon 09:00-10:00, from: 2020-02-03, count: 9}", ""},
		{"two days", "Tue Thu,2020-02-04,2020-03-26,09:00,10:00", "when: Tue Thu 09:00-10:00, from: 2020-02-04, count: 16}", ""},
		{"letters", "MWF,2020-02-01,2020-03-30,09:00,10:00", "when: Mon Wed Fri 09:00-10:00, from: 2020-02-03, count: 25}", ""},
		{"TTh", "TTh,2020-02-03,2020-02-21,09:00,10:00", "when: Tue Thu 09:00-10:00, from: 2020-02-04, count: 6}", ""},
		{"TR", "TR,2020-02-03,2020-02-21,09:00,10:00", "when: Tue Thu 09:00-10:00, from: 2020-02-04, count: 6}", ""},
		{"other separators", "\"Tuesday, Thursday and Fri\",2020-02-03,2020-02-21,09:00,10:00", "when: Tue Thu Fri 09:00-10:00, from: 2020-02-04, count: 9}", ""},
		{"a span in one cell", "Mon,2020-02-03,2020-02-17,9-11am,", "when: Mon 09:00-11:00, from: 2020-02-03, count: 3}", ""},
		{"nights", "Fri,2020-02-07,2020-02-28,22:00,02:00", "when: Fri 22:00-02:00+1, from: 2020-02-07, count: 4}", ""},
		{"one night", "Fri,2020-02-07,2020-02-08,22:00,02:00", "{when: Fri 2020-02-07 22:00-02:00+1}", ""},
		{"a camp", ",2020-02-07,2020-02-09,18:00,16:00", "{when: Fri 2020-02-07 18:00, length: 46h}", ""},
		{"a trip", ",2020-02-07 09:00,2020-02-10 10:00,,", "{when: Fri 2020-02-07 09:00, length: 73h}", ""},
		{"dates with hours, for weeks", "Mon,2020-02-03 09:00,2020-03-30 10:00,,", "when: Mon 09:00-10:00, from: 2020-02-03, count: 9}", ""},
		{"dates with hours, for weeks, without days", ",2020-02-03 09:00,2020-03-30 10:00,,", "", "t.csv:3:1: \"A\": from 2020-02-03 to 2020-03-30 at the same hours, it " + looks},
		{"a single day", "Mon,2020-02-03,2020-02-03,09:00,10:00", "{when: Mon 2020-02-03 09:00-10:00}", ""},
		{"no days", ",2020-02-03,2020-03-30,09:00,10:00", "", "t.csv:3:1: \"A\": from 2020-02-03 to 2020-03-30 at the same hours, it " + looks},
		{"no such days", "TBA,2020-02-03,2020-03-30,09:00,10:00", "", "t.csv:3:1: \"A\": from 2020-02-03 to 2020-03-30 at the same hours, it " + looks},
		{"none of its days", "Sun,2020-02-03,2020-02-05,09:00,10:00", "",
			"t.csv:3:1: \"A\": none of its days lies between 2020-02-03 and 2020-02-05\n  hint: look at its dates and at its days\n"},
		{"more than a year", "Mon,2020-02-03,2022-02-05,09:00,10:00", "",
			"t.csv:3:1: \"A\": from 2020-02-03 to 2022-02-05 it is held for more than a year\n  hint: look at its dates\n"},
		{"a wrong time", "Mon,2020-02-03,2020-02-10,early,10:00", "",
			"t.csv:3:1: \"A\": \"early\" is not a time (2 times)\n  hint: write it as 09:00, or 09:00-11:00\n"},
	} {
		for _, day := range []string{"Days", "Day"} {
			t.Run(test.name, func(t *testing.T) {
				text, _, problems := drafted(t, "Title,"+day+",Start Date,End Date,Start Time,End Time\nB,,2020-01-28,2020-01-28,09:00,10:00\nA,"+test.row+"\n", "Europe/London")
				if !strings.Contains(text, test.want) {
					t.Errorf("the schedule lacks %q:\n%s", test.want, text)
				}
				if diff := cmp.Diff(test.told, problemLines(problems)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}
