package ical

import (
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
)

// event writes a VEVENT, its properties in a fixed order. Events are the bulk
// of a calendar and are written line by line, one at a time: a tree of
// golang-ical for each property and its lines would cost several times the
// work, and memory for all of them at once. Without pairs times are in UTC.
func (w *writer) event(e *event, local map[string]*pair) {
	w.raw("BEGIN", "VEVENT")
	w.text("UID", e.uid)
	w.raw("SEQUENCE", strconv.Itoa(e.sequence))
	w.time("DTSTAMP", e.stamp.UTC(), utcForm)
	w.time("CREATED", e.created.UTC(), utcForm)
	w.time("LAST-MODIFIED", e.modified.UTC(), utcForm)
	w.times(e, local)
	w.text("SUMMARY", e.summary)
	w.some("DESCRIPTION", e.description)
	w.some("LOCATION", e.location)
	if e.url != "" {
		w.raw("URL", e.url)
	}
	w.some("CATEGORIES", e.kind)
	w.raw("STATUS", e.status)
	if e.busy {
		w.raw("TRANSP", "OPAQUE")
		w.raw("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
	} else {
		w.raw("TRANSP", "TRANSPARENT")
		w.raw("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
	}
	w.raw("X-COURSECAL-HASH", e.hash)
	if e.trigger != "" {
		w.alarm(e)
	}
	w.raw("END", "VEVENT")
}

// times writes DTSTART and DTEND, both of one type, the end exclusive (client
// rules 10 and 13).
func (w *writer) times(e *event, local map[string]*pair) {
	switch {
	case e.allDay:
		w.time("DTSTART;VALUE=DATE", e.first.UTC(), dateForm)
		w.time("DTEND;VALUE=DATE", (e.last + 1).UTC(), dateForm)
	case local[e.zone] != nil:
		w.time("DTSTART;TZID="+e.zone, e.start.In(e.tz), localForm)
		w.time("DTEND;TZID="+e.zone, e.end.In(e.tz), localForm)
	default:
		w.time("DTSTART", e.start.UTC(), utcForm)
		w.time("DTEND", e.end.UTC(), utcForm)
	}
}

// alarm writes the one VALARM an event may have (client rule 21).
func (w *writer) alarm(e *event) {
	w.raw("BEGIN", "VALARM")
	w.raw("ACTION", "DISPLAY")
	w.text("DESCRIPTION", e.summary)
	w.raw("TRIGGER", e.trigger)
	w.raw("END", "VALARM")
}

// text writes a property whose value is TEXT (RFC 5545 3.3.11), cleaned
// before, escaped here.
func (w *writer) text(name, value string) { w.raw(name, ics.ToText(value)) }

// some writes a TEXT property unless its value is empty.
func (w *writer) some(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

// raw writes a property as it is, folded.
func (w *writer) raw(name, value string) {
	w.line = append(append(append(w.line[:0], name...), ':'), value...)
	foldLine(w.out, w.line)
}

func (w *writer) time(name string, t time.Time, form string) {
	w.line = t.AppendFormat(append(append(w.line[:0], name...), ':'), form)
	foldLine(w.out, w.line)
}
