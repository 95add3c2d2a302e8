package ical

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/teambition/rrule-go"
)

// TestRulesAsAnotherLibrary expands random rules beside another library. Only
// those are compared whose first day is one of the rule: RFC 5545 leaves open
// what else happens.
func TestRulesAsAnotherLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	one := func(words ...string) string { return words[r.IntN(len(words))] }
	some := func(words ...string) string {
		var out []string
		for range 1 + r.IntN(3) {
			out = append(out, one(words...))
		}
		return strings.Join(out, ",")
	}
	weekdays := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	compared := 0
	for range 1000 {
		freq := one("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
		rule := fmt.Sprintf("FREQ=%s;INTERVAL=%d", freq, 1+r.IntN(4))
		if r.IntN(2) == 0 {
			rule += fmt.Sprintf(";COUNT=%d", 1+r.IntN(30))
		}
		if r.IntN(4) == 0 {
			rule += ";BYMONTH=" + some("1", "2", "5", "10", "12")
		}
		if r.IntN(2) == 0 {
			days := some(weekdays...)
			if freq == "MONTHLY" && r.IntN(2) == 0 {
				days = one("1", "2", "-1", "+3", "5") + one(weekdays...)
			}
			if freq == "YEARLY" {
				nth := one("1", "20", "-1", "-10")
				if strings.Contains(rule, "BYMONTH") {
					nth = one("1", "3", "-1") // the other library panics at the 20th Monday of a month
				}
				days = nth + one(weekdays...)
			}
			rule += ";BYDAY=" + days
		}
		if freq != "WEEKLY" && r.IntN(4) == 0 {
			rule += ";BYMONTHDAY=" + some("1", "13", "15", "28", "31", "-1", "-2")
		}
		// Of weeks the other library counts only what is left of the first.
		if strings.Contains(rule, ";BY") && (freq == "MONTHLY" || freq == "YEARLY") && r.IntN(4) == 0 {
			rule += ";BYSETPOS=" + some("1", "2", "-1")
		}
		if r.IntN(4) == 0 {
			rule += ";WKST=" + one(weekdays...)
		}
		start := time.Date(2019+r.IntN(3), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
		if compareRule(t, rule, start) {
			compared++
		}
	}
	if compared < 200 {
		t.Errorf("only %d rules were compared", compared)
	}
}

func compareRule(t *testing.T, text string, start time.Time) bool {
	t.Helper()
	option, err := rrule.StrToROption(text)
	if err != nil {
		t.Fatal(err)
	}
	option.Dtstart = start
	theirs, err := rrule.NewRRule(*option)
	if err != nil {
		t.Fatal(err)
	}
	last := start.AddDate(3, 0, 0)
	want := theirs.Between(start, last, true)
	if len(want) == 0 || !want[0].Equal(start) {
		return false
	}
	ours, err := parseRule(text, start)
	if err != nil {
		t.Fatal(err)
	}
	most := maxForeign
	if ours.count > 0 {
		most = ours.count
	}
	if diff := cmp.Diff(want, ours.days(start, last, most)); diff != "" {
		t.Fatalf("%s from %s (-theirs +ours):\n%s", text, start, diff)
	}
	return true
}

func TestRulesRefused(t *testing.T) {
	for _, test := range []struct{ rule, want string }{
		{"", `it repeats by "", not by days, weeks, months or years`},
		{"FREQ=SECONDLY", `it repeats by "SECONDLY", not by days, weeks, months or years`},
		{"FREQ=DAILY;INTERVAL=0", `"INTERVAL=0" in its repetition cannot be read`},
		{"FREQ=DAILY;COUNT=-1", `"COUNT=-1" in its repetition cannot be read`},
		{"FREQ=WEEKLY;BYDAY=XX", `"BYDAY=XX" in its repetition cannot be read`},
		{"FREQ=WEEKLY;BYDAY=1MO", `"FREQ=WEEKLY;BYDAY=1MO" in its repetition cannot be read`},
		{"FREQ=WEEKLY;BYDAY=99MO", `"BYDAY=99MO" in its repetition cannot be read`},
		{"FREQ=DAILY;BYHOUR=9,10", `"BYHOUR=9,10" in its repetition cannot be read`},
		{"FREQ=YEARLY;BYWEEKNO=20", `"BYWEEKNO=20" in its repetition cannot be read`},
		{"FREQ=YEARLY;BYMONTH=13", `"BYMONTH=13" in its repetition cannot be read`},
	} {
		_, err := parseRule(test.rule, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.rule, err, test.want)
		}
	}
}
