package main

import (
	"strconv"
	"strings"
	"testing"
)

// A client is a reader's calendar: it knows entries by UID, and takes one as
// changed if its SEQUENCE is higher.
type client map[string]shown

// shown is an entry of a calendar as a client reads it.
type shown struct {
	sequence        int
	stamp, modified string
	// text is all of it, looks without what tells of its history.
	text, looks string
	sight
}

// apply takes a feed in. What it has no more, the client drops.
func (c client) apply(y *year, data []byte) {
	y.t.Helper()
	feed := entriesOf(y.t, data)
	for uid, e := range feed {
		old, known := c[uid]
		switch {
		case known && (e.sequence < old.sequence || e.stamp < old.stamp || e.modified < old.modified):
			y.t.Fatalf("%s\n%s fell: SEQUENCE %d to %d, DTSTAMP %s to %s, LAST-MODIFIED %s to %s",
				y.story(), uid, old.sequence, e.sequence, old.stamp, e.stamp, old.modified, e.modified)
		case !known || e.sequence > old.sequence:
			c[uid] = e
		}
	}
	for uid := range c {
		if _, ok := feed[uid]; !ok {
			delete(c, uid)
		}
	}
}

// check wants the client to show exactly the plan.
func (c client) check(y *year) {
	y.t.Helper()
	want := y.plan.sights()
	for uid, e := range c {
		see, ok := want[uid]
		if !ok && !e.cancelled || ok && see != e.sight {
			y.t.Fatalf("%s\n%s shows %v, want %v (planned: %v)", y.story(), uid, e.sight, see, ok)
		}
	}
	for uid := range want {
		if _, ok := c[uid]; !ok {
			y.t.Fatalf("%s\n%s is missing", y.story(), uid)
		}
	}
}

// entriesOf reads the entries of a calendar as simply as can be.
func entriesOf(t *testing.T, data []byte) map[string]shown {
	t.Helper()
	out := map[string]shown{}
	text := strings.ReplaceAll(string(data), "\r\n ", "")
	for _, block := range strings.Split(text, "BEGIN:VEVENT\r\n")[1:] {
		var e shown
		e.text, _, _ = strings.Cut(block, "END:VEVENT")
		uid := ""
		for line := range strings.Lines(e.text) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			name, _, _ = strings.Cut(name, ";")
			switch name {
			case "SEQUENCE":
				e.sequence, _ = strconv.Atoi(value)
				continue
			case "DTSTAMP":
				e.stamp = value
				continue
			case "LAST-MODIFIED":
				e.modified = value
				continue
			case "CREATED", "X-COURSECAL-HASH":
				continue
			case "UID":
				uid = value
			case "DTSTART":
				e.date = date(value[:4] + "-" + value[4:6] + "-" + value[6:8])
			case "LOCATION":
				e.where = value
			case "STATUS":
				e.cancelled = value == "CANCELLED"
			}
			e.looks += line
		}
		if _, twice := out[uid]; uid == "" || twice {
			t.Fatalf("an entry has the UID %q", uid)
		}
		out[uid] = e
	}
	return out
}
