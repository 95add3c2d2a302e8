package ical

import (
	"strings"
	"time"

	"coursecal/schedule"
)

// maxZones is how many zones one calendar may name.
const maxZones = 100

// settleZone finds the zone of the schedule where the caller gave none: what
// the calendar says, else the zone of most entries.
func (r *foreignReader) settleZone() error {
	if r.draft.Zone != nil {
		return nil
	}
	said := r.zone(r.wrZone)
	counts := map[*time.Location]int{}
	var most *time.Location
	for _, e := range r.events {
		if z := r.zone(e.start.tzid); z != nil {
			if counts[z]++; counts[z] > counts[most] {
				most = z
			}
		}
	}
	// Google says UTC of a calendar whose owner never chose a zone.
	if said == nil || said == time.UTC && most != nil {
		said = most
	}
	if said == nil {
		return ErrNoZone
	}
	r.draft.Zone = said
	return nil
}

// zone returns the zone that a TZID stands for, nil for one that is unknown.
func (r *foreignReader) zone(tzid string) *time.Location {
	if tzid == "" {
		return nil
	}
	if z, known := r.zones[tzid]; known {
		return z
	}
	if len(r.zones) == maxZones {
		return nil
	}
	name := schedule.ForeignZone(tzid)
	if z := r.vtimezones[tzid]; z != nil && z.location != "" {
		name = schedule.ForeignZone(z.location)
	}
	if strings.EqualFold(tzid, "GMT") || strings.EqualFold(tzid, "tzone://Microsoft/Utc") {
		name = "UTC" // by its name it has no summer time
	}
	var zone *time.Location
	if name != "" {
		// ForeignZone returns only names that there are.
		zone, _ = schedule.LoadZone(name)
	} else {
		zone = r.zoneLike(tzid)
	}
	for _, z := range r.zones {
		if z != nil && zone != nil && z.String() == zone.String() {
			zone = z // one zone, one pointer
		}
	}
	r.zones[tzid] = zone
	return zone
}
