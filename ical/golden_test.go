package ical_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
	"coursecal/schedule"
)

var update = flag.Bool("update", false, "write the golden calendars anew")

// published is when the golden calendars were first written.
var published = time.Date(2020, 3, 20, 12, 0, 0, 0, time.UTC)

// schedules returns all schedules of testdata that are right.
func schedules(t testing.TB) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Join("..", "testdata"), func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() && d.Name() == "errors" {
			return fs.SkipDir
		}
		if err == nil && filepath.Ext(path) == ".yaml" {
			out = append(out, path)
		}
		return err
	})
	if err != nil || len(out) < 5 {
		t.Fatalf("found %d schedules: %v", len(out), err)
	}
	return out
}

func load(t testing.TB, file string) *schedule.Course {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func parse(t testing.TB, text string) *schedule.Course {
	t.Helper()
	c, problems := schedule.Parse("test.yaml", []byte(text))
	if c == nil {
		t.Fatal(problems)
	}
	return c
}

func encode(t testing.TB, c *ical.Calendar) string {
	t.Helper()
	text, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decode(t testing.TB, text string) *ical.Ledger {
	t.Helper()
	l, err := ical.Decode([]byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestGolden compares each calendar with the .ics file beside its schedule,
// and feeds it back: a year later the same schedule gives the same bytes.
func TestGolden(t *testing.T) {
	for _, file := range schedules(t) {
		if strings.Contains(file, string(filepath.Separator)+"warnings"+string(filepath.Separator)) {
			continue
		}
		t.Run(filepath.ToSlash(file[len("../testdata/"):]), func(t *testing.T) {
			course := load(t, file)
			got := encode(t, ical.Revise(course, nil, published))
			golden := strings.TrimSuffix(file, ".yaml") + ".ics"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\r\n"), strings.Split(got, "\r\n")); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			if !bytes.Equal(want, []byte(got)) {
				t.Fatal("the calendars differ in their line ends")
			}
			again := encode(t, ical.Revise(course, decode(t, got), published.AddDate(1, 0, 0)))
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("nothing changed, and the bytes did:\n%s", diff)
			}
		})
	}
}
