package ical_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"coursecal/ical"
	"coursecal/schedule"
)

// TestKept looks at every schedule of testdata through many views, alone and
// merged with another: what is copied from a kept calendar is what would have
// been written.
func TestKept(t *testing.T) {
	remind := map[string]time.Duration{"lab": time.Hour, "deadline": 24 * time.Hour}
	other := ical.Of(parse(t, "id: other\nname: Other\ntimezone: Asia/Tokyo\nsessions: {lab: {when: 2020-04-29 09:00-11:00}}"), published)
	for _, file := range schedules(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, problems := schedule.Parse(file, data)
		if c == nil {
			t.Fatal(problems)
		}
		// The ledger has more than the course, which makes tombstones.
		before := *c
		c.Occurrences = c.Occurrences[min(1, len(c.Occurrences)):]
		fresh := ical.Revise(c, decode(t, encode(t, ical.Of(&before, published))), published.Add(time.Hour))
		kept := fresh.Kept()
		for _, v := range []ical.View{
			{}, {UTC: true}, {Import: true}, {Only: []string{"lab"}}, {Groups: []string{"A"}}, {Deadlines: ical.AllDay}, {Deadlines: ical.Block},
			{Cancelled: ical.Show}, {Cancelled: ical.Drop}, {Remind: remind},
		} {
			if encode(t, kept.View(v)) != encode(t, fresh.View(v)) {
				t.Errorf("%s: %+v differs", filepath.Base(file), v)
			}
			if encode(t, ical.Merge(kept, other.Kept()).View(v)) != encode(t, ical.Merge(fresh, other).View(v)) {
				t.Errorf("%s: merged, %+v differs", filepath.Base(file), v)
			}
		}
	}
}

func TestKeptCopies(t *testing.T) {
	c := ical.Of(parse(t, head+"sessions: {lab: {when: Mon 09:00-10:00, from: 2020-04-27, count: 100}}"), published)
	allocs := func(c *ical.Calendar) float64 {
		return testing.AllocsPerRun(10, func() { encode(t, c.View(ical.View{Only: []string{"lab"}})) })
	}
	// About one allocation for each event is saved; the race detector hides some.
	if fresh, kept := allocs(c), allocs(c.Kept()); fresh-kept < 50 {
		t.Errorf("a kept calendar of 100 events is written with %v allocations, a fresh one with %v", kept, fresh)
	}
}
