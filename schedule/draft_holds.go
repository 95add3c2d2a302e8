package schedule

import (
	"fmt"
	"slices"
	"time"
)

// holds reports whether a series, read back, has the very entries that it was
// made of: what looks like a run and is none then stays single entries.
func (w *draftWriter) holds(e draftEntry, r *run) bool {
	top := []pair{{"id", "x"}, {"name", "x"}, {"timezone", w.draft.Zone.String()}}
	try := &draftWriter{top: append(top, w.groups...)}
	try.add(r.planned[0].Deadline, e)
	c, _ := Parse("", try.text())
	if c == nil {
		return false
	}
	var want, got []string
	for _, p := range r.planned {
		want = append(want, slices.Repeat([]string{p.said()}, p.times())...)
	}
	for i := range c.Occurrences {
		got = append(got, saidOf(&c.Occurrences[i]))
	}
	slices.Sort(want)
	slices.Sort(got)
	return slices.Equal(want, got)
}

// said and saidOf tell what an entry must keep on its way through a schedule.
func (p planned) said() string {
	texts := fmt.Sprintf("%q %q %q %q %q %t ", p.title, p.Where, p.URL, p.notes(), p.worth(), p.Cancelled)
	if p.AllDay {
		return texts + p.First.String() + " to " + p.Last.String()
	}
	start, end := p.Start.Truncate(time.Minute), p.End.Truncate(time.Minute)
	if p.Deadline {
		start = end
	}
	return texts + fmt.Sprint(start.Unix(), " to ", end.Unix())
}

func saidOf(o *Occurrence) string {
	texts := fmt.Sprintf("%q %q %q %q %q %t ", o.Title, o.Where, o.URL, o.Notes, o.Worth, o.Cancelled)
	if o.AllDay {
		return texts + o.First.String() + " to " + o.Last.String()
	}
	return texts + fmt.Sprint(o.Start.Unix(), " to ", o.End.Unix())
}

// worth is the weight, which only deadlines have.
func (i *item) worth() string {
	if !i.Deadline {
		return ""
	}
	return i.Worth
}
