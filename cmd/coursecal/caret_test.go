package main

import (
	"slices"
	"strings"
	"testing"
)

func TestCaret(t *testing.T) {
	tests := []struct {
		line string
		col  int
		want string
	}{
		{"id: x", 5, "  id: x\n      ^\n"},
		{"id: x", 1, "  id: x\n  ^\n"},
		{"", 1, "  \n  ^\n"},
		{"id:", 4, "  id:\n     ^\n"},
		{"id:", 99, "  id:\n     ^\n"},
		{"id:", 0, "  id:\n  ^\n"},
		{"a\tb", 3, "  a       b\n          ^\n"},
		{"授業 x", 4, "  授業 x\n       ^\n"},
		{"e\u0301 x", 4, "  e\u0301 x\n    ^\n"},
		{"ü x", 3, "  ü x\n    ^\n"},
		{"🎉 x", 3, "  🎉 x\n     ^\n"},
		{"\x1b[2J x", 6, "  \\x1b[2J x\n          ^\n"},
		{"\u202ex", 2, "  \\u202ex\n        ^\n"},
		{"\xff\xfex", 3, "  \\xff\\xfex\n          ^\n"},
	}
	for _, tt := range tests {
		if got := caret(tt.line, tt.col); got != tt.want {
			t.Errorf("caret(%q, %d):\n%s\nwant\n%s", tt.line, tt.col, got, tt.want)
		}
	}
}

func TestCaretLongLine(t *testing.T) {
	line := strings.Repeat("0123456789", 100_000)
	for _, col := range []int{1, 2, 40, 500, 999_999, 1_000_000, 1_000_001} {
		shown, below, _ := strings.Cut(strings.TrimSuffix(caret(line, col), "\n"), "\n")
		if n := len([]rune(shown)); n > sourceWidth+4 {
			t.Errorf("column %d: %d characters shown", col, n)
		}
		at := []rune(shown + " ")[len(below)-1]
		if want := rune('0' + (col-1)%10); col <= len(line) && at != want {
			t.Errorf("column %d: the caret is under %q, want %q", col, at, want)
		}
	}
}

func TestSourceLines(t *testing.T) {
	got := sourceLines([]byte("\xef\xbb\xbfa\nb\r\nc\rd\u0085e\u2028f"))
	if want := []string{"a", "b", "c", "d", "e", "f"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzCaret looks for source lines that could steer a terminal.
func FuzzCaret(f *testing.F) {
	f.Add("id: x", 3)
	f.Add("授\t\x1b[31m\u202e\xff", 4)
	f.Fuzz(func(t *testing.T, line string, col int) {
		for _, l := range sourceLines([]byte(line)) {
			got := caret(l, col)
			if strings.Count(got, "\n") != 2 || visible(strings.ReplaceAll(got, "\n", "")) != strings.ReplaceAll(got, "\n", "") {
				t.Errorf("caret(%q, %d) = %q", l, col, got)
			}
		}
	})
}
