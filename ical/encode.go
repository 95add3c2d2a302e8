package ical

import (
	"bufio"
	"bytes"
	"errors"
	"io"
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

// writer writes content lines and folds them.
type writer struct {
	out  *bufio.Writer
	line []byte
	err  error
}

// component writes what golang-ical serialises.
func (w *writer) component(c ics.Component) {
	var text bytes.Buffer
	if err := c.SerializeTo(&text, &plain); err != nil && w.err == nil {
		w.err = err
	}
	fold(w.out, text.Bytes())
}

// Encode returns the calendar as iCalendar text (RFC 5545). The same calendar
// gives the same bytes in every process on every machine.
func (c *Calendar) Encode() ([]byte, error) {
	var out bytes.Buffer
	out.Grow(1024 + 900*len(c.entries))
	_, err := c.WriteTo(&out)
	return out.Bytes(), err
}

// WriteTo writes the same text entry by entry, and returns how many bytes it
// wrote.
func (c *Calendar) WriteTo(to io.Writer) (int64, error) {
	count := &counter{to: to}
	w := &writer{out: bufio.NewWriter(count)}
	local := c.local()
	w.raw("BEGIN", "VCALENDAR")
	c.head(w)
	for _, zone := range sortedZones(local) {
		w.component(local[zone].component())
	}
	shows := c.showsGroups()
	for i := range c.entries {
		e := &c.entries[i]
		w.entry(c, e, shows[e.course], local)
	}
	w.raw("END", "VCALENDAR")
	return count.n, errors.Join(w.err, w.out.Flush())
}

// counter counts the bytes that pass.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// local returns how the zones of the events are written, or nil for UTC.
func (c *Calendar) local() map[string]*pair {
	if c.view.UTC {
		return nil
	}
	return localTimes(func(yield func(*event) bool) {
		var times event // no more of an event than its times
		for i := range c.entries {
			e := c.entries[i].tombstone
			if e == nil {
				course := c.entries[i].course
				times.zone, times.tz = course.ZoneName, course.Zone
				c.times(&times, c.entries[i].occurrence)
				e = &times
			}
			if !yield(e) {
				return
			}
		}
	})
}

// showsGroups tells of each course whether its entries say their group: where
// there is more than one to tell apart.
func (c *Calendar) showsGroups() map[*schedule.Course]bool {
	shows := map[*schedule.Course]bool{}
	for _, course := range c.courses {
		shows[course] = course.SeveralGroups(c.view.Groups)
	}
	return shows
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
	w.raw("VERSION", "2.0")
	w.raw("PRODID", product)
	w.raw("CALSCALE", "GREGORIAN")
	w.raw("METHOD", "PUBLISH")
	if !c.view.Import {
		name := Name(c.view, c.courses...)
		w.text("NAME", name)
		w.text("X-WR-CALNAME", name)
	}
	if zone := c.zoneName(); zone != "" {
		w.raw("X-WR-TIMEZONE", zone)
	}
	if !c.view.Import {
		w.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
		w.raw("X-PUBLISHED-TTL", "PT1H")
	}
	w.raw("LAST-MODIFIED", utc(c.modified)) // RFC 7986 5.4
	if len(c.courses) == 1 {
		w.raw("X-COURSECAL-ID", c.courses[0].ID)
		w.raw("X-COURSECAL-HASH", headHash(c.courses[0]))
	}
	if c.first > 0 {
		w.raw("X-COURSECAL-FIRST", strconv.Itoa(c.first))
	}
	if c.whole {
		w.raw("X-COURSECAL-LEDGER", "1")
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

const dateForm, localForm, utcForm = "20060102", "20060102T150405", "20060102T150405Z"

func utc(t time.Time) string { return t.UTC().Format(utcForm) }

// properties collects the properties of a component in order.
type properties []ics.IANAProperty

func (p *properties) add(name, value string) {
	*p = append(*p, ics.IANAProperty{BaseProperty: ics.BaseProperty{IANAToken: name, Value: value}})
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
	p := make(properties, 0, 5)
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
