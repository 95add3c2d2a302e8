package publish_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/publish"
)

// once publishes a folder as a server does that has just begun, and ends.
func once(t *testing.T, dir, state string, now time.Time) (*publish.Snapshot, string) {
	t.Helper()
	s, err := publish.OpenState(state)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var log logged
	p := &publish.Publisher{
		Paths: []string{dir}, State: s, Grace: 24 * time.Hour,
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	if err := p.Load(); err != nil {
		t.Fatal(err)
	}
	return p.Snapshot(), log.String()
}

var monday = time.Date(2020, 4, 27, 12, 0, 0, 0, time.UTC)

// served returns the feed of the course a.
func served(s *publish.Snapshot) string {
	if c := s.Courses["a"]; c != nil {
		return string(c.Feed.Data())
	}
	return ""
}

func TestRestart(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	write(t, file, course("a", "16:00"))
	first, _ := once(t, dir, state, monday)
	again, _ := once(t, dir, state, monday.Add(time.Hour))
	if served(first) == "" || served(first) != served(again) || first.Courses["a"].Feed.ETag() != again.Courses["a"].Feed.ETag() {
		t.Fatalf("a restart gives\n%s", served(again))
	}
	elsewhere := t.TempDir()
	do(t, os.CopyFS(elsewhere, os.DirFS(state)))
	if other, _ := once(t, dir, elsewhere, monday.Add(2*time.Hour)); served(first) != served(other) {
		t.Errorf("another machine with the same state gives\n%s", served(other))
	}
	info, err := os.Stat(filepath.Join(state, "feeds"))
	do(t, err)
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the state: %s", info.Mode())
	}

	write(t, file, "id: a\nname: [broken\n")
	broken, _ := once(t, dir, state, monday.Add(3*time.Hour))
	if served(broken) != served(first) || len(broken.Troubles) != 1 || !broken.Courses["a"].Missing.IsZero() {
		t.Errorf("after a restart a broken file gives %v and\n%s", broken.Troubles, served(broken))
	}
	write(t, file, course("a", "17:00"))
	mended, _ := once(t, dir, state, monday.Add(4*time.Hour))
	if !strings.Contains(served(mended), "SEQUENCE:1\r\n") {
		t.Errorf("mended it is\n%s", served(mended))
	}
}

func TestGrace(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	write(t, file, course("a", "16:00"))
	first, _ := once(t, dir, state, monday)
	do(t, os.Remove(file))
	for _, test := range []struct {
		after time.Duration
		gone  bool
	}{{time.Hour, false}, {24 * time.Hour, false}, {25 * time.Hour, true}, {30 * 24 * time.Hour, true}} {
		s, log := once(t, dir, state, monday.Add(test.after))
		c := s.Courses["a"]
		if c == nil || c.Gone != test.gone || served(s) != served(first) {
			t.Errorf("%s after: %+v\n%s", test.after, c, log)
		}
		if c.Public() == test.gone {
			t.Errorf("%s after: public %v", test.after, c.Public())
		}
	}
	write(t, file, course("a", "17:00"))
	s, _ := once(t, dir, state, monday.Add(31*24*time.Hour))
	if c := s.Courses["a"]; c.Gone || !c.Missing.IsZero() || !strings.Contains(served(s), "SEQUENCE:1\r\n") {
		t.Errorf("back again it is %+v\n%s", c, served(s))
	}
	if s, _ := once(t, dir, state, monday.Add(60*24*time.Hour)); s.Courses["a"].Gone {
		t.Error("it is remembered as gone")
	}
}

func TestLogOfChanges(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	write(t, file, course("a", "16:00"))
	s, _ := once(t, dir, state, monday)
	empty := string(s.Courses["a"].Changes.Data())
	if strings.Contains(empty, "<entry>") || !strings.Contains(empty, "Changes to A course") {
		t.Errorf("at first it is\n%s", empty)
	}
	write(t, file, course("a", "17:00"))
	s, _ = once(t, dir, state, monday.Add(time.Hour))
	told := string(s.Courses["a"].Changes.Data())
	if strings.Count(told, "<entry>") != 1 || !strings.Contains(told, "17:00") {
		t.Errorf("after a change it is\n%s", told)
	}
	s, _ = once(t, dir, state, monday.Add(2*time.Hour))
	if again := string(s.Courses["a"].Changes.Data()); again != told {
		t.Errorf("after a restart it is\n%s", again)
	}
	write(t, filepath.Join(state, "feeds", "a.atom"), told[:100])
	if s, log := once(t, dir, state, monday.Add(3*time.Hour)); served(s) == "" || !strings.Contains(log, "begins anew") {
		t.Errorf("a broken log stops the feed: %s", log)
	}
}

// Begun anew, a feed would fall behind what its readers have.
func TestStateAhead(t *testing.T) {
	for old, new := range map[string]string{"LEDGER:1": "LEDGER:2", "SEQUENCE:0": "SEQUENCE:2000000000"} {
		dir, state := t.TempDir(), t.TempDir()
		write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
		first, _ := once(t, dir, state, monday)
		ledger, ahead := filepath.Join(state, "feeds", "a.ics"), strings.ReplaceAll(served(first), old, new)
		write(t, ledger, ahead)
		s, log := once(t, dir, state, monday.Add(time.Hour))
		if kept, err := os.ReadFile(ledger); err != nil || string(kept) != ahead {
			t.Errorf("%s: the ledger is now\n%s", new, kept)
		}
		if served(s) != "" || len(s.Troubles) != 1 || !strings.Contains(log, "cannot go on from what its readers have") {
			t.Errorf("%s: %v, and it serves\n%s", new, s.Troubles, served(s))
		}
	}
}

// A file that cannot be read at a start stands for the course that it had.
func TestUnreadableAtStart(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "courses", "a.yaml")
	write(t, file, course("a", "16:00"))
	first, _ := once(t, dir, state, monday)
	for _, path := range []string{file, filepath.Dir(file)} {
		do(t, os.Chmod(path, 0))
		s, log := once(t, dir, state, monday.Add(25*time.Hour))
		if c := s.Courses["a"]; c == nil || !c.Missing.IsZero() || served(s) != served(first) {
			t.Errorf("%s: %+v\n%s", path, c, log)
		}
		do(t, os.Chmod(path, 0o700))
	}
}

// What another run served with the same state, from a place that is still
// there, is not served by this one; what this one had is, even where all that
// it is to serve is gone.
func TestStateOfOtherPlaces(t *testing.T) {
	one, other, state := t.TempDir(), t.TempDir(), t.TempDir()
	write(t, filepath.Join(one, "a.yaml"), course("a", "16:00"))
	write(t, filepath.Join(other, "b.yaml"), course("b", "16:00"))
	once(t, one, state, monday)
	if s, log := once(t, other, state, monday); s.Courses["a"] != nil || s.Courses["b"] == nil {
		t.Errorf("the second run serves %v\n%s", s.IDs, log)
	}
	do(t, os.Remove(filepath.Join(other, "b.yaml")))
	if s, log := once(t, filepath.Join(other, "b.yaml"), state, monday); s.Courses["a"] != nil || served(s) != "" || s.Courses["b"] == nil || s.Courses["b"].Missing.IsZero() {
		t.Errorf("after its file was deleted it serves %v\n%s", s.IDs, log)
	}
	s, err := publish.OpenState(t.TempDir())
	do(t, err)
	defer s.Close()
	p := &publish.Publisher{Paths: []string{filepath.Join(other, "none.yaml")}, State: s, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	if err := p.Load(); err == nil {
		t.Error("a path that is not there, and nothing remembered, is no error")
	}
}

// A file that was cut short a moment before a start, as by an upload, cancels
// nothing then: its course is served as it was.
func TestCutShortAtStart(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	whole := course("a", "16:00") + "  report: {due: Sat 2020-05-16 16:00}\n"
	write(t, file, whole)
	first, _ := once(t, dir, state, monday)
	write(t, file, course("a", "16:00"))
	s, log := once(t, dir, state, monday.Add(time.Hour))
	if served(s) != served(first) || len(s.Troubles) > 0 || !s.Courses["a"].Missing.IsZero() {
		t.Errorf("%v, and it serves\n%s\n%s", s.Troubles, served(s), log)
	}
	do(t, os.Chtimes(file, time.Time{}, time.Now().Add(-time.Minute)))
	if s, _ := once(t, dir, state, monday.Add(time.Hour)); !strings.Contains(served(s), "CANCELLED: Report") {
		t.Errorf("what stood still is not taken:\n%s", served(s))
	}
}

// A file stands for the course that it had last, not for one from before.
func TestFileOfAnotherCourse(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	write(t, file, course("old", "16:00"))
	once(t, dir, state, monday)
	write(t, file, course("a", "16:00"))
	once(t, dir, state, monday.Add(time.Hour))
	write(t, file, "")
	for n := range 10 { // whichever came first in a map
		s, log := once(t, dir, state, monday.Add(time.Duration(n+2)*time.Hour))
		if c := s.Courses["a"]; c == nil || !c.Missing.IsZero() || s.Courses["old"].Missing.IsZero() {
			t.Fatalf("%+v\n%s", c, log)
		}
	}
}

// Of a calendar that somebody took out of the state nobody knows how far it had come.
func TestLedgerTakenAway(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	once(t, dir, state, monday)
	do(t, os.Remove(filepath.Join(state, "feeds", "a.ics")))
	s, log := once(t, dir, state, monday.Add(time.Hour))
	if !strings.Contains(served(s), "SEQUENCE:169260\r\n") || !strings.Contains(log, "its calendar is missing in the state") {
		t.Errorf("it serves\n%s\nand says %s", served(s), log)
	}
}

// A folder that cannot be read is told with the rest of what is wrong.
func TestBlind(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir, state := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "sub", "a.yaml"), course("a", "16:00"))
	write(t, filepath.Join(dir, "b.yaml"), course("b", "16:00"))
	once(t, dir, state, monday)
	sub := filepath.Join(dir, "sub")
	do(t, os.Chmod(sub, 0))
	s, log := once(t, dir, state, monday.Add(time.Hour))
	do(t, os.Chmod(sub, 0o700))
	if len(s.Troubles) != 1 || s.Troubles[0].File != sub || served(s) == "" || !s.Courses["a"].Missing.IsZero() {
		t.Errorf("%+v\n%s", s.Troubles, log)
	}
}

func TestStateTaken(t *testing.T) {
	state := t.TempDir()
	s, err := publish.OpenState(state)
	do(t, err)
	if _, err := publish.OpenState(state); err != publish.ErrInUse {
		t.Errorf("a second server: %v", err)
	}
	s.Close()
	again, err := publish.OpenState(state)
	do(t, err)
	again.Close()
}

// Nothing goes live that is not remembered.
func TestStateFull(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root writes everywhere")
	}
	dir, state := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	first, _ := once(t, dir, state, monday)
	write(t, filepath.Join(dir, "a.yaml"), course("a", "17:00"))
	feeds := filepath.Join(state, "feeds")
	do(t, os.Chmod(feeds, 0o500))
	s, log := once(t, dir, state, monday.Add(time.Hour))
	do(t, os.Chmod(feeds, 0o700))
	if served(s) != served(first) || !strings.Contains(log, "cannot write the state") {
		t.Errorf("it serves\n%s\nand says\n%s", served(s), log)
	}
}

// A ledger that cannot be used must not end the service, nor start it at
// revisions that readers have seen.
func TestBrokenLedger(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), course("a", "16:00"))
	first, _ := once(t, dir, state, monday)
	ledger := filepath.Join(state, "feeds", "a.ics")
	write(t, ledger, served(first)[:200])
	s, log := once(t, dir, state, monday.Add(time.Hour))
	if body := served(s); strings.Contains(body, "SEQUENCE:0") || !strings.Contains(body, "SEQUENCE:169260\r\n") {
		t.Errorf("it serves\n%s", body)
	}
	if !strings.Contains(log, "the calendar is cut short") {
		t.Errorf("it says %s", log)
	}
	kept, err := os.ReadFile(ledger + ".bad")
	if err != nil || string(kept) != served(first)[:200] {
		t.Errorf("the broken ledger is not kept: %q, %v", kept, err)
	}
	if again, _ := once(t, dir, state, monday.Add(2*time.Hour)); served(again) != served(s) {
		t.Error("the next start begins anew again")
	}
}

// A change of the text that is none of an entry must move the date, or clients
// that go by it are stuck.
func TestEveryChangeHasItsDate(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	dates := map[string]string{}
	for i, text := range []string{
		course("a", "16:00"),
		course("a", "16:00") + "remind: 1d\n",
		strings.Replace(course("a", "16:00"), "16:00}", "16:00, show: all-day}", 1),
		course("a", "17:00"),
		course("a", "18:00"),
	} {
		write(t, file, text)
		// All within one second.
		s, _ := once(t, dir, state, monday.Add(time.Duration(i)*time.Millisecond))
		date := s.Courses["a"].Calendar.Modified().String()
		if earlier, seen := dates[date]; seen && earlier != served(s) {
			t.Errorf("two texts of %s", date)
		}
		dates[date] = served(s)
	}
	if len(dates) != 5 {
		t.Errorf("%d dates, want 5", len(dates))
	}
}

func TestNothingFixedYet(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	write(t, file, "id: a\nname: A\ntimezone: UTC\ndeadlines: {essay: tbc}\n")
	s, log := once(t, dir, state, monday)
	if len(s.Courses) != 0 || !strings.Contains(log, "it has no entry with a time yet") {
		t.Errorf("an empty calendar is served (client rule 30): %s", log)
	}
}

// At a start after a file was spoilt its course is not taken for deleted: the
// file is still there in which it was found last.
func TestSpoiltAtStart(t *testing.T) {
	for _, test := range []struct {
		name, text string
		folder     bool
	}{
		{"no text", "\x00\x01\x02", false},
		{"emptied", "", false},
		{"emptied in a folder", "\n", true},
		{"without an id in a folder", "on: push\n", true},
	} {
		dir, state := t.TempDir(), t.TempDir()
		file := filepath.Join(dir, "a.yaml")
		path := file
		if test.folder {
			path = dir
		}
		write(t, file, course("a", "16:00"))
		first, _ := once(t, path, state, monday)
		write(t, file, test.text)
		s, log := once(t, path, state, monday.Add(25*time.Hour))
		if c := s.Courses["a"]; c == nil || c.Gone || !c.Missing.IsZero() || served(s) != served(first) {
			t.Errorf("%s: %+v\n%s", test.name, c, log)
		}
	}
}
