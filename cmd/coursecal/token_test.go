package main

import (
	"testing"

	"coursecal/cmd/coursecal/internal/token"
)

// A token whose link reached nobody is not kept.
func TestTokenUntold(t *testing.T) {
	state := t.TempDir()
	e, _, stderr := world("")
	e.stdout = broken{}
	if got := run([]string{"token", "new", "ann", "--course", "c", "--state", state}, e); got != exitUsage {
		t.Errorf("exit code %d", got)
	}
	if want := "coursecal: cannot write to standard output: no space left on device\n"; stderr.String() != want {
		t.Errorf("standard error is %q, want %q", stderr, want)
	}
	l, _, err := token.In(state).Read()
	if err != nil || len(l.Grants) != 0 {
		t.Errorf("%v tokens, %v", l, err)
	}
}
