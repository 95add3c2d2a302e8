package main

import (
	"bytes"
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
