package ical

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"coursecal/schedule"
)

// ErrNoZone tells of a calendar with hours that names no time zone.
var ErrNoZone = errors.New("the calendar does not say in which time zone its hours are meant")

// maxForeign is how many entries a calendar may have, repetitions counted:
// what a schedule may have at most.
const maxForeign = 10_000

// DecodeForeign reads a calendar that any other program wrote (RFC 5545),
// and is as tolerant as files in the wild ask for: of line ends, folding,
// case, and of all that a schedule has no use for. Repetitions are expanded,
// an endless one for a year.
//
// The zone is that of the schedule; nil takes the one that the calendar says,
// or ErrNoZone. The file is a name for messages. The problems tell, at lines
// of data, what is left out (errors) and what is taken otherwise (warnings).
//
// It reads by itself, because golang-ical is quadratic on long lines, refuses
// much of what is in the wild, and takes a file that is cut short for whole.
func DecodeForeign(file string, data []byte, zone *time.Location) (*schedule.Draft, schedule.Problems, error) {
	r := &foreignReader{draft: &schedule.Draft{File: file, Zone: zone}, zones: map[string]*time.Location{}, vtimezones: map[string]*foreignZone{}, asked: zone != nil}
	data, guessed := schedule.ForeignText(data)
	if guessed {
		r.tell(1, "", true, "look at the letters with accents", "the file is not in UTF-8 and is read as Windows-1252")
	}
	for l := range unfolded(data) {
		r.property(l)
	}
	if !r.calendar {
		return nil, nil, errors.New("this is not a calendar: it has no BEGIN:VCALENDAR")
	}
	if len(r.open) > 0 {
		r.tell(r.lines, "", false, "export it again", "the file is cut short: something in it has no END")
	}
	if err := r.settleZone(); err != nil {
		return nil, nil, err
	}
	r.dropOlder()
	r.resolve()
	r.tellReminders()
	return r.draft, append(r.problems, r.draft.DropTwins()...), nil
}

// foreignReader takes a calendar apart, property by property.
type foreignReader struct {
	draft    *schedule.Draft
	problems schedule.Problems
	lines    int
	calendar bool          // a VCALENDAR was seen
	open     []string      // the components around the property
	event    *foreignEvent // the VEVENT or VTODO that is being read
	depth    int           // of open, at that one
	events   []*foreignEvent
	ours     bool   // coursecal wrote it
	wrZone   string // X-WR-TIMEZONE
	method   string // METHOD
	// vtimezone is the VTIMEZONE that is being read, vtimezones are all by TZID.
	vtimezone  *foreignZone
	vtimezones map[string]*foreignZone
	zones      map[string]*time.Location // by TZID; nil for one that is unknown
	allZones   []string
	asked      bool // the zone was given by the caller
}

// foreignEvent is a VEVENT, or a VTODO, as it is written.
type foreignEvent struct {
	line                                        int
	todo                                        bool
	uid, summary, description, where, url, kind string
	status, duration                            string
	start, end, due, recurrenceID               moment
	rules                                       []string
	extra, except                               []moment // RDATE and EXDATE
	thisAndFuture                               bool
	sequence                                    int
	exrule                                      bool
	cut                                         bool // not all of its repetition is taken
	transparency                                string
	alarms                                      []*foreignAlarm
	periods                                     map[stamp]foreignLength // of RDATE
}

// moment is a value of date or time before its zone is known.
type moment struct {
	value string
	tzid  string
	until string // of a period: its end, or how long it is
}

func (r *foreignReader) tell(line int, title string, warning bool, hint, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	if title != "" {
		msg = fmt.Sprintf("%q: ", clip(cleanLine(title))) + msg
	}
	if len(r.problems) == maxForeign {
		return // nobody reads more
	}
	r.problems = append(r.problems, schedule.Problem{File: r.draft.File, Line: max(line, 1), Col: 1, Warning: warning, Msg: msg, Hint: hint})
}

// property reads one line of the unfolded calendar.
func (r *foreignReader) property(l contentLine) {
	r.lines = l.number
	switch l.name {
	case "BEGIN":
		r.begin(l)
		return
	case "END":
		r.end(strings.ToUpper(strings.TrimSpace(l.value)))
		return
	}
	switch {
	case r.event != nil && len(r.open) == r.depth:
		r.event.property(l)
	case r.event != nil && r.open[len(r.open)-1] == "VALARM" && len(r.event.alarms) > 0:
		r.event.alarms[len(r.event.alarms)-1].property(l)
	case len(r.open) == 1:
		r.calendarProperty(l)
	case len(r.open) > 1 && r.open[1] == "VTIMEZONE" && r.vtimezone != nil:
		r.zoneProperty(l)
	}
}

func (r *foreignReader) begin(l contentLine) {
	name := strings.ToUpper(strings.TrimSpace(l.value))
	r.open = append(r.open, name)
	switch name {
	case "VCALENDAR":
		// Some exports hold several calendars, one after another or nested.
		r.calendar = true
		r.open = []string{name}
		r.event = nil
	case "VEVENT", "VTODO":
		if r.event == nil && r.calendar {
			r.event = &foreignEvent{line: l.number, todo: name == "VTODO"}
			r.depth = len(r.open)
		}
	case "VALARM":
		if r.event != nil && len(r.event.alarms) < maxAlarms {
			r.event.alarms = append(r.event.alarms, &foreignAlarm{})
		}
	case "VTIMEZONE":
		r.vtimezone = &foreignZone{line: l.number}
	case "STANDARD", "DAYLIGHT":
		if r.vtimezone != nil {
			r.vtimezone.begin(name)
		}
	case "VJOURNAL", "VFREEBUSY":
		r.tell(l.number, "", false, "", "a %s is nothing that a schedule has", name)
	}
}

// end closes a component. What is open within it is closed too: a file may
// have been mended by hand.
func (r *foreignReader) end(name string) {
	if r.event != nil && (name == "VEVENT" || name == "VTODO") {
		r.events = append(r.events, r.event)
		r.event = nil
		r.open = r.open[:r.depth-1]
		return
	}
	if n := len(r.open); n > 0 && r.open[n-1] == name {
		r.open = r.open[:n-1]
	}
}

func (r *foreignReader) calendarProperty(l contentLine) {
	d := r.draft
	switch l.name {
	case "PRODID":
		r.ours = l.value == product
	case "X-WR-CALNAME":
		d.Name = l.text()
	case "NAME":
		if d.Name == "" {
			d.Name = l.text()
		}
	case "X-WR-TIMEZONE":
		r.wrZone = strings.TrimSpace(l.value)
	case "METHOD":
		r.method = strings.ToUpper(strings.TrimSpace(l.value))
	case "X-COURSECAL-ID":
		d.ID = l.value
	}
}

func (r *foreignReader) zoneProperty(l contentLine) {
	if l.name == "TZID" && len(r.vtimezones) < maxZones {
		r.vtimezones[l.value] = r.vtimezone
	}
	r.vtimezone.property(l, len(r.open) > 2)
}

func (e *foreignEvent) property(l contentLine) {
	switch l.name {
	case "UID":
		e.uid = l.value
	case "SUMMARY":
		e.summary = l.text()
	case "DESCRIPTION":
		e.description = l.text()
	case "LOCATION":
		e.where = l.text()
	case "URL":
		e.url = l.text()
	case "CATEGORIES":
		// One category may be a kind; of several none is.
		if e.kind = l.text(); strings.Contains(l.value, ",") {
			e.kind = ""
		}
	case "TRANSP":
		e.transparency = strings.ToUpper(strings.TrimSpace(l.value))
	case "STATUS":
		e.status = strings.ToUpper(l.value)
	case "DTSTART":
		e.start = l.moment()
	case "DTEND":
		e.end = l.moment()
	case "DUE":
		e.due = l.moment()
	case "DURATION":
		e.duration = l.value
	case "RRULE":
		e.rules = append(e.rules, l.value)
	case "RECURRENCE-ID":
		e.recurrenceID = l.moment()
		e.thisAndFuture = strings.EqualFold(l.parameter("RANGE"), "THISANDFUTURE")
	case "EXRULE":
		e.exrule = true
	case "SEQUENCE":
		e.sequence, _ = strconv.Atoi(strings.TrimSpace(l.value))
	case "RDATE":
		e.extra = append(e.extra, l.moments()...)
	case "EXDATE":
		e.except = append(e.except, l.moments()...)
	}
}

// moments reads a list of dates or times.
func (l contentLine) moments() []moment {
	var out []moment
	m := l.moment() // once: a hostile line has as many parameters as values
	for _, value := range strings.Split(l.value, ",") {
		m.value, m.until, _ = strings.Cut(strings.TrimSpace(value), "/")
		out = append(out, m)
	}
	return out
}

func (l contentLine) moment() moment {
	return moment{value: strings.TrimSpace(l.value), tzid: l.parameter("TZID")}
}
