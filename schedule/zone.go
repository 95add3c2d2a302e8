package schedule

import (
	"fmt"
	"strings"
	"time"
)

// LoadZone returns the zone of an IANA name that has a slash, or of "UTC", in
// exactly the case of the IANA list. It refuses the names without a slash:
// they are abbreviations and leftovers that hide which clock changes they
// follow.
//
// It never uses time.LoadLocation, which takes "" for UTC and "Local" for the
// machine's zone, and prefers the machine's zone files (or $ZONEINFO) to its
// own: two machines would build different calendars from one schedule.
func LoadZone(name string) (*time.Location, error) {
	if name == "UTC" {
		return time.UTC, nil
	}
	if !zoneShape(name) {
		return nil, unknownZone(name)
	}
	for file, entry := range zoneFiles() {
		if file == name {
			return time.LoadLocationFromTZData(name, []byte(zoneFile(entry)))
		}
	}
	return nil, unknownZone(name)
}

// ZoneNames returns the names that LoadZone accepts, sorted.
func ZoneNames() []string {
	var names []string
	// The archive is sorted, and so stays what is left of it.
	for name := range zoneFiles() {
		if name == "UTC" || zoneShape(name) {
			names = append(names, name)
		}
	}
	return names
}

// zoneShape reports whether a name of the archive names a place. A slash at an
// end would be a folder or an absolute path.
func zoneShape(name string) bool {
	return strings.Contains(name, "/") && strings.Trim(name, "/") == name
}

// unknownZone says that there is no such zone; a hint can add nearestZone.
func unknownZone(name string) error {
	if name == "" {
		return fmt.Errorf("no time zone given")
	}
	if r := []rune(name); len(r) > maxZoneName {
		name = string(r[:maxZoneName]) + "…"
	}
	return fmt.Errorf("no time zone is called %q", name)
}

// A wall is a time shown by a clock on a wall: a civil date and a clock of
// that date. It becomes an instant only in a zone.
type wall struct {
	Date  Date
	Clock Clock
}

// wallAt returns the wall clock that lies minutes after 1970-01-01 00:00.
func wallAt(minutes int64) wall {
	t := time.Unix(minutes*60, 0).UTC()
	return wall{DateOf(t), Clock(t.Hour()*60 + t.Minute())}
}

// A gapError tells of a wall-clock time that the clocks of a zone skip.
type gapError struct {
	// Zone is the zone's name.
	Zone string
	// Asked is the time as it was asked for.
	Asked wall
	// Before is the last minute that clocks show before the gap, After the
	// first they show after it; both have a clock below 24:00.
	Before, After wall
}

// Error says which time is skipped, and the valid minutes on either side. It
// names their dates only where they are not on the date asked for.
func (e *gapError) Error() string {
	show := func(w wall) string {
		if w.Date == e.Asked.Date {
			return w.Clock.String()
		}
		return w.Clock.String() + " on " + w.Date.String()
	}
	return fmt.Sprintf("%s does not exist on %s in %s: clocks go from %s to %s",
		e.Asked.Clock, e.Asked.Date, e.Zone, show(e.Before), show(e.After))
}

// offsetReach, in seconds, is further than any clock ever was from UTC and than
// any ever jumped, so that a change is never missed; and it is so short
// that there is one change at most: no zone since 1970 had two in six days.
const offsetReach = 26 * 60 * 60

// resolve returns the instant, in the zone, at which a wall clock there shows
// the time on the date; the time may be 24:00 or lie on the days after. Where
// clocks show it twice it is the first instant (RFC 5545 section 3.3.5). Where
// they skip it the error is a *gapError: the RFC has a reading for that too,
// but nobody who writes such a time means it.
//
// time.Date does neither: it takes the second instant in London and the first
// in New York, and moves a skipped time without a word. Time.ZoneBounds would
// tell where clocks change, but under a zone's last rule it may return an end
// that is not after the instant (golang/go#81583). So only offsets are asked
// for: the one well before the time and the one well after it.
func resolve(zone *time.Location, d Date, c Clock) (time.Time, error) {
	local := d.UTC().Unix() + int64(c)*60
	before := offsetAt(zone, local-offsetReach)
	after := offsetAt(zone, local+offsetReach)
	if before == after {
		return time.Unix(local-before, 0).In(zone), nil
	}
	// In a fold both are right and the offset before is the larger one, so
	// that its instant is the first.
	for _, offset := range []int64{before, after} {
		if offsetAt(zone, local-offset) == offset {
			return time.Unix(local-offset, 0).In(zone), nil
		}
	}
	return time.Time{}, gap(zone, wall{d, c}, before, after)
}

// gap finds the gap that holds a wall clock, by halving the stretch of time in
// which the offset changes from before to after.
func gap(zone *time.Location, asked wall, before, after int64) *gapError {
	local := asked.Date.UTC().Unix() + int64(asked.Clock)*60
	// The old offset is in force at low, the new one at high.
	low, high := local-after, local-before
	for high-low > 1 {
		mid := low + (high-low)/2
		if offsetAt(zone, mid) == before {
			low = mid
		} else {
			high = mid
		}
	}
	// The wall clock would show high+before, and shows high+after instead. A
	// minute is valid where its first second is; offsets had seconds once.
	return &gapError{
		Zone:   zone.String(),
		Asked:  asked,
		Before: wallAt(ceilMinutes(high+before) - 1),
		After:  wallAt(ceilMinutes(high + after)),
	}
}

// ceilMinutes returns the first whole minute at or after a second.
func ceilMinutes(seconds int64) int64 {
	m := seconds / 60
	if seconds%60 > 0 {
		m++
	}
	return m
}

// offsetAt returns the seconds by which the zone's clocks are ahead of UTC at
// an instant.
func offsetAt(zone *time.Location, unix int64) int64 {
	_, offset := time.Unix(unix, 0).In(zone).Zone()
	return int64(offset)
}
