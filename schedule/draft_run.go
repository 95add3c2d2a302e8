package schedule

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// runEntry writes a run as a series. It fails where the numbers of the titles
// do not follow each other.
func (w *draftWriter) runEntry(r *run) (draftEntry, bool) {
	one := r.planned[0]
	number, ok := r.number()
	if !ok {
		return draftEntry{}, false
	}
	topics := r.haveTopics()
	if one.Deadline && topics {
		return draftEntry{}, false
	}
	stem := one.parts.head
	if !one.parts.numbered && !topics {
		stem = braces(one.title)
	}
	e := draftEntry{key: w.free(one.key(cmp.Or(strings.ReplaceAll(stem, "{n}", " "), one.Kind)))}
	title := r.title(stem, topics)
	add := e.adder()
	if title != defaultTitleText(e.key, topics) {
		add("title", textYAML(title))
	}
	if one.Kind != "" && one.Kind != defaultKind(one.Deadline, e.key) {
		add("kind", textYAML(one.Kind))
	}
	one.addGroups(add)
	r.places()
	if one.Deadline {
		add("due", r.when())
	} else {
		add("when", r.when())
	}
	r.addRange(add, topics)
	if number != 1 {
		add("number", strconv.Itoa(number))
	}
	r.addTexts(add, number, title)
	if topics {
		var list []string
		for _, p := range r.planned {
			list = append(list, textYAML(p.parts.topic))
		}
		add("topics", "\n      - "+strings.Join(list, "\n      - "))
	}
	return e, true
}

// number returns the first number. Those of the titles must follow each other.
func (r *run) number() (int, bool) {
	one := r.planned[0].parts
	if !one.numbered {
		return 1, true
	}
	for n, p := range r.planned {
		if p.parts.number != one.number+n {
			return 0, false
		}
	}
	return one.number, true
}

// haveTopics reports that every session has a topic; where only some have
// one, the others would show an empty colon.
func (r *run) haveTopics() bool {
	one := r.planned[0]
	same := true
	for _, p := range r.planned {
		if p.parts.topic == "" {
			return false
		}
		same = same && p.title == one.title
	}
	return !same || one.parts.numbered
}

// title returns the template of the titles.
func (r *run) title(stem string, topics bool) string {
	one := r.planned[0].parts
	if one.wide() {
		stem = strings.Replace(stem, "{n}", fmt.Sprintf("{n:%02d}", one.digits), 1)
	}
	if topics {
		stem += one.sep + "{topic}"
	}
	return stem
}

// wide reports a number that is written with zeros before it.
func (p titleParts) wide() bool { return len(strconv.Itoa(p.number)) < p.digits }

// defaultTitleText is the template of a series that has no title.
func defaultTitleText(key string, topics bool) string {
	if topics {
		return keyTitle(key) + " {n}: {topic}"
	}
	return keyTitle(key) + " {n}"
}

// addRange adds where the weekly slots begin and end, and which are not held.
func (r *run) addRange(add func(key, value string), topics bool) {
	if len(r.slots) == 0 {
		return
	}
	if r.every > 1 {
		add("every", fmt.Sprintf("%d weeks", r.every))
	}
	add("from", r.first.String())
	switch {
	case r.written > 0:
		add("until", r.until.String())
	case !topics:
		add("count", strconv.Itoa(len(r.planned)))
	}
	if len(r.skips) > 0 {
		add("skip", yamlList(r.skips))
	}
}

// addTexts adds what all sessions have in common, and then what only some
// have.
func (r *run) addTexts(add func(key, value string), number int, title string) {
	url := r.shared(func(p planned) string { return p.URL })
	notes := r.shared(func(p planned) string { return p.notes() })
	if r.place != "" {
		add("where", textYAML(braces(r.place)))
	}
	var moves, changes []pair
	for n, p := range r.planned {
		key := strconv.Itoa(number + n)
		if p.moved {
			moves = append(moves, pair{key, p.destination()})
		}
		if change := p.change(r.placeOf(p), url, notes, r.titleOf(p, title, number+n)); change != "" {
			changes = append(changes, pair{key, change})
		}
	}
	if len(moves) > 0 {
		add("move", yamlMap(moves))
	}
	if len(changes) > 0 {
		add("change", yamlMap(joinKeys(changes)))
	}
	r.addCancel(add, number)
	if worth := r.shared(func(p planned) string { return p.Worth }); worth != "" && r.planned[0].Deadline {
		add("worth", worth)
	}
	r.addBusy(add)
	if url != "" {
		add("url", linkYAML(url))
	}
	if notes != "" {
		add("notes", notesYAML(braces(notes)))
	}
}

// addCancel adds what is cancelled: a list, or with reasons a mapping.
func (r *run) addCancel(add func(key, value string), number int) {
	var keys []string
	var pairs []pair
	reasons := false
	for n, p := range r.planned {
		if p.Cancelled {
			key := strconv.Itoa(number + n)
			keys = append(keys, key)
			pairs = append(pairs, pair{key, textYAML(cmp.Or(p.Why, "no reason given"))})
			reasons = reasons || p.Why != ""
		}
	}
	switch {
	case reasons:
		add("cancel", yamlMap(joinKeys(pairs)))
	case len(keys) > 0:
		add("cancel", yamlList(keys))
	}
}

// destination is the value of a move; hours that stay are not said.
func (p planned) destination() string {
	to := p.item.when()
	if _, hours, _ := strings.Cut(p.slot, " "); hours == p.hours() {
		to = p.item.date.Long()
	}
	if p.plan != nil && p.Why != "" && !p.Cancelled {
		return "{to: " + to + ", why: " + textYAML(p.Why) + "}"
	}
	return to
}

// titleOf returns the title of a session that the template does not make, or "".
func (r *run) titleOf(p planned, title string, number int) string {
	one := r.planned[0].parts
	field, digits := "{n}", strconv.Itoa(number)
	if one.wide() {
		field, digits = fmt.Sprintf("{n:%02d}", one.digits), fmt.Sprintf("%0*d", one.digits, number)
	}
	made := strings.NewReplacer(field, digits, "{topic}", braces(p.parts.topic)).Replace(title)
	if made == braces(p.title) {
		return ""
	}
	return braces(p.title)
}

// change is what a session has otherwise than the series, as a mapping.
func (p planned) change(where, url, notes, title string) string {
	var out []pair
	if p.Where != where && !p.Deadline {
		out = append(out, pair{"where", textYAML(cmp.Or(braces(p.Where), "none"))})
	}
	if title != "" {
		out = append(out, pair{"title", textYAML(title)})
	}
	if p.URL != url {
		out = append(out, pair{"url", linkYAML(p.URL)})
	}
	if p.notes() != notes {
		out = append(out, pair{"notes", textYAML(braces(p.notes()))})
	}
	if len(out) == 0 {
		return ""
	}
	return "{" + flow(out) + "}"
}

// joinKeys joins neighbours that say the same: 6, 7 and 8 are 6-8.
func joinKeys(pairs []pair) []pair {
	var out []pair
	last := -1
	for _, p := range pairs {
		n, _ := strconv.Atoi(p.key)
		if len(out) > 0 && out[len(out)-1].value == p.value && n == last+1 {
			first, _, _ := strings.Cut(out[len(out)-1].key, "-")
			out[len(out)-1].key = first + "-" + p.key
		} else {
			out = append(out, p)
		}
		last = n
	}
	return out
}

// shared returns the text that all have, or "".
func (r *run) shared(text func(planned) string) string {
	for _, p := range r.planned {
		if text(p) != text(r.planned[0]) {
			return ""
		}
	}
	return text(r.planned[0])
}
