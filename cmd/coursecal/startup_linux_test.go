package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// BenchmarkCommand runs the whole command on the calendar of the README, and
// an empty Go program in turn with it, both static. It reports the median of the command's
// wall time, how many times the empty program's median that is, and the most
// memory that a run had resident.
func BenchmarkCommand(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "empty.go"), "package main\n\nfunc main() {}\n")
	command, empty := filepath.Join(dir, "coursecal"), filepath.Join(dir, "empty")
	for out, source := range map[string]string{command: ".", empty: filepath.Join(dir, "empty.go")} {
		build := exec.Command("go", "build", "-o", out, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, text)
		}
	}
	schedule, err := filepath.Abs("../../testdata/comp6248.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var ours, theirs []time.Duration
	for b.Loop() {
		ours = append(ours, timed(b, command, "generate", schedule))
		theirs = append(theirs, timed(b, empty))
	}
	b.ReportMetric(float64(median(ours)), "ns/op")
	b.ReportMetric(float64(median(ours))/float64(median(theirs)), "times-empty")
	b.ReportMetric(resident(b, command, "generate", schedule), "MiB-resident")
}

// timed runs a program, its output to nowhere.
func timed(b *testing.B, name string, args ...string) time.Duration {
	start := time.Now()
	if err := exec.Command(name, args...).Run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// setPipeSize is F_SETPIPE_SZ of fcntl(2).
const setPipeSize = 1031

// resident returns the most memory, in MiB, that a program had resident when
// it wrote its output. It asks while the program waits for a pipe that is too
// small: the usage that the kernel tells at the end may be that of the test,
// which a child shares until it runs a program of its own.
func resident(b *testing.B, name string, args ...string) float64 {
	r, w, err := os.Pipe()
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, w.Fd(), setPipeSize, 4096); errno != 0 {
		b.Fatal(errno)
	}
	cmd := exec.Command(name, args...)
	cmd.Stdout = w
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	w.Close()
	if _, err := r.Read(make([]byte, 1)); err != nil {
		b.Fatal(err)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); err != nil || n < 4096 || cmd.Wait() != nil {
		b.Fatalf("the output of %d bytes was not waited for: %v", n, err)
	}
	_, peak, _ := bytes.Cut(status, []byte("VmHWM:"))
	var kib float64
	if _, err := fmt.Sscan(string(peak), &kib); err != nil {
		b.Fatal(err)
	}
	return kib / 1024
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func write(b testing.TB, name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}
