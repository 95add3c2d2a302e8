package main

import (
	"maps"
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	good := map[string]time.Duration{
		"90m": 90 * time.Minute, "1h30m": 90 * time.Minute, "2h": 2 * time.Hour, "5d": 120 * time.Hour,
		"1d12h": 36 * time.Hour, "28d": 28 * 24 * time.Hour, "1d1h1m": 25*time.Hour + time.Minute,
	}
	for s, want := range good {
		if got, ok := parseDuration(s); !ok || got != want {
			t.Errorf("%q: got %v, %t; want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "0m", "15", "m", "-5m", "+5m", "1.5h", "30m1h", "1h1h", "29d", "99999999999d", "5s", "1w", "1h ", "١h"} {
		if got, ok := parseDuration(s); ok {
			t.Errorf("%q: got %v, want an error", s, got)
		}
	}
}

func TestReminders(t *testing.T) {
	kinds := []string{"deadline", "lab", "quiz"}
	tests := []struct {
		values []string
		want   map[string]time.Duration
		err    string
	}{
		{nil, map[string]time.Duration{}, ""},
		{[]string{"lab:15m,deadline:1d"}, map[string]time.Duration{"lab": 15 * time.Minute, "deadline": 24 * time.Hour}, ""},
		{[]string{"Lab:15m", "LAB:15m"}, map[string]time.Duration{"lab": 15 * time.Minute}, ""},
		{[]string{"none"}, map[string]time.Duration{"": never}, ""},
		{[]string{"none", "lab:2h"}, map[string]time.Duration{"": never, "lab": 2 * time.Hour}, ""},
		{[]string{"none,Deadlines:1d"}, map[string]time.Duration{"": never, "deadlines": 24 * time.Hour}, ""},
		{[]string{"quiz:none"}, map[string]time.Duration{"quiz": never}, ""},
		{[]string{"labs:2h"}, nil, `--remind: unknown kind "labs"`},
	}
	for _, tt := range tests {
		r := remindFlag(newFlagSet("x"), "remind", "")
		for _, v := range tt.values {
			if err := r.Set(v); err != nil {
				t.Fatal(err)
			}
		}
		got, err := r.view(kinds)
		if err != nil && err.Error() != tt.err || err == nil && tt.err != "" {
			t.Errorf("%q: error %v, want %q", tt.values, err, tt.err)
		}
		if !maps.Equal(got, tt.want) {
			t.Errorf("%q: got %v, want %v", tt.values, got, tt.want)
		}
	}
}
