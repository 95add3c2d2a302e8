package schedule

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/diff"
)

// changed returns the lines that a new text takes away and adds.
func changed(before, after []byte) []string {
	var out []string
	for _, line := range strings.Split(string(diff.Diff("a", before, "b", after)), "\n") {
		if strings.HasPrefix(line, "+++") || strings.HasPrefix(line, "---") {
			continue
		}
		if strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-") || strings.HasPrefix(line, `\`) {
			out = append(out, line)
		}
	}
	return out
}

// doubtsOf returns what is doubted, without places and hints.
func doubtsOf(r *Replan) []string {
	var out []string
	for _, p := range r.Doubts {
		out = append(out, p.Msg)
	}
	return out
}

func may(day int) Date   { return NewDate(2020, time.May, day) }
func april(day int) Date { return NewDate(2020, time.April, day) }

// TestComp6248 replans the labs of spring 2020 just as they were replanned.
func TestComp6248(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "testdata", "courses", "comp6248-2020-plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Reschedule("plan.yaml", data, Rescheduling{Series: "lab", After: NewDate(2020, 3, 13), Restart: april(29), Why: "University closed"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"+    move:",
		"+      6: {to: 2020-04-29, why: University closed}",
		"+      7: {to: 2020-05-06, why: University closed}",
		"+      8: {to: 2020-05-13, why: University closed}",
	}
	if diff := cmp.Diff(want, changed(data, r.Text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	dates := []Date{april(29), may(6), may(13)}
	for i, m := range r.Moves {
		if m.After.First != dates[i] || m.After.Number != 6+i || m.After.UID != m.Before.UID || m.After.Planned.Date != m.Before.First {
			t.Errorf("lab %d goes from %s to %s", m.After.Number, m.Before.First, m.After.First)
		}
	}
	if got := len(doubtsOf(r)); got != 3 {
		t.Errorf("%d doubts: %q", got, doubtsOf(r))
	}
}

// TestReschedule says how the text changes, and what is doubted.
func TestReschedule(t *testing.T) {
	const topics = "topics: [A, B, C]"
	for _, test := range []struct {
		name, body   string
		what         Rescheduling
		want, doubts []string
	}{
		{"a flow mapping gets its key at the end", "sessions:\n  lab: {when: Wed 09:00-11:00, from: 2020-04-29, " + topics + "}  # labs\n",
			Rescheduling{Series: "lab", After: april(29), Restart: may(13)}, []string{
				"-  lab: {when: Wed 09:00-11:00, from: 2020-04-29, topics: [A, B, C]}  # labs",
				"+  lab: {when: Wed 09:00-11:00, from: 2020-04-29, topics: [A, B, C], move: {2: 2020-05-13, 3: 2020-05-20}}  # labs",
			}, nil},
		{"a flow mapping over several lines, with a comma at its end", "sessions:\n  lab: {\n    when: Wed 09:00-11:00, from: 2020-04-29,\n    count: 2, # } two\n  }\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, []string{
				"-    count: 2, # } two", "+    count: 2, move: {2: 2020-05-13}, # } two",
			}, nil},
		{"a block mapping gets lines, behind its own comments", "sessions:\n    lab:   # the labs\n        when: Wed 09:00-11:00\n        from: 2020-04-29\n        topics: |\n            It's A\n\n            B # no comment\n        # not the whole term\n    # other\n    talk: {when: 2020-06-01 09:00-10:00}\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 1}, []string{
				"+        move:", "+            2: 2020-05-07",
			}, nil},
		{"no line break at the end", "sessions:\n  lab:\n    when: Wed 09:00-11:00\n    from: 2020-04-29\n    count: 2",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, []string{
				"-    count: 2", `\ No newline at end of file`, "+    count: 2", "+    move:", "+      2: 2020-05-13", `\ No newline at end of file`,
			}, nil},
		{"line ends of Windows", "sessions:\r\n  lab:\r\n    when: Wed 09:00-11:00\r\n    from: 2020-04-29\r\n    count: 2\r\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, []string{
				"+    move:\r", "+      2: 2020-05-13\r",
			}, nil},
		{"wide characters and quotes before the place", "sessions:\n  lab: {title: \"Lab {n} \\\"🙂\\\": é\", notes: 'It''s, {{so}}', when: Wed 09:00-11:00, from: 2020-04-29, count: 2, move: {2: 2020-05-07}}\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, []string{
				"-  lab: {title: \"Lab {n} \\\"🙂\\\": é\", notes: 'It''s, {{so}}', when: Wed 09:00-11:00, from: 2020-04-29, count: 2, move: {2: 2020-05-07}}",
				"+  lab: {title: \"Lab {n} \\\"🙂\\\": é\", notes: 'It''s, {{so}}', when: Wed 09:00-11:00, from: 2020-04-29, count: 2, move: {2: 2020-05-14}}",
			}, nil},
		{"a move that is there is written over, with its hours in a shift", "sessions:\n  lab:\n    when: Wed 09:00-11:00\n    from: 2020-04-29\n    move:\n      2: \"Thu 2020-05-07 14:00\"   # kept\n      3: {to: '2020-05-14', where: Zoom, why: Strike}\n    count: 4\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, []string{
				"-      2: \"Thu 2020-05-07 14:00\"   # kept", "-      3: {to: '2020-05-14', where: Zoom, why: Strike}",
				"+      2: \"Thu 2020-05-14 14:00\"   # kept", "+      3: {to: '2020-05-21', where: Zoom, why: Strike}", "+      4: 2020-05-27",
			}, []string{`what was moved already keeps its reason "Strike"`}},
		{"a day that is skipped is told", "sessions:\n  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3, skip: [2020-05-13]}\n",
			Rescheduling{Series: "lab", After: april(29), Shift: 7}, nil, []string{`"Lab 2" goes to Wed 2020-05-13, which is skipped`}},
		{"groups as a list with unequal blanks", "groups: [A, B]\nsessions:\n  lab:\n    when: Mon 09:00-10:00\n    from: 2020-04-27\n    count: 2\n    groups:\n    - A\n    -  B\n",
			Rescheduling{Series: "lab", After: april(30), Shift: 7}, []string{
				"-    - A", "-    -  B", "+      A: {move: {2: 2020-05-11}}", "+      B: {move: {2: 2020-05-11}}",
			}, nil},
		{"a restart goes back to the hours of the slot, a reason over the old one", "sessions:\n  lab:\n    when: Wed 09:00-11:00\n    from: 2020-04-29\n    move: {2: 2020-05-07 14:00, 3: {to: 2020-05-14, where: Zoom, why: Strike}, 4: {to: 2020-05-21}}\n    change: {5: {when: 10:00}}\n    count: 5\n",
			Rescheduling{Series: "lab", After: april(29), Restart: may(13), Why: "Snow: again"}, []string{
				"-    move: {2: 2020-05-07 14:00, 3: {to: 2020-05-14, where: Zoom, why: Strike}, 4: {to: 2020-05-21}}",
				`+    move: {2: {to: 2020-05-13 09:00-11:00, why: "Snow: again"}, 3: {to: 2020-05-20, where: Zoom, why: "Snow: again"}, 4: {to: 2020-05-27, why: "Snow: again"}, 5: {to: 2020-06-03 09:00-11:00, why: "Snow: again"}}`,
			}, nil},
		{"a line that hits others stays, and a later one wins", "sessions:\n  lab:\n    when: Mon Wed 09:00-11:00\n    from: 2020-05-04\n    count: 3\n    move:\n      1: 2020-05-05\n      1-2: Fri 2020-05-08 13:00\n",
			Rescheduling{Series: "lab", After: may(7), Shift: 7}, []string{
				"+      2020-05-04: 2020-05-15", "+      2: 2020-05-15", "+      3: 2020-05-18",
			}, []string{`"Lab 2" and "Lab 1" are at once: Fri 2020-05-15 13:00`}},
		{"a series known by its dates", "sessions:\n  talk:\n    title: Talk\n    when: Wed 09:00-11:00\n    from: 2020-04-29\n    count: 3\n    move: {2020-05-06: 2020-05-07}\n",
			Rescheduling{Series: "talk", After: april(29), Shift: 7}, []string{
				"-    move: {2020-05-06: 2020-05-07}", "+    move: {2020-05-06: 2020-05-14, 2020-05-13: 2020-05-20}",
			}, nil},
		{"each group gets its own", "groups: {A: Monday group}\nsessions:\n  lab:\n    from: 2020-04-27\n    count: 2\n    groups:\n      A: {when: Mon 09:00-10:00}\n      B:\n        when: Wed 09:00-10:00\n        where: L2\n",
			Rescheduling{Series: "lab", After: april(30), Restart: may(13)}, []string{
				"-      A: {when: Mon 09:00-10:00}", "+      A: {when: Mon 09:00-10:00, move: {2: 2020-05-18}}", "+        move:", "+          2: 2020-05-13",
			}, nil},
		{"one group", "sessions:\n  lab:\n    from: 2020-04-27\n    count: 2\n    groups: {A: {when: Mon 09:00-10:00}, B: {when: Wed 09:00-10:00}}\n",
			Rescheduling{Series: "lab.B", After: april(30), Shift: 7}, []string{
				"-    groups: {A: {when: Mon 09:00-10:00}, B: {when: Wed 09:00-10:00}}", "+    groups: {A: {when: Mon 09:00-10:00}, B: {when: Wed 09:00-10:00, move: {2: 2020-05-13}}}",
			}, nil},
		{"groups without contents", "groups: [A, B, C, D]\nsessions:\n  lab:\n    when: Mon 09:00-10:00\n    from: 2020-04-27\n    count: 2\n    groups: {A, B: , C: ~, D: {}}\n",
			Rescheduling{Series: "lab", After: april(30), Shift: 7}, []string{
				"-    groups: {A, B: , C: ~, D: {}}", "+    groups: {A: {move: {2: 2020-05-11}}, B: {move: {2: 2020-05-11}}, C: {move: {2: 2020-05-11}}, D: {move: {2: 2020-05-11}}}",
			}, nil},
		{"groups as a list", "groups: [A, B]\nsessions:\n  lab:\n    when: Mon 09:00-10:00\n    from: 2020-04-27\n    count: 2\n    groups: [A, \"B\"]\n",
			Rescheduling{Series: "lab.B", After: april(30), Shift: 7}, []string{
				"-    groups: [A, \"B\"]", "+    groups: {A, \"B\": {move: {2: 2020-05-11}}}",
			}, nil},
		{"groups as a list in lines", "groups: [A, B]\nsessions:\n  lab:\n    when: Mon 09:00-10:00\n    from: 2020-04-27\n    count: 2\n    groups:\n    - A  # first\n    - B\n",
			Rescheduling{Series: "lab", After: april(30), Shift: 7}, []string{
				"-    - A  # first", "-    - B", "+      A: {move: {2: 2020-05-11}}  # first", "+      B: {move: {2: 2020-05-11}}",
			}, nil},
		{"one group alone", "groups: [A]\nsessions:\n  lab:\n    when: Mon 09:00-10:00\n    from: 2020-04-27\n    count: 2\n    groups: A\n",
			Rescheduling{Series: "lab", After: april(30), Shift: 7}, []string{
				"-    groups: A", "+    groups: {A: {move: {2: 2020-05-11}}}",
			}, nil},
		{"slots with hours and places of their own", "sessions:\n  lab:\n    when: [Mon 09:00-10:00 @ L1, Thu 14:00-16:00 @ L2]\n    from: 2020-04-27\n    count: 3\n",
			Rescheduling{Series: "lab", After: april(27), Restart: may(4)}, []string{
				"+    move:", "+      2: 2020-05-04 09:00-10:00", "+      3: 2020-05-07 14:00-16:00",
			}, []string{`"Lab 2" goes to the slot of Mon 2020-05-04, and keeps its place`, `"Lab 3" goes to the slot of Thu 2020-05-07, and keeps its place`}},
		{"breaks and skips are passed over, and told", "breaks: {2020-05-04 to 2020-05-15: Rest}\nsessions:\n  lab: {when: Wed 09:00-10:00, from: 2020-04-22, count: 2, skip: [2020-04-29]}\n",
			Rescheduling{Series: "lab", After: april(22), Restart: april(29)}, nil,
			[]string{`"lab" passes over Wed 2020-04-29, which is skipped`, `"lab" passes over the break "Rest", 2020-05-04 to 2020-05-15, with 2 slots`}},
		{"what is cancelled or not fixed stays, and is told", "sessions:\n  lab: {when: Wed 09:00-10:00, from: 2020-04-22, count: 5, skip: {2020-05-06: Ill}, cancel: {2: Snow}, move: {3: tbc}}\n",
			Rescheduling{Series: "lab", After: april(22), Restart: may(27)}, []string{
				"-  lab: {when: Wed 09:00-10:00, from: 2020-04-22, count: 5, skip: {2020-05-06: Ill}, cancel: {2: Snow}, move: {3: tbc}}",
				"+  lab: {when: Wed 09:00-10:00, from: 2020-04-22, count: 5, skip: {2020-05-06: Ill}, cancel: {2: Snow}, move: {3: tbc, 4: 2020-05-27, 5: 2020-06-03}}",
			}, []string{`"Lab 2" on Wed 2020-04-29 is cancelled, and stays so`, `"Lab" on Wed 2020-05-06 is cancelled, and stays so`, `"Lab 3" is not fixed yet, and stays so`}},
		{"what a person must look at", "term: 2020-04-27 to 2020-05-15\nbreaks: [2020-05-11]\nsessions:\n  lab: {when: Mon 09:00-10:00, count: 2}\n  talk: {when: 2020-05-08 09:00-10:00}\ndeadlines:\n  report: {due: 2020-05-05, covers: lab 2}\n",
			Rescheduling{Series: "lab", After: april(27), Shift: 4}, []string{
				"-  lab: {when: Mon 09:00-10:00, count: 2}", "+  lab: {when: Mon 09:00-10:00, count: 2, move: {2: 2020-05-08}}",
			}, []string{`"Lab 2" is held on a bank holiday: Fri 2020-05-08, Early May bank holiday (VE day)`, `"Talk" and "Lab 2" are at once: Fri 2020-05-08 09:00`, `"report" is due before "Lab 2" on Fri 2020-05-08, which it covers`}},
		{"a weekend of its own is meant, another is doubted", "sessions:\n  lab: {when: Sat 09:00-10:00, from: 2020-05-02, count: 2}\n",
			Rescheduling{Series: "lab", After: may(2), Restart: may(16)}, []string{
				"-  lab: {when: Sat 09:00-10:00, from: 2020-05-02, count: 2}", "+  lab: {when: Sat 09:00-10:00, from: 2020-05-02, count: 2, move: {2: Sat 2020-05-16}}",
			}, nil},
		{"back beyond the day is told", "sessions:\n  lab: {when: Wed 09:00-10:00, from: 2020-04-29, count: 2}\n",
			Rescheduling{Series: "lab", After: may(3), Shift: -4}, nil,
			[]string{`"Lab 2" goes to Sat 2020-05-02, which is not after Sun 2020-05-03`, "2020-05-02 is a Saturday"}},
		{"what stands right stays", "sessions:\n  lab: {when: Wed 09:00-10:00, from: 2020-04-29, count: 2}\n",
			Rescheduling{Series: "lab", After: april(28), Restart: april(29), Why: "Nothing"}, nil, nil},
		{"weekly deadlines", "deadlines:\n  sheet: {due: Fri 23:59 AoE, from: 2020-05-01, count: 2, change: {2: {when: 12:00}}}\n",
			Rescheduling{Series: "sheet", After: may(7), Restart: may(15)}, []string{
				"-  sheet: {due: Fri 23:59 AoE, from: 2020-05-01, count: 2, change: {2: {when: 12:00}}}",
				"+  sheet: {due: Fri 23:59 AoE, from: 2020-05-01, count: 2, change: {2: {when: 12:00}}, move: {2: 2020-05-15 23:59 AoE}}",
			}, nil},
		{"written dates shift", "sessions:\n  clinic: {when: [2020-05-04 12:00-13:00, 2020-05-11 12:00-13:00, tbc]}\n",
			Rescheduling{Series: "clinic", After: may(5), Shift: 1}, []string{
				"-  clinic: {when: [2020-05-04 12:00-13:00, 2020-05-11 12:00-13:00, tbc]}", "+  clinic: {when: [2020-05-04 12:00-13:00, 2020-05-11 12:00-13:00, tbc], move: {2: 2020-05-12}}",
			}, []string{`"Clinic 3" is not fixed yet, and stays so`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(head + test.body)
			r, err := Reschedule("x.yaml", data, test.what)
			if err != nil {
				t.Fatal(err)
			}
			if test.want != nil || len(test.doubts) == 0 {
				if diff := cmp.Diff(test.want, changed(data, r.Text)); diff != "" {
					t.Errorf("text (-want +got):\n%s", diff)
				}
			}
			if diff := cmp.Diff(test.doubts, doubtsOf(r)); diff != "" {
				t.Errorf("doubts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRescheduleJSON edits a file that is one line behind a byte order mark.
func TestRescheduleJSON(t *testing.T) {
	text := "\ufeff{\"id\": \"x\", \"name\": \"É\", \"timezone\": \"UTC\", \"sessions\": {\"lab\": {\"when\": \"Wed 09:00-11:00\", \"from\": \"2020-04-29\", \"count\": 2}}}"
	r, err := Reschedule("x.json", []byte(text), Rescheduling{Series: "lab", After: april(29), Shift: 7})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(r.Text), strings.Replace(text, "2}}}", "2, move: {2: 2020-05-13}}}}", 1); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestRefusals says what cannot be done, and what to do instead.
func TestRefusals(t *testing.T) {
	body := head + "breaks: [2020-05-06]\nsessions:\n  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 3}\n  fort: {when: Tue 09:00-11:00, from: 2020-04-28, count: 3, every: 2 weeks}\n" +
		"  clinic: {when: [2020-05-04 12:00-13:00]}\n  exam: {when: 2020-06-01}\n  night: {when: Sun 01:30-02:00, from: 2020-03-22, count: 1}\n" +
		"groups: [A]\ndeadlines:\n  sheet: {due: {A: Fri 12:00}, from: 2020-05-01, count: 2}\n"
	for _, test := range []struct {
		what      Rescheduling
		msg, hint string
		asked     bool
	}{
		{Rescheduling{Series: "labs", Shift: 7}, `no series is called "labs"`, "did you mean lab?", true},
		{Rescheduling{Series: "lab.A", Shift: 7}, `no series is called "lab.A"`, "did you mean lab?", true},
		{Rescheduling{Series: "exam", Shift: 7}, `"exam" is one entry, not a series`, "change the date in line 9", true},
		{Rescheduling{Series: "sheet", Shift: 7}, `"sheet" is due by group, and has no place for moves`, "change the date in line 13", true},
		{Rescheduling{Series: "lab", After: may(31), Shift: 7}, `no session of "lab" that could move stands after Sun 2020-05-31`, "the last one stands on Wed 2020-05-20", false},
		{Rescheduling{Series: "lab", After: may(5), Restart: may(19)}, `"lab" has no slot on Tue 2020-05-19`, "the nearest are Wed 2020-05-13 and Wed 2020-05-20; for another weekday, shift the series by days or weeks instead", true},
		{Rescheduling{Series: "fort", After: may(5), Restart: may(19)}, `"fort" has no slot on Tue 2020-05-19`, "the nearest are Tue 2020-05-12 and Tue 2020-05-26; for another weekday, shift the series by days or weeks instead", true},
		{Rescheduling{Series: "clinic", After: may(3), Restart: may(11)}, `"clinic" has written dates and no weekly slots to go on in`, "shift it by days or weeks instead", true},
		{Rescheduling{Series: "lab", After: may(19), Restart: may(13)}, "the restart Wed 2020-05-13 does not lie after Tue 2020-05-19", "exchange them", true},
		{Rescheduling{Series: "lab", After: may(5), Restart: NewDate(2100, 12, 29)}, `"lab" has only 0 slots from Wed 2100-12-29 on`, "shift it by days or weeks instead", true},
		{Rescheduling{Series: "lab", After: may(5), Shift: 40_000}, `"Lab 2" would leave the years 1970 to 2100`, "shift by fewer days", true},
		{Rescheduling{Series: "night", After: NewDate(2020, 3, 1), Shift: 7}, `"Night 1" cannot go there: 01:30 does not exist on 2020-03-29`, "", false},
		{Rescheduling{Series: "lab", After: may(5), Shift: 7, Why: "a\x00b"}, "the moves do not fit into the file: the file has the control character U+0000 here", "", false},
	} {
		_, err := Reschedule("x.yaml", []byte(body), test.what)
		var no *Refusal
		if !errors.As(err, &no) {
			t.Errorf("%+v: %v", test.what, err)
			continue
		}
		if !strings.HasPrefix(no.Msg, test.msg) || test.hint != "" && no.Hint != test.hint || no.Asked != test.asked {
			t.Errorf("%+v: got %+v", test.what, no)
		}
	}
	if _, err := Reschedule("x.yaml", []byte("id: x\n"), Rescheduling{Series: "lab"}); !errors.As(err, new(Problems)) {
		t.Errorf("got %v for a wrong file", err)
	}
}

// TestRescheduleAll shifts, and restarts, the second half of every series of
// every schedule in testdata, in both kinds of line ends: what is not refused
// moves these sessions and changes nothing else.
func TestRescheduleAll(t *testing.T) {
	done := 0
	for _, pattern := range []string{"*.yaml", "examples/*.yaml", "courses/*.yaml", "rules/*.yaml", "warnings/*.yaml"} {
		for _, file := range files(t, pattern) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range [][]byte{data, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))} {
				for _, what := range halves(text) {
					done += rescheduleOne(t, file, text, what)
				}
			}
		}
	}
	if done < 100 {
		t.Errorf("only %d were rescheduled", done)
	}
}

// halves returns for each series of a file, and each group of one, how to
// reschedule what stands after its middle.
func halves(data []byte) []Rescheduling {
	c, _ := Parse("half.yaml", data)
	if c == nil {
		return nil
	}
	var out []Rescheduling
	for _, s := range c.Series {
		middle := s.First + (s.Last-s.First)/2
		out = append(out, Rescheduling{Series: s.Key, After: middle, Shift: 7}, Rescheduling{Series: s.Key, After: middle, Shift: -3, Why: "Deep: it's so"})
		if s.Group != "" {
			out = append(out, Rescheduling{Series: s.Key + "." + s.Group, After: middle, Shift: 14})
		}
		for day := middle + 1; day < middle+8; day++ {
			out = append(out, Rescheduling{Series: s.Key, After: middle, Restart: day, Why: "Strike"})
		}
	}
	return out
}

// rescheduleOne reschedules once and holds the new file against the old one.
// It returns how many sessions moved.
func rescheduleOne(t *testing.T, file string, data []byte, what Rescheduling) int {
	r, err := Reschedule(file, data, what)
	var no *Refusal
	if errors.As(err, &no) {
		if !no.Asked && !strings.HasPrefix(no.Msg, "no session of") {
			t.Errorf("%s: %+v: %s; %s", file, what, no.Msg, no.Hint)
		}
		return 0
	}
	if err != nil {
		t.Fatalf("%s: %+v: %v", file, what, err)
	}
	checkReplan(t, data, r)
	return len(r.Moves)
}

// checkReplan holds a new file against the old one: the sessions that move
// are the only difference, and every comment is kept.
func checkReplan(t *testing.T, data []byte, r *Replan) {
	t.Helper()
	before, _ := Parse("before.yaml", data)
	after, problems := Parse("after.yaml", r.Text)
	if after == nil {
		t.Fatalf("the new file is wrong: %v\n%s", problems, r.Text)
	}
	moved := map[string]Occurrence{}
	for _, m := range r.Moves {
		moved[m.After.UID] = m.After
	}
	was := map[string]Occurrence{}
	for _, o := range before.Occurrences {
		was[o.UID] = o
	}
	if len(before.Occurrences) != len(after.Occurrences) {
		t.Fatalf("%d entries, and %d before", len(after.Occurrences), len(before.Occurrences))
	}
	for _, o := range after.Occurrences {
		want, moves := moved[o.UID]
		if !moves {
			want = was[o.UID]
		}
		if !sameOccurrence(o, want) {
			t.Fatalf("got %+v, want %+v\n%s", o, want, r.Text)
		}
	}
	if bytes.Count(data, []byte("#")) > bytes.Count(r.Text, []byte("#")) {
		t.Fatalf("a comment is lost:\n%s", r.Text)
	}
}

// FuzzReschedule shifts a series of any file that is right: the new file is
// right too and differs in nothing else, or the old one is refused.
func FuzzReschedule(f *testing.F) {
	for _, pattern := range []string{"*.yaml", "courses/*.yaml", "rules/*.yaml"} {
		for _, file := range files(f, pattern) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data, 7, "Strike")
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, days int, why string) {
		c, _ := Parse("fuzz.yaml", data)
		if c == nil || days == 0 || !utf8.ValidString(why) {
			return
		}
		for _, s := range c.Series[:min(3, len(c.Series))] {
			if r, err := Reschedule("fuzz.yaml", data, Rescheduling{Series: s.Key, After: s.First, Shift: days, Why: why}); err == nil {
				checkReplan(t, data, r)
			}
		}
	})
}

// TestRescheduleReason names a bug: a session that a first run had moved to
// the right day without a reason did not get the reason of a second run.
func TestRescheduleReason(t *testing.T) {
	text := `id: a
name: A
timezone: Europe/London
sessions:
  lab:
    when: Wed 09:00-11:00
    from: 2020-03-04
    count: 3
    move: {2: 2020-04-29, 3: 2020-05-06}
`
	what := Rescheduling{Series: "lab", After: NewDate(2020, 3, 5), Restart: NewDate(2020, 4, 29), Why: "Closed"}
	plan, err := Reschedule("a.yaml", []byte(text), what)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(text, "{2: 2020-04-29, 3: 2020-05-06}", "{2: {to: 2020-04-29, why: Closed}, 3: {to: 2020-05-06, why: Closed}}", 1)
	if string(plan.Text) != want {
		t.Errorf("got\n%s\nwant\n%s", plan.Text, want)
	}
	again, err := Reschedule("a.yaml", plan.Text, what)
	if err != nil || len(again.Moves) != 0 || string(again.Text) != want {
		t.Errorf("a second run changes %d sessions: %v", len(again.Moves), err)
	}
}
