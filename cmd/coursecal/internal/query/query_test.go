package query

import (
	"strings"
	"testing"
)

var known = Known{Kinds: []string{"deadline", "Lab", "quiz"}, Groups: []string{"A", "B"}}

func TestCanonical(t *testing.T) {
	for raw, want := range map[string]string{
		"":                             "",
		"cancelled=mark&for=feed":      "",
		"only=quiz,lab":                "only=Lab%2Cquiz",
		"only=LAB,%20quiz,lab":         "only=Lab%2Cquiz",
		"group=b&only=quiz":            "group=B&only=quiz",
		"only=quiz&group=B":            "group=B&only=quiz",
		"deadlines=block":              "deadlines=block",
		"deadlines=all-day&for=import": "deadlines=all-day&for=import",
		"cancelled=drop":               "cancelled=drop",
		"remind=deadline:24h":          "remind=deadline%3A1440m",
		"remind=deadline:1d":           "remind=deadline%3A1440m",
		"remind=none":                  "remind=none",
		"remind=lab:15m,none":          "remind=none%2CLab%3A15m",
		"only=Deadlines,lab":           "only=Lab%2Cdeadlines",
		"remind=DEADLINES:1d,none":     "remind=none%2Cdeadlines%3A1440m",
	} {
		q, err := Parse(raw, known)
		if err != nil || q.String() != want {
			t.Errorf("%q is %q, want %q: %v", raw, q.String(), want, err)
		}
		if again, err := Parse(q.String(), known); err != nil || again.String() != want {
			t.Errorf("%q read back is %q: %v", want, again.String(), err)
		}
	}
}

func TestRefused(t *testing.T) {
	for raw, want := range map[string]string{
		"kind=lab":                 `there is no parameter "kind": known are cancelled, deadlines, for, group, only, remind`,
		"utm_source=mail":          `there is no parameter "utm_source": known are cancelled, deadlines, for, group, only, remind`,
		"only=lab&only=quiz":       `the parameter "only" stands more than once: write only=A,B`,
		"only=lab&only=lab":        `the parameter "only" stands more than once: write only=A,B`,
		"only=":                    `there is no kind "": known are deadline, Lab, quiz, deadlines`,
		"only=lab,":                `there is no kind "": known are deadline, Lab, quiz, deadlines`,
		"only=labs":                `there is no kind "labs": known are deadline, Lab, quiz, deadlines`,
		"group=C":                  `there is no group "C": known are A, B`,
		"deadlines=block,all-day":  `deadlines=block,all-day is not understood: write deadlines=block or deadlines=all-day`,
		"cancelled=":               `cancelled= is not understood: write cancelled=mark or cancelled=show or cancelled=drop`,
		"for=me":                   `for=me is not understood: write for=feed or for=import`,
		"remind=lab":               `remind=lab is not understood: write remind=lab:15m,deadline:1d, four weeks at most, or remind=none`,
		"remind=lab:5w":            `remind=lab:5w is not understood: write remind=lab:15m,deadline:1d, four weeks at most, or remind=none`,
		"remind=lab:29d":           `remind=lab:29d is not understood: write remind=lab:15m,deadline:1d, four weeks at most, or remind=none`,
		"remind=lab:15m,lab:20m":   `remind=lab:15m,lab:20m names Lab twice: a calendar reminds once of an entry`,
		"remind=exam:1d":           `there is no kind "exam": known are deadline, Lab, quiz, deadlines`,
		"a=%zz":                    `the part of the address after the ? cannot be read`,
		"only=lab;group=A":         `the part of the address after the ? cannot be read`,
		strings.Repeat("x", 1<<20): `there is no parameter "` + strings.Repeat("x", 40) + `…": known are cancelled, deadlines, for, group, only, remind`,
	} {
		if _, err := Parse(raw, known); err == nil || err.Error() != want {
			t.Errorf("%.60q: %v, want %s", raw, err, want)
		}
	}
	if _, err := Parse("group=A", Known{}); err == nil || err.Error() != "there is no group here" {
		t.Errorf("without groups: %v", err)
	}
}

// FuzzParse: what is understood has one canonical form, which means the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"only=lab,quiz&group=A", "remind=none,lab:1h30m&for=import", "cancelled=drop&deadlines=block", "only=%4cab", "remind=lab:1m"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := Parse(raw, known)
		if err != nil {
			return
		}
		again, err := Parse(q.String(), known)
		if err != nil || again.String() != q.String() {
			t.Errorf("%q is %q, and that is %q: %v", raw, q.String(), again.String(), err)
		}
	})
}
