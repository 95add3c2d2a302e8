package token

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"coursecal/cmd/coursecal/internal/atomicfile"
	"coursecal/cmd/coursecal/internal/lock"
	"coursecal/schedule"
)

// maxFile is the size of the largest file that is read: some 100,000 tokens.
const maxFile = 16 << 20

// patience is how long an edit waits for another to end.
const patience = 10 * time.Second

// header is the first line of a new file.
const header = "# name course group expires sha256 created"

// A File is the file of tokens in a state folder.
type File struct{ Path string }

// In returns the file of tokens of a state folder.
func In(folder string) File { return File{filepath.Join(folder, "tokens")} }

// Read returns the list that the file holds, and what is wrong with its lines.
// No file is an empty list.
func (f File) Read() (*List, schedule.Problems, error) {
	data, err := f.data()
	if err != nil {
		return nil, nil, err
	}
	l, problems := Parse(f.Path, data)
	return l, problems, nil
}

func (f File) data() ([]byte, error) {
	file, err := os.Open(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = tooLarge(f.Path)
	}
	return data, err
}

func tooLarge(path string) error {
	return &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf("more than %d MiB are too large for tokens", maxFile>>20)}
}

// ErrTaken tells that a token of the name is there, ErrUnknown that none is.
var (
	ErrTaken   = errors.New("the name is taken")
	ErrUnknown = errors.New("no token has the name")
)

// Add adds a grant. Lines that are there stay as they are, wrong ones too. It
// returns ErrTaken where a line has the name, in whatever case.
func (f File) Add(g Grant) error {
	return f.edit(func(lines []string) ([]string, error) {
		if slices.ContainsFunc(lines, func(line string) bool { return has(line, g.Name) }) {
			return nil, ErrTaken
		}
		if len(lines) == 0 {
			lines = []string{header}
		}
		return append(lines, g.line()), nil
	})
}

// Revoke takes out every line of a name, in whatever case, and every other
// line of the same token. It returns ErrUnknown where no line has the name.
func (f File) Revoke(name string) error {
	return f.edit(func(lines []string) ([]string, error) {
		var hashes []string
		known := false
		for _, line := range lines {
			if has(line, name) {
				known = true
				hashes = append(hashes, hashOf(line))
			}
		}
		if !known {
			return nil, ErrUnknown
		}
		return slices.DeleteFunc(lines, func(line string) bool {
			hash := hashOf(line)
			return has(line, name) || hash != "" && slices.Contains(hashes, hash)
		}), nil
	})
}

// has tells a line of a name.
func has(line, name string) bool {
	f := fields(line)
	return len(f) > 0 && strings.EqualFold(f[0], name)
}

// hashOf returns the hash of a line, "" where it has none.
func hashOf(line string) string {
	if f := fields(line); len(f) > 4 {
		return strings.ToLower(f[4])
	}
	return ""
}

// edit replaces the file as a whole, so that a reader sees the old lines or
// the new ones, and locks the folder meanwhile, so that of two edits at once
// none is lost.
func (f File) edit(change func(lines []string) ([]string, error)) error {
	unlock, err := lock.Folder(filepath.Dir(f.Path), patience)
	if err != nil {
		return err
	}
	defer unlock()
	data, err := f.data()
	if err != nil {
		return err
	}
	var lines []string
	if text := strings.TrimSuffix(string(data), "\n"); text != "" {
		lines = strings.Split(text, "\n")
	}
	if lines, err = change(lines); err != nil {
		return err
	}
	data = []byte(strings.Join(lines, "\n") + "\n")
	if len(data) > maxFile {
		return tooLarge(f.Path)
	}
	if err := atomicfile.Write(f.Path, data); err != nil {
		return err
	}
	// What was revoked must not be back after a loss of power.
	atomicfile.Sync(filepath.Dir(f.Path))
	return nil
}

// A Keeper holds the list that is in force while a server runs. Any number of
// readers may use it; one goroutine refreshes it.
type Keeper struct {
	file File
	list atomic.Pointer[List]
	// data is what the file held, problems what was wrong with it.
	data     []byte
	problems schedule.Problems
}

// Keep returns a keeper of a file. It knows no token before the first Refresh.
func Keep(f File) *Keeper {
	k := &Keeper{file: f}
	k.list.Store(&List{})
	return k
}

// List returns the list that is in force.
func (k *Keeper) List() *List { return k.list.Load() }

// Refresh reads the file again and puts its list in force. The content is
// compared, not a time of change, which can stay the same over an edit. The
// problems are those of the lines that the file has now, changed or not. After
// an error the list stays as it was.
func (k *Keeper) Refresh() (changed bool, problems schedule.Problems, err error) {
	data, err := k.file.data()
	if err != nil || bytes.Equal(data, k.data) {
		return false, k.problems, err
	}
	list, problems := Parse(k.file.Path, data)
	k.data, k.problems = data, problems
	k.list.Store(list)
	return true, problems, nil
}
