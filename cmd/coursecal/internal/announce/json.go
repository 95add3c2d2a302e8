package announce

import (
	"encoding/json"
	"strings"
	"time"

	"coursecal/ical"
)

// report is what JSON writes.
type report struct {
	Course string `json:"course"`
	// RenamedFrom is what the course was called; "" where it is called the same.
	RenamedFrom string         `json:"renamed_from"`
	Same        bool           `json:"same"`
	Changes     []reportChange `json:"changes"`
	// Stays counts by kind what did not change.
	Stays map[string]int `json:"stays"`
}

type reportChange struct {
	What    string         `json:"what"`
	UID     string         `json:"uid"`
	Title   string         `json:"title"`
	Before  *reportEntry   `json:"before"`
	After   *reportEntry   `json:"after"`
	Details []reportDetail `json:"details"`
	Why     string         `json:"why"`
}

type reportEntry struct {
	AllDay bool `json:"all_day"`
	// Start and End are RFC 3339 with the zone's offset, or dates, the end
	// then included.
	Start string `json:"start"`
	End   string `json:"end"`
	Place string `json:"place"`
}

type reportDetail struct {
	What   string `json:"what"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// JSON tells the changes to programs: one object, also where there are none.
func JSON(c *ical.Comparison) string {
	r := report{Course: c.Name(), Same: c.Same(), Changes: []reportChange{}, Stays: map[string]int{}}
	if c.Renamed() {
		r.RenamedFrom = c.Old.Name
	}
	for i := range c.Changes {
		r.Changes = append(r.Changes, reportOf(&c.Changes[i]))
	}
	for _, e := range c.Stays {
		r.Stays[e.Kind]++
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	// Strings and numbers always encode, and a Builder never fails.
	_ = enc.Encode(r)
	return b.String()
}

func reportOf(ch *ical.Change) reportChange {
	out := reportChange{What: ch.Sort.String(), Details: []reportDetail{}}
	for _, e := range []*ical.Entry{ch.Before, ch.After} {
		if e != nil {
			out.UID, out.Title, out.Why = e.UID, e.Title, e.Why
		}
	}
	out.Before, out.After = entryOf(ch.Before), entryOf(ch.After)
	for _, d := range ch.Details {
		out.Details = append(out.Details, reportDetail(d))
	}
	return out
}

func entryOf(e *ical.Entry) *reportEntry {
	switch {
	case e == nil:
		return nil
	case e.AllDay:
		return &reportEntry{true, e.First.String(), e.Last.String(), e.Where}
	}
	return &reportEntry{false, e.Start.Format(time.RFC3339), e.End.Format(time.RFC3339), e.Where}
}
