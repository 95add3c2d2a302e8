package pages

import (
	"html/template"
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

// latest points from the top of a page to its newest change.
type latest struct {
	Day string
	// Subject is what has changed, Became what became of it.
	Subject template.HTML
	Became  string
	// More tells that there are more new ones.
	More bool
}

// newDays is for how many days a change is new.
const newDays = 14

// latestOf returns the newest change of a course, nil where that is not new.
func latestOf(v View) *latest {
	day := func(at time.Time) schedule.Date { return schedule.DateOf(at.In(v.Course.Zone)) }
	isNew := func(n announce.News) bool { return day(n.At)+newDays >= day(v.Now) }
	list := v.newest()
	if len(list) == 0 || !isNew(list[0]) {
		return nil
	}
	n := list[0]
	l := &latest{Day: n.At.In(v.Course.Zone).Format("Mon 2 January"), Subject: subject(n.HTML), Became: becameWords(n.Sort)}
	l.More = len(list) > 1 && isNew(list[1])
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
