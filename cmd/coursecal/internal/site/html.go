package site

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
)

// policy lets a page load nothing and stand in no frame.
const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// index lists the public courses.
func (s *Site) index(w http.ResponseWriter, r *http.Request) {
	snapshot := s.Snapshot()
	var b strings.Builder
	b.WriteString("<h1>Course calendars</h1>\n<ul>\n")
	for _, id := range snapshot.IDs {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(s.Base+"/"+id), html.EscapeString(title(snapshot.Courses[id])))
	}
	b.WriteString("</ul>\n")
	s.html(w, r, "Course calendars", b.String())
}

// page tells how to subscribe to a course (client rule 33).
func (s *Site) page(w http.ResponseWriter, r *http.Request, c *publish.Course) {
	address := s.Base + "/" + c.Schedule.ID + ".ics"
	_, rest, _ := strings.Cut(address, "://")
	name := title(c)
	outlook := "/calendar/0/addfromweb?url=" + url.QueryEscape(address) + "&name=" + url.QueryEscape(name)
	var b strings.Builder
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p>Subscribe to this address: <code>%s</code></p>\n<ul>\n", html.EscapeString(name), html.EscapeString(address))
	for _, link := range [][2]string{
		{"webcal://" + rest, "Apple Calendar, Thunderbird, Outlook for Windows"},
		{"https://outlook.office.com" + outlook, "Outlook on the web, at work or school"},
		{"https://outlook.live.com" + outlook, "Outlook on the web, at home"},
		{"https://calendar.google.com/calendar/r/settings/addbyurl", "Google Calendar: paste the address there"},
		{address, "The file"},
	} {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(link[0]), html.EscapeString(link[1]))
	}
	b.WriteString("</ul>\n<p>Google follows within 8 to 24 hours, Outlook on the web within 3 to 24, the others as their settings say.</p>\n")
	s.html(w, r, name, b.String())
}

func title(c *publish.Course) string {
	return strings.TrimSpace(c.Schedule.Code + " " + c.Schedule.Name)
}

// html answers with a page.
func (s *Site) html(w http.ResponseWriter, r *http.Request, title, body string) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	page := "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>" + html.EscapeString(title) + "</title>\n" + body
	feed.New(feed.Content{Data: []byte(page), Type: "text/html; charset=utf-8"}, nil).Serve(w, r, s.Now())
}
