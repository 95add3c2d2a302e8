// Package publish keeps the feeds of schedule files ready, and right while the
// files change.
//
//	files --look--> settled files --parse--> courses --revise with the state--> Snapshot
//
// A Publisher looks at its paths again whenever something has moved there.
// What it finds wrong changes nothing: the last good feed of a course stays
// until a better one is ready, over a restart too, since the state folder
// keeps the calendar that readers have and the file it was made of.
package publish

import (
	"context"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"coursecal/ical/feed"
)

// A Publisher publishes the courses of files and folders. Its fields are set
// before it is used and not changed afterwards.
type Publisher struct {
	// Paths are schedule files, and folders to be searched for them.
	Paths []string
	// State remembers over restarts.
	State *State
	// Reserved are words that no course may have as its id, in lower case.
	Reserved []string
	// Grace is how long the feed of a deleted file is still served.
	Grace time.Duration
	// Packer packs the feeds; nil packs none.
	Packer *feed.Packer
	Now    func() time.Time
	Log    *slog.Logger

	// What follows belongs to the goroutine that loads and runs.
	files   map[string]*file
	folders []string           // that were searched
	outside []string           // links that are no files here
	blind   map[string]Trouble // by the paths that cannot be looked at
	looked  time.Duration      // how long the last look took
	// unfinished tells that a right course could not be published.
	unfinished bool

	current atomic.Pointer[Snapshot]
	// Reloads counts the looks that found something new; Failures those of
	// them, and the files in them, that could not be taken.
	Reloads, Failures atomic.Uint64
}

// Snapshot returns what is served now; before the first Load nothing is.
func (p *Publisher) Snapshot() *Snapshot {
	if s := p.current.Load(); s != nil {
		return s
	}
	return &Snapshot{}
}

// Load looks at all paths once and takes what it finds, settled or not. A path
// that cannot be read is logged, and is an error where none can be and nothing
// is remembered of them: a file that was deleted must keep no course from a
// restart.
func (p *Publisher) Load() error {
	var unread []error
	for _, path := range p.Paths {
		if err := readable(path); err != nil {
			p.Log.Error("a path cannot be read", "path", path, "reason", reason(err))
			unread = append(unread, err)
		}
	}
	p.files = map[string]*file{}
	p.refresh(true)
	if len(unread) == len(p.Paths) && len(p.Snapshot().Courses) == 0 {
		return unread[0]
	}
	return nil
}

// How long to wait before looking.
const (
	// quiet is how long after a first event the others of one change come.
	quiet = 100 * time.Millisecond
	// settling is how long a file must stand still before it is taken: who
	// writes slowly is then not yet done. patience is how long where it is less
	// than what is served, for an upload that stalls must cancel nothing.
	settling, patience = 400 * time.Millisecond, time.Second
	// glance is the time between looks while something moves.
	glance = 200 * time.Millisecond
	// idle is the time between looks where no events come. There are changes of
	// which none comes, watched or not: those that other machines make on network
	// disks, of rights, by another name of a file.
	idle = 700 * time.Millisecond
	// share is how many times as long as a look takes no other one follows
	// without an event, so that looking costs little however many files there
	// are; where no events come at all it may cost more. rest is the longest.
	share, deafShare, rest = 50, 4, 5 * time.Second
)

// Run follows the files until the context ends. A signal from hurry has it look
// at once and take what it finds.
func (p *Publisher) Run(ctx context.Context, hurry <-chan os.Signal) {
	w := newWatcher(p.Log)
	defer w.close()
	w.follow(p.Paths, p.folders)
	// What changed between the first look and the first watch has no event.
	timer := time.NewTimer(0)
	defer timer.Stop()
	waiting := true // a look is due soon
	for {
		force := false
		select {
		case <-ctx.Done():
			return
		case name := <-w.events:
			if !waiting && w.concerns(name) {
				waiting = true
				timer.Reset(quiet)
			}
			continue
		case <-hurry:
			force = true
		case <-timer.C:
		}
		waiting = p.refresh(force)
		grown := w.follow(p.Paths, p.folders)
		pause := min(max(idle, share*p.looked), rest)
		switch {
		case waiting || grown:
			waiting, pause = true, glance
		case w.deaf:
			pause = min(max(idle, deafShare*p.looked), rest)
		}
		timer.Reset(min(pause, p.untilExpiry()))
	}
}
