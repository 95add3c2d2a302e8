package pages

import (
	"cmp"
	"slices"
	"strings"
)

// filterRow is a row of links that narrow the page.
type filterRow struct {
	Name  string
	Links []filterLink
	// Folded says what is chosen of a row that is too long to stand open.
	Folded string
}

// longRow is how many groups make a row too long.
const longRow = 8

// filterLink is one of them.
type filterLink struct {
	Text, Href string
	Chosen     bool
}

// filters returns a row for groups and one for kinds, each where there are
// several. A group replaces the group before; kinds add up.
func filters(v View) []filterRow {
	var rows []filterRow
	if len(v.Course.Groups) > 1 {
		row := filterRow{Name: "Group", Links: []filterLink{{"All groups", path(query(v.Only, nil)), len(v.Groups) == 0}}}
		for _, g := range v.Course.Groups {
			row.Links = append(row.Links, filterLink{groupWords(g), path(query(v.Only, []string{g.Name})), slices.Contains(v.Groups, g.Name)})
		}
		if len(v.Course.Groups) >= longRow {
			row.Folded = chosenWords(row.Links)
		}
		rows = append(rows, row)
	}
	if row := kindRow(v); len(row.Links) > 2 {
		rows = append(rows, row)
	}
	return rows
}

// narrowWords says to what a page is narrowed: "Lab, Quiz · Monday group".
func narrowWords(v View) string {
	k := splitKinds(v.Course)
	var kinds, groups []string
	for _, kind := range v.Only {
		if kind == k.word() {
			kinds = append(kinds, "All deadlines")
		} else {
			kinds = append(kinds, k.words(kind))
		}
	}
	for _, g := range v.Groups {
		groups = append(groups, v.Course.GroupLabel(g))
	}
	return strings.Trim(strings.Join(kinds, ", ")+" · "+strings.Join(groups, ", "), "· ")
}

// kindRow returns the row of kinds, those of deadlines and all of them in place
// of each other.
func kindRow(v View) filterRow {
	k := splitKinds(v.Course)
	row := filterRow{Name: "Show", Links: []filterLink{{"Everything", path(query(nil, v.Groups)), len(v.Only) == 0}}}
	all, asked := append(k.all(), k.due()...), v.Only
	if at := slices.Index(asked, k.word()); at >= 0 && len(k.deadlines) == 1 && !k.plain() {
		// The word has no link of its own.
		asked = slices.Clone(asked)
		asked[at] = k.deadlines[0]
	}
	toggle := func(text string, kinds, others []string) {
		only, chosen := toggled(all, asked, kinds, others)
		row.Links = append(row.Links, filterLink{text, path(query(only, v.Groups)), chosen})
	}
	for _, kind := range k.sessions {
		toggle(k.words(kind), []string{kind}, nil)
	}
	if k.plain() {
		toggle(k.words(other), k.due(), nil)
		k.deadlines = nil
	}
	if len(k.deadlines) > 1 {
		toggle("All deadlines", k.due(), k.deadlines)
	}
	for _, kind := range k.deadlines {
		toggle(k.words(kind), []string{kind}, []string{k.word()})
	}
	return row
}

// chosenWords says which links of a row are chosen.
func chosenWords(links []filterLink) string {
	var out []string
	for _, l := range links {
		if l.Chosen {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, ", ")
}

// toggled returns what is chosen of all after some are in place of others, and
// whether they were chosen; then it is what is chosen without them.
func toggled(all, chosen, some, others []string) (after []string, were bool) {
	were = !slices.ContainsFunc(some, func(k string) bool { return !slices.Contains(chosen, k) })
	for _, k := range all {
		is := slices.Contains(some, k)
		kept := slices.Contains(chosen, k) && (were || !slices.Contains(others, k))
		if (is && !were || !is && kept) && !slices.Contains(after, k) {
			after = append(after, k)
		}
	}
	return after, were
}

// path returns a link to the same page with another query, at the row of links
// again: who narrows by two of them must not go back down for the second.
func path(query string) string {
	return cmp.Or(query, "?") + "#filters"
}

// query returns the part of an address that narrows a page or feed, with its
// question mark, or "" where nothing is narrowed.
func query(only, groups []string) string {
	return joinQuery("group", strings.Join(groups, ","), "only", strings.Join(only, ","))
}
