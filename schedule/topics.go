package schedule

import (
	"strings"

	"gopkg.in/yaml.v3"
)

var topicKeys = []string{"title", "kind", "where", "url", "notes", "times"}

// readTopics reads topics: a list, or block text with one topic a line.
func (p *parser) readTopics(s *series, n *yaml.Node) {
	s.topics, s.topicsAt, s.hasTopics = nil, at(n), true
	s.topicsFlow = n.Style&yaml.FlowStyle != 0
	if n.Kind == yaml.ScalarNode && !p.bad[n] {
		p.topicLines(s, n)
		return
	}
	if n.Kind != yaml.SequenceNode {
		if !p.bad[n] {
			p.errorf(at(n), "write a list: a line for each topic that begins with a dash", "topics must be a list, not %s", describe(n))
		}
		return
	}
	for _, item := range p.items(n) {
		p.readTopic(s, item)
	}
	if len(n.Content) == 0 {
		p.errorf(at(n), "delete the key, or add topics", `"topics" is an empty list`)
	}
}

// topicLines reads block text, in which colons, commas and # need no quotes.
func (p *parser) topicLines(s *series, n *yaml.Node) {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		p.errorf(at(n), "write a list in brackets, or topics: | and a topic on each line below", "topics must be a list, not %s", describe(n))
		return
	}
	for i, line := range strings.Split(n.Value, "\n") {
		if title := strings.Join(strings.Fields(line), " "); title != "" {
			p.addTopic(s, topic{title: title, at: newPos(n.Line+1+i, n.Column)}, 1)
		}
	}
}

func (p *parser) addTopic(s *series, t topic, times int) {
	for range times {
		if len(s.topics) == maxEntries {
			p.errorf(s.topicsAt, "split the course", "%s has more than %d topics", quote(s.key), maxEntries)
			return
		}
		s.topics = append(s.topics, t)
	}
}

// readTopic reads one topic: text, or a mapping with a title.
func (p *parser) readTopic(s *series, n *yaml.Node) {
	t := topic{at: at(n)}
	if n.Kind != yaml.MappingNode {
		if title, ok := p.line(n, "a topic"); ok {
			t.title = title
			p.addTopic(s, t, 1)
		}
		return
	}
	if p.mistakenTopic(n) {
		return
	}
	times := 1
	before := p.errors
	for _, f := range p.fields(n, thing{kind: "a topic"}, topicKeys) {
		switch f.name {
		case "title":
			t.title, _ = p.line(f.val, "title")
		case "kind":
			if k, ok := p.kind(f.val); ok {
				t.kind = &k
			}
		case "where":
			t.where = p.literal(f.val, "where")
			if t.where != nil && t.where.parts[0].text == "none" {
				t.where.parts = nil
			}
		case "url":
			t.url = p.literal(f.val, "url")
		case "notes":
			if text, ok := p.scalar(f.val, "notes", "text"); ok {
				t.notes = &template{at(f.val), []part{{text: text}}}
			}
		case "times":
			times, _ = p.whole(f.val, "times", 1, maxEntries)
		}
	}
	if t.title == "" && p.errors == before && !p.bad[n] {
		p.errorf(at(n), "type {title: Recursion, times: 2}", `the topic has no "title"`)
	}
	p.addTopic(s, t, times)
}

// mistakenTopic tells of text that YAML made a mapping of: Deep: wide.
func (p *parser) mistakenTopic(n *yaml.Node) bool {
	text := p.mistaken(n)
	if text == "" || contains(topicKeys, n.Content[0].Value) || Nearest(n.Content[0].Value, topicKeys) != "" {
		return false
	}
	p.errorf(at(n), "put it in quotes: "+quoteYAML(text), "YAML reads the topic %s as a mapping", quote(text))
	return true
}

// literal reads text in which braces stand for themselves.
func (p *parser) literal(n *yaml.Node, what string) *template {
	s, ok := p.line(n, what)
	if !ok {
		return nil
	}
	return &template{at(n), []part{{text: s}}}
}
