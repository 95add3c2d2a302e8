package ical

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"

	"coursecal/schedule"
)

// product is PRODID. It has no version, so that a new one changes no bytes.
const product = "-//coursecal//coursecal//EN"

// plain is how golang-ical is asked to write: CRLF, which it does not do by
// itself (client rule 1), and unfolded, since its own folding cuts between
// the two characters of an escape (client rule 2). It is never changed.
var plain = ics.SerializationConfiguration{MaxLength: math.MaxInt, PropertyMaxLength: math.MaxInt, NewLine: "\r\n"}

// writer writes properties and components through golang-ical and folds them.
// Everything goes to memory, which does not fail, because golang-ical drops
// some write errors.
type writer struct {
	out  bytes.Buffer
	line bytes.Buffer
	err  error
}

func (w *writer) component(c ics.Component) {
	w.line.Reset()
	if err := c.SerializeTo(&w.line, &plain); err != nil && w.err == nil {
		w.err = err
	}
	fold(&w.out, w.line.Bytes())
}

// property writes one line of the calendar itself.
func (w *writer) property(name, value string) {
	w.line.Reset()
	p := ics.BaseProperty{IANAToken: name, Value: value}
	if err := p.SerializeTo(&w.line, &plain); err != nil && w.err == nil {
		w.err = err
	}
	fold(&w.out, w.line.Bytes())
}

// Encode writes the calendar as iCalendar text (RFC 5545). The same calendar
// gives the same bytes in every process on every machine.
func (c *Calendar) Encode() ([]byte, error) {
	events := c.events()
	local, ok := map[string]*pair(nil), false
	if !c.view.UTC {
		local, ok = localTimes(events)
	}
	if !ok {
		local = nil
	}
	w := &writer{}
	w.out.Grow(1024 + 900*len(events))
	w.out.WriteString("BEGIN:VCALENDAR\r\n")
	c.head(w)
	for _, zone := range sortedZones(local) {
		w.component(local[zone].component())
	}
	for _, e := range events {
		w.component(e.component(local))
	}
	w.out.WriteString("END:VCALENDAR\r\n")
	text := w.out.Bytes()
	if w.err == nil && bytes.Count(text, []byte("\nBEGIN:VEVENT\r\n")) != len(events) {
		w.err = errors.New("not every entry was written")
	}
	return text, w.err
}

// events returns the events in order. Groups are shown where there is more
// than one to tell apart.
func (c *Calendar) events() []*event {
	groups := map[*schedule.Course][]string{}
	for _, e := range c.entries {
		if e.occurrence != nil && len(e.occurrence.Groups) > 0 {
			list := append(groups[e.course], e.occurrence.Groups...)
			slices.Sort(list)
			groups[e.course] = slices.Compact(list)
		}
	}
	events := make([]*event, len(c.entries))
	for i, e := range c.entries {
		events[i] = c.event(e, len(groups[e.course]) > 1)
	}
	return events
}

func sortedZones(pairs map[string]*pair) []string {
	var names []string
	for name := range pairs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// head writes the calendar's own properties, in a fixed order.
func (c *Calendar) head(w *writer) {
	w.property("VERSION", "2.0")
	w.property("PRODID", product)
	w.property("CALSCALE", "GREGORIAN")
	w.property("METHOD", "PUBLISH")
	if !c.view.Import {
		name := cleanLine(calendarName(c.courses))
		w.property("NAME", name)
		w.property("X-WR-CALNAME", name)
	}
	if zone := c.zoneName(); zone != "" {
		w.property("X-WR-TIMEZONE", zone)
	}
	if !c.view.Import {
		// The value is no TEXT, and golang-ical has the parameter in the name.
		w.property("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
		w.property("X-PUBLISHED-TTL", "PT1H")
	}
	w.property("LAST-MODIFIED", utc(c.modified)) // RFC 7986 5.4
	if len(c.courses) == 1 {
		w.property("X-COURSECAL-ID", c.courses[0].ID)
		w.property("X-COURSECAL-HASH", headHash(c.courses[0]))
	}
	if c.whole {
		w.property("X-COURSECAL-LEDGER", "1")
	}
}

// zoneName is the zone of all courses, or "" where they differ (client rule 14).
func (c *Calendar) zoneName() string {
	for _, x := range c.courses {
		if x.ZoneName != c.courses[0].ZoneName {
			return ""
		}
	}
	if len(c.courses) == 0 {
		return ""
	}
	return c.courses[0].ZoneName
}

// properties collects the properties of a component in order.
type properties []ics.IANAProperty

func (p *properties) add(name, value string) {
	*p = append(*p, ics.IANAProperty{BaseProperty: ics.BaseProperty{IANAToken: name, Value: value}})
}

// some adds a property unless its value is empty.
func (p *properties) some(name, value string) {
	if value != "" {
		p.add(name, value)
	}
}

func (p *properties) with(name, parameter, of, value string) {
	*p = append(*p, ics.IANAProperty{BaseProperty: ics.BaseProperty{
		IANAToken: name, Value: value, ICalParameters: map[string][]string{parameter: {of}},
	}})
}

const dateForm, localForm, utcForm = "20060102", "20060102T150405", "20060102T150405Z"

func utc(t time.Time) string { return t.UTC().Format(utcForm) }

// component returns the VEVENT. Without pairs times are in UTC.
func (e *event) component(local map[string]*pair) ics.Component {
	p := make(properties, 0, 20)
	p.add("UID", e.uid)
	p.add("SEQUENCE", strconv.Itoa(e.sequence))
	p.add("DTSTAMP", utc(e.stamp))
	p.add("CREATED", utc(e.created))
	p.add("LAST-MODIFIED", utc(e.modified))
	e.addTimes(&p, local)
	p.add("SUMMARY", e.summary)
	p.some("DESCRIPTION", e.description)
	p.some("LOCATION", e.location)
	p.some("URL", e.url)
	p.some("CATEGORIES", e.kind)
	p.add("STATUS", e.status)
	if e.busy {
		p.add("TRANSP", "OPAQUE")
		p.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
	} else {
		p.add("TRANSP", "TRANSPARENT")
		p.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
	}
	p.add("X-COURSECAL-HASH", e.hash)
	out := &ics.VEvent{ComponentBase: ics.ComponentBase{Properties: p}}
	if e.trigger != "" {
		out.Components = []ics.Component{e.alarm()}
	}
	return out
}

// addTimes writes DTSTART and DTEND, both of one type, the end exclusive
// (client rules 10 and 13).
func (e *event) addTimes(p *properties, local map[string]*pair) {
	switch {
	case e.allDay:
		p.with("DTSTART", "VALUE", "DATE", e.first.UTC().Format(dateForm))
		p.with("DTEND", "VALUE", "DATE", (e.last + 1).UTC().Format(dateForm))
	case local[e.zone] != nil:
		p.with("DTSTART", "TZID", e.zone, e.start.In(e.tz).Format(localForm))
		p.with("DTEND", "TZID", e.zone, e.end.In(e.tz).Format(localForm))
	default:
		p.add("DTSTART", utc(e.start))
		p.add("DTEND", utc(e.end))
	}
}

// alarm returns the one VALARM an event may have (client rule 21).
func (e *event) alarm() ics.Component {
	var p properties
	p.add("ACTION", "DISPLAY")
	p.add("DESCRIPTION", e.summary)
	p.add("TRIGGER", e.trigger)
	return &ics.VAlarm{ComponentBase: ics.ComponentBase{Properties: p}}
}

// component returns the VTIMEZONE (client rule 10).
func (p *pair) component() ics.Component {
	var props properties
	props.add("TZID", p.zone)
	out := &ics.VTimezone{ComponentBase: ics.ComponentBase{Properties: props}}
	out.Components = []ics.Component{&ics.Standard{ComponentBase: p.standard.base(p.year, p.changes)}}
	if p.changes {
		out.Components = append(out.Components, &ics.Daylight{ComponentBase: p.daylight.base(p.year, true)})
	}
	return out
}

func (o *observance) base(year int, yearly bool) ics.ComponentBase {
	var p properties
	start := schedule.NewDate(year, time.January, 1).UTC()
	if yearly {
		start = o.date(year).UTC().Add(time.Duration(o.clock) * time.Minute)
	}
	p.add("DTSTART", start.Format(localForm))
	p.add("TZOFFSETFROM", utcOffset(o.from))
	p.add("TZOFFSETTO", utcOffset(o.to))
	p.add("TZNAME", o.name)
	if yearly {
		day := [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[o.weekday]
		p.add("RRULE", "FREQ=YEARLY;BYMONTH="+strconv.Itoa(int(o.month))+";BYDAY="+strconv.Itoa(o.nth)+day)
	}
	return ics.ComponentBase{Properties: p}
}
