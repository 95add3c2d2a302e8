package ical_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	emersion "github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestImportShapes imports calendars in the shapes in which other programs
// write them. Beside each stand the schedule made of it and what was told.
func TestImportShapes(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "imports", "*.txtar"))
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := string(archive.Files[0].Data)
			zone := ""
			if name == "moodle" || name == "canvas" {
				zone = "Europe/London"
			}
			yaml, c, problems := imported(t, in, zone)
			told := ""
			for _, p := range problems {
				told += fmt.Sprintf("%s\n  hint: %s\n", p.Error(), p.Hint)
			}
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "course.yaml", Data: []byte(yaml)}, txtar.File{Name: "told", Data: []byte(told)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), yaml); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(string(archive.Files[2].Data), told); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if name == "odd" {
				return // no other library reads it
			}
			var got []string
			for i := range c.Occurrences {
				o := &c.Occurrences[i]
				if o.AllDay {
					got = append(got, fmt.Sprint(o.First, " ", o.Last+1, " ", o.Cancelled))
				} else {
					got = append(got, fmt.Sprint(o.Start.UTC(), " ", o.End.UTC(), " ", o.Cancelled))
				}
			}
			slices.Sort(got)
			want := expanded(t, in, c.Zone)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("another reader sees (-), the schedule has (+):\n%s", diff)
			}
		})
	}
}

// expanded reads a calendar with another library, which expands repetitions by
// itself. What has no length counts only where its title tells a deadline.
func expanded(t *testing.T, text string, zone *time.Location) []string {
	t.Helper()
	text = strings.NewReplacer(`"GMT Standard Time"`, "Europe/London", "\r\n", "\r\n", "\n", "\r\n", ";VALUE=DATE;VALUE=DATE", ";VALUE=DATE").Replace(text)
	c, err := emersion.NewDecoder(bytes.NewReader([]byte(text))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	replaced := map[string]bool{}
	events := c.Events()
	for _, e := range events {
		if at, err := e.Props.DateTime("RECURRENCE-ID", zone); err == nil && !at.IsZero() {
			replaced[fmt.Sprint(e.Props.Get("UID").Value, at.UTC())] = true
		}
	}
	var out []string
	for _, e := range events {
		start, err := e.DateTimeStart(zone)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(zone)
		if err != nil {
			t.Fatal(err)
		}
		summary, _ := e.Props.Text("SUMMARY")
		if !end.After(start) && strings.Contains(summary, "opens") {
			continue
		}
		status, _ := e.Status()
		say := func(start, end time.Time) {
			from, to := start.Truncate(time.Minute).UTC().String(), end.Truncate(time.Minute).UTC().String()
			if e.Props.Get("DTSTART").ValueType() == emersion.ValueDate {
				from, to = start.Format(time.DateOnly), end.Format(time.DateOnly)
			} else if strings.HasSuffix(summary, " due 16:00") {
				from = to
			}
			out = append(out, fmt.Sprint(from, " ", to, " ", status == emersion.EventCancelled))
		}
		set, err := e.RecurrenceSet(zone)
		if err != nil {
			t.Fatal(err)
		}
		if set == nil {
			say(start, end)
			continue
		}
		for _, s := range set.All() {
			if !replaced[fmt.Sprint(e.Props.Get("UID").Value, s.UTC())] {
				say(s, s.Add(end.Sub(start)))
			}
		}
	}
	out = append(out, tasks(t, c, zone)...)
	slices.Sort(out)
	return out
}

// tasks reads the due times of tasks.
func tasks(t *testing.T, c *emersion.Calendar, zone *time.Location) []string {
	t.Helper()
	var out []string
	for _, child := range c.Children {
		if due := child.Props.Get("DUE"); due != nil {
			at, err := due.DateTime(zone)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(at.UTC(), " ", at.UTC(), " ", false))
		}
	}
	return out
}
