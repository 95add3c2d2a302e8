package ical

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"coursecal/schedule"
)

// Sort is what became of an entry. An entry that changed in several ways is of
// the first sort that fits.
type Sort int

// The sorts, in the order in which people want to read them.
const (
	Moved     Sort = iota
	Postponed      // without a new date yet
	Cancelled
	Restored
	Added
	Removed
	Room
	Title
	Text
)

// String returns the sort as one word: moved, postponed, … text.
func (s Sort) String() string {
	return [...]string{"moved", "postponed", "cancelled", "restored", "added", "removed", "room", "title", "text"}[s]
}

// A Change is what became of one entry.
type Change struct {
	Sort Sort
	// Before is nil for what is added, and for what comes in as cancelled; After
	// for what is removed or postponed. Both are in the zone of the new calendar,
	// where it has one.
	Before, After *Entry
	// Details are what else changed of an entry that stays: of what moved,
	// and of the sorts Room, Title and Text.
	Details []Detail
}

// A Detail is one aspect of an entry that changed.
type Detail struct {
	// What is one of place, title, topic, due time, worth, covers, moved from,
	// reason, notes, link, kind, and shown as.
	What string
	// Before and After are texts in one line, "" for nothing.
	Before, After string
}

// A Comparison tells what a reader of the old calendar must learn to know the
// new one.
type Comparison struct {
	Old, New *Listing
	// Changes are by sort, then by start.
	Changes []Change
	// Stays are the held entries of the new calendar that did not change.
	Stays []Entry
}

// Name is what the course is called now, its id where it has no name.
func (c *Comparison) Name() string {
	return cmp.Or(c.New.Name, c.Old.Name, c.New.ID, c.Old.ID)
}

// Renamed tells that readers see the calendar called otherwise than before.
func (c *Comparison) Renamed() bool {
	return c.Old.Name != "" && c.New.Name != "" && c.Old.Name != c.New.Name
}

// Same tells that there is nothing to learn.
func (c *Comparison) Same() bool { return len(c.Changes) == 0 && !c.Renamed() }

// Compare compares two calendars by the identities of their entries. That a
// cancelled entry leaves is no news. Where identities say less than titles do, titles count: see
// match.
//
// The result shares nothing with the listings.
func Compare(old, new *Listing) *Comparison {
	old, new = alike(old, new)
	out := &Comparison{Old: old, New: new}
	mates := match(old, new)
	matched := map[*Entry]bool{}
	for i := range new.Entries {
		after := &new.Entries[i]
		was := mates[after]
		matched[was] = true
		out.pair(was, after)
	}
	for i := range old.Entries {
		if was := &old.Entries[i]; !matched[was] && !was.Cancelled {
			sort := Removed
			if new.Undecided[was.UID] {
				sort = Postponed
			}
			out.Changes = append(out.Changes, Change{Sort: sort, Before: was})
		}
	}
	slices.SortStableFunc(out.Changes, func(a, b Change) int {
		if a.Sort != b.Sort {
			return int(a.Sort - b.Sort)
		}
		return a.start().Compare(b.start())
	})
	return out
}

// pair compares the two states of one entry.
func (c *Comparison) pair(before, after *Entry) {
	change := Change{Before: before, After: after}
	wasOff := before == nil || before.Cancelled
	switch {
	case wasOff && after.gone:
		return
	case before == nil && after.Cancelled: // a slot that is skipped for a reason
		change.Sort = Cancelled
	case before == nil:
		change.Sort = Added
	case wasOff && !after.Cancelled:
		change.Sort = Restored
	case !wasOff && after.gone && c.New.Undecided[after.UID]:
		change.Sort, change.After = Postponed, nil
	case !wasOff && after.Cancelled:
		change.Sort = Cancelled
	default:
		c.compare(change)
		return
	}
	c.Changes = append(c.Changes, change)
}

// compare looks for what changed of an entry that is held, or cancelled, before
// and after. What is cancelled does not move.
func (c *Comparison) compare(change Change) {
	before, after := change.Before, change.After
	other := before.times() != after.times()
	moved := other && !after.Cancelled
	change.Details = details(before, after, moved)
	switch {
	case other || len(change.Details) > 0:
		change.Sort = sortOf(moved, change.Details)
		c.Changes = append(c.Changes, change)
	case !after.Cancelled:
		c.Stays = append(c.Stays, *after)
	}
}

func sortOf(moved bool, details []Detail) Sort {
	has := func(what string) bool {
		return slices.ContainsFunc(details, func(d Detail) bool { return d.What == what })
	}
	switch {
	case moved:
		return Moved
	case has("place"):
		return Room
	case has("title"):
		return Title
	}
	return Text
}

// start is where a change stands among others: where the reader has the entry,
// or will have it.
func (c *Change) start() time.Time {
	e := c.Before
	if e == nil || c.Sort == Restored {
		e = c.After
	}
	if e.AllDay {
		return e.First.UTC()
	}
	return e.Start
}

// times are all that makes the time of an entry, fit to be compared.
type times struct {
	allDay      bool
	first, last schedule.Date
	start, end  int64
}

func (e *Entry) times() times {
	if e.AllDay {
		return times{allDay: true, first: e.First, last: e.Last}
	}
	return times{start: e.Start.Unix(), end: e.End.Unix()}
}

// details lists what changed of an entry, its time apart.
func details(before, after *Entry, moved bool) []Detail {
	var out []Detail
	add := func(what, before, after string) {
		if before != after {
			out = append(out, Detail{what, before, after})
		}
	}
	add("place", before.Where, after.Where)
	add("title", before.Title, after.Title)
	if !strings.Contains(before.Title, before.Topic) || !strings.Contains(after.Title, after.Topic) {
		add("topic", before.Topic, after.Topic)
	}
	add("due time", before.DueElsewhere, after.DueElsewhere)
	add("worth", before.Worth, after.Worth)
	add("covers", before.Covers, after.Covers)
	if !moved { // else it is said with the move
		add("moved from", before.MovedFrom, after.MovedFrom)
		add("reason", before.Why, after.Why)
	}
	for _, d := range notes(before.Notes, after.Notes) {
		add("notes", d.Before, d.After)
	}
	add("link", before.Link, after.Link)
	add("kind", before.Kind, after.Kind)
	add("shown as", busyWord(before), busyWord(after))
	return out
}

func busyWord(e *Entry) string {
	if e.Busy {
		return "busy"
	}
	return "free"
}

// notes compares notes line by line: the lines that one side lacks, each
// beside one that the other side lacks.
func notes(before, after []string) []Detail {
	gone := slices.DeleteFunc(slices.Clone(before), func(s string) bool { return slices.Contains(after, s) })
	came := slices.DeleteFunc(slices.Clone(after), func(s string) bool { return slices.Contains(before, s) })
	if len(gone)+len(came) == 0 && !slices.Equal(before, after) {
		// The same lines in another order, or more often.
		return []Detail{{"notes", strings.Join(before, " / "), strings.Join(after, " / ")}}
	}
	out := make([]Detail, max(len(gone), len(came)))
	for i := range out {
		out[i].What = "notes"
		if i < len(gone) {
			out[i].Before = gone[i]
		}
		if i < len(came) {
			out[i].After = came[i]
		}
	}
	return out
}

// alike returns copies of both listings in the new one's zone and without the
// course code, which says nothing where it stands before every title.
func alike(old, new *Listing) (*Listing, *Listing) {
	a, b := *old, *new
	a.Zone = cmp.Or(b.Zone, a.Zone)
	b.Zone = a.Zone
	switch {
	case a.made && !b.made && a.code != "":
		b.code = cmp.Or(b.sharedCode(a.code), b.sharedCode(b.firstWord()))
	case b.made && !a.made && b.code != "":
		a.code = cmp.Or(a.sharedCode(b.code), a.sharedCode(a.firstWord()))
	case !a.made && !b.made:
		x, y := a.sharedCode(a.firstWord()), b.sharedCode(b.firstWord())
		if x != "" && y != "" {
			a.code, b.code = x, y
		}
	}
	a.Entries, b.Entries = a.copied(), b.copied()
	return &a, &b
}

// firstWord returns the first word of a calendar that was read back, if it
// has a digit, as a course code has, and begins the calendar's name too, where
// it has one; else "".
func (l *Listing) firstWord() string {
	if len(l.Entries) == 0 {
		return ""
	}
	first, _, _ := strings.Cut(l.Entries[0].Title, " ")
	if !strings.ContainsAny(first, "0123456789") || l.Name != "" && !strings.HasPrefix(l.Name, first+" ") {
		return ""
	}
	return first
}

// sharedCode returns a code if every title begins with it, else "".
func (l *Listing) sharedCode(code string) string {
	if slices.ContainsFunc(l.Entries, func(e Entry) bool { return !strings.HasPrefix(e.Title, code+" ") }) {
		return ""
	}
	return code
}

// copied returns the entries in the listing's zone and without its code.
// Without a zone of its own, each keeps the one that it has.
func (l *Listing) copied() []Entry {
	out := slices.Clone(l.Entries)
	for i := range out {
		e := &out[i]
		e.Title = strings.TrimPrefix(e.Title, cleanLine(l.code)+" ")
		if !e.AllDay && l.Zone != nil {
			e.setTimes(e.Start.In(l.Zone), e.End.In(l.Zone))
		}
	}
	return out
}
