package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDoubts holds edits against what the guard says of them.
func TestDoubts(t *testing.T) {
	lab := func(rest string) string {
		return "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, " + rest + "}}"
	}
	for _, test := range []struct {
		what, before, after string
		want                []string
	}{
		{"nothing", lab("weeks: 8"), lab("weeks: 8"), nil},
		{"a skip in the middle shifts", lab("count: 8"), lab("count: 8, skip: [2020-05-06]"), []string{"7 entries of lab shift by a week: readers see each of them move"}},
		{"over a break too", lab("count: 8, skip: [2020-06-03, 2020-06-10]"), lab("count: 8, skip: [2020-05-06, 2020-06-03, 2020-06-10]"), []string{"7 entries of lab shift by a week: readers see each of them move"}},
		{"the skip taken out shifts back", lab("count: 8, skip: [2020-05-06]"), lab("count: 8"), []string{"7 entries of lab shift by a week back: readers see each of them move"}},
		{"the last ones shift too", lab("count: 8"), lab("count: 8, skip: [2020-06-10]"), []string{"2 entries of lab shift by a week: readers see each of them move"}},
		{"all of them", lab("count: 8"), strings.Replace(lab("count: 8"), "2020-04-29", "2020-05-20", 1), []string{"8 entries of lab shift by 3 weeks: readers see each of them move"}},
		{"the last one moves alone", lab("count: 8"), lab("count: 8, skip: [2020-06-17]"), nil},
		{"what is not fixed any more has not vanished", lab("count: 3") + "\ndeadlines: {essay: 2020-06-03}", lab("count: 3, move: {2: tbc}") + "\ndeadlines: {essay: tbc}", nil},
		{"cancel shifts nothing", lab("weeks: 8"), lab("weeks: 8, cancel: [2]"), nil},
		{"move says what it does", lab("count: 4"), lab("count: 4, move: {2: 2020-05-13, 3: 2020-05-20, 4: 2020-05-27}"), nil},
		{"another hour is no shift", lab("weeks: 8"), "sessions: {lab: {when: Wed 10:00-12:00, from: 2020-04-29, weeks: 8}}", nil},
		{"fewer weeks drop", lab("weeks: 8"), lab("weeks: 6"), []string{"2 of the entries of lab vanish: readers see them as cancelled"}},
		{"a deadline taken out", "deadlines: {a: 2020-05-20, b: 2020-05-21}", "deadlines: {a: 2020-05-20}", []string{"1 of the entries of b vanish: readers see them as cancelled"}},
		{"what was cancelled may go", lab("weeks: 3, cancel: [3]"), lab("weeks: 2"), nil},
		{"a key renamed", lab("weeks: 8"), "sessions: {labs: {when: Wed 09:00-11:00, from: 2020-04-29, weeks: 8}}", []string{"lab vanished, and labs is new at the same times: readers get new entries in place of those they have"}},
		{"a deadline renamed", "deadlines: {a: 2020-05-20 16:00, x: 2020-05-20}", "deadlines: {b: 2020-05-20 16:00, x: 2020-05-20}", []string{"a vanished, and b is new at the same times: readers get new entries in place of those they have"}},
		{"formerly said", lab("weeks: 8"), "sessions: {labs: {when: Wed 09:00-11:00, from: 2020-04-29, weeks: 8, formerly: lab}}", nil},
		{"one replaced by something else", "deadlines: {a: 2020-05-20, x: 2020-06-01}", "deadlines: {b: 2020-05-29, x: 2020-06-01}", []string{"1 of the entries of a vanish: readers see them as cancelled"}},
	} {
		t.Run(test.what, func(t *testing.T) {
			ledger := decode(t, publish(t, test.before, nil, 0))
			course := parse(t, head+test.after)
			var got []string
			for _, d := range ledger.Doubts(course) {
				got = append(got, d.Msg)
				if d.Hint == "" {
					t.Errorf("%q has no hint", d.Msg)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			now := decode(t, publish(t, test.after, ledger, 1))
			if again := now.Doubts(course); len(again) > 0 {
				t.Errorf("said again when it is published: %v", again)
			}
		})
	}
}
