package schedule

import "strings"

var (
	// groupMark is the end of a title that says whom an entry is for.
	groupMark = pattern(`^(.*\S) \(([^()]+)\)$`)
	// groupWord tells such an end from any other remark in brackets.
	groupWord = pattern(`(?i)(?:^|\b)(?:group|grp|gp|stream|set|cohort|section|seminar|class) ?\w*$|\b(?:group|stream|set|cohort)\b|^\w{1,2}$`)
)

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
	if len(i.groups) > 0 {
		key += "-" + i.groups[0]
	}
	if len(key) > 50 { // a number may come behind it
		key = strings.Trim(key[:50], "-")
	}
	return key
}

func (i *item) addGroups(add func(key, value string)) {
	if len(i.groups) > 0 {
		add("groups", "["+strings.Join(i.groups, ", ")+"]")
	}
}
