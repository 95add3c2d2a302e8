package schedule

import (
	"cmp"
	"slices"
	"strings"
)

var (
	// isHeld are the words of a row that is not cancelled.
	isHeld = append([]string{"false", "n", "0", "☐"}, nothing...)
	// notHeld is the word for a cancelled row, and a reason behind it.
	notHeld = pattern(`(?i)^cancell?ed\b[\s:,;(–—-]*(.*?)\)?$`)
)

// setCancelled says whether a row is cancelled, and why. A column of
// cancellations may have the reason in it; a reason of anything else is a
// note.
func (t *table) setCancelled(e *Event, r row) {
	cell := t.cell(r, "cancelled")
	e.Why = t.cell(r, "why")
	e.Cancelled = !slices.Contains(isHeld, strings.ToLower(cell))
	switch m := notHeld().FindStringSubmatch(cell); {
	case !e.Cancelled:
		if t.cell(r, "moved") == "" {
			e.Notes, e.Why = strings.TrimSpace(e.Notes+"\n"+e.Why), ""
		}
	case m != nil:
		e.Why = cmp.Or(e.Why, m[1])
	case !yes(cell) && !strings.EqualFold(cell, e.Why):
		e.Why = strings.TrimSuffix(cell+": "+e.Why, ": ")
	}
}
