package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// fewest is how often a slot must be held to be a weekly one.
const fewest = 3

// entries writes all items, in series where they are ones.
//
// Titles with a number are taken together by what stands before a colon; then
// those that are equal; then those that share what stands before the colon or
// the kind, and are told apart by their topics.
func (w *draftWriter) entries(items []*item) {
	rest := w.fold(items, 2, func(i *item) string {
		if !i.parts.numbered {
			return ""
		}
		return i.parts.head + i.parts.sep
	})
	rest = w.fold(rest, 2, func(i *item) string { return i.title })
	rest = w.fold(rest, fewest, func(i *item) string {
		if i.parts.numbered || i.parts.sep == "" {
			return ""
		}
		return i.parts.head + i.parts.sep
	})
	// What is left of a kind has nothing in common but a slot: each title is a
	// topic.
	var kinds []*item
	kinds, rest = numberless(rest)
	for _, i := range kinds {
		i.parts = titleParts{topic: i.title}
	}
	rest = append(rest, w.fold(kinds, fewest, func(i *item) string { return i.Kind })...)
	inOrder(rest)
	for _, i := range rest {
		w.single(i)
	}
}

// fold makes series of the items that have one stem, and returns the others.
// An item of the stem "" belongs to none.
func (w *draftWriter) fold(items []*item, least int, stem func(*item) string) (rest []*item) {
	byStem := func(i *item) string {
		if s := stem(i); s != "" && !i.Undecided {
			return fmt.Sprint(i.Deadline, i.AllDay, i.Kind, i.groups, s)
		}
		return ""
	}
	for _, group := range parted(items, byStem) {
		if byStem(group[0]) == "" || len(group) < least {
			rest = append(rest, group...)
			continue
		}
		if w.series(group) {
			continue
		}
		// Two groups of students may have the same titles in their own slots.
		for _, part := range parted(group, (*item).slotAndPlace) {
			if len(part) < fewest || !w.series(part) {
				rest = append(rest, part...)
			}
		}
	}
	inOrder(rest)
	return rest
}

func inOrder(items []*item) {
	slices.SortStableFunc(items, func(a, b *item) int { return cmp.Or(int(a.date-b.date), int(a.start-b.start)) })
}

// numberless parts the items without a number in their titles from the others.
func numberless(items []*item) (without, with []*item) {
	for _, i := range items {
		if i.parts.numbered {
			with = append(with, i)
		} else {
			without = append(without, i)
		}
	}
	return without, with
}

// parted parts items by a name, in the order of their first ones.
func parted(items []*item, name func(*item) string) [][]*item {
	var out [][]*item
	at := map[string]int{}
	for _, i := range items {
		n, found := at[name(i)]
		if !found {
			n = len(out)
			at[name(i)] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// slot returns the weekday and the hours, by which weekly slots are told
// apart; "" for what cannot be in one.
func (i *item) slot() string {
	if i.last > i.date {
		return ""
	}
	return strings.TrimSpace(i.date.UTC().Format("Mon") + " " + i.hours())
}

func (i *item) slotAndPlace() string { return i.slot() + " @ " + i.Where }

// series adds a series that holds just these items, and reports whether there
// is one.
func (w *draftWriter) series(items []*item) bool {
	for _, i := range items {
		// One length is of all, and shown as days is only a single deadline.
		if i.length > 0 || i.timedDue() && (i.AllDay || i.zone != "") {
			return false
		}
	}
	for _, as := range []runKind{withPlans, withMoves, withDates, listOfDates} {
		if as == withPlans && !slices.ContainsFunc(items, func(i *item) bool { return i.plan != nil }) {
			continue
		}
		r, ok := newRun(items, as)
		if !ok {
			continue
		}
		e, ok := w.runEntry(r)
		if ok && w.holds(e, r) {
			w.take(e.key)
			w.tellBusy(r)
			w.add(items[0].Deadline, e)
			return true
		}
	}
	return false
}

// runKind is how a series says what lies beside its weekly slots.
type runKind int

const (
	withPlans   runKind = iota // moved, from where the source says
	withMoves                  // moved, within its week
	withDates                  // by dates of its own
	listOfDates                // all by dates
)

// A run is a series in the making.
type run struct {
	slots   map[string]int // the weekly slots, with how many are held in them
	every   int            // weeks
	planned []planned      // in the order of their numbers
	first   Date           // of the weekly slots
	until   Date
	skips   []string
	written int // how many have a date of their own
	// place is where most are, slotPlaces where most of a weekly slot are if
	// the slots differ.
	place      string
	slotPlaces map[string]string
}

// planned is an item with the day and the weekly slot that it had before it
// moved.
type planned struct {
	*item
	date  Date
	slot  string // "" for one that has a date of its own
	moved bool
}

// hole is a day of a weekly slot that is not held.
type hole struct {
	date Date
	slot string
}

// newRun finds the slots, the holes and the moves of a series.
func newRun(items []*item, as runKind) (*run, bool) {
	r := &run{}
	irregular := r.takeRegular(items, as)
	// A list of dates is a series too, but not of deadlines, of one kind or
	// of what only shares the words before a colon.
	if len(r.planned) == 0 && (items[0].Deadline || !sameTitles(items)) {
		return nil, false
	}
	r.rhythm()
	holes, ok := r.holes()
	if !ok {
		return nil, false
	}
	for _, i := range irregular {
		n := slices.IndexFunc(holes, i.plannedIn)
		if n >= 0 && as <= withMoves && i.last == i.date {
			r.planned = append(r.planned, planned{i, holes[n].date, holes[n].slot, true})
			holes = slices.Delete(holes, n, n+1)
			continue
		}
		r.planned = append(r.planned, planned{i, i.date, "", false})
		r.written++
	}
	slices.SortStableFunc(r.planned, func(a, b planned) int { return cmp.Or(int(a.date-b.date), int(a.start-b.start)) })
	r.skip(holes)
	return r, 2*len(r.skips) <= len(r.planned) && (r.written == 0 || !items[0].Deadline)
}

// takeRegular finds the weekly slots and what is planned in them, and returns
// the others.
func (r *run) takeRegular(items []*item, as runKind) (irregular []*item) {
	all := planOf(items, as == withPlans)
	if as != listOfDates {
		r.slots = weeklySlotsOf(all)
	}
	for _, p := range all {
		if r.slots[p.slot] == 0 {
			irregular = append(irregular, p.item)
			continue
		}
		r.planned = append(r.planned, p)
		if r.first == 0 || p.date < r.first {
			r.first = p.date
		}
		r.until = max(r.until, p.date)
	}
	return irregular
}

// planOf returns the items with their slots; by plan, what has moved with the
// slot in which it was planned among the others.
func planOf(items []*item, byPlan bool) []planned {
	var out []planned
	slots := map[string]bool{}
	moved := func(i *item) bool { return byPlan && i.plan != nil && i.last == i.date }
	for _, i := range items {
		slots[i.slot()] = slots[i.slot()] || !moved(i)
	}
	for _, i := range items {
		if moved(i) {
			out = append(out, planned{i, i.plan.Date, i.plannedSlot(slots), true})
		} else {
			out = append(out, planned{i, i.date, i.slot(), false})
		}
	}
	return out
}

// sameTitles reports items that are told apart by number and topic at most
// where they are numbered, and else not at all.
func sameTitles(items []*item) bool {
	for _, i := range items {
		if !i.parts.numbered && i.title != items[0].title {
			return false
		}
	}
	return true
}

// weeklySlotsOf returns the slots that are held often enough, with how often.
func weeklySlotsOf(all []planned) map[string]int {
	slots := map[string]int{}
	most := 0
	for _, p := range all {
		if p.slot != "" {
			slots[p.slot]++
			most = max(most, slots[p.slot])
		}
	}
	for s, n := range slots {
		// Beside a weekly slot another one counts sooner.
		if most < fewest || n < min(fewest, 1+most/3) {
			delete(slots, s)
		}
	}
	return slots
}

// rhythm finds how many weeks lie between the weeks in which slots are held.
func (r *run) rhythm() {
	for _, p := range r.planned {
		weeks := int(p.date.Monday()-r.first.Monday()) / 7
		for weeks != 0 {
			r.every, weeks = weeks, r.every%weeks
		}
	}
	if r.every < 1 || r.every > 99 {
		r.every = 1
	}
}
