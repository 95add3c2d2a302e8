package schedule

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzReadTable gives any bytes to ReadTable: it never panics, never takes
// long, and what it makes of them parses and has each event that it did not
// tell of, at its instants.
func FuzzReadTable(f *testing.F) {
	for _, s := range []string{
		"date,start,end,title,place\n2020-04-29,09:00,11:00,Lab 1: A,L2\n2020-05-06,09:00,11:00,Lab 2: B,L2\n2020-05-20,9-11am,,Lab 3: C,\n",
		"Subject,Start Date,Start Time,End Date,End Time,All Day Event,Location\nEssay due,01/30/2021,,,,True,\nX,01/02/2021,09:00 AM,01/02/2021,11:00 AM,False,\"Room #3\"\n",
		"course,kind,title,start,end,all day,week,groups,where,worth,cancelled,moved from,why,url,notes\nx,lab,{n},2020-10-25T01:30:00Z,2020-10-25T02:30:00Z,false,,A B,none,40%,true,,3,http://x,\"a\n b\"\n",
		"date\ttitle\tgroup\n1.2.20\tnull (B)\t\n", "title;due\nE is due;2020-03-29 01:30\nYes;31/12/2100 24:00\n",
	} {
		f.Add([]byte(s))
	}
	zone, err := LoadZone("Europe/London")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		begun := time.Now()
		d, problems, err := ReadTable("t.csv", data, zone)
		for _, p := range problems {
			if p.Line < 1 || strings.Contains(p.Msg+p.Hint, "%!") && !bytes.Contains(data, []byte("%!")) || strings.ContainsAny(p.Msg, "\n\r") {
				t.Fatalf("%+v", p)
			}
		}
		if err == nil {
			checkDraft(t, d)
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Fatalf("took %s", took)
		}
	})
}

// checkDraft holds the schedule of a draft against its events.
func checkDraft(t *testing.T, d *Draft) {
	text, problems, err := d.Write()
	if err != nil {
		return
	}
	c, wrong := Parse("t.yaml", text)
	if c == nil {
		t.Fatalf("%v\n%s", wrong, text)
	}
	// What is for several groups is an entry for each.
	many := slices.ContainsFunc(d.Events, func(e Event) bool { return len(e.Groups) > 1 })
	entries := len(c.Occurrences) + len(c.Undecided)
	if len(problems.Errors()) == 0 && (entries < len(d.Events) || !many && entries > len(d.Events)) {
		t.Fatalf("%d entries of %d events\n%s", entries, len(d.Events), text)
	}
	// Every entry stands where some event does.
	var known []string
	for i := range d.Events {
		e := &d.Events[i]
		if e.AllDay {
			known = append(known, e.First.String()+e.Last.String())
			continue
		}
		end := e.End.Truncate(time.Minute)
		known = append(known, e.Start.Truncate(time.Minute).UTC().String()+end.UTC().String(), end.UTC().String()+end.UTC().String())
	}
	slices.Sort(known)
	for i := range c.Occurrences {
		o := &c.Occurrences[i]
		at := o.Start.UTC().String() + o.End.UTC().String()
		if o.AllDay {
			at = o.First.String() + o.Last.String()
		}
		if _, found := slices.BinarySearch(known, at); !found && !o.ShowAllDay {
			t.Fatalf("%q is at %s, where no event is\n%s", o.Title, at, text)
		}
	}
}
