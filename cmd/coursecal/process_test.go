package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"coursecal/ical"
)

// This file tries what happens to an output when several processes write it,
// or when one is killed.

// inRoom is a schedule with fifty labs in a room.
func inRoom(room int) string {
	return fmt.Sprintf(`id: crowd-2020
name: Crowd
timezone: Europe/London
sessions:
  lab: {when: Mon Tue Wed Thu Fri 09:00-11:00, from: 2020-01-06, count: 50, where: Room %d}
`, room)
}

// generate starts a process that writes a schedule with the labs in a room
// over out/crowd-2020.ics; the folder need not be there yet.
func generate(t *testing.T, dir string, room int) *exec.Cmd {
	t.Helper()
	file := filepath.Join(dir, fmt.Sprintf("room%d.yaml", room))
	if err := os.WriteFile(file, []byte(inRoom(room)), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("coursecal", "generate", file, "-o", filepath.Join(dir, "out")+string(filepath.Separator))
	cmd.Stderr = &bytes.Buffer{}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// sequence wants the calendar whole and returns the SEQUENCE that all its entries
// have; -1 where there is no file yet.
func sequence(t *testing.T, dir string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "out", "crowd-2020.ics"))
	if os.IsNotExist(err) {
		return -1
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ical.Decode(data, "crowd-2020"); err != nil {
		t.Fatalf("the file is not whole: %v", err)
	}
	all := map[string]int{}
	for line := range strings.Lines(string(data)) {
		if n, ok := strings.CutPrefix(strings.TrimSpace(line), "SEQUENCE:"); ok {
			all[n]++
		}
	}
	for n, count := range all {
		if got, err := strconv.Atoi(n); err == nil && count == 50 {
			return got
		}
	}
	t.Fatalf("entries by SEQUENCE: %v; want 50 of one", all)
	return 0
}

// TestTwentyAtOnce has twenty processes write different schedules of one
// course over one output: each must go on from another's, so that the count
// of changes is exact.
func TestTwentyAtOnce(t *testing.T) {
	const runs = 20
	dir := t.TempDir()
	var wg sync.WaitGroup
	for room := range runs {
		cmd := generate(t, dir, room)
		wg.Go(func() {
			if err := cmd.Wait(); err != nil {
				t.Errorf("room %d: %v\n%s", room, err, cmd.Stderr)
			}
		})
	}
	wg.Wait()
	if got := sequence(t, dir); got != runs-1 {
		t.Errorf("SEQUENCE %d after %d runs, want %d", got, runs, runs-1)
	}
	alone(t, filepath.Join(dir, "out"), "crowd-2020.ics")
}

// TestReschedulesAtOnce has processes reschedule different series of one file:
// none of their edits is lost, and what a killed one left is swept away.
func TestReschedulesAtOnce(t *testing.T) {
	const series = 8
	dir := t.TempDir()
	var text strings.Builder
	text.WriteString("id: many-2020\nname: Many\ntimezone: Europe/London\nsessions:\n")
	for n := range series {
		fmt.Fprintf(&text, "  s%d: {when: Mon %02d:00-%02d:30, from: 2020-01-06, count: 3}\n", n, 8+n, 8+n)
	}
	file := filepath.Join(dir, "many.yaml")
	for name, content := range map[string]string{file: text.String(), filepath.Join(dir, ".many.yaml.0123abcd.tmp"): "half"} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for n := range series {
		wg.Go(func() {
			cmd := exec.Command("coursecal", "reschedule", file, "--series", fmt.Sprintf("s%d", n), "--after", "2020-01-12", "--shift", "2w", "--write")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("s%d: %v\n%s", n, err, out)
			}
		})
	}
	wg.Wait()
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if moves := strings.Count(string(got), "move: {2: 2020-01-27, 3: 2020-02-03}"); moves != series {
		t.Errorf("%d of %d edits are left:\n%s", moves, series, got)
	}
	alone(t, dir, "many.yaml")
}

// TestKilled kills processes at random moments. The file is whole after each,
// old or new; no revision is lost, and what killed runs leave behind is gone
// after one that ends well. COURSECAL_KILLS says how many; 200 take a few
// seconds.
func TestKilled(t *testing.T) {
	kills := 25
	if s := os.Getenv("COURSECAL_KILLS"); s != "" {
		var err error
		if kills, err = strconv.Atoi(s); err != nil {
			t.Fatalf("COURSECAL_KILLS: %v", err)
		}
	}
	dir := t.TempDir()
	before := time.Now()
	if err := generate(t, dir, kills).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(before)
	last, whole := sequence(t, dir), 0
	for room := range kills {
		cmd := generate(t, dir, room)
		time.Sleep(time.Duration(rand.Int64N(int64(took) * 3 / 2)))
		_ = cmd.Process.Kill()
		if cmd.Wait() == nil {
			whole++
		}
		now := sequence(t, dir)
		if now != last && now != last+1 {
			t.Fatalf("run %d: SEQUENCE %d after %d", room, now, last)
		}
		last = now
	}
	t.Logf("%d of %d runs ended before they were killed; SEQUENCE %d", whole, kills, last)
	if err := generate(t, dir, kills+1).Wait(); err != nil {
		t.Fatal(err)
	}
	if got := sequence(t, dir); got != last+1 {
		t.Errorf("SEQUENCE %d after %d", got, last)
	}
	alone(t, filepath.Join(dir, "out"), "crowd-2020.ics")
}

// TestAskedToEnd asks processes to end at random moments. Unlike those that are
// killed they leave nothing behind themselves.
func TestAskedToEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes cannot be asked")
	}
	dir := t.TempDir()
	before := time.Now()
	if err := generate(t, dir, 0).Wait(); err != nil {
		t.Fatal(err)
	}
	took, last := time.Since(before), 0
	for room := range 25 {
		cmd := generate(t, dir, room+1)
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		alone(t, filepath.Join(dir, "out"), "crowd-2020.ics")
		now := sequence(t, dir)
		if now != last && now != last+1 {
			t.Fatalf("run %d: SEQUENCE %d after %d", room, now, last)
		}
		last = now
	}
}
