package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"coursecal/cmd/coursecal/internal/lock"
)

// patience is how long a run waits for another one to finish. A run that
// takes longer than this hangs.
const patience = time.Minute

// makeFolders makes the folders that names stand for, so that even the first
// run that writes there has something to lock.
func makeFolders(names ...string) error {
	for _, name := range names {
		if !isFolder(name) {
			continue
		}
		if err := os.MkdirAll(name, 0o777); err != nil {
			return cannotWrite(name, err)
		}
	}
	return nil
}

// lockFolders locks the folders in which outputs stand, in an order that all
// runs share, so that no two wait for each other, and takes away what killed
// runs left there. An output in a folder that is not there fails later, with a
// better message.
func lockFolders(outputs []string) (unlock func(), err error) {
	var locked []func()
	unlock = func() {
		for _, u := range locked {
			u()
		}
	}
	for _, folder := range foldersOf(outputs) {
		u, err := lock.Folder(folder, patience)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, lock.ErrBusy):
			unlock()
			return nil, usage("see which process of coursecal hangs, and end it", "cannot write to %q: %s", folder, err)
		case err != nil:
			unlock()
			return nil, cannotWrite(folder, err)
		}
		locked = append(locked, u)
	}
	for _, name := range outputs {
		if path, err := follow(name); err == nil && name != "" {
			sweep(path)
		}
	}
	return unlock, nil
}

// foldersOf returns the folders that outputs really lie in, each once, sorted.
// One that is not there has none.
func foldersOf(outputs []string) []string {
	var folders []string
	for _, name := range outputs {
		path, err := follow(name)
		if name == "" || err != nil || (&target{path: path}).streams() {
			continue
		}
		folder, err := filepath.EvalSymlinks(cmp.Or(folderOf(path), "."))
		if err != nil {
			continue
		}
		if folder, err = filepath.Abs(folder); err == nil {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
