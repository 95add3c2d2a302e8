package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOversized checks a course of few entries and long notes.
func TestOversized(t *testing.T) {
	text := "id: x\nname: X\ntimezone: UTC\nsessions: {lab: {when: Mon 09:00-10:00, from: 2020-01-06, count: 200, notes: \"" + strings.Repeat("long ", 1200) + "\"}}\n"
	var out, errors bytes.Buffer
	e := &env{stdin: strings.NewReader(text), stdout: &out, stderr: &errors, getenv: func(string) string { return "" }}
	if code := run([]string{"check", "--strict", "-"}, e); code != exitWrong {
		t.Errorf("exit code %d", code)
	}
	want := "<stdin>:1:1: warning: the calendar has 1.3 MB, more than 1 MB: some calendars stop reading\n  hint: shorten notes, or split the course\n"
	if errors.String() != want {
		t.Errorf("got %q, want %q", errors.String(), want)
	}
}

// A person at a terminal learns what to type next, and a program does not.
func TestAfterCheck(t *testing.T) {
	name := filepath.Join(t.TempDir(), "one.yaml")
	if err := os.WriteFile(name, []byte(one), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args     []string
		terminal bool
		want     string
	}{
		{[]string{"check", name}, true, "see it with: coursecal list " + name + "; make the calendar with: coursecal generate " + name + " -o one.ics\n"},
		{[]string{"check", "-"}, true, "it can be made into a calendar: coursecal generate - -o course.ics\n"},
		{[]string{"check", name, "-"}, true, "all can be made into calendars: coursecal generate … -o DIR/\n"},
		{[]string{"check", name}, false, ""},
		{[]string{"check", "--format", "json", name}, true, ""},
	} {
		e, _, stderr := world(one)
		e.terminal = test.terminal
		if code := run(test.args, e); code != 0 || stderr.String() != test.want {
			t.Errorf("%q: exit code %d, %q; want %q", test.args, code, stderr, test.want)
		}
	}
}
