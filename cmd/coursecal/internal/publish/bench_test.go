package publish_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
	"coursecal/schedule"
)

// six returns a course of six entries.
func six(i int) string {
	return fmt.Sprintf("id: c%04d-2020\ncode: C%04d\nname: Course %d\ntimezone: Europe/London\nsessions:\n  lab: {when: Wed 09:00-11:00 @ Teams, from: 2020-04-29, topics: [Transfer learning, Sequences, Generative models]}\n"+
		"deadlines:\n  quiz: {due: Thu 2020-05-14, kind: quiz}\n  handin: {due: Wed 2020-05-20 16:00, worth: 40%%}\n  essay: {due: Fri 2020-05-29 16:00}\n", i, i, i)
}

// BenchmarkCourses is the start of a server of 5,000 courses whose state is
// there; BenchmarkParse is the part of it that parsing alone takes.
func BenchmarkCourses(b *testing.B) {
	dir, state := b.TempDir(), b.TempDir()
	for i := range 5000 {
		write(b, filepath.Join(dir, fmt.Sprintf("%04d.yaml", i)), six(i))
	}
	s, err := publish.OpenState(state)
	do(b, err)
	defer s.Close()
	load := func() {
		p := &publish.Publisher{Paths: []string{dir}, State: s, Packer: &feed.Packer{}, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
		do(b, p.Load())
		if n := len(p.Snapshot().IDs); n != 5000 {
			b.Fatalf("%d courses", n)
		}
	}
	load()
	for b.Loop() {
		load()
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		for i := range 5000 {
			if c, problems := schedule.Parse("x.yaml", []byte(six(i))); c == nil {
				b.Fatal(problems)
			}
		}
	}
}
