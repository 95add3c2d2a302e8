package publish_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
)

// course returns a schedule with one deadline.
func course(id, clock string) string {
	return fmt.Sprintf("id: %s\nname: A course\ntimezone: Europe/London\ndeadlines:\n  essay: {due: Fri 2020-05-15 %s}\n", id, clock)
}

// logged collects what is logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// A world is a publisher that runs, with its folder.
type world struct {
	*publish.Publisher
	t      *testing.T
	dir    string
	log    logged
	hangup chan os.Signal
}

// begin publishes a folder, or paths in it, until the test ends.
func begin(t *testing.T, dir, state string, paths ...string) *world {
	t.Helper()
	w := &world{t: t, dir: dir, hangup: make(chan os.Signal)}
	if len(paths) == 0 {
		paths = []string{dir}
	}
	s, err := publish.OpenState(state)
	if err != nil {
		t.Fatal(err)
	}
	w.Publisher = &publish.Publisher{
		Paths: paths, State: s, Packer: &feed.Packer{}, Reserved: []string{"t"}, Grace: time.Hour,
		Now: time.Now, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
	}
	if err := w.Load(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { w.Run(ctx, w.hangup) })
	t.Cleanup(func() {
		cancel()
		wg.Wait()
		s.Close()
	})
	return w
}

// feed returns the feed of a course, "" where there is none.
func (w *world) feed(id string) string {
	if c := w.Snapshot().Courses[id]; c != nil {
		return string(c.Feed.Data())
	}
	return ""
}

// wait waits for what must be so within two seconds.
func (w *world) wait(what string, so func() bool) {
	w.t.Helper()
	for began := time.Now(); !so(); time.Sleep(5 * time.Millisecond) {
		// Half a second more, for machines that do something else too.
		if time.Since(began) > 2500*time.Millisecond {
			w.t.Fatalf("not within two seconds: %s\n%s", what, &w.log)
		}
	}
}

// live waits until a feed has a due time.
func (w *world) live(id, clock string) {
	w.t.Helper()
	w.wait(id+" due "+clock, func() bool { return strings.Contains(w.feed(id), "due "+clock) })
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func do(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// TestEdits tries the ways in which files are changed.
func TestEdits(t *testing.T) {
	for name, edit := range map[string]func(t *testing.T, file string){
		"in place": func(t *testing.T, file string) { write(t, file, course("a", "17:00")) },
		"by rename, as editors do": func(t *testing.T, file string) {
			write(t, file+"~", course("a", "17:00"))
			do(t, os.Rename(file+"~", file))
		},
		"by a backup and a new file": func(t *testing.T, file string) {
			do(t, os.Rename(file, file+"~"))
			time.Sleep(50 * time.Millisecond)
			write(t, file, course("a", "17:00"))
		},
		"deleted and written anew": func(t *testing.T, file string) {
			do(t, os.Remove(file))
			time.Sleep(200 * time.Millisecond)
			write(t, file, course("a", "17:00"))
		},
		"renamed": func(t *testing.T, file string) {
			write(t, file, course("a", "17:00"))
			do(t, os.Rename(file, filepath.Join(filepath.Dir(file), "other.yml")))
		},
		"moved into a new folder": func(t *testing.T, file string) {
			do(t, os.Remove(file))
			write(t, filepath.Join(filepath.Dir(file), "x", "y", "a.yaml"), course("a", "17:00"))
		},
		"with the same size and time": func(t *testing.T, file string) {
			info, err := os.Stat(file)
			do(t, err)
			write(t, file+"~", course("a", "17:00"))
			do(t, os.Chtimes(file+"~", time.Time{}, info.ModTime()), os.Rename(file+"~", file))
		},
		"with the same size and time, in place": func(t *testing.T, file string) {
			info, err := os.Stat(file)
			do(t, err)
			write(t, file, course("a", "17:00"))
			do(t, os.Chtimes(file, time.Time{}, info.ModTime()))
		},
		"by another name of it": func(t *testing.T, file string) {
			other := filepath.Join(t.TempDir(), "b.yaml")
			if err := os.Link(file, other); err != nil {
				t.Skip(err)
			}
			time.Sleep(1500 * time.Millisecond)
			write(t, other, course("a", "17:00"))
		},
		"the folder replaced": func(t *testing.T, file string) {
			dir := filepath.Dir(file)
			write(t, filepath.Join(dir+"-new", "a.yaml"), course("a", "17:00"))
			do(t, os.Rename(dir, dir+"-old"), os.Rename(dir+"-new", dir))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "courses")
			file := filepath.Join(dir, "a.yaml")
			write(t, file, course("a", "16:00"))
			w := begin(t, dir, t.TempDir())
			if !strings.Contains(w.feed("a"), "due 16:00") {
				t.Fatal("not there at the beginning")
			}
			edit(t, file)
			w.live("a", "17:00")
			if body := w.feed("a"); !strings.Contains(body, "SEQUENCE:1\r\n") {
				t.Errorf("an edit is one revision, and this is\n%s", body)
			}
			if c := w.Snapshot().Courses["a"]; !c.Missing.IsZero() {
				t.Error("the course counts as missing")
			}
		})
	}
}

// A volume of Kubernetes is swapped by one link.
func TestSwappedLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "..one", "a.yaml"), course("a", "16:00"))
	write(t, filepath.Join(dir, "..two", "a.yaml"), course("a", "17:00"))
	do(t, os.Symlink("..one", filepath.Join(dir, "..data")), os.Symlink(filepath.Join("..data", "a.yaml"), filepath.Join(dir, "a.yaml")))
	folder, file := begin(t, dir, t.TempDir()), begin(t, dir, t.TempDir(), filepath.Join(dir, "a.yaml"))
	do(t, os.Symlink("..two", filepath.Join(dir, "..tmp")), os.Rename(filepath.Join(dir, "..tmp"), filepath.Join(dir, "..data")))
	folder.live("a", "17:00")
	file.live("a", "17:00")
}

// A hundred files at once, as of git checkout, and no event of one is lost.
func TestHundredFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := func(i int) string { return fmt.Sprintf("c%02d", i) }
	for i := range 100 {
		write(t, filepath.Join(dir, name(i), "course.yaml"), course(name(i), "16:00"))
	}
	w := begin(t, dir, t.TempDir())
	for i := range 100 {
		path := filepath.Join(dir, name(i), "course.yaml")
		do(t, os.Remove(path))
		write(t, path, course(name(i), "17:00"))
	}
	w.wait("all are live", func() bool {
		for i := range 100 {
			if !strings.Contains(w.feed(name(i)), "due 17:00") {
				return false
			}
		}
		return true
	})
}

// What is written slowly is right up to some line, and means less.
func TestSlowUpload(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := course("a", "16:00") + "  report: {due: Sat 2020-05-16 16:00}\n"
	write(t, filepath.Join(dir, "a.yaml"), text)
	w := begin(t, dir, t.TempDir())
	before := w.feed("a")
	f, err := os.Create(filepath.Join(dir, "a.yaml"))
	do(t, err)
	defer f.Close()
	for _, line := range strings.SplitAfter(text, "\n") {
		_, err := f.WriteString(line)
		do(t, err)
		time.Sleep(300 * time.Millisecond)
		if w.feed("a") != before {
			t.Fatalf("half a file was published:\n%s", w.feed("a"))
		}
	}
	write(t, filepath.Join(dir, "a.yaml"), strings.Replace(text, "16:00", "17:00", 1))
	w.live("a", "17:00")
}

// An upload that stalls before its last line cancels nothing.
func TestStalledUpload(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := course("a", "16:00") + "  report: {due: Sat 2020-05-16 16:00}\n"
	write(t, filepath.Join(dir, "a.yaml"), text)
	w := begin(t, dir, t.TempDir())
	text = strings.ReplaceAll(text, "16:00", "17:00")
	write(t, filepath.Join(dir, "a.yaml"), text[:strings.Index(text, "  report")])
	for range 8 {
		time.Sleep(100 * time.Millisecond)
		if w.feed("a") != "" && !strings.Contains(w.feed("a"), "due 16:00") {
			t.Fatalf("half a file was published:\n%s", w.feed("a"))
		}
	}
	write(t, filepath.Join(dir, "a.yaml"), text)
	w.live("a", "17:00")
	if strings.Count(w.feed("a"), "SEQUENCE:1\r\n") != 2 {
		t.Errorf("not one revision:\n%s", w.feed("a"))
	}
	// What is meant to go is gone in time too.
	write(t, filepath.Join(dir, "a.yaml"), text[:strings.Index(text, "  report")])
	w.wait("the report is gone", func() bool { return !strings.Contains(w.feed("a"), "Report") })
}

// SIGHUP does not wait.
func TestHangup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	w := begin(t, dir, t.TempDir())
	write(t, filepath.Join(dir, "a.yaml"), course("a", "17:00"))
	w.hangup <- os.Interrupt
	began := time.Now()
	w.live("a", "17:00")
	if took := time.Since(began); took > 400*time.Millisecond {
		t.Errorf("it took %s", took)
	}
}

func TestBroken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml")
	write(t, a, course("a", "16:00"))
	write(t, b, course("b", "16:00"))
	w := begin(t, dir, t.TempDir())
	before := w.feed("a")
	write(t, a, strings.Replace(course("a", "17:00"), "Fri", "Tue", 1))
	write(t, b, course("b", "17:00"))
	w.live("b", "17:00")
	w.wait("the error is told", func() bool {
		return strings.Contains(w.log.String(), a+":5:16: 2020-05-15 is a Friday, not a Tuesday") && len(w.Snapshot().Troubles) == 1
	})
	if w.feed("a") != before {
		t.Error("a broken edit changed the feed")
	}
	for _, text := range []string{"", "id: [", "name: no id any more\n"} {
		write(t, a, text)
		time.Sleep(800 * time.Millisecond)
		if c := w.Snapshot().Courses["a"]; c == nil || string(c.Feed.Data()) != before || !c.Missing.IsZero() {
			t.Errorf("%q changed the course", text)
		}
	}
	write(t, a, course("a", "18:00"))
	w.live("a", "18:00")
	w.wait("nothing is wrong", func() bool { return len(w.Snapshot().Troubles) == 0 })
}

func TestOneIDInTwoFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml")
	write(t, a, course("a", "16:00"))
	w := begin(t, dir, t.TempDir())
	before := w.feed("a")
	write(t, b, course("A", "17:00"))
	w.wait("both are named", func() bool { return strings.Contains(w.log.String(), a+" and "+b) })
	write(t, a, course("a", "18:00"))
	time.Sleep(time.Second)
	if w.feed("a") != before || w.feed("A") != "" {
		t.Error("one of the two was taken")
	}
	do(t, os.Remove(b))
	w.live("a", "18:00")
}

func TestPassedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	write(t, filepath.Join(dir, "workflow.yml"), "on: push\njobs: {}\n")
	write(t, filepath.Join(dir, "t.yaml"), course("T", "16:00"))
	write(t, filepath.Join(dir, ".git", "b.yaml"), course("b", "16:00"))
	write(t, filepath.Join(dir, ".c.yaml"), course("c", "16:00"))
	write(t, filepath.Join(dir, "d.txt"), course("d", "16:00"))
	outside := filepath.Join(t.TempDir(), "e.yaml")
	write(t, outside, course("e", "16:00"))
	do(t, os.Symlink(outside, filepath.Join(dir, "e.yaml")), os.Symlink(filepath.Dir(outside), filepath.Join(dir, "more")))
	w := begin(t, dir, t.TempDir())
	write(t, filepath.Join(dir, "workflow.yml"), "on: push\njobs: {x: y}\n")
	write(t, filepath.Join(dir, "a.yaml"), course("a", "17:00"))
	w.live("a", "17:00")
	if s := w.Snapshot(); len(s.Courses) != 1 {
		t.Errorf("served: %v", s.IDs)
	}
	if n := strings.Count(w.log.String(), "workflow.yml"); n != 1 {
		t.Errorf("a file without an id was told %d times\n%s", n, &w.log)
	}
	if !strings.Contains(w.log.String(), `no course can have the id \"T\" here`) {
		t.Errorf("the id of a route was not refused\n%s", &w.log)
	}
}

// What cannot be looked at is not deleted.
func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x", "a.yaml"), course("a", "16:00"))
	w := begin(t, dir, t.TempDir())
	do(t, os.Chmod(filepath.Join(dir, "x"), 0))
	defer os.Chmod(filepath.Join(dir, "x"), 0o700)
	w.hangup <- os.Interrupt
	w.wait("it is told", func() bool { return strings.Contains(w.log.String(), "permission denied") })
	if c := w.Snapshot().Courses["a"]; c == nil || !c.Missing.IsZero() {
		t.Error("the course counts as deleted")
	}
}

// A release is put in place by moving a link above the path that is served.
func TestSwapAbove(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n, due := range []string{"16:00", "17:00"} {
		write(t, filepath.Join(dir, fmt.Sprint("v", n), "courses", "a.yaml"), course("a", due))
	}
	do(t, os.Symlink("v0", filepath.Join(dir, "current")))
	w := begin(t, dir, t.TempDir(), filepath.Join(dir, "current", "courses"))
	do(t, os.Symlink("v1", filepath.Join(dir, "next")))
	do(t, os.Rename(filepath.Join(dir, "next"), filepath.Join(dir, "current")))
	w.wait("the new release is served", func() bool { return strings.Contains(w.feed("a"), "due 17:00") })
}

// One path that is not there at a start keeps no other course from readers.
func TestOnePathMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	w := begin(t, dir, t.TempDir(), filepath.Join(dir, "gone.yaml"), filepath.Join(dir, "a.yaml"))
	if w.feed("a") == "" || !strings.Contains(w.log.String(), "gone.yaml") {
		t.Errorf("feed %q, log\n%s", w.feed("a"), &w.log)
	}
}
