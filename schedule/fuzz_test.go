package schedule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzParse gives any bytes to Parse: it never panics, never takes a second,
// and tells either errors or a course that is right in every part.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"*.yaml", "examples/*.yaml", "courses/*.yaml", "errors/*.yaml", "warnings/*.yaml"} {
		for _, file := range files(f, filepath.FromSlash(pattern)) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) < 10_000 {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		begun := time.Now()
		c, problems := Parse("fuzz.yaml", data)
		// Ten times the promise: the machine may be busy with other fuzzing.
		if took := time.Since(begun); took > 10*time.Second {
			t.Fatalf("took %s", took)
		}
		for _, p := range problems {
			checkProblem(t, data, p)
		}
		if (c == nil) == (len(problems.Errors()) == 0) {
			t.Fatalf("a course and errors: %v", problems)
		}
		if c != nil {
			checkCourse(t, c)
		}
	})
}

func checkProblem(t *testing.T, data []byte, p Problem) {
	if p.Line < 1 || p.Col < 1 || p.Line > strings.Count(strings.ReplaceAll(string(data), "\r", "\n"), "\n")+1 {
		t.Fatalf("no such place: %v", p)
	}
	for _, name := range []string{"schedule.", "yaml.", "panic", "runtime", "%!"} {
		if strings.Contains(p.Msg, name) && !strings.Contains(string(data), name) {
			t.Fatalf("the message shows the program: %v", p)
		}
	}
	if !utf8.ValidString(p.Msg) || strings.ContainsAny(p.Msg, "\n\r") {
		t.Fatalf("the message is no line of text: %q", p.Msg)
	}
}

// checkCourse holds a course against what everything after it relies on.
func checkCourse(t *testing.T, c *Course) {
	uids := map[string]bool{}
	for i, o := range c.Occurrences {
		switch {
		case uids[strings.ToLower(o.UID)]:
			t.Fatalf("two entries are %q", o.UID)
		case o.Title == "" || o.Kind == "" || !strings.HasSuffix(o.UID, "@"+c.ID):
			t.Fatalf("an entry without a name: %+v", o)
		case o.First == 0 || o.Last < o.First:
			t.Fatalf("dates out of order: %+v", o)
		case !o.AllDay && !o.Deadline && !o.End.After(o.Start):
			t.Fatalf("ends before it starts: %+v", o)
		case o.AllDay != o.Start.IsZero():
			t.Fatalf("instants of an all-day entry: %+v", o)
		case i > 0 && c.Occurrences[i-1].Compare(&o) >= 0:
			t.Fatalf("out of order: %+v", o)
		}
		uids[strings.ToLower(o.UID)] = true
	}
}
