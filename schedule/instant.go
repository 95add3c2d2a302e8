package schedule

import "time"

// Instant returns the instant at which a wall clock in the zone shows the
// time on the date; of two it is the first (RFC 5545 3.3.5). A time that the
// clocks of the zone skip is an error.
func Instant(zone *time.Location, d Date, c Clock) (time.Time, error) {
	return resolve(zone, d, c)
}
