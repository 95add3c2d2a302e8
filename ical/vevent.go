package ical

import (
	"strconv"
	"time"

	"coursecal/schedule"
)

// event writes a VEVENT, its properties in a fixed order. Events are the bulk
// of a calendar and are written line by line, one at a time: a tree of
// golang-ical for each property and its lines would cost several times the
// work, and memory for all of them at once. Without pairs times are in UTC.
func (w *writer) event(e *event, local map[string]*pair) {
	w.raw("BEGIN", "VEVENT")
	w.text("UID", e.uid)
	w.raw("SEQUENCE", strconv.Itoa(e.sequence))
	w.time("DTSTAMP", e.stamp, 0, "Z")
	w.time("CREATED", e.created, 0, "Z")
	w.time("LAST-MODIFIED", e.modified, 0, "Z")
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
	pair := local[e.zone]
	switch {
	case e.allDay:
		w.date("DTSTART;VALUE=DATE", e.first)
		w.date("DTEND;VALUE=DATE", e.last+1)
	case pair != nil:
		w.time(pair.dtstart, e.start, pair.offset(e.start), "")
		w.time(pair.dtend, e.end, pair.offset(e.end), "")
	default:
		w.time("DTSTART", e.start, 0, "Z")
		w.time("DTEND", e.end, 0, "Z")
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
func (w *writer) text(name, value string) {
	w.name(name)
	for i := range len(value) {
		switch c := value[i]; c {
		case '\\', ';', ',':
			w.line = append(w.line, '\\', c)
		case '\n':
			w.line = append(w.line, `\n`...)
		default:
			w.line = append(w.line, c)
		}
	}
	foldLine(w.out, w.line)
}

// some writes a TEXT property unless its value is empty.
func (w *writer) some(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

// raw writes a property as it is, folded.
func (w *writer) raw(name, value string) {
	w.name(name)
	w.line = append(w.line, value...)
	foldLine(w.out, w.line)
}

// name begins a line.
func (w *writer) name(name string) {
	w.line = append(append(w.line[:0], name...), ':')
}

// date writes a property whose value is a DATE (RFC 5545 3.3.4).
func (w *writer) date(name string, d schedule.Date) {
	w.name(name)
	w.day(d.UTC().Date())
	foldLine(w.out, w.line)
}

// time writes a property whose value is a DATE-TIME (RFC 5545 3.3.5), as a
// clock shows it that is so many seconds ahead of UTC.
func (w *writer) time(name string, t time.Time, offset int, suffix string) {
	wall := time.Unix(t.Unix()+int64(offset), 0).UTC()
	w.name(name)
	w.day(wall.Date())
	hour, minute, second := wall.Clock()
	w.line = append(w.line, 'T')
	w.digits(hour)
	w.digits(minute)
	w.digits(second)
	w.line = append(w.line, suffix...)
	foldLine(w.out, w.line)
}

func (w *writer) day(year int, month time.Month, day int) {
	w.digits(year / 100)
	w.digits(year % 100)
	w.digits(int(month))
	w.digits(day)
}

// digits writes a number of two digits.
func (w *writer) digits(n int) { w.line = append(w.line, byte('0'+n/10%10), byte('0'+n%10)) }
