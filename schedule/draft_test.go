package schedule

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lines writes problems as people see them.
func problemLines(ps Problems) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%s\n  hint: %s\n", p.Error(), p.Hint)
	}
	return b.String()
}

// drafted makes a schedule of a table and parses it.
func drafted(t testing.TB, csv, zone string) (text string, c *Course, problems Problems) {
	t.Helper()
	loc, err := LoadZone(zone)
	if err != nil {
		t.Fatal(err)
	}
	d, found, err := ReadTable("t.csv", []byte(csv), loc)
	if err != nil {
		t.Fatal(err)
	}
	data, more, err := d.Write()
	found = append(found, more...)
	if err != nil {
		t.Fatalf("%v\n%s", err, problemLines(found))
	}
	c, wrong := Parse("t.yaml", data)
	if c == nil {
		t.Fatalf("%v\n%s", wrong, data)
	}
	return string(data), c, found
}

// agenda says when the entries of a course are.
func agenda(c *Course) []string {
	var out []string
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		s := o.First.String() + " to " + o.Last.String()
		if !o.AllDay {
			s = o.Start.Format("2006-01-02 15:04") + " to " + o.End.Format("2006-01-02 15:04")
		}
		out = append(out, s+" "+o.Title)
	}
	return out
}

// weekly makes the rows of sessions.
func weekly(rows ...string) string {
	return "date,time,title,place,cancelled,why\n" + strings.Join(rows, "\n") + "\n"
}

// TestDraftSeries shows what becomes of weekly sessions.
func TestDraftSeries(t *testing.T) {
	for _, test := range []struct{ name, csv, want string }{
		{"weekly, with a hole", weekly("2020-04-29,9-11,Lab 1,L2", "2020-05-06,9-11,Lab 2,L2", "2020-05-20,9-11,Lab 3,L2"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3, skip: [2020-05-13], where: L2}\n"},
		{"numbers that go on", weekly("2020-04-29,9-11,Lab 06", "2020-05-06,9-11,Lab 07", "2020-05-13,9-11,Lab 08"),
			"  lab: {title: \"Lab {n:02}\", when: Wed 09:00-11:00, from: 2020-04-29, count: 3, number: 6}\n"},
		{"every two weeks", weekly("2020-04-29,9-11,Lab 1", "2020-05-13,9-11,Lab 2", "2020-05-27,9-11,Lab 3"),
			"  lab: {when: Wed 09:00-11:00, every: 2 weeks, from: 2020-04-29, count: 3}\n"},
		{"moved within its week", weekly("2020-04-29,9-11,Lab 1", "2020-05-07,14-16,Lab 2", "2020-05-13,9-11,Lab 3", "2020-05-20,9-11,Lab 4"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 4, move: {2: Thu 2020-05-07 14:00-16:00}}\n"},
		{"moved by days alone", weekly("2020-04-29,9-11,Lab 1", "2020-05-07,9-11,Lab 2", "2020-05-13,9-11,Lab 3", "2020-05-20,9-11,Lab 4"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 4, move: {2: Thu 2020-05-07}}\n"},
		{"one more in a week", weekly("2020-04-29,9-11,Lab 1", "2020-05-06,9-11,Lab 2", "2020-05-07,14-16,Lab 3", "2020-05-13,9-11,Lab 4"),
			"  lab: {when: [Wed 09:00-11:00, Thu 2020-05-07 14:00-16:00], from: 2020-04-29, until: 2020-05-13}\n"},
		{"two slots with their places", weekly("2020-04-27,9-10,Talk,A", "2020-04-30,9-10,Talk,B", "2020-05-04,9-10,Talk,A", "2020-05-07,9-10,Talk,B", "2020-05-11,9-10,Talk,A", "2020-05-14,9-10,Talk,B"),
			"  talk: {title: Talk, when: [Mon 09:00-10:00 @ A, Thu 09:00-10:00 @ B], from: 2020-04-27, count: 6}\n"},
		{"two slots in one place", weekly("2020-04-27,9-10,Talk,A", "2020-04-30,9-10,Talk,A", "2020-05-04,9-10,Talk,A", "2020-05-07,9-10,Talk,A", "2020-05-11,9-10,Talk,A"),
			"  talk: {title: Talk, when: Mon Thu 09:00-10:00, from: 2020-04-27, count: 5, where: A}\n"},
		{"another place once", weekly("2020-04-29,9-11,Lab 1,L2", "2020-05-06,9-11,Lab 2,", "2020-05-13,9-11,Lab 3,L2"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3, where: L2, change: {2: {where: none}}}\n"},
		{"cancelled with the reason", weekly("2020-04-29,9-11,Lab 1", "2020-05-06,9-11,Lab 2,,yes,Snow", "2020-05-13,9-11,Lab 3"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3, cancel: {2: Snow}}\n"},
		{"cancelled by its title", weekly("2020-04-29,9-11,Lab 1", "2020-05-06,9-11,CANCELLED: Lab 2", "2020-05-13,9-11,Lab 3"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3, cancel: [2]}\n"},
		{"two groups with the same titles", weekly("2020-04-27,9-11,Lab 1", "2020-04-29,9-11,Lab 1", "2020-05-04,9-11,Lab 2", "2020-05-06,9-11,Lab 2", "2020-05-11,9-11,Lab 3", "2020-05-13,9-11,Lab 3"),
			"  lab: {when: Mon 09:00-11:00, from: 2020-04-27, count: 3}\n  lab-2: {title: \"Lab {n}\", when: Wed 09:00-11:00, from: 2020-04-29, count: 3}\n"},
		{"over New Year", weekly("2020-12-16,9-11,Lab 1", "2020-12-23,9-11,Lab 2", "2021-01-06,9-11,Lab 3"),
			"  lab: {when: Wed 09:00-11:00, from: 2020-12-16, count: 3, skip: [2020-12-30]}\n"},
		{"over midnight and the clocks' change", weekly("2020-10-18,22:00-01:00,Watch 1", "2020-10-25,22:00-01:00,Watch 2", "2020-11-01,22:00-01:00,Watch 3"),
			"  watch: {when: Sun 22:00-01:00+1, from: 2020-10-18, count: 3}\n"},
		{"only two are no weekly run", weekly("2020-04-29,9-11,Lab 1", "2020-05-06,9-11,Lab 2"),
			"  lab: {when: [Wed 2020-04-29 09:00-11:00, Wed 2020-05-06 09:00-11:00]}\n"},
		{"numbers out of order are single entries", weekly("2020-04-29,9-11,Lab 2", "2020-05-06,9-11,Lab 1", "2020-05-13,9-11,Lab 7"),
			"  lab-2: {when: Wed 2020-04-29 09:00-11:00}\n  lab-1: {when: Wed 2020-05-06 09:00-11:00}\n  lab-7: {when: Wed 2020-05-13 09:00-11:00}\n"},
		{"braces are text", weekly("2020-04-29,9-11,Lab {n},{topic}"),
			"  lab-n: {title: \"Lab {{n}}\", when: Wed 2020-04-29 09:00-11:00, where: \"{{topic}}\"}\n"},
		{"words that YAML would take for others", weekly("2020-04-29,9-11,yes,true", "2020-05-01,9-11,1.10,2020-04-29", "2020-05-04,9-11,null,tbc"),
			"  yes-entry: {title: \"yes\", when: Wed 2020-04-29 09:00-11:00, where: \"true\"}\n" +
				"  1-10: {title: \"1.10\", when: Fri 2020-05-01 09:00-11:00, where: \"2020-04-29\"}\n" +
				"  null-entry: {title: \"null\", when: Mon 2020-05-04 09:00-11:00, where: \"tbc\"}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, _, problems := drafted(t, test.csv, "Europe/London")
			if len(problems) > 0 {
				t.Error(problemLines(problems))
			}
			_, got, _ := strings.Cut(text, "sessions:\n")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDraftCode finds the course's code in the titles.
func TestDraftCode(t *testing.T) {
	for _, test := range []struct{ name, first, second, code, titles, told string }{
		{"in front", "COMP6248 Lab 1", "COMP6248: Talk", "COMP6248", "Lab 1, Talk", ""},
		{"as timetable systems have it", "COMP6248/LAB1/01", "COMP6248-LEC", "COMP6248", "LAB1/01, LEC", ""},
		{"as Canvas has it", "Lab 1 [COMP6248]", "Talk [COMP6248]", "COMP6248", "Lab 1, Talk", ""},
		{"nothing else", "COMP6248", "COMP6248", "", "COMP6248, COMP6248", ""},
		{"a number behind", "MATH101/2 Lab", "MATH101/2 Talk", "", "MATH101/2 Lab, MATH101/2 Talk", ""},
		{"only some", "COMP6248 Lab 1", "Talk", "", "COMP6248 Lab 1, Talk", ""},
		{"several", "COMP6248 Lab 1", "COMP3200 Talk", "", "COMP6248 Lab 1, COMP3200 Talk",
			"t.csv:1:1: warning: the titles name several courses: COMP6248, COMP3200\n  hint: a schedule is one course: export each alone, or take the others out\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, c, problems := drafted(t, "date,title\n2020-04-28,"+test.first+"\n2020-04-30,"+test.second+"\n", "Europe/London")
			titles := c.Occurrences[0].Title + ", " + c.Occurrences[1].Title
			if c.Code != test.code || titles != test.titles || problemLines(problems) != test.told {
				t.Errorf("code %q, titles %q, told %q", c.Code, titles, problemLines(problems))
			}
		})
	}
}

// TestDraftFold tells the hour that comes twice: its first half is kept, its
// second cannot be said by a session, and by a deadline in UTC only.
func TestDraftFold(t *testing.T) {
	zone, _ := LoadZone("Europe/London")
	first := time.Date(2020, 10, 25, 0, 30, 0, 0, time.UTC) // 01:30 BST; an hour later it is 01:30 GMT
	d := &Draft{File: "t", Zone: zone, Events: []Event{
		{Line: 1, Title: "First", Start: first, End: first.Add(2 * time.Hour)},
		{Line: 2, Title: "Short", Start: first, End: first.Add(time.Hour)},
		{Line: 3, Title: "Second", Start: first.Add(time.Hour), End: first.Add(2 * time.Hour)},
		{Line: 4, Title: "Essay", Deadline: true, Start: first.Add(time.Hour), End: first.Add(time.Hour)},
		{Line: 5, Title: "Camp", Start: first, End: first.Add(50 * time.Hour)},
		{Line: 6, Title: "Odd", Start: first.Add(-time.Hour + 10*time.Second), End: first},
	}}
	text, problems, err := d.Write()
	if err != nil {
		t.Fatal(err)
	}
	c, wrong := Parse("", text)
	if c == nil {
		t.Fatalf("%v\n%s", wrong, text)
	}
	var got []string
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		got = append(got, fmt.Sprint(o.Start.UTC().Sub(first), " ", o.End.UTC().Sub(first), " ", o.Title))
	}
	slices.Sort(got)
	want := []string{"-1h0m0s 0s Odd", "0s 1h0m0s Short", "0s 2h0m0s First", "0s 50h0m0s Camp", "1h0m0s 1h0m0s Essay"}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, text)
	}
	told := "t:3:1: \"Second\": clocks are set back and show 01:30 twice; a schedule means the first, this is the second\n" +
		"  hint: write another time below sessions:\n" +
		"t:6:1: warning: \"Odd\": taken as 00:30: a schedule has no seconds\n  hint: \n"
	if diff := cmp.Diff(told, problemLines(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
