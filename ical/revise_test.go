package ical_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

// history is one event as the text tells it.
type history struct{ Summary, Status, Sequence, Stamp, Created string }

func histories(text string) map[string]history {
	out := map[string]history{}
	for _, block := range strings.Split(text, "BEGIN:VEVENT\r\n")[1:] {
		value := func(name string) string {
			found := lines(block, name+":")
			if len(found) == 0 {
				return ""
			}
			return strings.TrimPrefix(found[0], name+":")
		}
		out[strings.TrimSuffix(value("UID"), "@x")] = history{value("SUMMARY"), value("STATUS"), value("SEQUENCE"), value("LAST-MODIFIED"), value("CREATED")}
	}
	return out
}

const labs = "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, weeks: 3%s}}"

// revise publishes one schedule after another, a day apart, and returns the
// last calendar.
func revise(t *testing.T, bodies ...string) string {
	t.Helper()
	var ledger *ical.Ledger
	text := ""
	for i, body := range bodies {
		text = encode(t, ical.Revise(parse(t, head+body), ledger, published.AddDate(0, 0, i)))
		checkBytes(t, text)
		ledger = decode(t, text)
	}
	return text
}

const (
	day0 = "20200320T120000Z"
	day1 = "20200321T120000Z"
	day2 = "20200322T120000Z"
)

// TestRevisions holds Revise against what a feed must remember.
func TestRevisions(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	with := func(more string) string { return strings.Replace(labs, "%s", more, 1) }
	new0 := func(n string) history { return history{"C1 Lab " + n, "CONFIRMED", "0", day0, day0} }
	for _, test := range []struct {
		what   string
		bodies []string
		want   map[string]history
	}{
		{"unchanged is carried", []string{plan, plan, plan}, map[string]history{"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": new0("3")}},
		{"changed is raised, the rest is not", []string{plan, with(", move: {2: 2020-05-07}")}, map[string]history{
			"lab.1": new0("1"), "lab.2": {"C1 Lab 2", "CONFIRMED", "1", day1, day0}, "lab.3": new0("3")}},
		{"new is new now", []string{plan, plan + "\ndeadlines: {essay: 2020-05-20}"}, map[string]history{
			"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": new0("3"), "essay": {"C1 Essay due", "CONFIRMED", "0", day1, day1}}},
		{"cancelled is a change", []string{plan, with(", cancel: {2: ill}")}, map[string]history{
			"lab.1": new0("1"), "lab.2": {"CANCELLED: C1 Lab 2", "CANCELLED", "1", day1, day0}, "lab.3": new0("3")}},
		{"gone stays as cancelled, once", []string{plan, strings.Replace(plan, "weeks: 3", "weeks: 2", 1), strings.Replace(plan, "weeks: 3", "weeks: 2", 1)}, map[string]history{
			"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": {"CANCELLED: C1 Lab 3", "CANCELLED", "1", day1, day0}}},
		{"gone looks as it did when it was cancelled before", []string{with(", cancel: {3: ill}"), strings.Replace(plan, "weeks: 3", "weeks: 2", 1)}, map[string]history{
			"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": {"CANCELLED: C1 Lab 3", "CANCELLED", "0", day0, day0}}},
		{"and from there back again", []string{with(", cancel: {3: ill}"), strings.Replace(plan, "weeks: 3", "weeks: 2", 1), plan}, map[string]history{
			"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": {"C1 Lab 3", "CONFIRMED", "1", day2, day0}}},
		{"back again goes on", []string{plan, strings.Replace(plan, "weeks: 3", "weeks: 2", 1), plan}, map[string]history{
			"lab.1": new0("1"), "lab.2": new0("2"), "lab.3": {"C1 Lab 3", "CONFIRMED", "2", day2, day0}}},
		{"no tombstone beside a live entry of the series at the same start", []string{"sessions: {talk: {title: Talk, when: [2020-05-05, 2020-05-06]}}", "sessions: {talk: {title: 'Talk {n}', when: [2020-05-05, 2020-05-06]}}"}, map[string]history{
			"talk.1": {"C1 Talk 1", "CONFIRMED", "0", day1, day1}, "talk.2": {"C1 Talk 2", "CONFIRMED", "0", day1, day1}}},
		{"nor beside one with the same summary", []string{"sessions: {a: {title: Talk, when: 2020-05-05}}", "sessions: {b: {title: Talk, when: 2020-05-05}}"}, map[string]history{
			"b": {"C1 Talk", "CONFIRMED", "0", day1, day1}}},
		{"formerly keeps the entry", []string{"sessions: {a: {title: Talk, kind: talk, when: 2020-05-05}}", "sessions: {b: {title: Talk, kind: talk, when: 2020-05-05, formerly: a}}"}, map[string]history{
			"a": {"C1 Talk", "CONFIRMED", "0", day0, day0}}},
	} {
		t.Run(test.what, func(t *testing.T) {
			if diff := cmp.Diff(test.want, histories(revise(t, test.bodies...))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestShapesAreNoChange renders one course in every shape: none of them is a
// change of the course, and each can be the ledger of the next.
func TestShapesAreNoChange(t *testing.T) {
	c := parse(t, head+strings.Replace(labs, "%s", ", cancel: 2", 1)+"\ndeadlines: {essay: 2020-05-20 16:00}")
	first := ical.Revise(c, nil, published)
	want := histories(encode(t, first))
	for _, v := range []ical.View{{UTC: true}, {Deadlines: ical.AllDay}, {Remind: map[string]time.Duration{"lab": time.Hour}}, {Import: true}, {Cancelled: ical.Show}} {
		ledger := decode(t, encode(t, first.View(v)))
		if ledger.IsView() {
			t.Errorf("%+v is no ledger", v)
		}
		if diff := cmp.Diff(want, histories(encode(t, ical.Revise(c, ledger, published.AddDate(0, 0, 1))))); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", v, diff)
		}
	}
	for _, v := range []ical.View{{Only: []string{"lab"}}, {Cancelled: ical.Drop}} {
		ledger := decode(t, encode(t, first.View(v)))
		if !ledger.IsView() {
			t.Errorf("%+v is a ledger", v)
		}
		empty := parse(t, head+"deadlines: {essay: 2020-05-20 16:00}")
		if got := histories(encode(t, ical.Revise(empty, ledger, published.AddDate(0, 0, 1)))); len(got) != 1 {
			t.Errorf("%+v made tombstones: %v", v, got)
		}
	}
}

// TestEveryTextCounts changes one thing after another: each is a change, and
// dates the entry and the calendar anew.
func TestEveryTextCounts(t *testing.T) {
	const entry = "sessions: {lab: {title: Lab, when: 2020-05-05 09:00-11:00%s}}"
	before := strings.Replace(entry, "%s", ", where: A, url: 'https://a.example', notes: N, kind: k", 1)
	first := publish(t, before, nil, 0)
	for _, after := range []string{
		strings.Replace(before, "title: Lab", "title: Lob", 1),
		strings.Replace(before, "09:00", "08:00", 1),
		strings.Replace(before, "11:00", "12:00", 1),
		strings.Replace(before, "05-05", "05-06", 1),
		strings.Replace(before, "where: A", "where: B", 1),
		strings.Replace(before, "a.example", "b.example", 1),
		strings.Replace(before, "notes: N", "notes: M", 1),
		strings.Replace(before, "kind: k", "kind: l", 1),
		strings.Replace(before, "}}", ", busy: false}}", 1),
		strings.Replace(before, "}}", ", remind: 1d}}", 1),
		strings.Replace(before, "}}", ", cancel: true}}", 1),
		strings.Replace(before, "}}", ", cancel: ill}}", 1),
	} {
		text := publish(t, after, decode(t, first), 1)
		for _, line := range []string{"SEQUENCE:1\r\n", "DTSTAMP:" + day1, "LAST-MODIFIED:" + day1 + "\r\nX-COURSECAL-ID", "CREATED:" + day0} {
			if !strings.Contains(text, line) {
				t.Errorf("%s:\n%q is not in\n%s", after, line, text)
			}
		}
	}
	// What cancels it again, for another reason, is a change too.
	ill := publish(t, strings.Replace(before, "}}", ", cancel: ill}}", 1), decode(t, first), 1)
	if text := publish(t, strings.Replace(before, "}}", ", cancel: strike}}", 1), decode(t, ill), 2); !strings.Contains(text, "SEQUENCE:2") {
		t.Errorf("another reason is no change:\n%s", text)
	}
}

// TestShapeInTheScheduleCounts changes what readers see of a deadline whose
// instant stays: as a day, and by the clocks of another zone.
func TestShapeInTheScheduleCounts(t *testing.T) {
	const essay = "deadlines: {essay: {title: Essay, due: Fri 2020-05-15 16:00%s}}"
	first := publish(t, strings.Replace(essay, "%s", "", 1), nil, 0)
	shown := publish(t, strings.Replace(essay, "%s", ", show: all-day", 1), decode(t, first), 1)
	if !strings.Contains(shown, "SEQUENCE:1\r\n") || !strings.Contains(shown, "DTSTART;VALUE=DATE:20200515") {
		t.Errorf("shown as a day:\n%s", shown)
	}
	rezoned := parse(t, strings.NewReplacer("Europe/London", "UTC", "16:00", "15:00").Replace(head+strings.Replace(essay, "%s", "", 1)))
	text := encode(t, ical.Revise(rezoned, decode(t, first), published.AddDate(0, 0, 1)))
	if !strings.Contains(text, "SEQUENCE:1\r\n") || !strings.Contains(text, "SUMMARY:C1 Essay due 15:00") {
		t.Errorf("by the clocks of UTC:\n%s", text)
	}
	if again := encode(t, ical.Revise(rezoned, decode(t, text), published.AddDate(0, 0, 2))); again != text {
		t.Errorf("and again:\n%s", again)
	}
}

// TestGroupInTheTitleCounts names the group in a title that readers have without
// it, since a second group came, or since the feed was made while only one had an
// entry with a date: its text changes, and it had no new SEQUENCE. To keep one
// group is no change.
func TestGroupInTheTitleCounts(t *testing.T) {
	const one = "groups: [A]\ndeadlines: {a: {due: {A: 2020-05-06 12:00}}, all: {due: 2020-05-07 12:00}}"
	two := strings.Replace(one, "[A]", "[A, B]", 1)
	alone := publish(t, one, nil, 0)
	want := map[string]history{
		"a.A": {"C1 A (A) due 12:00", "CONFIRMED", "1", day1, day0},
		"all": {"C1 All due 12:00", "CONFIRMED", "0", day0, day0},
	}
	text := publish(t, two, decode(t, alone), 1)
	if diff := cmp.Diff(want, histories(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := publish(t, two, decode(t, text), 2); again != text {
		t.Errorf("nothing changed, and the bytes did:\n%s", cmp.Diff(text, again))
	}
	if got := histories(publish(t, one, decode(t, text), 2))["a.A"]; got != (history{"C1 A due 12:00", "CONFIRMED", "2", day2, day0}) {
		t.Errorf("without the second group: %v", got)
	}
	part := encode(t, ical.Of(parse(t, head+two), published).View(ical.View{Groups: []string{"A"}}))
	for what, ledger := range map[string]*ical.Ledger{"alone": decode(t, part), "and the whole": joined(t, part, publish(t, two, nil, 0))} {
		if got := histories(publish(t, two, ledger, 1))["a.A"]; got.Sequence != "0" {
			t.Errorf("the part of one group %s: %v", what, got)
		}
	}
}

// TestTombstoneIsClean has a ledger with a link that no schedule may have.
func TestTombstoneIsClean(t *testing.T) {
	first := publish(t, "deadlines: {a: {due: 2020-05-20, url: 'https://a.example/'}, b: 2020-05-21}", nil, 0)
	forged := strings.ReplaceAll(first, "https://a.example/", "javascript:alert(1)")
	if text := publish(t, "deadlines: {b: 2020-05-21}", decode(t, forged), 1); strings.Contains(text, "URL:javascript") || !strings.Contains(text, "CANCELLED: ") {
		t.Errorf("the tombstone is\n%s", text)
	}
}

// TestHeadCounts changes what stands before the entries: the calendar changed,
// and no entry did.
func TestHeadCounts(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	first := publish(t, plan, nil, 0)
	text := encode(t, ical.Revise(parse(t, strings.Replace(head, "Example", "Other", 1)+plan), decode(t, first), published.AddDate(0, 0, 1)))
	if !strings.Contains(text, "\r\nLAST-MODIFIED:"+day1+"\r\nX-COURSECAL-ID") || strings.Count(text, day1) != 1 {
		t.Errorf("another name does not date the calendar alone:\n%s", text)
	}
}

// TestShapesOfTheGone replaces a deadline by another one of its summary and
// due time. In whichever shape it was published, no tombstone stays beside it,
// and the calendar says that it changed.
func TestShapesOfTheGone(t *testing.T) {
	first := ical.Revise(parse(t, head+"deadlines: {essay: {title: Essay, due: 2020-05-20 16:00}}"), nil, published)
	for _, shape := range []ical.DeadlineShape{ical.Block, ical.AllDay} {
		ledger := decode(t, encode(t, first.View(ical.View{Deadlines: shape})))
		text := publish(t, "deadlines: {paper: {title: Essay, due: 2020-05-20 16:00}}", ledger, 1)
		if got := histories(text); len(got) != 1 {
			t.Errorf("shape %d: %v", shape, got)
		}
		empty := publish(t, "deadlines: {paper: {title: Essay, due: 2020-05-20 16:00}}", decode(t, text), 2)
		if empty != text {
			t.Errorf("shape %d: nothing changed, and the bytes did", shape)
		}
	}
	// An entry that was there already takes the place: only the calendar changed.
	two := publish(t, "deadlines: {essay: {title: Essay, due: 2020-05-20 16:00}, paper: {title: Essay, due: 2020-05-20 16:00}}", nil, 0)
	text := publish(t, "deadlines: {paper: {title: Essay, due: 2020-05-20 16:00}}", decode(t, two), 1)
	if !strings.Contains(text, "\r\nLAST-MODIFIED:"+day1+"\r\nX-COURSECAL-ID") || strings.Count(text, day1) != 1 {
		t.Errorf("what left does not date the calendar alone:\n%s", text)
	}
}

// TestReplan publishes the real course over its plan: just what moved moves,
// just what was cancelled is cancelled, and every other entry keeps its bytes.
func TestReplan(t *testing.T) {
	plan := encode(t, ical.Revise(load(t, "../testdata/courses/comp6248-2020-plan.yaml"), nil, published))
	after := encode(t, ical.Revise(load(t, "../testdata/courses/comp6248-2020.yaml"), decode(t, plan), published.AddDate(0, 0, 1)))
	events := func(text string) map[string]string {
		out := map[string]string{}
		for _, block := range strings.Split(text, "BEGIN:VEVENT\r\n")[1:] {
			out[lines(block, "UID:")[0]] = strings.Split(block, "END:VEVENT")[0]
		}
		return out
	}
	before, now := events(plan), events(after)
	changed := map[string]string{}
	for uid, text := range now {
		if before[uid] != text {
			changed[strings.TrimSuffix(strings.TrimPrefix(uid, "UID:"), "@comp6248-2020")] = strings.TrimPrefix(lines(text, "STATUS")[0], "STATUS:")
		}
	}
	want := map[string]string{"lab.6": "CONFIRMED", "lab.7": "CONFIRMED", "lab.8": "CONFIRMED", "help.2020-05-06": "CONFIRMED", "help.2020-05-13": "CANCELLED",
		"quiz-2": "CONFIRMED", "handin": "CONFIRMED", "coursework": "CONFIRMED"}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(before) != len(now) {
		t.Errorf("%d entries became %d", len(before), len(now))
	}
}

// TestTombstonesLeave keeps them until 30 days after the last entry, then
// drops them together.
func TestTombstonesLeave(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	shorter := parse(t, head+strings.Replace(plan, "weeks: 3", "weeks: 2", 1))
	ledger := decode(t, revise(t, plan, strings.Replace(plan, "weeks: 3", "weeks: 2", 1)))
	last := time.Date(2020, 5, 6, 0, 0, 0, 0, time.UTC)
	if n := ical.Revise(shorter, ledger, last.AddDate(0, 0, 30)).Len(); n != 3 {
		t.Errorf("%d entries 30 days after, want 3", n)
	}
	if n := ical.Revise(shorter, ledger, last.AddDate(0, 0, 32)).Len(); n != 2 {
		t.Errorf("%d entries 32 days after, want 2", n)
	}
}

// TestClockBehind never lowers a stamp.
func TestClockBehind(t *testing.T) {
	plan, moved := strings.Replace(labs, "%s", "", 1), strings.Replace(labs, "%s", ", move: {2: 2020-05-07}", 1)
	ledger := decode(t, revise(t, plan))
	text := encode(t, ical.Revise(parse(t, head+moved), ledger, published.AddDate(-10, 0, 0)))
	for _, name := range []string{"DTSTAMP:", "LAST-MODIFIED:"} {
		for _, line := range lines(text, name) {
			if line < name+day0 {
				t.Errorf("%s lies before the ledger's stamp", line)
			}
		}
	}
}

// TestNotALedger refuses what a revision must not be made of.
func TestNotALedger(t *testing.T) {
	good := whole(t, strings.Replace(labs, "%s", "", 1))
	foreign, err := os.ReadFile("../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ what, text, want string }{
		{"empty", "", "the calendar is empty"},
		{"cut short", good[:len(good)-20], "the calendar is cut short: it has no END:VCALENDAR"},
		{"cut between entries", good[:strings.LastIndex(good, "BEGIN:VEVENT")], "the calendar is cut short: it has no END:VCALENDAR"},
		{"a hole in it", strings.Replace(good, "END:VEVENT\r\n", "", 1), "BEGIN:VEVENT does not belong here"},
		{"no calendar", string(foreign), "this is not a calendar that coursecal wrote"},
		{"another program's", strings.Replace(good, "coursecal//EN", "other//EN", 1), "this is not a calendar that coursecal wrote"},
		{"another course", strings.Replace(good, "X-COURSECAL-ID:x", "X-COURSECAL-ID:y", 1), `the calendar is of the course "y", not of "x"`},
		{"a newer form", strings.Replace(good, "LEDGER:1", "LEDGER:2", 1), `the ledger is of the newer form "2"`},
		{"no room", strings.Replace(good, "SEQUENCE:0", "SEQUENCE:2147483647", 1), "the SEQUENCE 2147483647 has no room to grow"},
		{"no room for what is new", strings.Replace(good, "X-COURSECAL-LEDGER", "X-COURSECAL-FIRST:2147483647\r\nX-COURSECAL-LEDGER", 1), "the SEQUENCE 2147483647 has no room to grow"},
		{"twice", strings.Replace(good, "lab.2@x", "lab.1@x", 1), `the entry "lab.1@x" stands twice`},
	} {
		_, err := ical.Decode([]byte(test.text), "x")
		if err == nil || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.what, err, test.want)
		}
	}
}

// A ledger whose line ends a version control system changed is one still.
func TestLedgerWithOtherLineEnds(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	text := revise(t, plan)
	ledger := decode(t, strings.ReplaceAll(text, "\r\n", "\n"))
	if got := encode(t, ical.Revise(parse(t, head+plan), ledger, published.AddDate(0, 0, 1))); got != text {
		t.Error(cmp.Diff(text, got))
	}
}
