package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coursecal/ical"
)

// TestAllDeadlines asks for whatever is due in one word, which follows kinds
// that come later and leaves sessions of the same kind alone.
func TestAllDeadlines(t *testing.T) {
	const day = 24 * time.Hour
	body := `
sessions: {lab: {when: 2020-05-11 09:00-10:00, remind: 15m}, exam: {when: 2020-05-12 09:00-10:00}}
deadlines: {essay: {due: 2020-05-13 12:00, cancel: true}, project: {due: 2020-05-14 12:00, kind: project}, paper: {due: 2020-05-15 12:00, kind: exam}}
`
	named := "sessions: {deadlines: {when: 2020-05-11 09:00-10:00, remind: 15m}}\ndeadlines: {essay: {due: 2020-05-13 12:00}}\n"
	for _, test := range []struct {
		body   string
		view   ical.View
		prefix string
		want   []string
	}{
		{body, ical.View{Only: []string{"deadlines"}}, "UID", []string{"UID:essay@x", "UID:project@x", "UID:paper@x"}},
		{body, ical.View{Only: []string{"lab", "deadlines"}}, "UID", []string{"UID:lab@x", "UID:essay@x", "UID:project@x", "UID:paper@x"}},
		{body, ical.View{Only: []string{"deadlines"}, Cancelled: ical.Drop}, "UID", []string{"UID:project@x", "UID:paper@x"}},
		{body, ical.View{Remind: map[string]time.Duration{"deadlines": day}}, "TRIGGER", []string{"TRIGGER:-PT15M", "TRIGGER:-PT23H30M", "TRIGGER:-PT23H30M"}},
		{body, ical.View{Remind: map[string]time.Duration{"deadlines": day, "": -1}}, "TRIGGER", []string{"TRIGGER:-PT23H30M", "TRIGGER:-PT23H30M"}},
		{body, ical.View{Remind: map[string]time.Duration{"deadlines": day, "project": -1}}, "TRIGGER", []string{"TRIGGER:-PT15M", "TRIGGER:-PT23H30M"}},
		{named, ical.View{Only: []string{"deadlines"}}, "UID", []string{"UID:deadlines@x"}},
		{named, ical.View{Remind: map[string]time.Duration{"deadlines": day}}, "TRIGGER", []string{"TRIGGER:-PT24H"}},
		// A kind of that name is one before it has a date.
		{strings.ReplaceAll(named, "2020-05-11 09:00-10:00", "tbc"), ical.View{Only: []string{"deadlines"}}, "UID", nil},
	} {
		if diff := cmp.Diff(test.want, lines(view(t, test.body, test.view), test.prefix)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.view, diff)
		}
	}
}

// TestNamesInAnyCase tells a bug: of joined courses that write a kind or a group
// in two ways, a view kept the entries of one and dropped those of the other
// without a word.
func TestNamesInAnyCase(t *testing.T) {
	of := func(id, body string) *ical.Calendar {
		return ical.Of(parse(t, "id: "+id+"\nname: C\ntimezone: UTC\n"+body), published)
	}
	joined := ical.Merge(
		of("x", "sessions: {lab: {title: Lab, when: 2020-05-04 09:00-10:00, groups: [A, B]}}\ndeadlines: {essay: 2020-05-06}"),
		of("y", "sessions: {Lab: {title: Lab, when: 2020-05-05 09:00-10:00, groups: [a, b]}}"))
	labs := []string{"UID:lab.A@x", "UID:lab.B@x", "UID:Lab.a@y", "UID:Lab.b@y"}
	for _, test := range []struct {
		view   ical.View
		prefix string
		want   []string
	}{
		{ical.View{Only: []string{"Lab"}}, "UID", labs},
		{ical.View{Only: []string{"lab"}}, "UID", labs},
		{ical.View{Only: []string{"DEADLINES"}}, "UID", []string{"UID:essay@x"}},
		{ical.View{Only: []string{"lab"}, Groups: []string{"B"}}, "UID", []string{"UID:lab.B@x", "UID:Lab.b@y"}},
		{ical.View{Only: []string{"lab"}, Groups: []string{"B"}}, "SUMMARY", []string{"SUMMARY:Lab", "SUMMARY:Lab"}},
		{ical.View{Groups: []string{"B"}}, "NAME", []string{"NAME:C\\, C (B)"}},
		{ical.View{Only: []string{"lab"}, Groups: []string{"A", "b"}}, "SUMMARY", []string{"SUMMARY:Lab (A)", "SUMMARY:Lab (B)", "SUMMARY:Lab (a)", "SUMMARY:Lab (b)"}},
		{ical.View{Groups: []string{"A"}, Remind: map[string]time.Duration{"Lab": time.Hour, "Deadlines": 24 * time.Hour}}, "TRIGGER", []string{"TRIGGER:-PT1H", "TRIGGER:-PT1H", "TRIGGER:-PT15H"}},
		{ical.View{Remind: map[string]time.Duration{"LAB": -1, "": time.Hour, "deadline": -1}}, "TRIGGER", nil},
	} {
		if diff := cmp.Diff(test.want, lines(encode(t, joined.View(test.view)), test.prefix)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.view, diff)
		}
	}
}
