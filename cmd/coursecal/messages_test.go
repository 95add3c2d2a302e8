package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"coursecal/schedule"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain, ünï, 授業": "plain, ünï, 授業",
		"a\x1b[31mb":     `a\x1b[31mb`,
		"a\nb\tc\x00":    `a\nb\tc\x00`,
		"\u202eabc":      `\u202eabc`,
		"\u2066a\u2069":  `\u2066a\u2069`,
		"a\u0085b\u2028": `a\u0085b\u2028`,
		"no\u00a0break":  `no\u00a0break`,
		"bad\xffutf":     `bad\xffutf`,
		"\ufeffx":        `\ufeffx`,
		"\U000e0041":     `\U000e0041`,
		"👩\u200d🔬":       "👩\u200d🔬",
		"e\u0301":        "e\u0301",
		"\ufffd":         "\ufffd",
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestGitHub(t *testing.T) {
	got := string(asGitHub([]finding{
		{"a,b:c%.yaml", 3, 7, "error", "100% wrong:\r\n\x1b[31m, really", "type this\nor that"},
		{"x.yaml", 1, 1, "warning", "well", ""},
	}))
	want := `::error file=a%2Cb%3Ac%25.yaml,line=3,col=7::100%25 wrong:\r\n\x1b[31m, really%0Ahint: type this\nor that` + "\n" +
		"::warning file=x.yaml,line=1,col=1::well\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJSON(t *testing.T) {
	in := &input{name: "x.yaml", problems: schedule.Problems{
		{File: "x.yaml", Line: 2, Col: 5, Msg: "wrong \"<\x1b>\"", Hint: "right"},
		{File: "x.yaml", Line: 3, Col: 1, Warning: true, Msg: "odd"},
	}}
	data := jsonText(findings([]*input{in}))
	if strings.ContainsRune(string(data), 0x1b) {
		t.Errorf("a control character is in %q", data)
	}
	var got []finding
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want := []finding{{"x.yaml", 2, 5, "error", "wrong \"<\x1b>\"", "right"}, {"x.yaml", 3, 1, "warning", "odd", ""}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := string(jsonText(findings(nil))); got != "[]\n" {
		t.Errorf("no findings are %q", got)
	}
}

func TestManyProblems(t *testing.T) {
	in := &input{name: "x.yaml"}
	for i := range schedule.MaxProblems {
		in.problems = append(in.problems, schedule.Problem{File: "x.yaml", Line: i + 1, Col: 1, Msg: "wrong"})
	}
	var b strings.Builder
	writeProblems(&b, in, in.problems, true)
	if got := strings.Count(b.String(), "\n"); got != 51+2 { // the one line of the empty source, with its caret
		t.Errorf("%d lines", got)
	}
	if !strings.HasSuffix(b.String(), "x.yaml: these are the first 50 errors; mend them and check again\n") {
		t.Errorf("ends in %q", b.String()[b.Len()-40:])
	}
}

func TestBrief(t *testing.T) {
	err := error(&fs.PathError{Op: "open", Path: "x", Err: syscall.ENOENT})
	if got, want := brief(err), syscall.ENOENT.Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := brief(errors.Join(err, nil)), syscall.ENOENT.Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := brief(&fs.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}), "its reader has gone"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
