package ical

// forked is the hash of an entry of which two ledgers tell different things
// with one SEQUENCE. No occurrence has it, so that the next revision is higher
// than both.
const forked = "forked"

// Join returns what ledgers of one course know together: of each entry the
// greater SEQUENCE counts, of two alike the later LAST-MODIFIED. A backup that
// was put back and a live feed that fell behind thus heal each other.
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
	out := &Ledger{events: map[string]*event{}}
	for _, l := range ledgers {
		out.id = l.id
		if l.whole && (!out.whole || l.modified.After(out.modified)) {
			out.head = l.head
		}
		out.whole = out.whole || l.whole
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
	return out
}

// newer returns the later one of two revisions of an entry.
func newer(a, b *event) *event {
	switch {
	case a == nil || b.sequence > a.sequence:
		return b
	case b.sequence < a.sequence:
		return a
	}
	later := a
	if b.modified.After(a.modified) {
		later = b
	}
	if a.hash == b.hash {
		return later
	}
	fork := *later
	fork.hash = forked
	return &fork
}
