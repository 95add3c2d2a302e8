package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// weekly is a schedule with one series.
const weekly = `id: weekly-2020
name: Weekly
timezone: Europe/London
sessions:
  lab: {when: Wed 09:00-11:00, from: 2020-04-29, topics: [Beginnings, A topic with a name that is far too long]}
`

// TestRescheduleTerminal cuts titles to the terminal, shows what a text hides,
// and says what to do next.
func TestRescheduleTerminal(t *testing.T) {
	e, stdout, stderr := world(strings.Replace(weekly, "}\n", "}  # \u202eback\r\n", 1))
	e.terminal, e.width = true, 80
	if got := run([]string{"reschedule", "-", "--series", "lab", "--after", "2020-05-01", "--shift", "1w"}, e); got != 0 {
		t.Fatalf("exit code %d: %s", got, stderr)
	}
	if want := "  2  Wed 2020-05-06 09:00–11:00  → Wed 2020-05-13 09:00–11:00  Lab 2: A topic w…\n"; !strings.Contains(stdout.String(), want) {
		t.Errorf("standard output is\n%s\nwant\n%s", stdout, want)
	}
	if strings.ContainsAny(stdout.String(), "\r\u202e") {
		t.Errorf("standard output is %q", stdout)
	}
	if want := "nothing is written yet: add --write to make the change\n"; stderr.String() != want {
		t.Errorf("standard error is %q, want %q", stderr, want)
	}
}

// TestRewrite replaces only an ordinary file that is still what was read.
func TestRewrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "weekly.yaml")
	if err := os.WriteFile(name, []byte(weekly), 0o666); err != nil {
		t.Fatal(err)
	}
	e, _, _ := world("")
	err := rewrite(e, &input{name: name, data: []byte(weekly + "# mine")}, []byte("new"))
	if err == nil || !strings.HasSuffix(err.Error(), "has just been changed by somebody else") {
		t.Errorf("got %v", err)
	}
	if err := rewrite(e, &input{name: os.DevNull}, []byte("new")); err == nil || !strings.HasSuffix(err.Error(), "is no file that can be replaced") {
		t.Errorf("got %v", err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != weekly {
		t.Errorf("the file is %q, %v", data, err)
	}
	if err := rewrite(e, &input{name: name, data: []byte(weekly)}, []byte("new")); err != nil {
		t.Error(err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "new" {
		t.Errorf("the file is %q, %v", data, err)
	}
}
