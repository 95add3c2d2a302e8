package announce

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"coursecal/ical"
)

// item tells of a run.
func (w words) item(r run) item {
	if len(r.changes) == 1 {
		return w.one(&r.changes[0])
	}
	return w.several(r)
}

// one tells of one entry.
func (w words) one(ch *ical.Change) item {
	e := subject(ch)
	it := item{name: plain(e.Title)}
	it.facts = append(it.facts, w.mainFact(ch))
	it.state(ch)
	if was := ch.Before; was != nil && ch.After != nil && was.Cancelled && ch.After.Cancelled && w.when(was) != w.when(ch.After) {
		it.facts = append(it.facts, fact{{text: "until now planned for " + w.when(was)}})
	}
	if ch.Sort == ical.Restored || ch.Sort == ical.Added {
		it.add("place", e.Where)
	}
	it.title(ch)
	it.details(ch)
	return it
}

// title says what an entry is or was called.
func (it *item) title(ch *ical.Change) {
	switch {
	case ch.Sort == ical.Title:
		it.facts = append(it.facts, fact{{text: "now called "}, {text: plain(ch.After.Title), strong: true}})
	case slices.ContainsFunc(ch.Details, func(d ical.Detail) bool { return d.What == "title" }):
		it.facts = append(it.facts, fact{{text: "until now called " + plain(ch.Before.Title)}})
	}
}

// mainFact says when, or from when to when.
func (w words) mainFact(ch *ical.Change) fact {
	if ch.Sort == ical.Moved {
		return fact{{text: "from " + w.when(ch.Before) + " to "}, {text: w.when(ch.After), strong: true}}
	}
	e := ch.After
	if e == nil || ch.Sort == ical.Cancelled && ch.Before != nil {
		e = ch.Before
	}
	news := piece{text: w.when(e), strong: ch.Sort == ical.Restored || ch.Sort == ical.Added}
	if e.Deadline {
		return fact{{text: "due "}, news}
	}
	return fact{news}
}

// several tells of entries that fared alike.
func (w words) several(r run) item {
	first, last := &r.changes[0], &r.changes[len(r.changes)-1]
	it := item{name: r.name}
	switch first.Sort {
	case ical.Title:
		it.facts = []fact{calledNow(r.changes)}
	case ical.Moved:
		it.says = movedAlike(first)
		it.facts = []fact{
			append(fact{{text: "the first "}}, w.mainFact(first)...),
			append(fact{{text: "the last "}}, w.mainFact(last)...),
		}
	default:
		from, to := cmp.Or(first.After, first.Before), cmp.Or(last.After, last.Before)
		it.facts = []fact{{{text: w.span(from, to, first.Sort)}}}
		if first.Sort == ical.Added || first.Sort == ical.Restored {
			it.add("place", from.Where)
		}
	}
	it.state(first)
	if first.Sort != ical.Title && slices.ContainsFunc(first.Details, func(d ical.Detail) bool { return d.What == "title" }) {
		it.facts = append(it.facts, fact{{text: "until now called " + calledBefore(r.changes)}})
	}
	it.details(first)
	return it
}

// calledBefore says how entries were called of which each title changed alike.
func calledBefore(changes []ical.Change) string {
	var before []*ical.Entry
	for i := range changes {
		before = append(before, changes[i].Before)
	}
	return nameOf(before)
}

// state says what a reader might take otherwise: that there is no new date, or
// that something changed of what is not held all the same.
func (it *item) state(ch *ical.Change) {
	switch {
	case ch.Sort == ical.Postponed:
		it.facts = append(it.facts, fact{{text: "the new date is not fixed yet", strong: true}})
	case ch.Before != nil && ch.After != nil && ch.Before.Cancelled && ch.After.Cancelled:
		it.facts = append(it.facts, fact{{text: "still cancelled"}})
	}
}

// calledNow says how entries are called of which each title changed alike.
func calledNow(changes []ical.Change) fact {
	var after []*ical.Entry
	for i := range changes {
		after = append(after, changes[i].After)
	}
	_, were := numbered(subjects(changes))
	if _, are := numbered(after); were && are {
		return fact{{text: "now called "}, {text: nameOf(after), strong: true}}
	}
	old, new := otherWords(changes[0].Before.Title, changes[0].After.Title)
	return fact{{text: "each title now says "}, {text: new, strong: true}, {text: " in place of " + old}}
}

// span says from which day to which several entries are, and their hours where
// they are alike.
func (w words) span(from, to *ical.Entry, sort ical.Sort) string {
	s := "from " + w.day(from.First) + " to " + w.day(to.First)
	if sort == ical.Room || sort == ical.Text || from.AllDay {
		return s
	}
	if from.Deadline {
		return s + ", due " + hours(from)
	}
	return s + ", " + hours(from)
}

// movedAlike says what happened to entries that moved alike.
func movedAlike(ch *ical.Change) string {
	s := "move"
	if days := int(ch.After.First - ch.Before.First); days != 0 {
		s += " " + shift(days)
	}
	before, after := hours(ch.Before), hours(ch.After)
	if before == after {
		return s
	}
	if s != "move" {
		s += ","
	}
	return s + " to " + after + " instead of " + before
}

// details adds what else changed, and the reason.
func (it *item) details(ch *ical.Change) {
	for _, d := range ch.Details {
		switch {
		case d.What == "title":
			// Said already, of one or of several.
		case d.After != "" && (d.What == "reason" || d.What == "due time"):
			// The reason comes last, and the due time stands with the date.
		default:
			it.facts = append(it.facts, detailFact(d))
		}
	}
	// Of what is held as before, a reason that was said before is no news.
	if ch.After != nil && (ch.Sort <= ical.Added || ch.After.Why != ch.Before.Why) {
		it.add("reason", ch.After.Why)
	}
}

// add adds a labelled fact, unless it is empty.
func (it *item) add(label, text string) {
	if text = plain(text); text != "" {
		it.facts = append(it.facts, append(fact{{text: label + ": "}}, linked(text, false)...))
	}
}

// linked splits a text into its words that are links and what stands between,
// so that no escape breaks the address of an online room.
func linked(text string, strong bool) fact {
	var f fact
	for i, word := range strings.Split(text, " ") {
		link, n := isLink(word), len(f)-1
		switch {
		case i > 0 && !link && !f[n].link:
			f[n].text += " " + word
			continue
		case i > 0:
			// A blank of its own: Markdown takes none at the edge of what is strong.
			f = append(f, piece{text: " "})
		}
		f = append(f, piece{text: word, strong: strong && !link, link: link})
	}
	return f
}

// isLink tells an address that can stand between angle brackets (CommonMark
// 6.5) and in an attribute.
func isLink(word string) bool {
	u, err := url.Parse(word)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(word, "<>\"`")
}

// detailFact says one aspect after and before.
func detailFact(d ical.Detail) fact {
	before, after := plain(d.Before), plain(d.After)
	f := fact{{text: d.What + ": "}}
	if after == "" {
		f = append(f, piece{text: "not said any more"})
	} else {
		f = append(f, linked(after, d.What != "link")...)
	}
	if before != "" {
		f = append(append(append(f, piece{text: " (was "}), linked(before, false)...), piece{text: ")"})
	}
	return f
}
