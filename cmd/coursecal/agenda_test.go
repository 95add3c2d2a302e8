package main

import (
	"strings"
	"testing"

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
