package main

import (
	"bufio"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestForced reads in the system calls of the program that a loss of power
// finds every file whole: what takes the place of a file is forced to the disk
// before, and the folder after. Nothing else would show that it was forgotten.
func TestForced(t *testing.T) {
	for name, run := range map[string]struct {
		args []string
		// renamed are the files that take their places.
		renamed []string
	}{
		"generate": {[]string{"generate", "new.yaml", "-o", "new.ics", "--log", "log/new.atom"}, []string{"log/new.atom", "new.ics"}},
		"replace":  {[]string{"generate", "new.yaml", "-o", "old.ics"}, []string{"old.ics"}},
		"folder":   {[]string{"generate", "new.yaml", "other.yaml", "-o", "site/"}, []string{"site/crowd-2020.ics", "site/other-2020.ics"}},
		"write":    {[]string{"reschedule", "new.yaml", "--series", "lab", "--after", "2020-02-01", "--shift", "1w", "--write"}, []string{"new.yaml"}},
		"token":    {[]string{"token", "new", "ann", "--course", "crowd-2020", "--state", "state", "--base-url", "https://example.edu"}, []string{"state/tokens"}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd, trace := traced(t, run.args...)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			wantForced(t, trace, run.renamed)
		})
	}
}

// TestServerForced wants the same of what a server remembers.
func TestServerForced(t *testing.T) {
	cmd, trace := traced(t, "serve", "new.yaml", "other.yaml", "--listen", "127.0.0.1:0", "--state", "state")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end := func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) // strace and the server
		_ = cmd.Wait()
	}
	defer end()
	line, err := bufio.NewReader(stderr).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	waitReady(t, strings.TrimPrefix(strings.TrimSpace(line), "coursecal: listening on "))
	end()
	wantForced(t, trace, []string{
		"state/feeds/crowd-2020.ics", "state/feeds/crowd-2020.yaml", "state/feeds/other-2020.ics", "state/feeds/other-2020.yaml", "state/feeds/places",
	})
}

// waitReady waits until a server has read its courses.
func waitReady(t *testing.T, url string) {
	t.Helper()
	for range 600 {
		r, err := http.Get(url + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the server is not ready after a minute")
}

// traced returns a run of the program, in a folder with schedules and a
// calendar, whose system calls go to a file.
func traced(t *testing.T, args ...string) (cmd *exec.Cmd, trace string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("needs strace: ", err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"old": inRoom(1), "new": inRoom(2), "other": strings.Replace(inRoom(1), "crowd", "other", 1)} {
		write(t, filepath.Join(dir, name+".yaml"), text)
	}
	first := exec.Command("coursecal", "generate", "old.yaml", "-o", "old.ics")
	first.Dir = dir
	if err := errors.Join(first.Run(), os.Mkdir(filepath.Join(dir, "log"), 0o777)); err != nil {
		t.Fatal(err)
	}
	trace = filepath.Join(t.TempDir(), "trace")
	cmd = exec.Command("strace", append([]string{"-f", "-qq", "-o", trace, "-e", "trace=openat,fsync,rename,renameat,renameat2", "coursecal"}, args...)...)
	cmd.Dir = dir
	return cmd, trace
}

func wantForced(t *testing.T, trace string, want []string) {
	t.Helper()
	calls, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	renamed, unforced := forced(string(calls))
	if !slices.Equal(renamed, want) || len(unforced) > 0 {
		t.Errorf("renamed %q, want %q; not forced to the disk: %q\n%s", renamed, want, unforced, calls)
	}
}

// The lines of strace. A call during which another thread makes one stands on
// two of them.
var (
	unfinished = regexp.MustCompile(`^(\d+) +(.*) <unfinished \.\.\.>$`)
	resumed    = regexp.MustCompile(`^(\d+) +<\.\.\. \w+ resumed>(.*)$`)
	opened     = regexp.MustCompile(`openat\(AT_FDCWD, "([^"]*)", .*\) += (\d+)$`)
	synced     = regexp.MustCompile(`fsync\((\d+)\) += 0$`)
	took       = regexp.MustCompile(`rename(?:at2?)?\((?:AT_FDCWD, )?"([^"]*)", (?:AT_FDCWD, )?"([^"]*)".*\) += 0$`)
)

// forced reads a trace of system calls: which files took their places, and
// which of them, or of their folders, were not forced to the disk in time.
func forced(trace string) (renamed, unforced []string) {
	half := map[string]string{}    // calls that have not returned, by thread
	files := map[string]string{}   // by descriptor
	whole := map[string]bool{}     // files that are on the disk
	folders := map[string]string{} // what was renamed since the folder was forced
	for line := range strings.Lines(trace) {
		line = strings.TrimSpace(line)
		if m := unfinished.FindStringSubmatch(line); m != nil {
			half[m[1]] = m[2]
			continue
		}
		if m := resumed.FindStringSubmatch(line); m != nil {
			line = half[m[1]] + m[2]
		}
		if m := opened.FindStringSubmatch(line); m != nil {
			files[m[2]] = m[1]
		} else if m := synced.FindStringSubmatch(line); m != nil {
			name := files[m[1]]
			whole[name] = true
			delete(folders, filepath.Clean(name))
		} else if m := took.FindStringSubmatch(line); m != nil {
			renamed = append(renamed, m[2])
			if !whole[m[1]] {
				unforced = append(unforced, m[2])
			}
			folders[filepath.Dir(m[2])] = m[2]
		}
	}
	for folder := range folders {
		unforced = append(unforced, folder)
	}
	slices.Sort(renamed)
	return renamed, unforced
}
