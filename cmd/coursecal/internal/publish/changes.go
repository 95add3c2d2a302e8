package publish

import (
	"bytes"
	"strings"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/schedule"
)

// newest is of how many changes a course's pages choose what they show: for a
// group or a kind they show fewer.
const newest = 20

// changes returns the log of what changed in a course, with what a revision
// changes, and remembers it. A course that never changed has an empty log,
// which is not kept.
func (p *Publisher) changes(r *revision, c *schedule.Course) ([]byte, []announce.News, error) {
	old, log, err := p.log(r, c)
	if err != nil {
		return nil, nil, err
	}
	if r.ledger != nil && !bytes.Equal(r.data, r.previous) {
		log.Add(ical.Compare(r.ledger.Listing(), r.calendar.Listing()))
	}
	data, err := log.Encode()
	if err != nil || log.Len() == 0 || bytes.Equal(data, old) {
		return data, log.Newest(newest), err
	}
	return data, log.Newest(newest), p.State.write(c.ID, logFile, data)
}

// log returns the log that is remembered, and its bytes; a new one where there
// is none, or none that can be read.
func (p *Publisher) log(r *revision, c *schedule.Course) ([]byte, *announce.Log, error) {
	data, err := p.State.read(c.ID, logFile)
	if err != nil {
		return nil, nil, err
	}
	if data != nil {
		log, err := announce.ReadLog(data, c.ID)
		if err == nil {
			return data, log, nil
		}
		p.Log.Error("the log of changes cannot be used and begins anew", "course", c.ID, "reason", err)
	}
	return nil, announce.NewLog(c.ID, strings.TrimSpace(c.Code+" "+c.Name), r.calendar.Modified()), nil
}
