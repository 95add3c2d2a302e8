package pages

import (
	"slices"
	"strings"

	"coursecal/schedule"
)

// subscribePage is what the subscribe page shows.
type subscribePage struct {
	// Tab is the title of the page, Path the path of the course, Query narrows
	// its page to what is chosen.
	Title, Tab, Path, Query string
	// Nothing says why there is nothing to subscribe to, Get what the reader gets.
	Nothing string
	Get     string
	Fields  []field
	Selects []selectField
	// Shaped tells that one of the fields with one value has one.
	Shaped  bool
	Result  result
	Preview *Preview
}

// field is a set of check boxes.
type field struct {
	Legend, Name string
	// All is the box that stands for all the others, where there is one.
	All   *box
	Boxes []box
}

// box is a check box.
type box struct {
	Value, Text string
	Ticked      bool
	// Part tells one that the box of all stands for.
	Part bool
}

// selectField is a field with one value of several.
type selectField struct {
	Name, Label, Value string
	Choices            []choice
}

// Subscribe draws the page on which a reader chooses what to subscribe to and
// how.
func (p *Pages) Subscribe(v View, w Wish) []byte {
	c, title, path := v.Course, courseTitle(v.Course), v.Path()
	a := w.agenda(c)
	page := &subscribePage{
		Title: title, Tab: v.Preview.tab("Subscribe to " + title), Path: path, Query: query(w.Only, w.Groups), Preview: v.Preview,
		Get: w.getWords(a), Result: p.result(path, path+"/subscribe"+w.PageQuery(), w, c),
	}
	page.Fields = append([]field{groupField(c, w)}, kindFields(c, w)...)
	page.Fields = slices.DeleteFunc(page.Fields, func(f field) bool { return f.Boxes == nil })
	page.Selects = []selectField{
		{"sessions", "Reminders of sessions", w.Sessions, sessionChoices()}, {"due", "Reminders of deadlines", w.Due, dueChoices()},
		{"deadlines", "Deadlines are shown", w.Deadlines, deadlineChoices()}, {"cancelled", "What is cancelled", w.Cancelled, cancelledChoices()},
	}
	if !w.gets(a) {
		page.Nothing = "Calendars take no address that has no entry. Choose more, or come back when something of this has a date."
	}
	if !reminds(c, false) {
		page.Selects[0].Choices[0].Text += " (none)"
	}
	if !reminds(c, true) {
		page.Selects[1].Choices[0].Text += " (none)"
	}
	page.Shaped = w.Sessions+w.Due+w.Deadlines+w.Cancelled != ""
	page.Result.Step, page.Result.Heading = "2.", "Into your calendar"
	if v.Token == "" {
		page.Result.Course, page.Result.Embed = p.base+path+page.Query, p.embedding(path+"/embed"+page.Query, title)
	}
	return p.draw("subscribe", page)
}

// reminds reports whether the schedule reminds of anything that is due, or of any
// session.
func reminds(c *schedule.Course, due bool) bool {
	return slices.ContainsFunc(c.Occurrences, func(o schedule.Occurrence) bool { return o.Deadline == due && o.Remind > 0 })
}

// kindFields are the boxes of what a course holds and what it wants. Where the
// box of all deadlines is ticked, scripts tick those that it stands for too;
// without scripts one that is unticked there would change nothing.
func kindFields(c *schedule.Course, w Wish) []field {
	k := splitKinds(c)
	all := box{Value: strings.Join(k.due(), ","), Text: "All deadlines"}
	all.Ticked = !slices.ContainsFunc(k.due(), func(kind string) bool { return !slices.Contains(w.Only, kind) })
	ticked := func(kind string) bool { return slices.Contains(w.Only, kind) || all.Ticked && k.whole(kind) }
	boxes := func(kinds []string) []box {
		var out []box
		for _, kind := range kinds {
			out = append(out, box{Value: kind, Text: k.words(kind), Ticked: ticked(kind)})
		}
		return out
	}
	sessions := field{Legend: "Sessions", Name: "only", Boxes: boxes(k.sessions)}
	due := field{Legend: "Deadlines", Name: "only", Boxes: boxes(k.deadlines)}
	switch {
	case k.plain():
		due.Boxes[0].Value = all.Value
	case len(k.deadlines) > 1:
		due.All = &all
		for n, kind := range k.deadlines {
			due.Boxes[n].Part = k.word() == "" || k.whole(kind)
			due.Boxes[n].Ticked = due.Boxes[n].Ticked && !(all.Ticked && due.Boxes[n].Part)
		}
	}
	return []field{sessions, due}
}

// groupField are the boxes of groups.
func groupField(c *schedule.Course, w Wish) field {
	f := field{Legend: "Your group", Name: "group"}
	if len(c.Groups) < 2 {
		return f
	}
	for _, g := range c.Groups {
		f.Boxes = append(f.Boxes, box{Value: g.Name, Text: groupWords(g), Ticked: slices.Contains(w.Groups, g.Name)})
	}
	return f
}
