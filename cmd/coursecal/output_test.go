package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// put writes one file the way generate does.
func put(t *testing.T, name, content string) error {
	t.Helper()
	dst, err := findTarget(name)
	if err != nil {
		return err
	}
	e, _, _ := world("")
	return replace(e, []*target{dst}, [][]byte{[]byte(content)})
}

func want(t *testing.T, name, content string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != content {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, content)
	}
}

// alone wants a folder without files left behind.
func alone(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, names)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "x.ics")
	for _, content := range []string{"one", "two", "two"} {
		if err := put(t, name, content); err != nil {
			t.Fatal(err)
		}
		want(t, name, content)
	}
	alone(t, dir, "x.ics")
}

func TestReplaceKeepsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	name := filepath.Join(t.TempDir(), "x.ics")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o664); err != nil { // past any umask
		t.Fatal(err)
	}
	if err := put(t, name, "new"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o664 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestReplaceFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "sub")
	if err := os.Mkdir(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	first, second := filepath.Join(dir, "first.ics"), filepath.Join(dir, "second.ics")
	if err := errors.Join(os.Symlink("second.ics", first), os.Symlink(filepath.Join("sub", "x.ics"), second)); err != nil {
		t.Skip(err)
	}
	for _, content := range []string{"new", "newer"} { // first the links lead nowhere
		if err := put(t, first, content); err != nil {
			t.Fatal(err)
		}
		want(t, filepath.Join(sub, "x.ics"), content)
	}
	alone(t, dir, "first.ics", "second.ics", "sub")
	alone(t, sub, "x.ics")

	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	if err := put(t, loop, "x"); err == nil {
		t.Error("a link to itself was written")
	}
}

func TestFailingWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "x.ics")
	if err := os.WriteFile(name, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	dst, err := findTarget(name)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	_, err = writeTemp(dst, func(w io.Writer) error {
		_, _ = io.WriteString(w, "ne")
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	want(t, name, "old")
	alone(t, dir, "x.ics")
}

// TestSweep takes away what killed runs left of one file, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".x.ics.0123abcd.tmp", ".x.ics.notes.tmp", ".y.ics.0123abcd.tmp", ".x.ics.0123abcd", "x.ics"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sweep(filepath.Join(dir, "x.ics"))
	alone(t, dir, ".x.ics.0123abcd", ".x.ics.notes.tmp", ".y.ics.0123abcd.tmp", "x.ics")
	sweep(filepath.Join(dir, "missing", "x.ics"))
}

// TestAllOrNothing has the second of two files fail.
func TestAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.ics"), filepath.Join(dir, "missing", "bad.ics")
	if err := os.WriteFile(good, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	var targets []*target
	for _, name := range []string{good, bad} {
		dst, err := findTarget(name)
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, dst)
	}
	e, _, _ := world("")
	if err := replace(e, targets, [][]byte{[]byte("new"), []byte("new")}); err == nil {
		t.Error("wrote into a folder that is not there")
	}
	want(t, good, "old")
	alone(t, dir, "good.ics")
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "x.ics")
	if err := os.WriteFile(name, []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := put(t, name, "new"); err == nil {
		t.Error("a read-only file was replaced")
	}
	want(t, name, "old")
	alone(t, dir, "x.ics")
}

func TestStdoutByName(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such name")
	}
	dst, err := findTarget("/dev/stdout")
	if err != nil || !dst.device {
		t.Fatalf("%+v, %v", dst, err)
	}
	e, stdout, _ := world("")
	if err := replace(e, []*target{dst}, [][]byte{[]byte("x")}); err != nil || stdout.String() != "x" {
		t.Errorf("%q, %v", stdout, err)
	}
}

// TestLinkedFolder writes through a folder that is a link, whose parent is not
// the folder that the link is in.
func TestLinkedFolder(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "deep", "er")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(deep, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("../x.ics", filepath.Join(deep, "up.ics")); err != nil {
		t.Fatal(err)
	}
	if err := put(t, filepath.Join(dir, "link", "up.ics"), "new"); err != nil {
		t.Fatal(err)
	}
	want(t, filepath.Join(dir, "deep", "x.ics"), "new")
	alone(t, dir, "deep", "link")
	alone(t, deep, "up.ics")
}
