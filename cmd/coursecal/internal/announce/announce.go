// Package announce tells people what changed between two calendars of a
// course: at the desk (Text), in an announcement that can be pasted into
// Blackboard, Teams or a mail as it is (Markdown and HTML), to programs
// (JSON), and to feed readers (Log).
//
// Every format shows one document, which says once what happened alike to
// several entries: "Labs 3 to 8 move one week later".
package announce

import (
	"slices"
	"strings"
	"unicode"

	"coursecal/ical"
)

// A document is what every format shows.
type document struct {
	title    string
	sections []section
	// closing are the sentences about what did not change.
	closing []string
}

// A section holds what became of entries in one way.
type section struct {
	heading string
	items   []item
}

// An item tells of one entry, or of several that fared alike.
type item struct {
	// name is what it is called, says what happened to several at once.
	name, says string
	facts      []fact
}

// A fact is a part of a sentence, in pieces.
type fact []piece

// A piece of a sentence may be what readers look for first, or a link.
type piece struct {
	text         string
	strong, link bool
}

// follow says how late calendars are (client rule 34).
const follow = "Subscribed calendars follow by themselves: Outlook for Windows (classic) within an hour or so, " +
	"Outlook on the web within 3 to 24 hours, Google Calendar within 8 to 24 hours, Apple Calendar and Thunderbird as you have set them. " +
	"A calendar that was imported from a file does not follow: import the new file."

// heading is the heading of what became of entries in one way.
func heading(s ical.Sort) string {
	return [...]string{"Moved", "Postponed", "Cancelled", "Held again", "New", "Taken out", "New place", "New title", "Other changes"}[s]
}

// documentOf writes the document of a comparison.
func documentOf(c *ical.Comparison) *document {
	w := wordsFor(c)
	d := &document{title: "Changes to " + plain(c.Name())}
	if c.Renamed() {
		d.title += ", until now " + plain(c.Old.Name)
	}
	for from := 0; from < len(c.Changes); {
		to := endOfSort(c.Changes, from)
		s := section{heading: heading(c.Changes[from].Sort)}
		for _, r := range runs(c, c.Changes[from:to]) {
			s.items = append(s.items, w.item(r))
		}
		d.sections = append(d.sections, s)
		from = to
	}
	if len(c.Stays) > 0 {
		d.closing = append(d.closing, "Everything else stays: "+counts(c.Stays)+".")
	}
	if len(w.zones) == 1 {
		d.closing = append(d.closing, "All times are "+place(w.zones[0])+".")
	}
	return d
}

// endOfSort returns where the changes of the sort that begins at from end.
func endOfSort(changes []ical.Change, from int) int {
	to := from + 1
	for to < len(changes) && changes[to].Sort == changes[from].Sort {
		to++
	}
	return to
}

// plain returns text in one line without the characters that turn the
// direction of what follows them; letters that are written from right to left
// need none.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// counts counts entries by kind: "5 labs, 2 deadlines".
func counts(entries []ical.Entry) string {
	var kinds []string
	number := map[string]int{}
	for i := range entries {
		kind := plain(entries[i].Kind)
		if number[kind]++; number[kind] == 1 {
			kinds = append(kinds, kind)
		}
	}
	for i, kind := range kinds {
		kinds[i] = count(number[kind], kind)
	}
	return strings.Join(kinds, ", ")
}

// same reports whether all of a list agree on something.
func same[T any, V comparable](list []T, of func(T) V) bool {
	return !slices.ContainsFunc(list, func(x T) bool { return of(x) != of(list[0]) })
}
