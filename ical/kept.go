package ical

import (
	"bufio"
	"bytes"
	"slices"
	"time"
)

// Kept returns the same calendar with the text of its events ready: views of
// it, and merges with it, copy the events that look the same in them. It is
// for servers, which make many of one calendar.
func (c *Calendar) Kept() *Calendar {
	out := *c
	out.entries = slices.Clone(c.entries)
	all, ends := make([]kept, len(c.entries)), make([]int, len(c.entries))
	var text bytes.Buffer
	w := &writer{out: bufio.NewWriter(&text)}
	local, shows := c.local(), c.showsGroups()
	for i := range out.entries {
		e := &out.entries[i]
		e.kept = nil
		w.entry(c, e, shows[e.course], local)
		w.out.Flush() // to memory, which does not fail
		all[i].look, ends[i] = c.look(e, shows[e.course], local), text.Len()
		e.kept = &all[i]
	}
	start := 0
	for i, end := range ends {
		all[i].text, start = text.Bytes()[start:end:end], end
	}
	return &out
}

// kept is the text of an event in one look.
type kept struct {
	look
	text []byte
}

// A look is what makes the same entry another text in another calendar.
type look struct {
	status        string
	allDay        bool
	remind        time.Duration
	groups, local bool
}

func (c *Calendar) look(e *entry, showGroups bool, local map[string]*pair) look {
	if e.tombstone != nil {
		return look{local: local[e.tombstone.zone] != nil}
	}
	o := e.occurrence
	return look{c.status(o), c.view.allDay(o), c.view.remind(o), showGroups, local[e.course.ZoneName] != nil}
}

// entry writes the event of an entry, as it was kept where it looks the same.
func (w *writer) entry(c *Calendar, e *entry, showGroups bool, local map[string]*pair) {
	if e.kept != nil && e.kept.look == c.look(e, showGroups, local) {
		w.out.Write(e.kept.text)
		return
	}
	event := c.event(*e, showGroups)
	w.event(&event, local)
}
