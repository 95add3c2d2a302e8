package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"coursecal/schedule"
)

// A year is a course, its calendar and those who read it, through a year of
// edits: yaml is the lecturer's file, out the calendar, live what is published.
type year struct {
	t               *testing.T
	r               *rand.Rand
	now             time.Time
	plan            *plan
	yaml, out, live string
	backups         [][]byte
	reader          client
	// left are entries that the readers saw last before they left the feed.
	left client
	done []string // for the message when something fails
}

// TestYear lives a year of 500 random edits, with lost, restored and forked
// calendars now and then. COURSECAL_YEARS says how many years, each another
// one; one takes some seconds.
func TestYear(t *testing.T) {
	years := 1
	if s := os.Getenv("COURSECAL_YEARS"); s != "" {
		var err error
		if years, err = strconv.Atoi(s); err != nil {
			t.Fatalf("COURSECAL_YEARS: %v", err)
		}
	}
	for seed := range years {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			y := &year{t: t, r: rand.New(rand.NewPCG(2020, uint64(seed))), now: time.Date(2020, 1, 10, 9, 0, 0, 0, time.UTC), plan: plan2020(),
				yaml: filepath.Join(dir, "course.yaml"), out: filepath.Join(dir, "out.ics"), live: filepath.Join(dir, "live.ics"), reader: client{}, left: client{}}
			y.begin()
			for range 500 {
				y.step()
			}
		})
	}
}

// begin publishes the plan, which is that of testdata.
func (y *year) begin() {
	plan, err := filepath.Abs(filepath.Join("..", "..", "testdata", "courses", "comp6248-2020-plan.yaml"))
	if err != nil {
		y.t.Fatal(err)
	}
	e, stdout, _ := world("")
	e.now = func() time.Time { return y.now }
	run([]string{"generate", plan}, e)
	if y.generate(0); !bytes.Equal(stdout.Bytes(), y.read(y.out)) {
		y.t.Fatal("the simulated lecturer does not begin with the plan of testdata")
	}
	y.publish(true)
}

// generate writes the plan down and makes the calendar of it.
func (y *year) generate(code int, flags ...string) {
	y.t.Helper()
	y.write(y.yaml, []byte(y.plan.yaml()))
	y.run(code, append([]string{"generate", y.yaml, "-o", y.out}, flags...)...)
}

func (y *year) run(code int, args ...string) string {
	y.t.Helper()
	e, stdout, stderr := world("")
	e.now = func() time.Time { return y.now }
	if got := run(args, e); got != code {
		y.t.Fatalf("%s\n%q: exit code %d, want %d\n%s", y.story(), args, got, code, stderr)
	}
	return stdout.String()
}

func (y *year) story() string { return strings.Join(y.done, "\n") }

func (y *year) read(name string) []byte {
	y.t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		y.t.Fatal(err)
	}
	return data
}

func (y *year) write(name string, data []byte) {
	y.t.Helper()
	if err := os.WriteFile(name, data, 0o666); err != nil {
		y.t.Fatal(err)
	}
}

// step is some hours: an edit, sometimes a mishap before it, and a new
// calendar.
func (y *year) step() {
	y.now = y.now.Add(time.Duration(y.r.IntN(2*365*24*60/500)) * time.Minute)
	now := y.now
	y.edit()
	n := y.r.IntN(100)
	if n%20 == 0 {
		y.now = now.AddDate(0, 0, -3) // a clock that is behind
	}
	switch {
	case n < 80:
		y.generate(0)
		y.publish(true)
	case n < 84:
		y.deleted()
	case n < 87:
		y.lost()
	case n < 90:
		y.rolledBack()
	case n < 94:
		y.cutShort()
	default:
		y.forked()
	}
	y.idle()
	y.now = now
}

// edit changes the plan. What the program calls wrong changes nothing, and is
// taken back.
func (y *year) edit() {
	edit := pick(edits, y.r)
	before, old := y.plan.clone(), y.read(y.out)
	y.done = append(y.done, edit.what)
	edit.do(y.plan, y.r)
	if len(y.plan.series) > 0 && len(y.plan.deadlines) > 0 {
		if _, problems := schedule.Parse("course.yaml", []byte(y.plan.yaml())); len(problems.Errors()) == 0 {
			return
		}
		y.generate(exitWrong)
	}
	if !bytes.Equal(y.read(y.out), old) {
		y.t.Fatalf("%s\na wrong schedule changed the calendar", y.story())
	}
	y.plan = before
	y.done = append(y.done, "(taken back)")
}

// deleted loses the calendar, but what is published is still there.
func (y *year) deleted() {
	y.done = append(y.done, "the calendar is deleted")
	os.Remove(y.out)
	y.generate(0, "--previous", y.live)
	y.publish(true)
}

// lost loses that too.
func (y *year) lost() {
	y.done = append(y.done, "everything is lost")
	os.Remove(y.out)
	y.generate(exitUsage, "--previous", filepath.Join(filepath.Dir(y.out), "nowhere.ics"))
	y.generate(0, "--fresh")
	y.backups = nil
	y.publish(false)
}

// rolledBack has an old calendar restored.
func (y *year) rolledBack() {
	y.done = append(y.done, "a backup is restored")
	y.write(y.out, pick(y.backups, y.r))
	y.generate(0, "--previous", y.live)
	y.publish(true)
}

// cutShort has half a calendar, which is refused.
func (y *year) cutShort() {
	y.done = append(y.done, "the calendar is cut short")
	half := y.read(y.out)
	half = half[:y.r.IntN(len(half))]
	y.write(y.out, half)
	y.generate(exitUsage, "--previous", y.live)
	if !bytes.Equal(y.read(y.out), half) {
		y.t.Fatalf("%s\nwhat was refused was changed", y.story())
	}
	y.deleted()
}

// forked has somebody else go on from an old calendar with a plan of their
// own. Who read that comes back to this one.
func (y *year) forked() {
	y.done = append(y.done, "somebody else goes on from an old calendar, meanwhile")
	backup := pick(y.backups, y.r)
	mine := y.plan.clone()
	y.edit()
	fork := filepath.Join(filepath.Dir(y.out), "fork.ics")
	y.write(fork, backup)
	y.write(y.yaml, []byte(y.plan.yaml()))
	y.run(0, "generate", y.yaml, "-o", fork)
	astray := client{}
	astray.apply(y, backup)
	astray.apply(y, y.read(fork))
	y.plan = mine
	y.done = append(y.done, "and this one goes on from both")
	y.generate(0, "--previous", fork)
	y.publish(false)
	astray.apply(y, y.read(y.out))
	astray.check(y)
}

// publish gives the calendar to its readers. Where its history is one, entries
// that look as before keep their bytes.
func (y *year) publish(one bool) {
	y.t.Helper()
	data := y.read(y.out)
	if before := entriesOf(y.t, y.published()); one {
		for uid, e := range entriesOf(y.t, data) {
			if old, ok := before[uid]; ok && old.looks == e.looks && old.text != e.text {
				y.t.Fatalf("%s\n%s looks as before, but became\n%s\nfrom\n%s", y.story(), uid, e.text, old.text)
			}
		}
	}
	for uid, e := range entriesOf(y.t, data) {
		if old, ok := y.left[uid]; ok && (e.sequence <= old.sequence || e.stamp < old.stamp) {
			y.t.Fatalf("%s\n%s left with SEQUENCE %d of %s, and came back with %d of %s", y.story(), uid, old.sequence, old.stamp, e.sequence, e.stamp)
		}
		delete(y.left, uid)
	}
	before := maps.Clone(y.reader)
	y.reader.apply(y, data)
	y.reader.check(y)
	for uid, e := range before {
		if _, ok := y.reader[uid]; !ok {
			y.left[uid] = e
		}
	}
	y.write(y.live, data)
	y.backups = append(y.backups, data)
	if len(y.backups) > 10 {
		y.backups = y.backups[1:]
	}
}

// published returns what was published last.
func (y *year) published() []byte {
	if len(y.backups) == 0 {
		return nil
	}
	return y.backups[len(y.backups)-1]
}

// idle runs again with nothing changed.
func (y *year) idle() {
	y.t.Helper()
	before, info := y.read(y.out), y.stat()
	y.run(0, "generate", y.yaml, "-o", y.out, "--check")
	y.run(0, "generate", y.yaml, "-o", y.out)
	if !bytes.Equal(y.read(y.out), before) || !os.SameFile(y.stat(), info) || !y.stat().ModTime().Equal(info.ModTime()) {
		y.t.Fatalf("%s\nnothing changed, and the calendar was written", y.story())
	}
}

func (y *year) stat() os.FileInfo {
	info, err := os.Stat(y.out)
	if err != nil {
		y.t.Fatal(err)
	}
	return info
}
