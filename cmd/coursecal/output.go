package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"coursecal/cmd/coursecal/internal/atomicfile"
)

// A target is a file to be written, found before anything is written: the
// file that a symbolic link leads to, or a device.
type target struct {
	// name is what was asked for, for messages; path is what is written.
	name, path string
	// device tells what is written straight, without a previous content.
	device bool
	// old is the present content, nil where there is no file; mode and info
	// are those of the present file.
	old  []byte
	info fs.FileInfo
}

// maxPrevious is the size of the largest file that is read back.
const maxPrevious = 64 << 20

// findTarget looks at what a name stands for now and reads what is there.
func findTarget(name string) (*target, error) {
	t := &target{name: name}
	path, err := follow(name)
	if err != nil {
		return nil, cannotWrite(name, err)
	}
	t.path = path
	info, err := os.Stat(path)
	switch {
	case t.streams():
		t.device = true
		return t, nil
	case errors.Is(err, fs.ErrNotExist):
		return t, nil
	case err != nil:
		return nil, cannotWrite(name, err)
	case info.IsDir():
		return nil, usage("", "%q is a folder", name)
	case !info.Mode().IsRegular():
		t.device = true
		return t, nil
	}
	t.info = info
	if t.old, err = readPrevious(path); err != nil {
		return nil, cannotWrite(name, err)
	}
	return t, nil
}

// streams tells a name of a stream that is open already. Such a name may lead
// to an ordinary file, but replacing that would pull it from under whoever
// opened it.
func (t *target) streams() bool {
	slash := filepath.ToSlash(filepath.Clean(t.path))
	return slash == "/dev/stdout" || slash == "/dev/stderr" ||
		strings.HasPrefix(slash, "/dev/fd/") || strings.HasPrefix(slash, "/proc/self/fd/")
}

// readPrevious reads a file that may have to be replaced.
func readPrevious(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPrevious+1))
	if err == nil && len(data) > maxPrevious {
		err = errors.New("what is there is too large to be a calendar of ours")
	}
	if data == nil {
		data = []byte{}
	}
	return data, err
}

// follow returns where a name leads, through symbolic links, even to a file
// that is not there yet; it stops at the names of open streams.
func follow(name string) (string, error) {
	path := name
	for range 40 {
		if (&target{path: path}).streams() {
			return path, nil
		}
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		link, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(link) {
			link = folderOf(path) + link
		}
		path = link
	}
	return "", errors.New("too many symbolic links")
}

// folderOf returns the folder of a path up to its last separator. It keeps
// what filepath.Dir would clean away: where link is a symbolic link,
// link/../x is not x.
func folderOf(path string) string {
	folder, _ := filepath.Split(path)
	return folder
}

// A replacement is a target's new content, waiting beside it.
type replacement struct {
	target *target
	// temp is the waiting file; "" where there is nothing to put in place.
	temp string
}

// replace writes all targets or none: each content is first written whole
// beside its target and forced to the disk, then all are renamed into place.
// A target whose content is right already is left alone, with its time of
// change. Devices and open streams come last.
func replace(e *env, targets []*target, contents [][]byte) error {
	if err := undisturbed(func() error { return replaceFiles(targets, contents) }); err != nil {
		return err
	}
	for i, t := range targets {
		if t.device {
			if err := e.writeDevice(t, contents[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// undisturbed does what takes a moment and would leave a hidden file behind if
// the process were asked to end meanwhile. What was asked for is done then, so
// that the process ends by itself.
func undisturbed(do func() error) error {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(asked)
	return do()
}

func replaceFiles(targets []*target, contents [][]byte) error {
	var waiting []replacement
	defer func() {
		for _, r := range waiting {
			os.Remove(r.temp)
		}
	}()
	for i, t := range targets {
		if !t.changes(contents[i]) || t.device {
			continue
		}
		if err := t.writable(); err != nil {
			return cannotWrite(t.name, err)
		}
		temp, err := writeTemp(t, func(w io.Writer) error { _, err := w.Write(contents[i]); return err })
		if err != nil {
			return cannotWrite(t.name, err)
		}
		waiting = append(waiting, replacement{t, temp})
	}
	for len(waiting) > 0 {
		r := waiting[0]
		if err := os.Rename(r.temp, r.target.path); err != nil {
			return cannotWrite(r.target.name, err)
		}
		waiting = waiting[1:]
		atomicfile.Sync(folderOf(r.target.path))
	}
	return nil
}

// changes tells whether a content is not there yet.
func (t *target) changes(content []byte) bool {
	return t.device || t.old == nil || !bytes.Equal(t.old, content)
}

// writable refuses a file that its owner has made read-only: renaming another
// over it would work all the same.
func (t *target) writable() error {
	if t.old == nil {
		return nil
	}
	f, err := os.OpenFile(t.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// sweep removes what runs that were killed left beside a path. Nobody else may
// be writing there.
func sweep(path string) {
	folder, base := filepath.Split(path)
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil {
		return // writing will tell why
	}
	for _, entry := range entries {
		rest, ours := strings.CutPrefix(entry.Name(), "."+base+".")
		random, temp := strings.CutSuffix(rest, ".tmp")
		if _, err := strconv.ParseUint(random, 16, 32); ours && temp && len(random) == 8 && err == nil {
			os.Remove(folder + entry.Name())
		}
	}
}

// writeTemp writes a file beside the target, with the mode and owner of the
// file that it will replace. It leaves none behind when it fails.
func writeTemp(t *target, write func(io.Writer) error) (name string, err error) {
	f, err := createTemp(t.path)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if t.info != nil {
		if err := likeOld(f, t.info); err != nil {
			return "", err
		}
	}
	if err := write(f); err != nil {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// createTemp creates a hidden file beside a path. Unlike os.CreateTemp it
// leaves the mode of a new file to the umask, as any program would.
func createTemp(path string) (*os.File, error) {
	for try := 0; ; try++ {
		name := fmt.Sprintf("%s.%s.%08x.tmp", folderOf(path), filepath.Base(path), rand.Uint32())
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) || try == 100 {
			return f, err
		}
	}
}

// writeDevice writes to a device, a pipe or an open stream.
func (e *env) writeDevice(t *target, data []byte) error {
	if filepath.ToSlash(t.path) == "/dev/stdout" {
		return e.print(data)
	}
	f, err := os.OpenFile(t.path, os.O_WRONLY, 0)
	if err != nil {
		return cannotWrite(t.name, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return cannotWrite(t.name, err)
	}
	return nil
}

// create writes a file that must not be there yet, whole or not at all.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usage("choose another name", "will not overwrite %q", name)
	}
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
		return cannotWrite(name, err)
	}
	return nil
}

func cannotWrite(name string, err error) error {
	hint := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint = "make its folder first"
	case errors.Is(err, fs.ErrPermission):
		hint = "choose a file and a folder that you may write to"
	}
	return usage(hint, "cannot write %q: %s", name, brief(err))
}
