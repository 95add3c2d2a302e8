package ical

import (
	"fmt"
	"strings"
	"time"

	"coursecal/schedule"
)

// allDayHour is when readers are reminded of an entry without hours: at nine
// in the morning, so many days before (client rule 21).
const allDayHour = 9 * time.Hour

// trigger returns the TRIGGER of an event's alarm (RFC 5545 3.8.6.3), counted
// from its start, or "" for none. A deadline's reminder counts from the due
// time, which is the block's end. On an entry without hours, what is less than
// a day counts as a day: it has no hour to count from.
func trigger(e *event, o *schedule.Occurrence, before time.Duration) string {
	if before <= 0 {
		return ""
	}
	if e.allDay {
		days := (before + 24*time.Hour - 1) / (24 * time.Hour)
		before = days*24*time.Hour - allDayHour
	} else if o.Deadline {
		before -= deadlineBlock
	}
	// Never after the start: Outlook takes the minutes as absolute.
	return "-" + duration(max(0, before))
}

// duration writes a duration as RFC 5545 3.3.6 has it: P1D, PT15H, P1DT15H.
// Days are 24 hours, and are only written as such where nothing else is, since
// clocks may change in between.
func duration(d time.Duration) string {
	minutes := int(d / time.Minute)
	var b strings.Builder
	b.WriteString("PT")
	if h := minutes / 60; h > 0 {
		fmt.Fprintf(&b, "%dH", h)
	}
	if m := minutes % 60; m > 0 || minutes == 0 {
		fmt.Fprintf(&b, "%dM", m)
	}
	return b.String()
}
