package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"coursecal/schedule"
)

// A look is what was found at all paths at one moment.
type look struct {
	files map[string]found
	// folders are the folders that were searched, for watching.
	folders []string
	// unread are the paths that could not be looked at, with the reason:
	// nothing can be said of what lies there.
	unread map[string]error
	// outside are the links to schedules that lead nowhere, or out of the folder.
	outside []string
	// roots are the paths that are folders, open until the look is closed.
	roots map[string]*os.Root
}

func (l *look) close() {
	for _, root := range l.roots {
		root.Close()
	}
}

// found is one schedule file that is there.
type found struct {
	info fs.FileInfo
	// root is the path it was found by; within is its name in that folder, ""
	// where the path is the file itself.
	root, within string
}

// readable tells what keeps a path from being served at all. It looks before
// it opens: a pipe would wait for somebody to write into it.
func readable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: path, Err: errors.New("neither a file nor a folder")}
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// lookAt looks at all paths, and reads none of the files. The look must be closed.
func lookAt(paths []string) *look {
	l := &look{files: map[string]found{}, unread: map[string]error{}, roots: map[string]*os.Root{}}
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			// The file, or the folder with all its files, has been deleted.
		case err != nil:
			l.unread[p] = err
		case info.IsDir():
			l.search(p)
		case info.Mode().IsRegular():
			l.files[filepath.Clean(p)] = found{info: info, root: p}
		}
	}
	return l
}

// search finds the schedule files of a folder. It goes through os.Root, which
// follows no link out of the folder.
func (l *look) search(folder string) {
	if l.roots[folder] != nil {
		return // the path is given twice
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		l.unread[folder] = err
		return
	}
	l.roots[folder] = root
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // deleted while we looked
		case err != nil:
			// Nothing can be said of what lies below; the others go on.
			l.unread[filepath.Join(folder, name)] = err
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case name != "." && d.Name()[0] == '.':
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			l.folders = append(l.folders, filepath.Join(folder, name))
			return nil
		}
		if ext := path.Ext(name); ext != ".yaml" && ext != ".yml" {
			return nil
		}
		// Stat follows a link, as in folders that are swapped as a whole. What
		// leads nowhere, or out of the folder, is no file here.
		info, err := root.Stat(name)
		switch {
		case err == nil && info.Mode().IsRegular():
			l.files[filepath.Join(folder, name)] = found{info, folder, name}
		case err != nil && d.Type()&fs.ModeSymlink != 0:
			l.outside = append(l.outside, filepath.Join(folder, name))
		}
		return nil
	})
	if err != nil {
		l.unread[folder] = err
	}
}

// uncertain reports whether a file lies at one of the paths that could not be
// looked at.
func uncertain[T any](unread map[string]T, name string) bool {
	for p := range unread {
		if within(name, p) {
			return true
		}
	}
	return false
}

// within reports whether a path is another one, or lies below it.
func within(name, path string) bool {
	name, err := filepath.Abs(name)
	path, other := filepath.Abs(path)
	rest, below := strings.CutPrefix(name, strings.TrimSuffix(path, string(filepath.Separator)))
	return err == nil && other == nil && below && (rest == "" || os.IsPathSeparator(rest[0]))
}

// errMoving tells of a file that changed while it was read.
var errMoving = errors.New("the file is being written")

// read reads a file that was found, one byte over the limit at most: what is
// too long is then refused by the parser, with a place.
func (l *look) read(f found) ([]byte, error) {
	var file *os.File
	var err error
	if f.within == "" {
		file, err = os.Open(f.root)
	} else {
		file, err = l.roots[f.root].Open(f.within)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, schedule.MaxSize+1))
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !same(info, f.info) {
		err = errMoving
	}
	return data, err
}

// same reports whether two looks saw the same content of a file, as far as can
// be told without reading it. Who unpacks an archive sets the time at which a
// file was written, but not the one at which it was changed.
func same(a, b fs.FileInfo) bool {
	return a != nil && b != nil && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && changed(a) == changed(b) && os.SameFile(a, b)
}

// reason returns what went wrong without the names that messages say anyway.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Sprint(err)
}
