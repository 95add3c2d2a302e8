package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coursecal/cmd/coursecal/internal/atomicfile"
)

// placesFile is the list of files in which courses were found: a line for
// each, with its id, a blank and the path.
const placesFile = "places"

// readPlaces reads the list, which is empty where there is none.
func (s *State) readPlaces() (map[string]string, error) {
	data, err := os.ReadFile(filepath.Join(s.folder, placesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	places := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if id, path, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			places[id] = path
		}
	}
	return places, nil
}

// remember keeps in which files courses are, for the time after a restart.
func (s *State) remember(files map[string]*file) error {
	now := map[string]string{} // ids by path
	for name, f := range files {
		// A name with a line break in it cannot stand in the list.
		if path, err := filepath.Abs(name); f.course != nil && err == nil && !strings.Contains(path, "\n") {
			now[path] = f.id
		}
	}
	// A file has one course; another that it had before is nowhere any more.
	places := maps.Clone(s.places)
	maps.DeleteFunc(places, func(id, path string) bool { return now[path] != "" && now[path] != id })
	for path, id := range now {
		places[id] = path
	}
	if maps.Equal(places, s.places) {
		return nil
	}
	var list bytes.Buffer
	for _, id := range slices.Sorted(maps.Keys(places)) {
		list.WriteString(id + " " + places[id] + "\n")
	}
	if err := atomicfile.Write(filepath.Join(s.folder, placesFile), list.Bytes()); err != nil {
		return err
	}
	s.sync()
	s.places = places
	return nil
}

// idOf returns the id of the course that was found in a file last, "" where
// none was.
func (s *State) idOf(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	for id, place := range s.places {
		if place == path {
			return id
		}
	}
	return ""
}

// elsewhere tells a course whose file is still there, and is none of those
// that are served now: another run had it.
func (p *Publisher) elsewhere(id string) bool {
	place := p.State.places[id]
	if _, err := os.Stat(place); place == "" || err != nil {
		return false
	}
	return !slices.ContainsFunc(p.Paths, func(path string) bool { return within(place, path) })
}
