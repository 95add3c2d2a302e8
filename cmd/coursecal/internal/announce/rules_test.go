package announce_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
)

const head = "id: x\ncode: C1\nname: Example\ntimezone: Europe/London\n"

// compare compares two schedules that begin with head.
func compare(t testing.TB, old, new string) *ical.Comparison {
	t.Helper()
	return ical.Compare(listing(t, head+old), listing(t, head+new))
}

// body returns what Text says below its title, without what stays and the zone.
func body(c *ical.Comparison) string {
	_, text, _ := strings.Cut(announce.Text(c), "\n\n")
	for _, closing := range []string{"\nEverything else", "\nAll times"} {
		text, _, _ = strings.Cut(text, closing)
	}
	return text
}

// TestSaidOnce has a row for each rule of what is told together.
func TestSaidOnce(t *testing.T) {
	lab := func(more string) string {
		return "sessions: {lab: {when: Wed 09:00-11:00 @ L2, from: 2020-01-08, count: 8" + more + "}}"
	}
	shifted := "Moved\n  Labs 3 to 8 move one week later\n" +
		"    the first from Wed 22 January, 09:00–11:00 to Wed 29 January, 09:00–11:00\n" +
		"    the last from Wed 26 February, 09:00–11:00 to Wed 4 March, 09:00–11:00\n"
	for _, test := range []struct{ what, old, new, want string }{
		{"a series that shifts", lab(""), lab(", skip: [2020-01-22]"), shifted},
		{"with its topics", lab(", topics: [A, B, C, D, E, F, G, H]"), lab(", topics: [A, B, C, D, E, F, G, H], skip: [2020-01-22]"), shifted},
		{"a series without numbers", "sessions: {talk: {title: '{topic}', when: Mon 09:00-10:00, from: 2020-01-06, topics: [A, B, C]}}", "sessions: {talk: {title: '{topic}', when: Mon 09:00-10:00, from: 2020-01-20, topics: [A, B, C]}}",
			"Moved\n  3 talks move two weeks later\n    the first from Mon 6 January, 09:00–10:00 to Mon 20 January, 09:00–10:00\n    the last from Mon 20 January, 09:00–10:00 to Mon 3 February, 09:00–10:00\n"},
		{"past midnight", "sessions: {party: {when: 2020-01-10 22:00-02:00+1}}", "sessions: {party: {when: 2020-01-11 22:00-02:00+1}}",
			"Moved\n  Party\n    from Fri 10 January, 22:00 – Sat 11 January, 02:00 to Sat 11 January, 22:00 – Sun 12 January, 02:00\n"},
		{"with a reason", lab(""), lab(", move: {3: {to: 2020-01-24, why: Flood}, 4: {to: 2020-01-31, why: Flood}, 5: {to: 2020-02-07, why: Flood}}"),
			"Moved\n  Labs 3 to 5 move two days later\n    the first from Wed 22 January, 09:00–11:00 to Fri 24 January, 09:00–11:00\n" +
				"    the last from Wed 5 February, 09:00–11:00 to Fri 7 February, 09:00–11:00\n    reason: Flood\n"},
		{"two are few", lab(""), lab(", move: {3: 2020-01-24, 4: 2020-01-31}"),
			"Moved\n  Lab 3\n    from Wed 22 January, 09:00–11:00 to Fri 24 January, 09:00–11:00\n" +
				"  Lab 4\n    from Wed 29 January, 09:00–11:00 to Fri 31 January, 09:00–11:00\n"},
		{"not across one that stays", lab(""), lab(", move: {1: 2020-01-10, 2: 2020-01-17, 4: 2020-01-31, 5: 2020-02-07}"),
			"Moved\n  Lab 1\n    from Wed 8 January, 09:00–11:00 to Fri 10 January, 09:00–11:00\n" +
				"  Lab 2\n    from Wed 15 January, 09:00–11:00 to Fri 17 January, 09:00–11:00\n" +
				"  Lab 4\n    from Wed 29 January, 09:00–11:00 to Fri 31 January, 09:00–11:00\n" +
				"  Lab 5\n    from Wed 5 February, 09:00–11:00 to Fri 7 February, 09:00–11:00\n"},
		{"other hours", lab(""), strings.Replace(lab(""), "09:00-11:00", "14:00-16:00", 1),
			"Moved\n  Labs 1 to 8 move to 14:00–16:00 instead of 09:00–11:00\n" +
				"    the first from Wed 8 January, 09:00–11:00 to Wed 8 January, 14:00–16:00\n" +
				"    the last from Wed 26 February, 09:00–11:00 to Wed 26 February, 14:00–16:00\n"},
		{"earlier and other hours", lab(""), strings.Replace(lab(""), "Wed 09:00-11:00 @ L2, from: 2020-01-08", "Mon 14:00-16:00 @ L2, from: 2020-01-06", 1),
			"Moved\n  Labs 1 to 8 move two days earlier, to 14:00–16:00 instead of 09:00–11:00\n" +
				"    the first from Wed 8 January, 09:00–11:00 to Mon 6 January, 14:00–16:00\n" +
				"    the last from Wed 26 February, 09:00–11:00 to Mon 24 February, 14:00–16:00\n"},
		{"rooms", lab(""), lab(", change: {2-7: {where: Teams, why: Strike}}"),
			"New place\n  Labs 2 to 7\n    from Wed 15 January to Wed 19 February\n    place: Teams (was L2)\n    reason: Strike\n"},
		{"one room", lab(""), lab(", change: {2: {where: Zoom}}"), "New place\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    place: Zoom (was L2)\n"},
		{"a link everywhere", lab("") + "\ndeadlines: {essay: 2020-03-20}", "url: https://e.example/\n" + lab("") + "\ndeadlines: {essay: 2020-03-20}",
			"Other changes\n  Labs 1 to 8; Essay\n    from Wed 8 January to Fri 20 March\n    link: https://e.example/\n"},
		{"cancelled", lab(""), lab(", cancel: {2-4: Strike}"), "Cancelled\n  Labs 2 to 4\n    from Wed 15 January to Wed 29 January, 09:00–11:00\n    reason: Strike\n"},
		{"skipped for a reason", lab(""), lab(", skip: {2020-02-26: Snow}"), "Moved\n  Lab 8\n    from Wed 26 February, 09:00–11:00 to Wed 4 March, 09:00–11:00\n\nCancelled\n  Lab\n    Wed 26 February, 09:00–11:00\n    reason: Snow\n"},
		{"cancelled for another reason", lab(", cancel: {2: Snow}"), lab(", cancel: {2: Flood}"), "Other changes\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    still cancelled\n    reason: Flood\n"},
		{"cancelled, and elsewhere now", lab(", cancel: {2: Snow}"), strings.Replace(lab(", cancel: {2: Snow}"), "L2", "L3", 1),
			"New place\n  Lab 1; Labs 3 to 8\n    from Wed 8 January to Wed 26 February\n    place: L3 (was L2)\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    still cancelled\n    place: L3 (was L2)\n"},
		{"cancelled, and planned for another day now", lab(", cancel: {8: Ill}"), lab(", cancel: {8: Ill}, skip: {2020-01-22: Snow}"),
			"Moved\n  Labs 3 to 7 move one week later\n    the first from Wed 22 January, 09:00–11:00 to Wed 29 January, 09:00–11:00\n" +
				"    the last from Wed 19 February, 09:00–11:00 to Wed 26 February, 09:00–11:00\n\nCancelled\n  Lab\n    Wed 22 January, 09:00–11:00\n    reason: Snow\n\n" +
				"Other changes\n  Lab 8\n    Wed 4 March, 09:00–11:00\n    still cancelled\n    until now planned for Wed 26 February, 09:00–11:00\n"},
		{"numbers with zeros before, and from zero", "sessions: {lab: {title: 'Workshop {n:02}: {topic}', number: 0, when: Wed 09:00-11:00, from: 2020-01-08, topics: [A, B, C]}}", "sessions: {lab: {title: 'Workshop {n:02}: {topic}', number: 0, when: Wed 09:00-11:00, from: 2020-01-15, topics: [A, B, C]}}",
			"Moved\n  Workshops 0 to 2 move one week later\n    the first from Wed 8 January, 09:00–11:00 to Wed 15 January, 09:00–11:00\n    the last from Wed 22 January, 09:00–11:00 to Wed 29 January, 09:00–11:00\n"},
		{"a series that moves and is called otherwise", "sessions: {lab: {title: 'Lab {n}: {topic}', when: Wed 09:00-11:00, from: 2020-01-08, topics: [A, B, C]}}", "sessions: {lab: {title: 'Practical {n}: {topic}', when: Thu 09:00-11:00, from: 2020-01-09, topics: [A, B, C]}}",
			"Moved\n  Practicals 1 to 3 move one day later\n    the first from Wed 8 January, 09:00–11:00 to Thu 9 January, 09:00–11:00\n    the last from Wed 22 January, 09:00–11:00 to Thu 23 January, 09:00–11:00\n    until now called Labs 1 to 3\n"},
		{"postponed", lab(""), lab(", move: {3: tbc}"), "Postponed\n  Lab 3\n    Wed 22 January, 09:00–11:00\n    the new date is not fixed yet\n"},
		{"several postponed", lab(""), lab(", move: {3-5: tbc}"), "Postponed\n  Labs 3 to 5\n    from Wed 22 January to Wed 5 February, 09:00–11:00\n    the new date is not fixed yet\n"},
		{"a deadline postponed", "deadlines: {essay: 2020-03-20 16:00}", "deadlines: {essay: tbc}", "Postponed\n  Essay\n    due Fri 20 March, 16:00\n    the new date is not fixed yet\n"},
		{"two of one name elsewhere", "where: L2\nsessions: {help: {title: Help, when: [2020-01-08 09:00-10:00, 2020-01-10 09:00-10:00]}, talk: {when: 2020-01-09 09:00-10:00}}", "where: L3\nsessions: {help: {title: Help, when: [2020-01-08 09:00-10:00, 2020-01-10 09:00-10:00]}, talk: {when: 2020-01-09 09:00-10:00}}",
			"New place\n  Help (2 times); Talk\n    from Wed 8 January to Fri 10 January\n    place: L3 (was L2)\n"},
		{"held again", lab(", cancel: {2-4: Strike}"), lab(""), "Held again\n  Labs 2 to 4\n    from Wed 15 January to Wed 29 January, 09:00–11:00\n    place: L2\n"},
		{"one held again", lab(", cancel: {2: Strike}"), lab(""), "Held again\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    place: L2\n"},
		{"new", strings.Replace(lab(""), "count: 8", "count: 5", 1), lab(""), "New\n  Labs 6 to 8\n    from Wed 12 February to Wed 26 February, 09:00–11:00\n    place: L2\n"},
		{"one new", "deadlines: {essay: 2020-03-20}", "deadlines: {essay: 2020-03-20, talk: {title: Talk, due: Fri 2020-03-27 23:59 AoE}}", "New\n  Talk\n    due Sat 28 March, 11:59 (23:59 AoE)\n"},
		{"a title", "deadlines: {essay: {title: Essay, due: 2020-03-20}}", "deadlines: {essay: {title: Report, due: 2020-03-20}}", "New title\n  Essay\n    due Fri 20 March\n    now called Report\n"},
		{"a series that is called otherwise", strings.Replace(lab(""), "count: 8", "title: 'Lab {n}: {topic}', topics: [A, B, C]", 1),
			"sessions: {practical: {formerly: lab, kind: lab, title: 'Practical {n}: {topic}', when: Wed 09:00-11:00 @ L2, from: 2020-01-08, topics: [A, B, C]}}",
			"New title\n  Labs 1 to 3\n    now called Practicals 1 to 3\n"},
		{"a series without numbers that is called otherwise", "sessions: {talk: {title: 'Talk: {topic}', when: Mon 09:00-10:00, from: 2020-01-06, topics: [A, B, C]}}", "sessions: {talk: {title: 'Guest lecture: {topic}', when: Mon 09:00-10:00, from: 2020-01-06, topics: [A, B, C]}}",
			"New title\n  3 talks\n    each title now says Guest lecture in place of Talk\n"},
		{"other topics", "sessions: {talk: {title: 'Talk: {topic}', when: Mon 09:00-10:00, from: 2020-01-06, topics: [A, B, C]}}", "sessions: {talk: {title: 'Talk: {topic}', when: Mon 09:00-10:00, from: 2020-01-06, topics: [D, E, F]}}",
			"New title\n  Talk: A\n    Mon 6 January, 09:00–10:00\n    now called Talk: D\n  Talk: B\n    Mon 13 January, 09:00–10:00\n    now called Talk: E\n  Talk: C\n    Mon 20 January, 09:00–10:00\n    now called Talk: F\n"},
		{"a session that becomes a day", "sessions: {trip: {title: Trip, when: 2020-03-20 09:00-10:00}}", "sessions: {trip: {title: Trip, when: 2020-03-20 to 2020-03-22}}",
			"Moved\n  Trip\n    from Fri 20 March, 09:00–10:00 to Fri 20 March – Sun 22 March\n    shown as: free (was busy)\n"},
		{"midnight", "deadlines: {essay: {title: Essay, due: Fri 2020-03-20 24:00}}", "deadlines: {essay: {title: Essay, due: Mon 2021-03-22 12:00}}",
			"Moved\n  Essay\n    from Fri 20 March 2020, 24:00 to Mon 22 March 2021, 12:00\n"},
		{"nothing said any more", "deadlines: {essay: {title: Essay, due: 2020-03-20, worth: 30%}}", "deadlines: {essay: {title: Essay, due: 2020-03-20}}",
			"Other changes\n  Essay\n    due Fri 20 March\n    worth: not said any more (was 30%)\n"},
		{"no reason any more", lab(", change: {2: {where: Teams, why: Flood}}"), lab(", change: {2: {where: Teams}}"),
			"Other changes\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    reason: not said any more (was Flood)\n"},
		{"an old reason with a new place", lab(", change: {2: {where: Teams, why: Flood}}"), lab(", change: {2: {where: Zoom, why: Flood}}"),
			"New place\n  Lab 2\n    Wed 15 January, 09:00–11:00\n    place: Zoom (was Teams)\n"},
		{"groups", "groups: {A: Monday group, B: Tuesday group}\nsessions: {lab: {count: 3, from: 2020-01-06, groups: {A: {when: Mon 09:00-10:00}, B: {when: Tue 09:00-10:00}}}}",
			"groups: {A: Monday group, B: Tuesday group}\nsessions: {lab: {count: 3, from: 2020-01-06, groups: {A: {when: Mon 09:00-10:00}, B: {when: Tue 10:00-11:00}}}}",
			"Moved\n  Labs 1 to 3 (Tuesday group) move to 10:00–11:00 instead of 09:00–10:00\n" +
				"    the first from Tue 7 January, 09:00–10:00 to Tue 7 January, 10:00–11:00\n" +
				"    the last from Tue 21 January, 09:00–10:00 to Tue 21 January, 10:00–11:00\n"},
	} {
		t.Run(test.what, func(t *testing.T) {
			if diff := cmp.Diff(test.want, body(compare(t, test.old, test.new))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestStays(t *testing.T) {
	c := compare(t, "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-01-08, weeks: 3}}\ndeadlines: {quiz: {kind: quiz, due: Mon 12:00, from: 2020-01-06, count: 2}, essay: 2020-03-20}",
		"sessions: {lab: {when: Wed 09:00-11:00, from: 2020-01-08, weeks: 3, cancel: 2}}\ndeadlines: {quiz: {kind: quiz, due: Mon 12:00, from: 2020-01-06, count: 2}, essay: 2020-03-20}")
	if want := "Everything else stays: 2 quizzes, 2 labs, 1 deadline.\nAll times are London time.\n"; !strings.HasSuffix(announce.Text(c), want) {
		t.Errorf("%s\ndoes not end in\n%s", announce.Text(c), want)
	}
}

func TestRenamedCourse(t *testing.T) {
	old := listing(t, head+"deadlines: {essay: 2020-03-20}")
	new := listing(t, strings.Replace(head, "Example", "Exemplary", 1)+"deadlines: {essay: 2020-03-20}")
	if got, want := announce.Text(ical.Compare(old, new)), "Changes to C1 Exemplary, until now C1 Example\n\nEverything else stays: 1 deadline.\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNewZone says both times as the new zone's clocks show them.
func TestNewZone(t *testing.T) {
	const talk = "sessions: {talk: {when: 2020-06-02 09:00-10:00}}"
	for _, test := range []struct{ old, new, want string }{
		{"Europe/London", "UTC", "from Tue 2 June, 08:00–09:00 to Tue 2 June, 09:00–10:00\n\nAll times are UTC.\n"},
		{"UTC", "America/New_York", "from Tue 2 June, 05:00–06:00 to Tue 2 June, 09:00–10:00\n\nAll times are New York time.\n"},
	} {
		c := ical.Compare(listing(t, strings.Replace(head, "Europe/London", test.old, 1)+talk), listing(t, strings.Replace(head, "Europe/London", test.new, 1)+talk))
		if got := announce.Text(c); !strings.HasSuffix(got, test.want) {
			t.Errorf("%s to %s:\n%s", test.old, test.new, got)
		}
	}
}

func TestNothing(t *testing.T) {
	c := compare(t, "deadlines: {essay: 2020-03-20}", "deadlines: {essay: 2020-03-20}")
	if got := announce.Text(c) + announce.Markdown(c) + announce.HTML(c); got != "" {
		t.Errorf("%q is told of nothing", got)
	}
}
