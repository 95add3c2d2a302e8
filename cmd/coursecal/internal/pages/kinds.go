package pages

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"coursecal/ical"
	"coursecal/schedule"
)

// other is the kind of deadlines that have none of their own.
const other = "deadline"

// kinds are the kinds of a course's entries, each list in order of first
// appearance, those without a date yet after the others; other is the last.
type kinds struct {
	// deadlines are those of which an entry is due, sessions the others.
	sessions, deadlines []string
	// uses are the kinds as entries have them, each once.
	uses []use
}

// use is a kind of sessions or of what is due.
type use struct {
	kind     string
	deadline bool
}

// splitKinds finds the kinds of a course.
func splitKinds(c *schedule.Course) kinds {
	var k kinds
	used := func(u use) {
		if !slices.Contains(k.uses, u) {
			k.uses = append(k.uses, u)
		}
	}
	for i := range c.Occurrences {
		used(use{c.Occurrences[i].Kind, c.Occurrences[i].Deadline})
	}
	for i := range c.Undecided {
		used(use{c.Undecided[i].Kind, c.Undecided[i].Deadline})
	}
	for _, u := range k.uses {
		if u.deadline {
			k.deadlines = append(k.deadlines, u.kind)
		}
	}
	for _, u := range k.uses {
		if !u.deadline && !slices.Contains(k.deadlines, u.kind) {
			k.sessions = append(k.sessions, u.kind)
		}
	}
	if n := slices.Index(k.deadlines, other); n >= 0 {
		k.deadlines = append(slices.Delete(k.deadlines, n, n+1), other)
	}
	return k
}

// word returns the name by which a reader asks for whatever is due, of kinds
// yet to come too; "" where a kind is called so.
func (k kinds) word() string {
	if slices.ContainsFunc(k.all(), func(kind string) bool { return strings.EqualFold(kind, ical.AllDeadlines) }) {
		return ""
	}
	return ical.AllDeadlines
}

// due returns the names of whatever is due: the word for it, else the kinds.
func (k kinds) due() []string {
	if word := k.word(); word != "" {
		return []string{word}
	}
	return k.deadlines
}

// plain reports whether no deadline has a kind of its own, so that this kind
// is whatever is due.
func (k kinds) plain() bool { return len(k.deadlines) == 1 && k.deadlines[0] == other }

// takes reports whether some names of kinds, if there are any, take a use.
func (k kinds) takes(only []string, u use) bool {
	return len(only) == 0 || slices.Contains(only, u.kind) || u.deadline && slices.Contains(only, ical.AllDeadlines) && k.word() != ""
}

// whole reports whether a kind of what is due is one of nothing else, so that
// the word for all of it stands for it too.
func (k kinds) whole(kind string) bool {
	return k.word() != "" && slices.Contains(k.deadlines, kind) && !slices.Contains(k.uses, use{kind, false})
}

// canonical returns the shortest way to ask for what some names ask for, nil
// for everything.
func (k kinds) canonical(only []string) []string {
	word := k.word()
	if k.plain() && word != "" && slices.Contains(only, other) && !slices.Contains(only, word) {
		only = append(only, word)
	}
	if word != "" && slices.Contains(only, word) {
		only = slices.DeleteFunc(only, k.whole)
	}
	if k.everything(only) {
		return nil
	}
	return only
}

// everything reports whether some names take all of a course, sessions and
// what is due, that without a date too.
func (k kinds) everything(only []string) bool {
	if slices.ContainsFunc(k.uses, func(u use) bool { return !k.takes(only, u) }) {
		return false
	}
	return len(k.sessions) > 0 || !slices.Contains(only, k.word())
}

// all returns the kinds, sessions before deadlines.
func (k kinds) all() []string { return slices.Concat(k.sessions, k.deadlines) }

// kindWords writes a kind as words.
func kindWords(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

// kindBeside returns the kind of an entry in words, "" where its title begins
// or ends with them.
func kindBeside(o *schedule.Occurrence) string {
	kind := kindWords(o.Kind)
	at := len(o.Title) - len(kind)
	if at < 0 {
		return kind
	}
	begins := strings.EqualFold(o.Title[:len(kind)], kind) && !letter(utf8.DecodeRuneInString(o.Title[len(kind):]))
	ends := strings.EqualFold(o.Title[at:], kind) && !letter(utf8.DecodeLastRuneInString(o.Title[:at]))
	if begins || ends {
		return ""
	}
	return kind
}

// letter reports whether a rune with its size is a letter.
func letter(r rune, _ int) bool { return unicode.IsLetter(r) }

// words calls a kind as people do: "Lab", and for the deadlines that have no
// kind of their own "Deadlines".
func (k kinds) words(kind string) string {
	switch {
	case kind != other:
		first, size := utf8.DecodeRuneInString(kind)
		return string(unicode.ToUpper(first)) + kindWords(kind[size:])
	case len(k.deadlines) > 1:
		return "Other deadlines"
	}
	return "Deadlines"
}

// kindsOf returns the kinds of a course, sessions before deadlines.
func kindsOf(c *schedule.Course) []string { return splitKinds(c).all() }

// groupWords calls a group by its name and its label.
func groupWords(g schedule.Group) string {
	if g.Label == g.Name {
		return g.Name
	}
	return g.Name + " · " + g.Label
}
