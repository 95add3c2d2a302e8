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
