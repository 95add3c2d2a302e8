package schedule

import (
	"slices"
	"strings"
)

// HasName reports whether a name, of a kind or a group, is among some. Case does
// not tell two names apart: courses that are shown together may write one in
// several ways.
func HasName(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// DistinctNames returns names in alphabetical order, each once: of those that
// differ only in case the first.
func DistinctNames(names []string) []string {
	seen := make(map[string]bool, len(names))
	return slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(name string) bool {
		key := strings.ToLower(name)
		was := seen[key]
		seen[key] = true
		return was
	})
}

// newSpellings returns how kinds are written before a file is read: that of
// deadlines which say none stays, since " due" behind a title goes by it.
func newSpellings() map[string]string { return map[string]string{usualDeadline: usualDeadline} }

// spelled returns a kind as it stands first in the file, so that all entries of
// one kind have one word.
func (p *parser) spelled(kind string) string {
	key := strings.ToLower(kind)
	if p.kinds[key] == "" {
		p.kinds[key] = kind
	}
	return p.kinds[key]
}
