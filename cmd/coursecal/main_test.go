package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden files of the scripts anew")

// TestMain lets the scripts run the program as "coursecal".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"coursecal": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1587686400") // 2020-04-24
			courses, err := filepath.Abs(filepath.Join("..", "..", "testdata", "courses"))
			e.Setenv("COURSES", courses)
			return err
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "age": age, "aged": aged, "empty": empty, "holds": holds, "cut": cut, "change": change,
		},
	})
}

// code runs the program in the script's folder and wants an exit code: code 2
// coursecal …
func code(ts *testscript.TestScript, neg bool, args []string) {
	want := args[0]
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = fmt.Sprint(exit.ExitCode())
	}
	if neg || got != want {
		ts.Fatalf("exit code %s, want %s", got, want)
	}
}

// longAgo is the time of change that age gives a file.
var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age makes files look old.
func age(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		ts.Check(os.Chtimes(ts.MkAbs(name), longAgo, longAgo))
	}
}

// aged wants files to have kept the time that age gave them, or, with !, not.
func aged(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if info.ModTime().Equal(longAgo) == neg {
			ts.Fatalf("%s changed at %s", name, info.ModTime())
		}
	}
}

// empty wants files without a byte.
func empty(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		if (ts.ReadFile(name) == "") == neg {
			ts.Fatalf("%s is %d bytes long", name, len(ts.ReadFile(name)))
		}
	}
}

// holds wants a folder to hold exactly these names.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	got, want := strings.Join(names, " "), strings.Join(args[1:], " ")
	if neg || got != want {
		ts.Fatalf("%s holds %s; want %s", args[0], got, want)
	}
}

// cut copies the first half of a file, as a full disk would leave it.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(data[:len(data)/2]), 0o666))
}

// change copies a file with a text in it changed, which it must have.
func change(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[2])
	if neg || !strings.Contains(data, args[0]) {
		ts.Fatalf("%s does not have %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(strings.ReplaceAll(data, args[0], args[1])), 0o666))
}

// world returns an environment without a terminal, whose streams are read by
// the test.
func world(stdin string) (e *env, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return &env{
		stdin:  strings.NewReader(stdin),
		stdout: stdout,
		stderr: stderr,
		now:    func() time.Time { return time.Date(2020, 4, 24, 0, 0, 0, 0, time.UTC) },
		getenv: func(string) string { return "" },
	}, stdout, stderr
}

// one is a schedule with one entry.
const one = `id: one-2020
name: One
timezone: Europe/London
deadlines:
  essay: {due: Fri 2020-05-15 16:00}
`

func TestTerminal(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "one.ics")
	e, stdout, stderr := world(one)
	e.terminal = true
	if got := run([]string{"generate", "-", "-o", out}, e); got != 0 {
		t.Fatalf("exit code %d: %s", got, stderr)
	}
	want := "wrote " + out + ": 1 entry, Fri 2020-05-15; put it on a web server"
	if !strings.HasPrefix(stderr.String(), want) || strings.Count(stderr.String(), "\n") != 1 {
		t.Errorf("standard error is %q, want one line that begins with %q", stderr, want)
	}
	if stdout.Len() > 0 {
		t.Errorf("standard output is %q", stdout)
	}

	e, _, stderr = world(one)
	e.terminal = true
	run([]string{"generate", "-", "-o", out}, e)
	if want := "nothing has changed"; !strings.Contains(stderr.String(), want) {
		t.Errorf("standard error is %q, want %q", stderr, want)
	}

	e, _, stderr = world(strings.Replace(one, "Fri", "Tue", 1))
	e.terminal = true
	if got := run([]string{"generate", "-"}, e); got != exitWrong {
		t.Errorf("exit code %d", got)
	}
	if want := "\n    essay: {due: Tue 2020-05-15 16:00}\n                 ^\n"; !strings.Contains(stderr.String(), want) {
		t.Errorf("standard error is\n%s\nwant\n%s", stderr, want)
	}
}

// broken fails at every write.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestBrokenStdout(t *testing.T) {
	for _, args := range [][]string{
		{"generate", "-"}, {"generate", "-", "-o", "-"}, {"check", "-"}, {"check", "--format", "json", "-"},
		{"help"}, {"help", "format"}, {"generate", "-h"}, {"version"}, {"--help"},
	} {
		e, _, stderr := world(one)
		e.stdout = broken{}
		if got := run(args, e); got != exitUsage {
			t.Errorf("%q: exit code %d", args, got)
		}
		want := "coursecal: cannot write to standard output: no space left on device\n"
		if stderr.String() != want {
			t.Errorf("%q: standard error is %q, want %q", args, stderr, want)
		}
	}
}

func TestNothingWrittenBeforeAllIsRight(t *testing.T) {
	e, stdout, _ := world(one)
	if got := run([]string{"generate", "-", "no-such-file.yaml", "--merge"}, e); got != exitUsage {
		t.Errorf("exit code %d", got)
	}
	if stdout.Len() > 0 {
		t.Errorf("standard output is %q", stdout)
	}
}

func TestFullDevice(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /dev/full")
	}
	e, _, stderr := world(one)
	if got := run([]string{"generate", "-", "-o", "/dev/full"}, e); got != exitUsage {
		t.Errorf("exit code %d", got)
	}
	if want := "coursecal: cannot write \"/dev/full\": no space left on device\n"; stderr.String() != want {
		t.Errorf("standard error is %q, want %q", stderr, want)
	}
}
