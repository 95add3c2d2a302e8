package pages

import (
	"fmt"
	"html"
	"html/template"
	"net/netip"
	"net/url"
	"strings"

	"rsc.io/qr"

	"coursecal/ical"
	"coursecal/schedule"
)

// result is an address with the ways to put it into calendars.
type result struct {
	// Step numbers the heading among others on a screen; "" where it is alone.
	Step, Heading string
	// URL is the canonical address to copy, File that of the one-time copy.
	URL, File string
	// Page is the address of the page itself, QR the picture of it where a
	// phone can reach it.
	Page string
	QR   template.HTML
	// Local tells that only this machine reaches the address, Plain that it
	// goes without encryption, Long that it is longer than Google takes.
	Local, Plain, Long bool
	// Webcal, Office and Live open calendars with the address filled in.
	Webcal       template.URL
	Office, Live string
	// Remind tells that reminders are asked for.
	Remind bool
	// Course is the address of the course's page, Embed the element that shows
	// its agenda in another page; "" where that is not for everybody to see.
	Course, Embed string
}

// longest is how long an address may be for Google (client rule 29).
const longest = 256

// result makes the addresses of a feed (client rule 33): of a course, or of
// several joined by plus signs. The feed is a path without its ending.
func (p *Pages) result(feed, page string, w Wish, courses ...*schedule.Course) result {
	query := w.feedQuery(courses...)
	address := p.base + feed + ".ics"
	name := ical.Name(ical.View{Only: w.Only, Groups: w.Groups}, courses...)
	scheme, rest, _ := strings.Cut(address+query, "://")
	add := "/calendar/0/addfromweb?url=" + url.QueryEscape(address+query) + "&name=" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	file := address + "?for=import"
	if query != "" {
		file = address + query + "&for=import"
	}
	r := result{
		URL: address + query, File: file, Page: p.base + page,
		Local: local(p.base), Plain: scheme == "http", Long: len(address+query) > longest,
		// Apple's and Mozilla's programs take webcal; webcals is known to few.
		Webcal: template.URL("webcal://" + rest), Office: "https://outlook.office.com" + add, Live: "https://outlook.live.com" + add,
		Remind: w.Sessions != "" && w.Sessions != "none" || w.Due != "" && w.Due != "none",
	}
	if !r.Local {
		r.QR = qrPicture(r.Page)
	}
	return r
}

// embedding returns the element that shows the agenda at a path in another page.
func (p *Pages) embedding(path, title string) string {
	return fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="600"></iframe>`, html.EscapeString(p.base+path), html.EscapeString(title))
}

// local reports whether an address is one of this machine alone.
func local(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	ip, _ := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || ip.IsLoopback()
}

// qrPicture draws a QR code as an SVG with the quiet zone of four modules that
// readers need, dark on white in every colour scheme; nothing where the text
// is longer than a code can be.
func qrPicture(text string) template.HTML {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return ""
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := x
			for run < code.Size && code.Black(run, y) {
				run++
			}
			if run > x {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+4, y+4, run-x, run-x)
				x = run
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %[1]d %[1]d" role="img" aria-label="QR code of the address of this page" shape-rendering="crispEdges">`+
		`<rect width="%[1]d" height="%[1]d" fill="#fff"/><path fill="#000" d="%[2]s"/></svg>`, code.Size+8, path.String()))
}
