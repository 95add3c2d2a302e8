//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestReplaceKeepsOwner has root write a calendar that is somebody else's.
func TestReplaceKeepsOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give a file away")
	}
	name := filepath.Join(t.TempDir(), "x.ics")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	const user, group = 1234, 5678
	if err := os.Chown(name, user, group); err != nil {
		t.Skip(err)
	}
	if err := put(t, name, "new"); err != nil {
		t.Fatal(err)
	}
	want(t, name, "new")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if sys := info.Sys().(*syscall.Stat_t); sys.Uid != user || sys.Gid != group || info.Mode().Perm() != 0o600 {
		t.Errorf("owner %d:%d, mode %v", sys.Uid, sys.Gid, info.Mode())
	}
}
