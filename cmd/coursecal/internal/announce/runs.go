package announce

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"coursecal/ical"
)

// least is how many entries that fared alike are told in one sentence.
const least = 3

// A run is one entry, or several that fared alike.
type run struct {
	changes []ical.Change
	// name is what several are called together.
	name string
}

// runs splits changes of one sort, in the order of their first ones. Of a
// series, only sessions that follow each other are one run; what is no matter
// of time may be alike in any entries.
func runs(c *ical.Comparison, changes []ical.Change) []run {
	var keys []string
	alike := map[string][]ical.Change{}
	for i := range changes {
		key := likeness(&changes[i], i)
		if alike[key] == nil {
			keys = append(keys, key)
		}
		alike[key] = append(alike[key], changes[i])
	}
	var out []run
	for _, key := range keys {
		list := alike[key]
		anywhere := list[0].Sort == ical.Room || list[0].Sort == ical.Text
		switch {
		case len(list) < least:
			out = append(out, singles(list)...)
		case anywhere:
			out = append(out, run{list, namesOf(list)})
		default:
			for _, part := range consecutive(c, list) {
				if len(part) < least {
					out = append(out, singles(part)...)
				} else {
					out = append(out, run{part, nameOf(subjects(part))})
				}
			}
		}
	}
	order := map[string]int{}
	for i := range changes {
		order[uidOf(&changes[i])] = i
	}
	slices.SortStableFunc(out, func(a, b run) int {
		return order[uidOf(&a.changes[0])] - order[uidOf(&b.changes[0])]
	})
	return out
}

func uidOf(ch *ical.Change) string { return cmp.Or(ch.After, ch.Before).UID }

func singles(list []ical.Change) []run {
	var out []run
	for _, ch := range list {
		out = append(out, run{changes: []ical.Change{ch}})
	}
	return out
}

// likeness is equal for entries that fared alike; n makes it unique where an
// entry must stand alone.
func likeness(ch *ical.Change, n int) string {
	b, a := ch.Before, ch.After
	e := cmp.Or(a, b)
	key := e.Series
	switch ch.Sort {
	case ical.Moved:
		if b.AllDay != a.AllDay || b.Last-b.First != a.Last-a.First {
			return strconv.Itoa(n)
		}
		key += fmt.Sprint("\n", a.First-b.First, hours(b), hours(a))
	case ical.Title:
		old, new := otherWords(b.Title, a.Title)
		key += "\n" + old + "\n" + new
	case ical.Room, ical.Text:
		key = ""
	}
	for _, d := range ch.Details {
		switch {
		case d.What == "title" && ch.Sort == ical.Title:
		case d.What == "title":
			old, new := otherWords(b.Title, a.Title)
			key += "\n" + old + "\n" + new
		case d.What == "topic":
			return strconv.Itoa(n)
		default:
			key += fmt.Sprintf("\n%q", d)
		}
	}
	if a != nil {
		key += fmt.Sprint("\n", a.Why, a.Cancelled)
	}
	switch ch.Sort {
	case ical.Added, ical.Restored:
		key += "\n" + a.Where + "\n" + weekly(a)
	case ical.Cancelled, ical.Removed, ical.Postponed:
		key += "\n" + weekly(e)
	}
	return key
}

// otherWords returns what two titles have between the words with which both
// begin and those with which both end: of "Lab 3: Trees" and "Practical 3: Trees"
// it is "Lab" and "Practical". Each keeps a word at least.
func otherWords(before, after string) (old, new string) {
	b, a := strings.Fields(before), strings.Fields(after)
	for len(b) > 1 && len(a) > 1 && b[0] == a[0] {
		b, a = b[1:], a[1:]
	}
	for len(b) > 1 && len(a) > 1 && b[len(b)-1] == a[len(a)-1] {
		b, a = b[:len(b)-1], a[:len(a)-1]
	}
	words := func(w []string) string { return strings.TrimRight(plain(strings.Join(w, " ")), ":,;") }
	return words(b), words(a)
}

// weekly is equal for entries that stand in one slot of a week.
func weekly(e *ical.Entry) string {
	return fmt.Sprint(e.First.Weekday(), hours(e))
}

// consecutive splits sessions of one series where a number, or, of those
// without numbers, a session that stays, lies between them.
func consecutive(c *ical.Comparison, list []ical.Change) [][]ical.Change {
	slices.SortStableFunc(list, func(a, b ical.Change) int {
		return cmp.Compare(cmp.Or(a.After, a.Before).Number, cmp.Or(b.After, b.Before).Number)
	})
	var out [][]ical.Change
	for i, ch := range list {
		if i == 0 || !follows(c, &list[i-1], &ch) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], ch)
	}
	return out
}

func follows(c *ical.Comparison, one, other *ical.Change) bool {
	x, y := cmp.Or(one.Before, one.After), cmp.Or(other.Before, other.After)
	if x.Numbered || y.Numbered {
		return x.Number+1 == y.Number
	}
	return !slices.ContainsFunc(c.Stays, func(e ical.Entry) bool {
		return e.Series == x.Series && e.First >= x.First && e.First <= y.First
	})
}

// subject is the state of an entry by which people know it: the new one, or
// the old one of what is gone or called otherwise now.
func subject(ch *ical.Change) *ical.Entry {
	if ch.After == nil || ch.Sort == ical.Title {
		return ch.Before
	}
	return ch.After
}

func subjects(list []ical.Change) []*ical.Entry {
	out := make([]*ical.Entry, len(list))
	for i := range list {
		out[i] = subject(&list[i])
	}
	return out
}

// nameOf names sessions of one series together: "Labs 3 to 8".
func nameOf(list []*ical.Entry) string {
	first, last := list[0], list[len(list)-1]
	if noun, ok := numbered(list); ok {
		name := fmt.Sprintf("%s %d to %d", plural(noun), first.Number, last.Number)
		return name + groupOf(list)
	}
	title := func(e *ical.Entry) string { return plain(e.Title) }
	if same(list, title) {
		return fmt.Sprintf("%s (%d times)", title(first), len(list))
	}
	return count(len(list), plain(first.Kind)) + groupOf(list)
}

// numbered returns what stands before the number in the titles, where it is
// the same in all.
func numbered(list []*ical.Entry) (string, bool) {
	noun := func(e *ical.Entry) string {
		title := plain(e.Title)
		for at := 0; e.Numbered; at++ {
			next := strings.IndexByte(title[at:], ' ')
			if next < 0 {
				break
			}
			at += next
			// 1 stands in 16 too, and may be written as 01.
			digits := title[at+1:]
			digits = digits[:len(digits)-len(strings.TrimLeft(digits, "0123456789"))]
			if n, err := strconv.Atoi(digits); err == nil && n == e.Number {
				return title[:at]
			}
		}
		return ""
	}
	first := noun(list[0])
	return first, first != "" && same(list, noun)
}

// groupOf returns the group in brackets that ends all titles, with a blank.
func groupOf(list []*ical.Entry) string {
	group := func(e *ical.Entry) string {
		title := plain(e.Title)
		at := strings.LastIndex(title, " (")
		if at < 0 || !strings.HasSuffix(title, ")") {
			return ""
		}
		return title[at:]
	}
	if same(list, group) {
		return group(list[0])
	}
	return ""
}

// namesOf names entries of any series, each or in runs.
func namesOf(list []ical.Change) string {
	names := map[string]int{}
	var order []string
	add := func(name string) {
		if names[name]++; names[name] == 1 {
			order = append(order, name)
		}
	}
	bySeries := map[string][]ical.Change{}
	var series []string
	for _, ch := range list {
		if bySeries[ch.After.Series] == nil {
			series = append(series, ch.After.Series)
		}
		bySeries[ch.After.Series] = append(bySeries[ch.After.Series], ch)
	}
	for _, s := range series {
		for _, part := range consecutive(&ical.Comparison{}, bySeries[s]) {
			if len(part) >= least {
				add(nameOf(subjects(part)))
				continue
			}
			for _, ch := range part {
				add(plain(ch.After.Title))
			}
		}
	}
	for i, name := range order {
		if n := names[name]; n > 1 {
			order[i] = fmt.Sprintf("%s (%d times)", name, n)
		}
	}
	return strings.Join(order, "; ")
}
