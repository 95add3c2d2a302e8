package schedule

import (
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// write returns the text of the file with all moves written in. Groups come
// one after another, since writing one may change where the others stand.
func (r *rescheduler) write(data []byte) ([]byte, error) {
	for i := 0; i < len(r.moving); {
		end := i + 1
		for end < len(r.moving) && r.moving[end].series == r.moving[i].series {
			end++
		}
		e, root := newEditor(data), newParser(r.file).readSource(data)
		if root == nil || !r.writeSeries(e, root, r.moving[i:end]) {
			return nil, &Refusal{"the moves cannot be written into the file", r.byHand(), false}
		}
		data, i = e.text(), end
	}
	return data, nil
}

// writeSeries writes the moves of one series into its own mapping, or of one
// group into the group's: a move that hits two groups would be an error.
func (r *rescheduler) writeSeries(e *editor, root *yaml.Node, list []*moving) bool {
	s := list[0].series
	top := "sessions"
	if s.deadline {
		top = "deadlines"
	}
	_, all := lookup(root, top)
	key, home := lookup(all, s.key)
	if home == nil || home.Kind != yaml.MappingNode {
		return false
	}
	step := home.Column - key.Column
	if s.group != "" {
		_, groups := lookup(home, "groups")
		if groups.Kind != yaml.MappingNode {
			r.openGroup(e, groups, s.group, list)
			return true
		}
		if _, home = lookup(groups, s.group); null(home) {
			e.fill(home, "{"+r.moveKey(list)+"}")
			return true
		}
	}
	if _, moves := lookup(home, "move"); moves != nil {
		r.extend(e, moves, list)
		return true
	}
	e.addMapping(home, max(step, 1), "move", r.pairs(list))
	return true
}

// lookup returns a key of a mapping and its value, or nil.
func lookup(m *yaml.Node, name string) (key, val *yaml.Node) {
	for i := 0; m != nil && i+1 < len(m.Content); i += 2 {
		if strings.TrimSpace(m.Content[i].Value) == name {
			return m.Content[i], m.Content[i+1]
		}
	}
	return nil, nil
}

// openGroup turns groups: [A, B] into a mapping and gives one of them its
// moves; the others stay without contents.
func (r *rescheduler) openGroup(e *editor, groups *yaml.Node, name string, list []*moving) {
	block := groups.Kind == yaml.SequenceNode && groups.Style&yaml.FlowStyle == 0
	if groups.Kind == yaml.SequenceNode && !block {
		from, to := e.offset(at(groups)), e.end(groups)
		e.patches = append(e.patches, patch{from, from + 1, "{"}, patch{to - 1, to, "}"})
	}
	indent := ""
	for _, item := range r.items(groups) {
		from, text := e.offset(at(item)), ""
		if block {
			text = ":"
			dash := strings.LastIndexByte(string(e.data[:from]), '-')
			if indent == "" {
				indent = strings.Repeat(" ", from-dash) // keys want one column, items need not
			}
			e.patches = append(e.patches, patch{dash, from, indent})
		}
		if strings.TrimSpace(item.Value) == name {
			text = ": {" + r.moveKey(list) + "}"
		}
		if groups.Kind == yaml.ScalarNode {
			e.insert(from, "{")
			text += "}"
		}
		e.insert(e.end(item), text)
	}
}

// moveKey writes all moves as one key between braces.
func (r *rescheduler) moveKey(list []*moving) string {
	return "move: {" + flow(r.pairs(list)) + "}"
}

// pairs returns the lines of a move that is new.
func (r *rescheduler) pairs(list []*moving) []pair {
	var out []pair
	for _, m := range list {
		out = append(out, pair{m.key(), r.value(m, "")})
	}
	return out
}

// extend writes moves into a move that is there: over the line that decides
// where a session goes now, else behind the last one, which wins.
func (r *rescheduler) extend(e *editor, moves *yaml.Node, list []*moving) {
	var fresh []pair
	for _, m := range list {
		val := r.deciding(moves, m)
		if val == nil {
			key := m.key()
			if k, _ := lookup(moves, key); k != nil {
				key = m.planned.date.String()
			}
			fresh = append(fresh, pair{key, r.value(m, "")})
			continue
		}
		r.overwrite(e, val, m)
	}
	if len(fresh) > 0 {
		e.add(moves, fresh)
	}
}

// deciding returns the value of the last line that hits a session, or nil
// where there is none, or where it hits others too.
func (r *rescheduler) deciding(moves *yaml.Node, m *moving) *yaml.Node {
	var found *yaml.Node
	for i := 0; i+1 < len(moves.Content); i += 2 {
		keys := r.exceptionKeys(moves.Content[i], move)
		hit := func(h held) bool {
			return slices.ContainsFunc(keys, func(k *exceptionKey) bool { return k.hits(&h) })
		}
		if !hit(m.planned) {
			continue
		}
		found = nil
		if m.series.counts(hit) == 1 {
			found = moves.Content[i+1]
		}
	}
	return found
}

// overwrite writes a move over the value of its line: only the date and the
// reason where there is more.
func (r *rescheduler) overwrite(e *editor, val *yaml.Node, m *moving) {
	if val.Kind == yaml.ScalarNode {
		if r.what.Why == "" {
			e.rewrite(val, r.destination(m, val.Value))
		} else {
			e.replace(val, r.value(m, val.Value))
		}
		return
	}
	_, to := lookup(val, "to")
	e.rewrite(to, r.destination(m, to.Value))
	if r.what.Why == "" {
		return
	}
	if _, why := lookup(val, "why"); why != nil {
		e.replace(why, textYAML(m.then.why))
		return
	}
	e.add(val, []pair{{"why", textYAML(m.then.why)}})
}

// value writes what stands behind the key of a move, in the manner of what
// stood there before.
func (r *rescheduler) value(m *moving, old string) string {
	if r.what.Why == "" {
		return r.destination(m, old)
	}
	return "{to: " + r.destination(m, old) + ", why: " + textYAML(m.then.why) + "}"
}

// destination writes where a session goes: the date, with its weekday where
// that stood there before or the day would be doubted without it, and the
// hours where they would not stay by themselves. A shift keeps what is
// written behind the old date.
func (r *rescheduler) destination(m *moving, old string) string {
	words := strings.Fields(old)
	before, took := r.dateWords(words, pos{})
	text := m.then.date.String()
	if took > 1 && before.weekday || m.meant && m.then.date.Weekend() {
		text = m.then.date.Long()
	}
	switch {
	case m.timed:
		text += " " + m.hours()
	case r.what.Shift != 0 && took > 0 && took < len(words):
		text += " " + strings.Join(words[took:], " ")
	}
	return text
}

// key is what a move goes by: the number where the series is known by its
// numbers, else the planned date, unless that day has two sessions.
func (m *moving) key() string {
	sameDay := func(h held) bool { return h.date == m.planned.date && !h.tbc }
	if m.series.byNumber() || m.series.counts(sameDay) > 1 {
		return strconv.Itoa(m.planned.number)
	}
	return m.planned.date.String()
}

// counts returns how many sessions of a series a test holds for.
func (s *series) counts(test func(held) bool) int {
	n := 0
	for _, h := range s.plan {
		n += bool2int(test(h))
	}
	return n
}

// hours writes the hours of the new time, as move takes them.
func (m *moving) hours() string {
	h := m.then.hours
	switch {
	case !h.timed:
		return "all day"
	case m.series.deadline:
		return strings.TrimSpace(h.start.String() + " " + m.then.zoneText)
	}
	return h.start.String() + "-" + h.end.String()
}
