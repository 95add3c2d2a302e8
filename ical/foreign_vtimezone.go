package ical

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"coursecal/schedule"
)

// foreignZone is a VTIMEZONE, by which a zone is known whose name says nothing:
// "Customized Time Zone", or "Europe/London-2".
type foreignZone struct {
	line     int
	location string // X-LIC-LOCATION
	parts    []*zonePart
}

// zonePart is a STANDARD or DAYLIGHT of it, as it is written.
type zonePart struct {
	start, rule, from, to string
	extra                 []moment
}

// maxZoneParts is how many parts of a zone are read. Some have one for each
// change since 1916.
const maxZoneParts = 300

// property reads a line of a VTIMEZONE, or of a part of it.
func (z *foreignZone) property(l contentLine, inPart bool) {
	if !inPart || len(z.parts) == 0 {
		if l.name == "X-LIC-LOCATION" {
			z.location = l.value
		}
		return
	}
	p := z.parts[len(z.parts)-1]
	switch l.name {
	case "DTSTART":
		p.start = l.value
	case "RRULE":
		p.rule = l.value
	case "TZOFFSETFROM":
		p.from = l.value
	case "TZOFFSETTO":
		p.to = l.value
	case "RDATE":
		p.extra = append(p.extra, l.moments()...)
	}
}

// begin opens a part.
func (z *foreignZone) begin(name string) {
	if (name == "STANDARD" || name == "DAYLIGHT") && len(z.parts) < maxZoneParts {
		z.parts = append(z.parts, &zonePart{})
	}
}

// onsets returns when which offset begins, in order, for some years. The first
// one counts before it too.
func (z *foreignZone) onsets(first, last int) []onset {
	var out []onset
	for _, p := range z.parts {
		from, ok1 := foreignOffset(p.from)
		to, ok2 := foreignOffset(p.to)
		if !ok1 || !ok2 {
			return nil
		}
		for _, wall := range p.days(first, last) {
			out = append(out, onset{wall.Unix() - int64(from), to})
		}
	}
	slices.SortStableFunc(out, func(a, b onset) int { return cmp.Compare(a.at, b.at) })
	return out
}

// days returns the wall clocks at which a part begins.
func (p *zonePart) days(first, last int) []time.Time {
	start, err := time.Parse(localForm, strings.TrimSpace(p.start))
	if err != nil {
		return nil
	}
	out := []time.Time{start}
	for _, m := range p.extra[:min(len(p.extra), maxZoneParts)] {
		if wall, err := time.Parse(localForm, m.value); err == nil {
			out = append(out, wall)
		}
	}
	rule, err := parseRule(p.rule, start)
	if err != nil || rule.freq != "YEARLY" {
		return out
	}
	until, err := time.Parse(localForm, strings.TrimSuffix(rule.until, "Z"))
	midnight := start.Truncate(24 * time.Hour)
	for day := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= last; day = day.AddDate(0, 0, 1) {
		wall := day.Add(start.Sub(midnight))
		if rule.holds(midnight, day) && wall.After(start) && (err != nil || !wall.After(until.AddDate(0, 0, 1))) {
			out = append(out, wall)
		}
		if len(out) > maxZoneParts {
			return nil // no clocks are changed that often
		}
	}
	return out
}

// foreignOffset reads +0100 or -053000 as seconds.
func foreignOffset(s string) (int, bool) {
	for _, form := range []string{"-0700", "-070000"} {
		if t, err := time.Parse(form, strings.TrimSpace(s)); err == nil {
			_, offset := t.Zone()
			return offset, true
		}
	}
	return 0, false
}

// usualZones are taken first of those that have the same hours.
const usualZones = `UTC Europe/London Europe/Berlin Europe/Athens Europe/Moscow America/New_York America/Chicago America/Denver
America/Los_Angeles America/Halifax America/Sao_Paulo Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Tokyo Australia/Sydney Australia/Brisbane
Pacific/Auckland Africa/Johannesburg Africa/Lagos`

// zoneLike returns the zone with the hours that the calendar gives to a name
// that nobody knows, nil where there is none.
func (r *foreignReader) zoneLike(tzid string) *time.Location {
	z := r.vtimezones[tzid]
	if z == nil {
		return nil
	}
	first, last := r.years()
	onsets := z.onsets(first-1, last)
	if len(onsets) == 0 {
		return nil
	}
	// A file may have a zone twice, and then counts: Europe/London-2.
	name := schedule.ForeignZone(strings.TrimRight(tzid, "0123456789-_ "))
	names := append([]string{name, r.wrZone}, strings.Fields(usualZones)...)
	if r.draft.Zone != nil {
		names = append([]string{r.draft.Zone.String()}, names...)
	}
	for _, name := range append(names, r.zoneNames()...) {
		zone, err := schedule.LoadZone(name)
		if err != nil || !sameHours(zone, onsets, first, last) {
			continue
		}
		r.tell(z.line, "", true, "if it is another one with the same hours, name that with --timezone", "the time zone %q is taken for %s", clip(tzid), name)
		return zone
	}
	return nil
}

// zoneNames returns the names of all zones.
func (r *foreignReader) zoneNames() []string {
	if r.allZones == nil {
		r.allZones = schedule.ZoneNames()
	}
	return r.allZones
}

// years returns the first and the last year in which entries begin, but no
// more than five.
func (r *foreignReader) years() (first, last int) {
	for _, e := range r.events {
		if t, err := time.Parse("2006", e.start.value[:min(len(e.start.value), 4)]); err == nil && t.Year() >= 1970 && t.Year() <= 2100 {
			if first == 0 || t.Year() < first {
				first = t.Year()
			}
			last = max(last, t.Year())
		}
	}
	return max(first, last-4), last
}

// sameHours reports whether a zone has certain offsets, week by week.
func sameHours(zone *time.Location, onsets []onset, first, last int) bool {
	w := walk{onsets: onsets}
	for t := time.Date(first, 1, 1, 12, 0, 0, 0, time.UTC); t.Year() <= last; t = t.AddDate(0, 0, 7) {
		_, offset := t.In(zone).Zone()
		if expected, _ := w.at(t.Unix()); expected != offset {
			return false
		}
	}
	return true
}
