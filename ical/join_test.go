package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

// publish returns the text of a course over a ledger, some days on.
func publish(t *testing.T, body string, ledger *ical.Ledger, days int) string {
	t.Helper()
	return encode(t, ical.Revise(parse(t, head+body), ledger, published.AddDate(0, 0, days)))
}

// joined returns what calendars know together.
func joined(t *testing.T, texts ...string) *ical.Ledger {
	t.Helper()
	var ledgers []*ical.Ledger
	for _, text := range texts {
		ledgers = append(ledgers, decode(t, text))
	}
	return ical.Join(ledgers...)
}

// A live feed that fell behind and a backup that was put back know together
// what either knows.
func TestJoin(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	moved := strings.Replace(labs, "%s", ", move: {2: 2020-05-07}", 1)
	away := strings.Replace(labs, "%s", ", move: {2: 2020-05-08}", 1)
	old := publish(t, plan, nil, 0)
	live := publish(t, moved, decode(t, old), 1)
	fork := publish(t, away, decode(t, old), 1)
	join := func(texts ...string) *ical.Ledger { return joined(t, texts...) }
	if ical.Join() != nil {
		t.Error("no ledgers make one")
	}
	for _, pair := range [][]string{{old, live}, {live, old}, {live}, {live, live}} {
		if got := publish(t, moved, join(pair...), 2); got != live {
			t.Errorf("nothing changed since the live one, and the bytes did:\n%s", cmp.Diff(live, got))
		}
	}
	for _, pair := range [][]string{{live, fork}, {fork, live}} {
		for _, body := range []string{moved, away} {
			if got := histories(publish(t, body, join(pair...), 2))["lab.2"]; got.Sequence != "2" {
				t.Errorf("after a fork lab 2 has SEQUENCE %s, want 2: one side of readers has other dates with 1", got.Sequence)
			}
		}
	}
	short := strings.Replace(plan, "weeks: 3", "weeks: 2", 1)
	// One side changed twice, the other side once and later: no reader's stamp
	// falls.
	twice := publish(t, away, decode(t, live), 1)
	late := publish(t, moved, decode(t, old), 5)
	for _, pair := range [][]string{{twice, late}, {late, twice}} {
		if got := histories(publish(t, away, join(pair...), 6))["lab.2"]; got.Sequence != "2" || got.Stamp != "20200325T120000Z" {
			t.Errorf("after a fork lab 2 has %+v, want SEQUENCE 2 and the stamp of day 5", got)
		}
	}
	// A fork in which an entry went and came back, and here it is cancelled and
	// then gone: both have one SEQUENCE, so that the tombstone must be higher.
	back := publish(t, plan, decode(t, publish(t, short, decode(t, old), 1)), 2)
	called := publish(t, strings.Replace(labs, "%s", ", cancel: {3: ill}", 1), decode(t, publish(t, strings.Replace(labs, "%s", ", change: {3: {where: X}}", 1), decode(t, old), 1)), 3)
	for _, pair := range [][]string{{back, called}, {called, back}} {
		if got := histories(publish(t, short, join(pair...), 4))["lab.3"]; got.Sequence != "3" || got.Status != "CANCELLED" {
			t.Errorf("after a fork lab 3 has %+v, want it cancelled with SEQUENCE 3", got)
		}
	}
	// A part of the calendar beside the whole one does not make it forget.
	part := decode(t, encode(t, ical.Revise(parse(t, head+plan), nil, published).View(ical.View{Only: []string{"lab"}})))
	for _, both := range []*ical.Ledger{ical.Join(decode(t, old), part), ical.Join(part, decode(t, old))} {
		if got := histories(publish(t, short, both, 1))["lab.3"]; got.Status != "CANCELLED" {
			t.Errorf("joined with a part, lab 3 is no more known: %+v", got)
		}
	}
	gone := publish(t, short, decode(t, live), 3)
	if got := histories(publish(t, short, join(old, gone), 4))["lab.3"]; got.Status != "CANCELLED" || got.Sequence != "1" {
		t.Errorf("a tombstone came back: %+v", got)
	}
}

// A backup from before the course had its name and its zone tells neither: the
// newest whole ledger does, wherever it stands.
func TestJoinTakesTheNewestHead(t *testing.T) {
	const essay = "deadlines: {essay: {due: Fri 2020-05-15 16:00}}"
	backup := publish(t, essay, nil, 0)
	now := strings.NewReplacer("Europe/London", "Europe/Berlin", "Example", "Better").Replace(head + essay)
	live := encode(t, ical.Revise(parse(t, now), decode(t, backup), published.AddDate(0, 0, 1)))
	part := encode(t, ical.Revise(parse(t, now), decode(t, live), published.AddDate(0, 0, 2)).View(ical.View{Only: []string{"deadline"}, Import: true}))
	for _, ledgers := range [][]string{{live, backup}, {backup, live}, {live, backup, part}, {part, live, backup}} {
		both := joined(t, ledgers...)
		if both.Listing().Name != "C1 Better" {
			t.Errorf("the course is called %q", both.Listing().Name)
		}
		if again := encode(t, ical.Revise(parse(t, now), both, published.AddDate(0, 0, 3))); again != live {
			t.Errorf("nothing changed, and the calendar is\n%s", again)
		}
	}
}

// What left a part comes back to it above what its readers had, though a backup
// of the whole has it as it was long ago.
func TestSince(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	short := strings.Replace(plan, "weeks: 3", "weeks: 2", 1)
	only := ical.View{Only: []string{"lab"}}
	backup := decode(t, publish(t, plan, nil, 0))
	part := decode(t, encode(t, ical.Revise(parse(t, head+plan), backup, published).View(only)))
	write := func(body string, day int) string {
		cal := ical.Revise(parse(t, head+body), ical.Join(part, backup).Since(part), published.AddDate(0, 0, day)).View(only)
		text := encode(t, cal.Above(part))
		part = decode(t, text)
		return text
	}
	write(strings.Replace(labs, "%s", ", change: {3: {where: X}}", 1), 1)
	write(strings.Replace(labs, "%s", ", change: {3: {where: Y}}", 1), 2) // SEQUENCE 2
	if text := write(short, 3); strings.Contains(text, "lab.3@") {
		t.Errorf("the part has what is gone:\n%s", text)
	}
	got := histories(write(plan, 4))
	if got["lab.3"].Sequence != "3" || got["lab.1"].Sequence != "0" {
		t.Errorf("lab 3 came back as %+v, lab 1 is %+v", got["lab.3"], got["lab.1"])
	}
}

// A feed whose ledger is lost begins higher than any count of changes, and so
// does what is new in it later, for readers may have had it before.
func TestFresh(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	const minutes = "114480" // from 2020-01-01 to 2020-03-20 12:00
	fresh := encode(t, ical.Fresh(parse(t, head+plan), published))
	for uid, h := range histories(fresh) {
		if h.Sequence != minutes {
			t.Errorf("%s: SEQUENCE %s, want %s", uid, h.Sequence, minutes)
		}
	}
	// What is left of it counts more than a clock that is behind.
	left := decode(t, encode(t, ical.Fresh(parse(t, head+plan), published.AddDate(0, 0, 1)).View(ical.View{Only: []string{"lab"}})))
	for uid, h := range histories(encode(t, ical.Fresh(parse(t, head+plan), published, left))) {
		if h.Sequence != "115921" || !strings.HasPrefix(h.Stamp, day1[:8]) {
			t.Errorf("%s: %+v, beside a part with SEQUENCE 115920 of a day later", uid, h)
		}
	}
	later := histories(publish(t, plan+"\ndeadlines: {essay: 2020-05-20}", decode(t, fresh), 1))
	if got := later["essay"].Sequence; got != minutes {
		t.Errorf("an entry new after the loss: SEQUENCE %s, want %s", got, minutes)
	}
	if got := later["lab.1"].Sequence; got != minutes {
		t.Errorf("an entry that did not change: SEQUENCE %s, want %s", got, minutes)
	}
}

// What is forgotten leaves at once, and the calendar says that it changed.
func TestForget(t *testing.T) {
	plan := strings.Replace(labs, "%s", "", 1)
	short := strings.Replace(plan, "weeks: 3", "weeks: 2", 1)
	first := publish(t, plan, nil, 0)
	now := published.AddDate(0, 0, 2)
	for name, ledger := range map[string]string{"just gone": first, "gone before": publish(t, short, decode(t, first), 1)} {
		cal := ical.Revise(parse(t, head+short), decode(t, ledger), now).Forget(now)
		text := encode(t, cal)
		if len(histories(text)) != 2 || !strings.Contains(text, "\r\nLAST-MODIFIED:"+day2+"\r\nX-COURSECAL-ID") {
			t.Errorf("%s:\n%s", name, text)
		}
		again := ical.Revise(parse(t, head+short), decode(t, text), now.AddDate(0, 0, 1))
		if got := encode(t, again.Forget(now.AddDate(0, 0, 1))); got != text {
			t.Errorf("%s: forgotten twice:\n%s", name, cmp.Diff(text, got))
		}
	}
}

// An entry that left, without a tombstone or with one that was forgotten, and
// comes back is higher than it was, for some reader may have kept it.
func TestLeftAndBack(t *testing.T) {
	talk := "sessions: {talk: {when: 2020-05-05 10:00-11:00%s}}"
	plan, moved := strings.Replace(talk, "%s", "", 1), strings.Replace(talk, "%s", ", where: X", 1)
	other := "sessions: {other: {title: Talk, when: 2020-05-05 10:00-11:00}}"
	last := decode(t, publish(t, moved, decode(t, publish(t, plan, nil, 0)), 1))
	silent := decode(t, publish(t, other, last, 2))
	cal := ical.Revise(parse(t, head+"sessions: {essay: {when: 2020-05-06}}"), last, published.AddDate(0, 0, 2)).Forget(published.AddDate(0, 0, 2))
	backup := ical.Join(last, silent)
	if got := publish(t, other, backup, 3); got != encode(t, ical.Revise(parse(t, head+other), silent, published.AddDate(0, 0, 3))) {
		t.Errorf("a backup brought back what had left:\n%s", got)
	}
	for what, ledger := range map[string]*ical.Ledger{"silently": silent, "with a backup": backup, "forgotten": decode(t, encode(t, cal)), "joined": ical.Join(decode(t, publish(t, other, nil, 0)), silent)} {
		text := publish(t, plan, ledger, 3)
		checkBytes(t, text)
		if got := histories(text)["talk"]; got.Sequence < "2" || len(got.Sequence) > 1 {
			t.Errorf("%s: came back as %+v, had SEQUENCE 1", what, got)
		}
		if again := publish(t, plan, decode(t, text), 4); again != text {
			t.Errorf("%s: nothing changed, and the bytes did\n%s", what, cmp.Diff(text, again))
		}
	}
}
