package schedule

import "strings"

// fillTexts fills the templates in.
func (p *parser) fillTexts(o *Occurrence, s *series, f *final) {
	label := ""
	if s.group != "" {
		label = p.course.GroupLabel(s.group)
	} else if len(s.groups) > 0 {
		var labels []string
		for _, g := range s.groups {
			labels = append(labels, p.course.GroupLabel(g))
		}
		label = strings.Join(labels, ", ")
	}
	say := facts{number: f.number, hasNumber: f.numbered && !s.single, topic: o.Topic, group: label, week: o.Week, hasWeek: o.HasWeek}
	title := f.title
	if title == nil {
		title = s.defaultTitle(o.Topic)
	}
	fill := func(t *template) string {
		if f.off && (t.shows("n") || t.shows("topic")) {
			return ""
		}
		return p.fill(t, say)
	}
	o.Title = fill(title)
	if f.off && o.Title == "" {
		o.Title = keyTitle(s.key)
	}
	o.GroupInTitle = title.shows("group")
	o.Where, o.Notes = fill(f.where), fill(f.notes)
	if f.url != nil {
		o.URL = p.link(fill(f.url), f.url.pos)
	}
}

// defaultTitle is the key with a capital, the number of a series, the topic.
func (s *series) defaultTitle(topic string) *template {
	t := &template{s.pos, []part{{text: keyTitle(s.key)}}}
	if !s.single {
		t.parts = append(t.parts, part{text: " "}, part{field: "n"})
	}
	if topic != "" {
		t.parts = append(t.parts, part{text: ": "}, part{field: "topic"})
	}
	return t
}

// keyTitle writes a key for people: quiz-1 is Quiz 1.
func keyTitle(key string) string {
	s := strings.ReplaceAll(strings.ReplaceAll(key, "-", " "), "_", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}
