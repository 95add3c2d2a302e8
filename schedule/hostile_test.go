package schedule

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHostileSizes gives Parse files of a mebibyte that are made to be slow.
// Each takes well under a second on its own; the test only looks for what
// never ends, since machines differ.
func TestHostileSizes(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, (MaxSize-300)/len(s)) }
	count := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < MaxSize-400; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	lab := head + "sessions:\n  a:\n    when: Mon 09:00-10:00\n    from: 1970-01-01\n"
	for name, text := range map[string]string{
		"open brackets":    fill("["),
		"dashes":           fill("- "),
		"question marks":   fill("?\n"),
		"one key":          fill("a:\n"),
		"comments":         head + "sessions:\n" + fill("  #x\n"),
		"unknown keys":     head + count("k%d: 1\n"),
		"deadlines":        head + "deadlines: {" + count("d%d: 2020-01-01, ") + "}\n",
		"wide characters":  head + "deadlines: {" + count("d%d: é, ") + "}\n",
		"endless sessions": head + "sessions:\n" + count("  s%d: {when: Mon 09:00-10:00, from: 1970-01-01, until: 2100-01-01}\n"),
		"all in a break":   head + "breaks: [1970-01-01 to 2100-12-31]\nsessions:\n" + count("  s%d: {when: Mon 09:00-10:00, from: 1970-01-01, until: 2100-01-01}\n"),
		"odd weeks":        head + "week_numbers: {1: 2020-01-06}\nsessions:\n" + count("  s%d: {when: Mon 09:00-10:00, from: 1970-01-01, count: 2, every: odd weeks}\n"),
		"skips":            lab + "    until: 2100-01-01\n    skip: [" + fill("2020-01-06, ") + "]\n",
		"breaks":           head + "breaks: [" + fill("1970-01-06 to 2100-01-01, ") + "]\nsessions: {}\n",
		"topics":           lab + "    topics: [" + fill("x, ") + "]\n",
		"topics by times":  lab + "    topics: [" + fill("{title: x, times: 10000}, ") + "]\n",
		"all at once":      head + "sessions:\n" + count("  s%d: {when: 2020-01-01 00:00-24:00}\n"),
		"groups":           head + "groups: [" + count("g%d, ") + "]\nsessions: {a: {when: 2020-01-01}}\n",
		"texts that grow":  "id: a\nname: " + strings.Repeat("n", MaxSize/2) + "\ntimezone: UTC\nsessions:\n  a: {when: Mon 09:00-10:00, from: 1970-01-05, count: 5000, title: '" + strings.Repeat("{name}", 2000) + "'}\n",
		"zones":            head + "deadlines:\n" + count("  s%d: 2020-01-01 12:00 Europe/Lodon\n"),
		"many zones":       head + "deadlines:\n" + count("  s%d: 2020-01-01 12:00 Europe/L%[1]d\n"),
		"covers":           head + "sessions: {a: {when: Mon 09:00-10:00, from: 1970-01-05, count: 5000}}\ndeadlines:\n  b: {due: 2100-01-01, covers: [" + fill("a 1-5000, ") + "]}\n",
		"glued comments":   head + "notes: " + fill("a #b ") + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			c, problems := Parse("hostile.yaml", []byte(text))
			if took := time.Since(begun); took > time.Minute {
				t.Errorf("took %s", took)
			}
			if c != nil || len(problems.Errors()) > MaxProblems {
				t.Errorf("a course, or %d errors", len(problems.Errors()))
			}
		})
	}
}
