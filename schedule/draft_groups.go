package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

var (
	// groupMark is the end of a title that says whom an entry is for.
	groupMark = pattern(`^(.*\S) \(([^()]+)\)$`)
	// groupWord tells such an end from any other remark in brackets.
	groupWord = pattern(`(?i)(?:^|\b)(?:group|grp|gp|stream|set|cohort|section|seminar|class) ?\w*$|\b(?:group|stream|set|cohort)\b|^\w{1,2}$`)
)

// groupSet are the groups of a course: labels, and the names made of them.
type groupSet struct {
	labels []string
	names  map[string]string // by label in small letters
}

// add takes a label in. A name is the label itself where it can be.
func (g *groupSet) add(label string) {
	if g.names == nil {
		g.names = map[string]string{}
	}
	if g.name(label) != "" {
		return
	}
	base := nameFrom(latin.Replace(label))
	base = strings.Trim(cmp.Or(base[:min(len(base), 50)], "group"), "-")
	name := base
	for n := 2; g.taken(name); n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	g.labels = append(g.labels, label)
	g.names[strings.ToLower(label)] = name
}

func (g *groupSet) name(label string) string { return g.names[strings.ToLower(label)] }

func (g *groupSet) taken(name string) bool {
	return slices.ContainsFunc(g.labels, func(label string) bool { return strings.EqualFold(g.name(label), name) })
}

// yaml writes the groups as a list, or where labels say more than the names
// do, as a mapping to them.
func (g *groupSet) yaml() string {
	var list []string
	var pairs []pair
	labelled := false
	for _, label := range g.labels {
		name := textYAML(g.name(label))
		list = append(list, name)
		pairs = append(pairs, pair{name, textYAML(label)})
		labelled = labelled || g.name(label) != label
	}
	if labelled {
		return yamlMap(pairs)
	}
	return yamlList(list)
}

// nameGroups makes groups of the course of those that the source says; where
// it says none, of those in the titles.
func (w *draftWriter) nameGroups(items []*item) {
	var all groupSet
	for _, i := range items {
		for n, label := range i.Groups {
			i.Groups[n] = w.short(i.Event, strings.Join(strings.Fields(cleanText(label)), " "))
		}
		i.Groups = slices.DeleteFunc(i.Groups, func(label string) bool { return label == "" })
		for _, label := range i.Groups {
			all.add(label)
		}
	}
	switch {
	case len(all.labels) == 0:
		w.cutGroups(items)
		return
	case len(all.labels) > maxGroups:
		w.problems = append(w.problems, Problem{w.draft.File, 1, 1, true, fmt.Sprintf("there are more than %d groups, and none is kept", maxGroups), "look at the column of groups"})
		return
	}
	for _, i := range items {
		for _, label := range i.Groups {
			if name := all.name(label); !contains(i.groups, name) {
				i.groups = append(i.groups, name)
			}
		}
		if len(i.groups) > 1 && len(i.groups) == len(all.labels) {
			i.groups = nil // all of them together: everybody
		}
	}
	w.groups = []pair{{"groups", all.yaml()}}
}

// cutGroups takes groups off the titles, (Monday group) or (B), and makes
// them groups of the course where there are two at least: a calendar that
// shows only one says nothing of it.
func (w *draftWriter) cutGroups(items []*item) {
	labels := map[string]string{} // by name
	var names []string
	for _, i := range items {
		m := groupMark().FindStringSubmatch(i.title)
		if m == nil || !groupWord().MatchString(m[2]) || strings.Contains(m[2], ",") {
			continue
		}
		if name := slug(m[2]); labels[name] == "" {
			labels[name] = m[2]
			names = append(names, name)
		}
	}
	if len(names) < 2 || len(names) > maxGroups {
		return
	}
	for _, i := range items {
		if m := groupMark().FindStringSubmatch(i.title); m != nil {
			if groups, all := namesOf(m[2], labels); all {
				i.title, i.groups = m[1], groups
			}
		}
	}
	var pairs []pair
	for _, name := range names {
		pairs = append(pairs, pair{name, textYAML(labels[name])})
	}
	w.groups = []pair{{"groups", yamlMap(pairs)}}
}

// namesOf returns the names of groups that stand with commas between them,
// and whether all are known.
func namesOf(text string, labels map[string]string) (names []string, all bool) {
	for _, label := range strings.Split(text, ", ") {
		name := slug(label)
		if labels[name] != label {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// key returns a key for an entry of a title.
func (i *item) key(title string) string {
	key := slug(title)
	if len(i.groups) == 1 {
		key += "-" + strings.ToLower(i.groups[0])
	}
	if len(key) > 50 { // a number may come behind it
		key = strings.Trim(key[:50], "-")
	}
	return key
}

// times is how many entries it becomes: a session is one for each group.
func (i *item) times() int {
	if i.Deadline {
		return 1
	}
	return max(len(i.groups), 1)
}

func (i *item) addGroups(add func(key, value string)) {
	if len(i.groups) > 0 {
		var names []string
		for _, name := range i.groups {
			names = append(names, textYAML(name))
		}
		add("groups", "["+strings.Join(names, ", ")+"]")
	}
}
