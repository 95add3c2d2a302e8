package schedule

import "strings"

// everybody are the words for no group in particular.
var everybody = []string{"all", "all groups", "everybody", "everyone", "both", "any", "none", "n/a", "-", "–", "—"}

// together stands between groups, but also in the name of one: R&B.
var together = pattern(`\s*[&+]\s*|\s+and\s+`)

// groups returns the groups of a row. Those of a table of ours have blanks
// between them; those of others may have blanks in them.
func (t *table) groups(r row) []string {
	text := t.cell(r, "groups")
	if t.own {
		return strings.Fields(text)
	}
	var groups []string
	for _, label := range groupLabels(text) {
		if contains(everybody, strings.ToLower(label)) {
			return nil
		}
		groups = append(groups, t.apart(label)...)
	}
	return groups
}

// groupLabels splits a cell at what is never in the name of a group.
func groupLabels(text string) []string {
	var labels []string
	for _, label := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/\n", r) }) {
		if label = strings.TrimSpace(label); digits(label) {
			label = "Group " + label
		}
		if label != "" {
			labels = append(labels, label)
		}
	}
	return labels
}

// findLabels collects the groups that rows have by themselves.
func (t *table) findLabels() {
	t.labels = map[string]bool{}
	for _, r := range t.rows {
		for _, label := range groupLabels(t.cell(r, "groups")) {
			t.labels[strings.ToLower(label)] = true
		}
	}
}

// apart splits A and B, or Group A & B, where other rows have all of these
// groups.
func (t *table) apart(label string) []string {
	parts := together().Split(label, -1)
	if len(parts) < 2 {
		return []string{label}
	}
	word := "Group "
	if n := strings.LastIndexByte(parts[0], ' '); n > 0 {
		word = parts[0][:n+1]
	}
	for n, part := range parts {
		if !t.labels[strings.ToLower(part)] {
			parts[n] = word + part
		}
		if !t.labels[strings.ToLower(parts[n])] {
			return []string{label}
		}
	}
	return parts
}
