package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/atomicfile"
	"coursecal/cmd/coursecal/internal/lock"

	"coursecal/schedule"
)

// A State is the folder in which the feeds are remembered. It holds for each
// course
//
//	{id}.ics     the whole calendar that readers have: the ledger of revisions
//	{id}.yaml    the file that it was made of, for the time when that is broken
//	{id}.atom    the log of changes, once there is one
//	{id}.ics.bad a ledger that could not be used
//	{id}.gone    since when no file has the course, while that is so
//
// and one list of the files in which the courses were found last.
type State struct {
	folder string
	unlock func()
	// places are the files of the courses, by id.
	places map[string]string
}

// feeds is the folder in the state folder that has what State remembers.
const feeds = "feeds"

// Remembers reports whether a server with this state folder has served a
// course.
func Remembers(folder, id string) bool {
	_, err := os.Stat(filepath.Join(folder, feeds, id+ledgerFile))
	return err == nil
}

// Groups returns the names of the groups of a course that a server with this
// state folder has served; false where it has not.
func Groups(folder, id string) ([]string, bool) {
	data, err := os.ReadFile(filepath.Join(folder, feeds, id+sourceFile))
	if err != nil {
		return nil, false
	}
	course, _ := schedule.Parse(id, data)
	if course == nil {
		return nil, false
	}
	var names []string
	for _, g := range course.Groups {
		names = append(names, g.Name)
	}
	return names, true
}

// ErrInUse tells that another server has the state.
var ErrInUse = errors.New("another server uses it")

// OpenState takes a state folder for this process alone, and makes it where it
// is missing.
func OpenState(folder string) (*State, error) {
	folder = filepath.Join(folder, feeds)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	unlock, err := lock.Folder(folder, 0)
	if errors.Is(err, lock.ErrBusy) {
		return nil, ErrInUse
	}
	if err != nil {
		return nil, err
	}
	s := &State{folder: folder, unlock: unlock}
	s.sweep()
	s.places, err = s.readPlaces()
	if err != nil {
		unlock()
		return nil, err
	}
	return s, nil
}

// Close lets another server have the state.
func (s *State) Close() { s.unlock() }

// sweep removes what a server that was killed left half written.
func (s *State) sweep() {
	left, _ := filepath.Glob(filepath.Join(s.folder, ".*.tmp"))
	for _, name := range left {
		os.Remove(name)
	}
}

// The kinds of files of a course.
const (
	ledgerFile = ".ics"
	sourceFile = ".yaml"
	logFile    = ".atom"
	badFile    = ".ics.bad"
	goneFile   = ".gone"
)

// ids returns the courses that are remembered.
func (s *State) ids() ([]string, error) {
	entries, err := os.ReadDir(s.folder)
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ledgerFile); ok && id != "" && id[0] != '.' {
			ids = append(ids, id)
		}
	}
	return ids, err
}

// read returns a file of a course, nil where there is none.
func (s *State) read(id, kind string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(s.folder, id+kind))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

func (s *State) write(id, kind string, data []byte) error {
	if err := atomicfile.Write(filepath.Join(s.folder, id+kind), data); err != nil {
		return fmt.Errorf("cannot write the state: %w", err)
	}
	return nil
}

// sync makes what was written survive a loss of power.
func (s *State) sync() { atomicfile.Sync(s.folder) }

// has reports whether a course has such a file.
func (s *State) has(id, kind string) bool {
	_, err := os.Stat(filepath.Join(s.folder, id+kind))
	return err == nil
}

// putAside keeps a ledger that cannot be used for whoever wants to look at it.
func (s *State) putAside(id string) error {
	return os.Rename(filepath.Join(s.folder, id+ledgerFile), filepath.Join(s.folder, id+badFile))
}

// setMissing remembers since when no file has a course; zero forgets it.
func (s *State) setMissing(id string, since time.Time) error {
	if !since.IsZero() {
		return s.write(id, goneFile, []byte(since.UTC().Format(time.RFC3339)+"\n"))
	}
	err := os.Remove(filepath.Join(s.folder, id+goneFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// missing returns since when no file has a course; zero where one has it.
func (s *State) missing(id string) time.Time {
	data, _ := s.read(id, goneFile)
	since, err := time.Parse(time.RFC3339, strings.TrimSpace(string(data)))
	if err != nil {
		return time.Time{}
	}
	return since
}
