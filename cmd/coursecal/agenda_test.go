package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// TestTableFits shows a table in terminals of many widths: no line is longer
// than the terminal, and columns stand below each other in wide scripts too.
func TestTableFits(t *testing.T) {
	rows := func() [][]string {
		return [][]string{
			{"* Wed 29 Apr", "09:00–11:00", "lab", "日本語の授業 with a long title that goes on", "Zepler L2", "moved from Wed 18 March: University closed"},
			{"  Thu 30 Apr", "", "quiz", "👩‍👩‍👧‍👦 e\u0301t\u0301", "", ""},
		}
	}
	for width := 40; width < 200; width++ {
		r := rows()
		widths := fitted(r, width)
		for _, row := range r {
			if got := uniseg.StringWidth(line(row, widths)); got > width {
				t.Fatalf("%d columns in a terminal of %d", got, width)
			}
		}
	}
	r := rows()
	widths := fitted(r, 0)
	if first, second := line(r[0], widths), line(r[1], widths); uniseg.StringWidth(first[:strings.Index(first, "日")]) != uniseg.StringWidth(second[:strings.Index(second, "👩")]) {
		t.Errorf("titles do not line up:\n%s\n%s", first, second)
	}
}

func TestDefused(t *testing.T) {
	for in, want := range map[string]string{"": "", "a=b": "a=b", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx"} {
		if got := defused(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestStyle(t *testing.T) {
	on := func(width int, vars map[string]string) *env {
		return &env{width: width, getenv: func(name string) string { return vars[name] }}
	}
	for _, test := range []struct {
		what string
		env  *env
		want bool
	}{
		{"a terminal", on(80, nil), true},
		{"a file", on(0, nil), false},
		{"NO_COLOR", on(80, map[string]string{"NO_COLOR": "1"}), false},
		{"a dumb terminal", on(80, map[string]string{"TERM": "dumb"}), false},
	} {
		if got := test.env.style().colour; got != test.want {
			t.Errorf("%s: colour is %v", test.what, got)
		}
	}
}

// On a narrow terminal what is cancelled or moved says so on a line of its
// own, and nothing is wider than the terminal.
func TestRemarksBelow(t *testing.T) {
	const text = `id: narrow-2020
name: Narrow
timezone: Europe/London
sessions:
  a-key-that-is-longer-than-most:
    title: "{topic}"
    when: Wed 09:00-11:00 @ A hall with a name
    from: 2020-04-29
    topics: [A topic that says much, "Another, even longer one, with words", The last one]
    cancel: {2: Strike}
    move: {3: {to: 2020-05-14, why: Strike}}
`
	for _, width := range []int{60, 80, 100} {
		e, stdout, stderr := world(text)
		e.width = width
		e.getenv = func(name string) string { return map[string]string{"NO_COLOR": "1"}[name] }
		if code := run([]string{"list", "-"}, e); code != 0 {
			t.Fatal(stderr)
		}
		for line := range strings.Lines(stdout.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns on a terminal of %d: %q", n, width, line)
			}
		}
		for _, want := range []string{"cancelled", "moved from Wed 13 May"} {
			if !strings.Contains(stdout.String(), want) {
				t.Errorf("%d columns without %q:\n%s", width, want, stdout)
			}
		}
	}
}
