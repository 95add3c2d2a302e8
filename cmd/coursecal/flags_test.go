package main

import (
	"errors"
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

func TestParseFlags(t *testing.T) {
	tests := []struct {
		args      []string
		msg, hint string
	}{
		{args: []string{"a.yaml", "-o", "x", "--only", "lab,quiz", "b.yaml"}},
		{args: []string{"-ox", "-o=x", "--output=x", "-"}},
		{args: []string{"--", "-output"}},
		{[]string{"-output", "x"}, `unknown flag "-output"`, `with two dashes: "--output"`},
		{[]string{"-output=x"}, `unknown flag "-output=x"`, `with two dashes: "--output=x"`},
		{[]string{"-outptu", "x"}, `unknown flag "-outptu"`, `with two dashes: "--output"`},
		{[]string{"-only", "x"}, `unknown flag "-only"`, `with two dashes: "--only"`},
		{[]string{"-help"}, `unknown flag "-help"`, `with two dashes: "--help"`},
		{[]string{"-x"}, `unknown flag "-x"`, `type "coursecal generate -h" for its flags`},
		{[]string{"--outptu", "x"}, `unknown flag "--outptu"`, `did you mean "--output"?`},
		{[]string{"--something", "x"}, `unknown flag "--something"`, `type "coursecal generate -h" for its flags`},
		{[]string{"-o"}, `-o needs a value`, `type "coursecal generate -h" for its flags`},
		{[]string{"--only"}, `--only needs a value`, `type "coursecal generate -h" for its flags`},
		{[]string{"--only", "lab,,quiz"}, `--only "lab,,quiz": a name is missing`, "write names with a comma between them, such as A,B"},
		{[]string{"--for", "fun"}, `--for "fun": unknown choice`, "choose one of: feed, import"},
		{[]string{"--merge=maybe"}, `--merge "maybe": wrong value`, `type "coursecal generate -h" for its flags`},
		{[]string{"--=x"}, `"--=x" is no flag`, `type "coursecal generate -h" for its flags`},
		{[]string{"--remind", "lab"}, `--remind "lab": no kind and time`, "write a kind, a colon and a time, such as lab:15m,deadline:1d"},
		{[]string{"--remind", "lab:15"}, `--remind "lab:15": wrong time "15"`, "write it as 90m, 1h30m, 2h or 5d, four weeks at most"},
	}
	for _, tt := range tests {
		fs := newFlagSet("generate")
		defineGenerate(fs)
		err := parseFlags(fs, "generate", tt.args)
		var f *failure
		if !errors.As(err, &f) {
			f = &failure{}
		}
		if f.msg != tt.msg || f.hint != tt.hint {
			t.Errorf("%q:\n got %q, %q\nwant %q, %q", tt.args, f.msg, f.hint, tt.msg, tt.hint)
		}
	}
}

func TestHelpFlags(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"--help"}, {"x.yaml", "-o", "y", "-h"}} {
		fs := newFlagSet("generate")
		defineGenerate(fs)
		if err := parseFlags(fs, "generate", args); !errors.Is(err, pflag.ErrHelp) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestListFlag(t *testing.T) {
	fs := newFlagSet("x")
	got := listFlag(fs, "group", "")
	if err := fs.Parse([]string{"--group", "A, B", "--group=C"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"A", "B", "C"}; !slices.Equal(*got, want) {
		t.Errorf("got %q, want %q", *got, want)
	}
}

// TestVerbs tries what would panic only at the first use: a flag declared
// twice, a shorthand of two letters.
func TestVerbs(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range verbs() {
		if seen[v.name] || v.short == "" || v.about == "" || v.help() == "" {
			t.Errorf("verb %q is there twice or has no help", v.name)
		}
		seen[v.name] = true
	}
}
