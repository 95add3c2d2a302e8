package ical_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

// edits are what a lecturer may do to a course, any of them together.
var edits = [...]struct{ place, text string }{
	{"lab", ", move: {2: {to: 2020-05-07, why: Strike}}"},
	{"lab", ", cancel: {3: Ill}"},
	{"lab", ", change: {4: {where: Teams}}"},
	{"lab", ", skip: {2020-05-20: Snow}"},
	{"lab", ", topics: [A, B, C, D]"},
	{"talk", ", move: {2020-05-04: 2020-05-05 10:00}"},
	{"talk", ", kind: lecture"},
	{"talk", ", cancel: [2020-05-11]"},
	{"essay", ", worth: 40%"},
	{"essay", ", notes: Bring it"},
	{"head", "url: https://e.example/\n"},
	{"more", "  walk: {when: 2020-06-01}\n"},
	{"more", "  trip: {when: 2020-06-02 09:00-18:00, cancel: Rain}\n"},
	{"talk", ", skip: [2020-05-18]"},
}

// edited is a course with the edits whose bits are set.
func edited(bits int) string {
	more := map[string]string{}
	for i, e := range edits {
		if bits>>i&1 == 1 {
			more[e.place] += e.text
		}
	}
	return head + more["head"] + "sessions:\n" +
		"  lab: {when: Wed 09:00-11:00 @ L2, from: 2020-04-29, count: 4" + more["lab"] + "}\n" +
		"  talk: {title: \"Talk\", when: Mon 09:00-10:00, from: 2020-05-04, weeks: 3" + more["talk"] + "}\n" +
		more["more"] + "deadlines:\n  essay: {title: Essay, due: Fri 2020-05-29 16:00" + more["essay"] + "}\n"
}

// held is what a reader has of each entry that is held.
func held(l *ical.Listing) map[string]string {
	out := map[string]string{}
	for i := range l.Entries {
		if e := &l.Entries[i]; !e.Cancelled {
			out[e.UID] = reader(e)
		}
	}
	return out
}

func reader(e *ical.Entry) string {
	return fmt.Sprint(e.Title, e.First, e.Start, e.End, e.Where, e.Topic, e.Link, e.Notes, e.Worth, e.Why, e.Kind)
}

// TestCompareIsWhatReadersGet compares courses under random edits: whoever
// applies the changes to the old course has the new one, what is told is just
// what Revise raises the SEQUENCE of, and nothing differs from itself.
func TestCompareIsWhatReadersGet(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		x, y := random.IntN(1<<len(edits)), random.IntN(1<<len(edits))
		first := ical.Of(parse(t, edited(x)), published)
		ledger := decode(t, encode(t, first))
		second := ical.Revise(parse(t, edited(y)), ledger, published.AddDate(0, 0, 1))
		c := ical.Compare(ledger.Listing(), second.Listing())

		have, told := held(c.Old), map[string]bool{}
		for _, ch := range c.Changes {
			if ch.Before != nil {
				delete(have, ch.Before.UID)
			}
			if ch.After != nil {
				told[ch.After.UID] = true
				if !ch.After.Cancelled {
					have[ch.After.UID] = reader(ch.After)
				}
			}
		}
		if diff := cmp.Diff(held(c.New), have); diff != "" {
			t.Fatalf("%013b to %013b: the changes applied (-new +got):\n%s", x, y, diff)
		}
		before := map[string]ical.Entry{}
		for _, e := range c.Old.Entries {
			before[e.UID] = e
		}
		for _, e := range c.New.Entries {
			old, known := before[e.UID]
			raised := !known || e.Sequence > old.Sequence
			if raised != told[e.UID] {
				t.Fatalf("%013b to %013b: %s: raised %v, told %v", x, y, e.UID, raised, told[e.UID])
			}
		}
		if same := ical.Compare(second.Listing(), second.Listing()); !same.Same() || len(same.Stays) != len(held(c.New)) {
			t.Fatalf("%013b differs from itself: %v", y, same.Changes)
		}
		if !slices.IsSortedFunc(c.Changes, func(a, b ical.Change) int { return int(a.Sort - b.Sort) }) {
			t.Fatalf("%013b to %013b: out of order", x, y)
		}
	}
}
