package ical

import "slices"

// dropOlder drops every entry of which the file has a newer version. Two
// versions of one time of a repetition may write it in two zones.
func (r *foreignReader) dropOlder() {
	type which struct{ uid, recurrenceID string }
	newest := map[which]*foreignEvent{}
	of := func(e *foreignEvent) which {
		at := e.recurrenceID.value
		if s, err := r.read(e.recurrenceID); err == nil && at != "" && !s.date {
			if t, err := s.instant(); err == nil {
				at = t.UTC().String()
			}
		}
		return which{e.uid, at}
	}
	for _, e := range r.events {
		if have := newest[of(e)]; have == nil || e.sequence > have.sequence {
			newest[of(e)] = e
		}
	}
	r.events = slices.DeleteFunc(r.events, func(e *foreignEvent) bool {
		by := newest[of(e)]
		if e.uid == "" || e.sequence >= by.sequence {
			return false
		}
		r.tell(e.line, e.summary, true, "", "a newer version stands in line %d, and is taken", by.line)
		return true
	})
}
