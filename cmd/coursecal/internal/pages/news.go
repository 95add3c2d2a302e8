package pages

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/schedule"
)

// news is one change: its day in the course's zone, and what it is.
type news struct {
	Stamp, Day, Sort string
	HTML             template.HTML
}

// shownNews is how many changes a page shows at most.
const shownNews = 5

// newest returns the newest changes of what a page shows.
func (v View) newest() []announce.News {
	var out []announce.News
	for _, n := range v.News {
		if len(out) < shownNews && n.Concerns(v.Only, v.Groups) {
			out = append(out, n)
		}
	}
	return out
}

// newsOf says on which day, in the course's zone, each change was made.
func newsOf(v View) []news {
	var out []news
	for _, n := range v.newest() {
		at := n.At.In(v.Course.Zone)
		out = append(out, news{at.Format(time.DateOnly), at.Format("Mon 2 January"), n.Sort, template.HTML(n.HTML)})
	}
	return out
}

// latest tells at the top of a page what was changed on the newest day.
type latest struct {
	Day     string
	Changes []change
}

// change is what has changed, and what became of it.
type change struct {
	Subject template.HTML
	Became  string
}

// latestMost is how many changes stand at the top.
const latestMost = 3

// newDays is for how many days a change is new.
const newDays = 14

// latestOf returns the newest changes of a course, nil where they are not new.
func latestOf(v View) *latest {
	day := func(at time.Time) schedule.Date { return schedule.DateOf(at.In(v.Course.Zone)) }
	list := v.newest()
	if len(list) == 0 || day(list[0].At)+newDays < day(v.Now) {
		return nil
	}
	l := &latest{Day: list[0].At.In(v.Course.Zone).Format("Mon 2 January")}
	for _, n := range list {
		c := change{subject(n.HTML), becameWords(n.Sort)}
		if len(l.Changes) < latestMost && day(n.At) == day(list[0].At) && !slices.Contains(l.Changes, c) {
			l.Changes = append(l.Changes, c)
		}
	}
	return l
}

// subject returns the title of the entry with which the text of a change
// begins, still escaped.
func subject(text string) template.HTML {
	_, rest, _ := strings.Cut(text, "<bdi>")
	title, _, found := strings.Cut(rest, "</bdi>")
	if !found {
		return "the schedule"
	}
	return template.HTML("<bdi>" + title + "</bdi>")
}

// becameWords says what became of an entry, by the sort of its change.
func becameWords(sort string) string {
	switch sort {
	case "room":
		return "has another place"
	case "title", "name":
		return "is called otherwise"
	case "text":
		return "has other details"
	}
	return sort
}
