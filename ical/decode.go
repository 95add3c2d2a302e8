package ical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"coursecal/schedule"
)

// maxLedger is the size in bytes beyond which a calendar is no ledger of ours.
const maxLedger = 64 << 20

// maxSequence is where a SEQUENCE comes too near to 2^31 to go on (client rule 8).
const maxSequence = 1 << 30

// A Ledger is a calendar that this package wrote, read back: what readers
// have already.
type Ledger struct {
	id       string
	name     string // what readers see the calendar called; "" in a file for import
	zone     string // X-WR-TIMEZONE
	head     string // the hash of what stands before the entries
	whole    bool
	mixed    bool // joined of parts too
	modified time.Time
	first    int // SEQUENCE of new entries
	events   map[string]*event
	order    []string
}

// ID returns the id of the ledger's course, "" for a calendar of several.
func (l *Ledger) ID() string { return l.id }

// Modified is when the calendar changed last, in UTC.
func (l *Ledger) Modified() time.Time { return l.modified }

// IsView tells a filtered or merged calendar, which cannot tell what is gone,
// from a whole one.
func (l *Ledger) IsView() bool { return !l.whole }

// ErrForeign tells of text that no version of this package wrote.
var ErrForeign = errors.New("this is not a calendar that coursecal wrote")

// An OtherCourseError tells of the calendar of another course.
type OtherCourseError struct {
	// Got and Want are the ids of the calendar's course and of the one asked for.
	Got, Want string
}

func (e *OtherCourseError) Error() string {
	return fmt.Sprintf("the calendar is of the course %q, not of %q", e.Got, e.Want)
}

// An AheadError tells of a calendar of ours that is further on than this program
// can go. Beginning anew would fall behind it, and readers who have it would be
// told nothing more.
type AheadError struct {
	Msg string
	// Hint says what can be done.
	Hint string
}

func (e *AheadError) Error() string { return e.Msg }

// Decode reads a calendar that Encode wrote. With an id it must be of that
// course, or of several, of which only that one counts. Anything else is an error, so that no revision is made of a guess:
// what is empty, cut short, foreign, or of another course.
//
// It reads by itself, because golang-ical takes a calendar cut between two
// entries for a whole one and is quadratic on long lines.
func Decode(data []byte, id string) (*Ledger, error) {
	if bytes.HasPrefix(data, []byte("BEGIN:VCALENDAR\n")) {
		// A version control system has changed the line ends.
		data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	}
	switch {
	case len(data) > maxLedger:
		return nil, errors.New("the calendar is larger than 64 MiB")
	case len(bytes.TrimSpace(data)) == 0:
		return nil, errors.New("the calendar is empty")
	case !bytes.HasPrefix(data, []byte("BEGIN:VCALENDAR\r\n")) || !utf8.Valid(data) || !bytes.Contains(data, []byte("\r\nPRODID:"+product+"\r\n")):
		return nil, ErrForeign
	case !bytes.HasSuffix(data, []byte("\r\nEND:VCALENDAR\r\n")):
		return nil, errors.New("the calendar is cut short: it has no END:VCALENDAR")
	}
	r := &reader{ledger: &Ledger{events: map[string]*event{}}}
	text := strings.ReplaceAll(string(data), "\r\n ", "")
	for i, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if err := r.line(line); err != nil {
			return nil, fmt.Errorf("line %d of the unfolded calendar: %w", i+1, err)
		}
	}
	l := r.ledger
	switch {
	case !r.ours:
		return nil, ErrForeign
	case id != "" && l.id != id && (l.id != "" || l.whole):
		return nil, &OtherCourseError{Got: l.id, Want: id}
	}
	if id != "" {
		l.keep(id)
	}
	return l, nil
}

// keep leaves out the entries of other courses, which a calendar of several has.
func (l *Ledger) keep(id string) {
	l.order = slices.DeleteFunc(l.order, func(uid string) bool {
		other := !strings.HasSuffix(uid, "@"+id)
		if other {
			delete(l.events, uid)
		}
		return other
	})
}

// reader takes a calendar line by line.
type reader struct {
	ledger *Ledger
	// zone is the last one that was loaded.
	zone   *time.Location
	within []string
	event  *event
	ours   bool
}

func (r *reader) line(line string) error {
	name, value, found := strings.Cut(line, ":")
	if !found || strings.ContainsFunc(line, unicode.IsControl) {
		return fmt.Errorf("%q is not a property", clip(line))
	}
	name, parameters, _ := strings.Cut(name, ";")
	switch {
	case name == "BEGIN":
		return r.begin(value)
	case name == "END":
		return r.end(value)
	case len(r.within) == 1:
		return r.calendarProperty(name, value)
	case r.event != nil && len(r.within) == 2:
		return r.eventProperty(name, parameters, value)
	}
	return nil
}

func clip(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

func (r *reader) begin(component string) error {
	if len(r.within) > 3 || component == "VCALENDAR" != (len(r.within) == 0) || component == "VEVENT" && len(r.within) != 1 {
		return fmt.Errorf("BEGIN:%s does not belong here", clip(component))
	}
	r.within = append(r.within, component)
	if component == "VEVENT" {
		r.event = &event{}
	}
	return nil
}

func (r *reader) end(component string) error {
	if len(r.within) == 0 || r.within[len(r.within)-1] != component {
		return fmt.Errorf("END:%s does not belong here", clip(component))
	}
	r.within = r.within[:len(r.within)-1]
	if component != "VEVENT" {
		return nil
	}
	e := r.event
	r.event = nil
	switch {
	case e.uid == "" || e.hash == "" || e.stamp.IsZero():
		return errors.New("the entry is not one that coursecal wrote")
	case r.ledger.events[e.uid] != nil:
		return fmt.Errorf("the entry %q stands twice", clip(e.uid))
	case e.allDay && (e.first <= 0 || e.last < e.first) || !e.allDay && (e.start.IsZero() || !e.end.After(e.start)):
		return fmt.Errorf("the times of the entry %q are not in order", clip(e.uid))
	}
	r.ledger.events[e.uid] = e
	r.ledger.order = append(r.ledger.order, e.uid)
	return nil
}

func (r *reader) calendarProperty(name, value string) (err error) {
	l := r.ledger
	switch name {
	case "PRODID":
		r.ours = value == product
	case "X-COURSECAL-ID":
		l.id = value
	case "NAME":
		l.name = cleanLine(unescape(value))
	case "X-WR-TIMEZONE":
		l.zone = value
	case "X-COURSECAL-HASH":
		l.head = value
	case "X-COURSECAL-FIRST":
		if l.first, err = strconv.Atoi(value); err == nil {
			return hasRoom(l.first)
		}
	case "X-COURSECAL-LEDGER":
		if value != "1" {
			return &AheadError{fmt.Sprintf("the ledger is of the newer form %q", clip(value)), "use the newest coursecal"}
		}
		l.whole = true
	case "LAST-MODIFIED":
		l.modified, err = time.Parse(utcForm, value)
	}
	return err
}

// hasRoom refuses a SEQUENCE that cannot be counted on from.
func hasRoom(sequence int) error {
	switch {
	case sequence < 0:
		return fmt.Errorf("the SEQUENCE %d is below 0", sequence)
	case sequence > maxSequence:
		return &AheadError{
			fmt.Sprintf("the SEQUENCE %d has no room to grow", sequence),
			"put a backup in its place; if readers have such numbers already, only a new `id` reaches them",
		}
	}
	return nil
}

func (r *reader) eventProperty(name, parameters, value string) (err error) {
	e := r.event
	switch name {
	case "UID":
		e.uid = unescape(value)
	case "SEQUENCE":
		if e.sequence, err = strconv.Atoi(value); err == nil {
			return hasRoom(e.sequence)
		}
	case "DTSTAMP":
		e.stamp, err = time.Parse(utcForm, value)
	case "CREATED":
		e.created, err = time.Parse(utcForm, value)
	case "LAST-MODIFIED":
		e.modified, err = time.Parse(utcForm, value)
	case "DTSTART":
		e.start, e.first, err = r.time(parameters, value)
	case "DTEND":
		e.end, e.last, err = r.time(parameters, value)
		e.last--
	case "SUMMARY":
		e.summary = cleanLine(unescape(value))
	case "DESCRIPTION":
		e.description = clean(unescape(value))
	case "LOCATION":
		e.location = cleanLine(unescape(value))
	case "URL":
		e.url = cleanURI(value)
	case "CATEGORIES":
		e.kind = cleanLine(unescape(value))
	case "STATUS":
		e.status = value
	case "TRANSP":
		e.busy = value == "OPAQUE"
	case "X-COURSECAL-HASH":
		e.hash = value
	}
	if err != nil {
		return fmt.Errorf("%s %q cannot be read", name, clip(value))
	}
	return nil
}

// time reads a date, or an instant in UTC or in the zone that TZID names.
func (r *reader) time(parameters, value string) (time.Time, schedule.Date, error) {
	if parameters == "VALUE=DATE" {
		r.event.allDay = true
		t, err := time.Parse(dateForm, value)
		return time.Time{}, schedule.DateOf(t), err
	}
	zone, isLocal := strings.CutPrefix(parameters, "TZID=")
	if !isLocal {
		r.event.zone, r.event.tz = "UTC", time.UTC
		t, err := time.Parse(utcForm, value)
		return t, 0, err
	}
	if r.zone == nil || r.zone.String() != zone {
		var err error
		if r.zone, err = schedule.LoadZone(zone); err != nil {
			return time.Time{}, 0, err
		}
	}
	r.event.zone, r.event.tz = zone, r.zone
	wall, err := time.Parse(localForm, value)
	if err != nil {
		return time.Time{}, 0, err
	}
	t, err := schedule.Instant(r.zone, schedule.DateOf(wall), schedule.Clock(wall.Hour()*60+wall.Minute()))
	return t, 0, err
}

// unescape reads a TEXT value (RFC 5545 3.3.11).
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if s[i] == 'n' || s[i] == 'N' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
