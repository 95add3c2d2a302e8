package ical

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"coursecal/schedule"
)

// hashLength is the length of a hash in hexadecimal digits; 64 bits are far
// beyond chance for the entries of one course.
const hashLength = 16

// gone is the hash of a tombstone: no occurrence has it, so that an entry that
// comes back counts as changed.
const gone = "gone"

// hash is what an occurrence is known by from one run to the next: everything
// that a reader could notice, and nothing of how it is written down, so that
// neither a new version of the program nor a choice of shape looks like a
// change. The parts are length-prefixed, so that no two occurrences share one.
func hash(c *schedule.Course, o *schedule.Occurrence) string {
	b := make([]byte, 0, 512)
	put := func(s string) {
		b = strconv.AppendInt(b, int64(len(s)), 10)
		b = append(append(b, ':'), s...)
	}
	put(c.Code)
	put(o.Title)
	put(o.Topic)
	put(o.Kind)
	put(o.Where)
	put(link(c, o))
	put(o.Notes)
	put(o.Worth)
	put(o.Covers)
	put(o.Why)
	put(o.DueElsewhere)
	put(groupLabels(c, o))
	put(strings.Join(o.Groups, ","))
	if p := o.Planned; p != nil {
		put(fmt.Sprint(p.Date, p.Clock, p.AllDay))
	}
	put(fmt.Sprint(o.Deadline, o.Cancelled, o.Busy, o.AllDay))
	if o.AllDay {
		put(o.First.String() + "/" + o.Last.String())
	} else {
		put(o.Start.UTC().Format(time.RFC3339) + "/" + o.End.UTC().Format(time.RFC3339))
	}
	// What most entries lack came later, and leaves the hashes of the others.
	if o.ShowAllDay && !o.AllDay {
		put("show all-day")
	}
	if o.Remind != 0 {
		put("remind " + o.Remind.String())
	}
	return digest(b)
}

// headHash is the hash of what stands before the entries.
func headHash(c *schedule.Course) string {
	return digest(fmt.Appendf(nil, "%q", []string{c.Code, c.Name, c.ZoneName, c.URL}))
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:hashLength/2])
}
