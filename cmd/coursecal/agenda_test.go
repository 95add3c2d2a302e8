package main

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// TestGridFits lays rows out in terminals of many widths: no line is longer
// than the terminal, no title is lost, and columns stand below each other in
// wide scripts too.
func TestGridFits(t *testing.T) {
	rows := func() [][]string {
		return [][]string{
			{"* Wed 29 Apr", "09:00–11:00", "lab", "日本語の授業 with a long title that goes on", "Zepler L2", "moved from Wed 18 March: University closed"},
			{"  Thu 30 Apr", "", "quiz", "👩‍👩‍👧‍👦 e\u0301t\u0301", "", ""},
			{"  Thu 30 Apr", "22:00–01:00+1 Lord Howe", "a-kind-as-long-…", "日本語の授業日本語の授業日本語の授業", "", "cancelled"},
		}
	}
	for width := 10; width < 200; width++ {
		g := newGrid(rows(), width)
		if width%2 == 0 {
			g = newKindGrid(rows(), width)
		}
		for n := range g.rows {
			text := strings.Join(g.lines(n), "\n")
			for line := range strings.SplitSeq(text, "\n") {
				if got := uniseg.StringWidth(line); got > width {
					t.Errorf("%d columns in a terminal of %d: %q", got, width, line)
				}
			}
			if title := []string{"日本語", "👩‍👩‍👧‍👦", "日本語"}[n]; !strings.Contains(text, title) {
				t.Errorf("in a terminal of %d the title is lost:\n%s", width, text)
			}
		}
	}
	g := newGrid(rows(), 0)
	if first, second := g.line(0), g.line(1); uniseg.StringWidth(first[:strings.Index(first, "日")]) != uniseg.StringWidth(second[:strings.Index(second, "👩")]) {
		t.Errorf("titles do not line up:\n%s\n%s", first, second)
	}
}

// TestKindsGiveWay keeps columns on a terminal that has no room for long
// kinds; the hours of next are never cut.
func TestKindsGiveWay(t *testing.T) {
	rows := func() [][]string {
		return [][]string{{"* Wed 29 Apr", "09:00–11:00", "supervised-study", "Using pretrained models", "", ""}}
	}
	if g := newGrid(rows(), 52); !g.stacked {
		t.Errorf("the third cell is cut: %s", g.line(0))
	}
	if got, want := strings.Join(newKindGrid(rows(), 60).lines(0), "\n"), "* Wed 29 Apr  09:00–11:00  supervised…  Using pretrained mo…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrapped(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""},
		{"one two  three", 0, "one two  three"},
		{"one two three", 7, "one two|three"},
		{"one two three", 8, "one two|three"},
		{"a wordlongerthanall b", 6, "a|wordlo|ngerth|anall|b"},
		{"日本語の授業", 5, "日本|語の|授業"},
	} {
		if got := strings.Join(wrapped(test.text, test.width), "|"); got != test.want {
			t.Errorf("%q in %d columns is %q, want %q", test.text, test.width, got, test.want)
		}
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
	for _, width := range []int{20, 25, 30, 40, 60, 80, 100} {
		e, stdout, stderr := world(text)
		e.width = width
		e.getenv = func(name string) string { return map[string]string{"NO_COLOR": "1"}[name] }
		if code := run([]string{"list", "-"}, e); code != 0 {
			t.Fatal(stderr)
		}
		for line := range strings.Lines(stdout.String()) {
			if n := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns on a terminal of %d: %q", n, width, line)
			}
		}
		for _, want := range []string{"cancelled", "moved from Wed 13 May"} {
			if !strings.Contains(strings.Join(strings.Fields(stdout.String()), " "), want) {
				t.Errorf("%d columns without %q:\n%s", width, want, stdout)
			}
		}
	}
}
