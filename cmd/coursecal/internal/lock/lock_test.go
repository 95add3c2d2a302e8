package lock

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The test itself, run again, is the other process.
const helper = "COURSECAL_TEST_LOCK"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helper); dir != "" {
		if _, err := Folder(dir, time.Minute); err != nil {
			os.Exit(1)
		}
		_, _ = os.Stdout.WriteString("locked\n")
		select {} // until killed
	}
	os.Exit(m.Run())
}

func TestOneAtATime(t *testing.T) {
	dir := t.TempDir()
	var inside, most atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			unlock, err := Folder(dir, time.Minute)
			if err != nil {
				t.Error(err)
				return
			}
			most.Store(max(most.Load(), inside.Add(1)))
			time.Sleep(time.Millisecond)
			inside.Add(-1)
			unlock()
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("%d held the lock at once", most.Load())
	}
	nothingIn(t, dir)
}

func TestBusy(t *testing.T) {
	dir := t.TempDir()
	unlock, err := Folder(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Folder(dir, 20*time.Millisecond); !errors.Is(err, ErrBusy) {
		t.Errorf("a second lock: %v, want %v", err, ErrBusy)
	}
	unlock()
	again, err := Folder(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	again()
	if _, err := Folder(filepath.Join(dir, "none"), 0); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	nothingIn(t, dir)
}

// A process that is killed leaves no lock.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helper+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := Folder(dir, 0); !errors.Is(err, ErrBusy) {
		t.Errorf("while the other process has the lock: %v, want %v", err, ErrBusy)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	unlock, err := Folder(dir, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	_ = cmd.Wait()
	nothingIn(t, dir)
}

func nothingIn(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("left in the folder: %v, %v", entries, err)
	}
}
