package pages

import (
	"slices"
	"strings"

	"coursecal/schedule"
)

// subscribePage is what the subscribe page shows.
type subscribePage struct {
	// Tab is the title of the page, Path the path of the course.
	Title, Tab, Path string
	Fields           []field
	Selects          []selectField
	// Shaped tells that one of the fields with one value has one.
	Shaped  bool
	Result  result
	Preview *Preview
}

// field is a set of check boxes.
type field struct {
	Legend, Hint, Name string
	// All is the box that stands for all the others, where there is one.
	All   *box
	Boxes []box
}

// box is a check box.
type box struct {
	Value, Text string
	Ticked      bool
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
	page := &subscribePage{
		Title: title, Tab: v.Preview.tab("Subscribe to " + title), Path: path, Preview: v.Preview,
		Result: p.result(path, path+"/subscribe"+w.PageQuery(), title, w, c),
	}
	page.Fields = append(kindFields(c, w), groupField(c, w))
	page.Fields = slices.DeleteFunc(page.Fields, func(f field) bool { return f.Boxes == nil })
	page.Selects = []selectField{
		{"sessions", "Reminders of sessions", w.Sessions, sessionChoices()}, {"due", "Reminders of deadlines", w.Due, dueChoices()},
		{"deadlines", "Deadlines", w.Deadlines, deadlineChoices()}, {"cancelled", "What is cancelled", w.Cancelled, cancelledChoices()},
	}
	page.Shaped = w.Sessions+w.Due+w.Deadlines+w.Cancelled != ""
	page.Result.Step, page.Result.Heading = "2.", "Into your calendar"
	return p.draw("subscribe", page)
}

// kindFields are the boxes of what a course holds and what it wants. The box of
// all deadlines stands for the others: where it is ticked, they are not.
func kindFields(c *schedule.Course, w Wish) []field {
	k := splitKinds(c)
	ticked := func(kind string) bool { return slices.Contains(w.Only, kind) }
	boxes := func(kinds []string) []box {
		var out []box
		for _, kind := range kinds {
			out = append(out, box{kind, k.words(kind), ticked(kind)})
		}
		return out
	}
	sessions := field{Legend: "Sessions", Name: "only", Boxes: boxes(k.sessions)}
	due := field{Legend: "Deadlines", Name: "only", Boxes: boxes(k.deadlines)}
	all := box{strings.Join(k.due(), ","), "All deadlines", !slices.ContainsFunc(k.due(), func(kind string) bool { return !ticked(kind) })}
	switch {
	case k.plain():
		due.Boxes[0].Value, due.Boxes[0].Ticked = all.Value, all.Ticked
	case len(k.deadlines) > 1:
		due.All = &all
		for n := range due.Boxes {
			due.Boxes[n].Ticked = due.Boxes[n].Ticked && !all.Ticked
		}
	}
	return []field{sessions, due}
}

// groupField are the boxes of groups.
func groupField(c *schedule.Course, w Wish) field {
	f := field{Legend: "Your group", Hint: "(none for all)", Name: "group"}
	if len(c.Groups) < 2 {
		return f
	}
	for _, g := range c.Groups {
		f.Boxes = append(f.Boxes, box{g.Name, groupWords(g), slices.Contains(w.Groups, g.Name)})
	}
	return f
}
