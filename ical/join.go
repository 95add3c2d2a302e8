package ical

import (
	"cmp"
	"slices"
)

// forked is the hash of an entry of which two ledgers tell different things
// with one SEQUENCE. No occurrence has it, so that the next revision is higher
// than both.
const forked = "forked"

// Join returns what ledgers of one course know together: of each entry the
// greater SEQUENCE counts, of two alike the later LAST-MODIFIED. A backup that
// was put back and a live feed that fell behind thus heal each other. What left
// one of them does not come back from another.
//
// The result tells what is gone if any of the ledgers does. Without a ledger
// it is nil.
func Join(ledgers ...*Ledger) *Ledger {
	if len(ledgers) < 2 {
		for _, l := range ledgers {
			return l
		}
		return nil
	}
	newest := newestOf(ledgers)
	out := &Ledger{id: newest.id, name: newest.name, zone: newest.zone, head: newest.head, events: map[string]*event{}}
	for _, l := range ledgers {
		out.name, out.zone = cmp.Or(out.name, l.name), cmp.Or(out.zone, l.zone)
		out.whole = out.whole || l.whole
		out.mixed = out.mixed || l.mixed || !l.whole
		out.first = max(out.first, l.first)
		if l.modified.After(out.modified) {
			out.modified = l.modified
		}
		for _, uid := range l.order {
			known := out.events[uid]
			if known == nil {
				out.order = append(out.order, uid)
			}
			out.events[uid] = newer(known, l.events[uid])
		}
	}
	out.order = slices.DeleteFunc(out.order, func(uid string) bool {
		left := slices.ContainsFunc(ledgers, func(l *Ledger) bool { return l.lost(uid, out.events[uid].sequence) })
		if left {
			delete(out.events, uid)
		}
		return left
	})
	return out
}

// newestOf returns the ledger that tells what stands before the entries: of the
// whole ones, if there are any, the one that changed last.
func newestOf(ledgers []*Ledger) *Ledger {
	return slices.MaxFunc(ledgers, func(a, b *Ledger) int {
		if a.whole != b.whole {
			return bool2int(a.whole) - bool2int(b.whole)
		}
		return a.modified.Compare(b.modified)
	})
}

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Since returns the ledger without the entries that left a part: they are not in
// it, and are not newer than what is new in it. Readers of the part have seen
// them go, and would not take them back as they were.
func (l *Ledger) Since(part *Ledger) *Ledger {
	out := *l
	out.events, out.order = map[string]*event{}, nil
	for _, uid := range l.order {
		if e := l.events[uid]; part.events[uid] != nil || e.sequence >= part.first {
			out.events[uid] = e
			out.order = append(out.order, uid)
		}
	}
	return &out
}

// lost tells that an entry of another ledger left this one: it is not here, and
// is not newer than what is new here.
func (l *Ledger) lost(uid string, sequence int) bool {
	return l.whole && l.events[uid] == nil && sequence < l.first
}

// newer returns the later one of two revisions of an entry. Its stamps are
// never before those of the other, which some readers may have.
func newer(a, b *event) *event {
	if a == nil {
		return b
	}
	if b.sequence > a.sequence || b.sequence == a.sequence && b.modified.After(a.modified) {
		a, b = b, a
	}
	out := *a
	if b.modified.After(a.modified) {
		out.stamp, out.modified = b.stamp, b.modified
	}
	if b.sequence == a.sequence && b.hash != a.hash {
		return out.forked()
	}
	return &out
}

// forked returns an entry that counts as changed whatever it is next.
func (e *event) forked() *event {
	out := *e
	out.hash = forked
	return &out
}
