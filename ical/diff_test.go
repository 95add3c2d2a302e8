package ical_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

// listed returns a schedule as Compare takes it.
func listed(t testing.TB, text string) *ical.Listing {
	t.Helper()
	return ical.Of(parse(t, text), published).Listing()
}

// told writes changes in short: "moved lab.2 2020-05-06 09:00 > 2020-05-07
// 09:00; place: A > B".
func told(c *ical.Comparison) []string {
	when := func(e *ical.Entry) string {
		switch {
		case e == nil:
			return "-"
		case e.AllDay:
			return e.First.String()
		}
		return e.Start.Format("2006-01-02 15:04")
	}
	out := []string{}
	for _, ch := range c.Changes {
		e := ch.After
		if e == nil {
			e = ch.Before
		}
		id, _, _ := strings.Cut(e.UID, "@")
		s := fmt.Sprintf("%s %s %s > %s", ch.Sort, id, when(ch.Before), when(ch.After))
		for _, d := range ch.Details {
			s += fmt.Sprintf("; %s: %s > %s", d.What, d.Before, d.After)
		}
		out = append(out, s)
	}
	return out
}

// TestCompare has a row for each rule of what counts as which change.
func TestCompare(t *testing.T) {
	lab := func(more string) string {
		return head + "sessions: {lab: {when: Wed 09:00-11:00 @ L2, from: 2020-04-29, weeks: 3" + more + "}}"
	}
	dates := func(what string) string {
		return head + "sessions: {talk: {title: Talk, when: Mon 09:00-10:00, count: 3, " + what + "}}"
	}
	talks := func(what string) string {
		return head + "sessions: {talk: {title: '{topic}', when: Mon 09:00-10:00, topics: [Lists, Trees, Heaps], " + what + "}}"
	}
	due := func(what string) string { return head + "deadlines: {essay: {title: Essay, " + what + "}}" }
	for _, test := range []struct {
		what, old, new string
		want           []string
	}{
		{"nothing", lab(""), lab(""), []string{}},
		{"moved, other day", lab(""), lab(", move: {2: {to: 2020-05-07, why: Strike}}"), []string{"moved lab.2 2020-05-06 09:00 > 2020-05-07 09:00"}},
		{"moved, other hours", lab(""), lab(", move: {2: 2020-05-06 10:00}"), []string{"moved lab.2 2020-05-06 09:00 > 2020-05-06 10:00"}},
		{"moved, longer", lab(""), lab(", move: {2: 2020-05-06 09:00-12:00}"), []string{"moved lab.2 2020-05-06 09:00 > 2020-05-06 09:00"}},
		{"moved and elsewhere", lab(""), lab(", move: {2: {to: 2020-05-07, where: Teams}}"), []string{"moved lab.2 2020-05-06 09:00 > 2020-05-07 09:00; place: L2 > Teams"}},
		{"cancelled", lab(""), lab(", cancel: {2: Strike}"), []string{"cancelled lab.2 2020-05-06 09:00 > 2020-05-06 09:00"}},
		{"restored", lab(", cancel: 2"), lab(""), []string{"restored lab.2 2020-05-06 09:00 > 2020-05-06 09:00"}},
		{"removed", lab(""), strings.Replace(lab(""), "weeks: 3", "weeks: 2", 1), []string{"removed lab.3 2020-05-13 09:00 > -"}},
		{"one more", strings.Replace(lab(""), "weeks: 3", "weeks: 2", 1), lab(""), []string{"added lab.3 - > 2020-05-13 09:00"}},
		{"cancelled already and gone", lab(", cancel: 3"), strings.Replace(lab(""), "weeks: 3", "weeks: 2", 1), []string{}},
		{"added as cancelled", strings.Replace(lab(""), "weeks: 3", "weeks: 2", 1), lab(", cancel: 3"), []string{"cancelled lab.3 - > 2020-05-13 09:00"}},
		{"skipped for a reason", lab(""), lab(", skip: {2020-05-06: Snow}"), []string{"moved lab.2 2020-05-06 09:00 > 2020-05-13 09:00", "cancelled lab.2020-05-06 - > 2020-05-06 09:00", "removed lab.3 2020-05-13 09:00 > -"}},
		{"cancelled for another reason", lab(", cancel: {2: Snow}"), lab(", cancel: {2: Flood}"), []string{"text lab.2 2020-05-06 09:00 > 2020-05-06 09:00; reason: Snow > Flood"}},
		{"cancelled, and of another room now", lab(", cancel: 2"), strings.Replace(lab(", cancel: 2"), "@ L2", "@ L3", 1), []string{
			"room lab.1 2020-04-29 09:00 > 2020-04-29 09:00; place: L2 > L3", "room lab.2 2020-05-06 09:00 > 2020-05-06 09:00; place: L2 > L3", "room lab.3 2020-05-13 09:00 > 2020-05-13 09:00; place: L2 > L3"}},
		{"cancelled, and planned for another time now", lab(", cancel: 2"), lab(", cancel: 2, move: {2: 2020-05-07}"), []string{"text lab.2 2020-05-06 09:00 > 2020-05-07 09:00; moved from:  > Wed 6 May"}},
		{"room", lab(""), lab(", change: {2: {where: Teams}}"), []string{"room lab.2 2020-05-06 09:00 > 2020-05-06 09:00; place: L2 > Teams"}},
		{"room and reason", lab(""), lab(", change: {2: {where: Teams, why: Flood}}"), []string{"room lab.2 2020-05-06 09:00 > 2020-05-06 09:00; place: L2 > Teams; reason:  > Flood"}},
		{"title", lab(""), lab(", change: {2: {title: Walk}}"), []string{"title lab.2 2020-05-06 09:00 > 2020-05-06 09:00; title: Lab 2 > Walk"}},
		{"topic in the title", lab(", topics: [A, B, C]"), lab(", topics: [A, X, C]"), []string{"title lab.2 2020-05-06 09:00 > 2020-05-06 09:00; title: Lab 2: B > Lab 2: X"}},
		{"topic beside the title", lab(", title: 'Lab {n}', topics: [A, B, C]"), lab(", title: 'Lab {n}', topics: [A, X, C]"), []string{"text lab.2 2020-05-06 09:00 > 2020-05-06 09:00; topic: B > X"}},
		{"kind", due("due: Fri 2020-05-15 16:00"), due("due: Fri 2020-05-15 16:00, kind: quiz"), []string{"text essay 2020-05-15 16:00 > 2020-05-15 16:00; kind: deadline > quiz"}},
		{"weight", due("due: Fri 2020-05-15 16:00, worth: 30%"), due("due: Fri 2020-05-15 16:00, worth: 40%"), []string{"text essay 2020-05-15 16:00 > 2020-05-15 16:00; worth: 30% > 40%"}},
		{"notes", due("due: Fri 2020-05-15 16:00, notes: \"One\\nTwo\\nThree\""), due("due: Fri 2020-05-15 16:00, notes: \"One\\n2\\nThree\\nFour\""), []string{"text essay 2020-05-15 16:00 > 2020-05-15 16:00; notes: Two > 2; notes:  > Four"}},
		{"due later", due("due: Fri 2020-05-15 16:00"), due("due: Mon 2020-05-18 16:00, was: 2020-05-15 16:00, why: Ill"), []string{"moved essay 2020-05-15 16:00 > 2020-05-18 16:00"}},
		{"due at the same instant, said otherwise", due("due: Sat 2020-05-16 12:59"), due("due: Fri 2020-05-15 23:59 AoE"), []string{"text essay 2020-05-16 12:59 > 2020-05-16 12:59; due time:  > 23:59 AoE"}},
		{"due all day", due("due: Fri 2020-05-15 16:00"), due("due: Fri 2020-05-15"), []string{"moved essay 2020-05-15 16:00 > 2020-05-15"}},
		{"shape", due("due: Fri 2020-05-15 16:00"), due("due: Fri 2020-05-15 16:00, show: all-day"), []string{}},
		{"other link everywhere", lab(""), strings.Replace(lab(""), "name:", "url: https://x.example/\nname:", 1), []string{
			"text lab.1 2020-04-29 09:00 > 2020-04-29 09:00; link:  > https://x.example/",
			"text lab.2 2020-05-06 09:00 > 2020-05-06 09:00; link:  > https://x.example/",
			"text lab.3 2020-05-13 09:00 > 2020-05-13 09:00; link:  > https://x.example/"}},
		{"other code", lab(""), strings.Replace(lab(""), "C1", "C2", 1), []string{}},
		{"other first words that could be codes", head + "sessions: {a: {title: L1 x, when: 2020-05-05}}", head + "sessions: {a: {title: L1 x, when: 2020-05-05}, b: {title: Walk, when: 2020-05-06}}", []string{"added b - > 2020-05-06"}},
		{"new identity, nothing else", lab(""), strings.Replace(lab(", title: 'Lab {n}'"), "lab:", "labs:", 1), []string{"text labs.1 2020-04-29 09:00 > 2020-04-29 09:00; kind: lab > labs", "text labs.2 2020-05-06 09:00 > 2020-05-06 09:00; kind: lab > labs", "text labs.3 2020-05-13 09:00 > 2020-05-13 09:00; kind: lab > labs"}},
		{"dates with topics that shift", talks("from: 2020-05-04"), talks("from: 2020-05-11"), []string{
			"moved talk.2020-05-11 2020-05-04 09:00 > 2020-05-11 09:00", "moved talk.2020-05-18 2020-05-11 09:00 > 2020-05-18 09:00", "moved talk.2020-05-25 2020-05-18 09:00 > 2020-05-25 09:00"}},
		{"dates with one topic renamed", talks("from: 2020-05-04"), strings.Replace(talks("from: 2020-05-04"), "Trees", "Woods", 1), []string{
			"title talk.2020-05-11 2020-05-11 09:00 > 2020-05-11 09:00; title: Trees > Woods"}},
		{"dates without topics that shift", dates("from: 2020-05-04"), dates("from: 2020-05-11"), []string{
			"added talk.2020-05-25 - > 2020-05-25 09:00", "removed talk.2020-05-04 2020-05-04 09:00 > -"}},
		{"in order of sorts, then of starts", lab(""), lab(", move: {3: 2020-05-14, 1: 2020-05-15}, cancel: 2"), []string{
			"moved lab.1 2020-04-29 09:00 > 2020-05-15 09:00", "moved lab.3 2020-05-13 09:00 > 2020-05-14 09:00", "cancelled lab.2 2020-05-06 09:00 > 2020-05-06 09:00"}},
	} {
		t.Run(test.what, func(t *testing.T) {
			old, new := listed(t, test.old), listed(t, test.new)
			if diff := cmp.Diff(test.want, told(ical.Compare(old, new))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// Read back, either side tells the same, in every shape.
			for _, v := range []ical.View{{}, {UTC: true}, {Deadlines: ical.AllDay}, {Cancelled: ical.Show}, {Import: true}, {Remind: map[string]time.Duration{"lab": time.Hour}}} {
				oldBack := decode(t, encode(t, ical.Of(parse(t, test.old), published).View(v))).Listing()
				newBack := decode(t, encode(t, ical.Of(parse(t, test.new), published).View(v))).Listing()
				for _, pair := range [][2]*ical.Listing{{oldBack, new}, {old, newBack}, {oldBack, newBack}} {
					if diff := cmp.Diff(test.want, told(ical.Compare(pair[0], pair[1]))); diff != "" {
						t.Errorf("read back as %+v (-want +got):\n%s", v, diff)
					}
				}
			}
		})
	}
}

// TestNothingDiffers compares every calendar of testdata with itself, as made
// and as read back in every shape.
func TestNothingDiffers(t *testing.T) {
	files, err := filepath.Glob("../testdata/*/*.ics")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(strings.TrimSuffix(file, "ics") + "yaml")
		if err != nil {
			t.Fatal(err)
		}
		cal := ical.Of(parse(t, string(text)), published)
		for _, v := range []ical.View{{}, {UTC: true}, {Deadlines: ical.AllDay}, {Deadlines: ical.Block}, {Cancelled: ical.Show}, {Import: true}} {
			back := decode(t, encode(t, cal.View(v))).Listing()
			for _, pair := range [][2]*ical.Listing{{cal.Listing(), back}, {back, cal.Listing()}, {back, back}} {
				if got := told(ical.Compare(pair[0], pair[1])); len(got) > 0 {
					t.Errorf("%s as %+v: %q", file, v, got)
				}
			}
		}
	}
}

// TestCompareTombstones wants what is gone told as cancelled, and what comes
// back as restored; and nothing told when tombstones leave.
func TestCompareTombstones(t *testing.T) {
	plan := head + strings.Replace(labs, "%s", "", 1)
	less := strings.Replace(plan, "weeks: 3", "weeks: 2", 1)
	first := ical.Of(parse(t, plan), published)
	second := ical.Revise(parse(t, less), decode(t, encode(t, first)), published.AddDate(0, 0, 1))
	third := ical.Revise(parse(t, plan), decode(t, encode(t, second)), published.AddDate(0, 0, 2))
	late := ical.Revise(parse(t, less), decode(t, encode(t, second)), published.AddDate(1, 0, 0))
	for _, test := range []struct {
		old, new *ical.Calendar
		want     []string
	}{
		{first, second, []string{"cancelled lab.3 2020-05-13 09:00 > 2020-05-13 09:00"}},
		{second, third, []string{"restored lab.3 2020-05-13 09:00 > 2020-05-13 09:00"}},
		{second, late, []string{}},
	} {
		if diff := cmp.Diff(test.want, told(ical.Compare(test.old.Listing(), test.new.Listing()))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestSeriesOf has a row for each form of identity.
func TestSeriesOf(t *testing.T) {
	c := ical.Of(parse(t, head+`groups: {A: Monday}
sessions:
  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 1}
  talk: {title: Talk, when: [2020-05-04 09:00-10:00, 2020-05-04 11:00-12:00]}
  walk: {when: 2020-06-01}
  help: {groups: {A: {when: Wed 09:00-11:00, from: 2020-04-29, count: 1}}}
`), published)
	want := []string{"help.A.1@x of help.A@x, 1", "lab.1@x of lab@x, 1", "talk.2020-05-04.2@x of talk@x, 0", "talk.2020-05-04@x of talk@x, 0", "walk@x of walk@x, 0"}
	var got []string
	for _, e := range c.Listing().Entries {
		got = append(got, fmt.Sprintf("%s of %s, %d", e.UID, e.Series, e.Number))
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCompareMerged compares calendars of two courses that share their keys.
func TestCompareMerged(t *testing.T) {
	lab := strings.Replace(labs, "%s", "", 1)
	a, b := ical.Of(parse(t, head+lab), published), ical.Of(parse(t, strings.Replace(head, "id: x", "id: y", 1)+lab), published)
	moved := ical.Of(parse(t, strings.Replace(head, "id: x", "id: y", 1)+strings.Replace(labs, "%s", ", move: {2: 2020-05-07}", 1)), published)
	old := decode(t, encode(t, ical.Merge(a, b))).Listing()
	c := ical.Compare(old, ical.Merge(a, moved).Listing())
	if diff := cmp.Diff([]string{"moved lab.2 2020-05-06 09:00 > 2020-05-07 09:00"}, told(c)); diff != "" || len(c.Stays) != 5 || !old.Part {
		t.Errorf("%d stay; (-want +got):\n%s", len(c.Stays), diff)
	}
}
