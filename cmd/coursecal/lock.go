package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"coursecal/cmd/coursecal/internal/lock"
)

// patience is how long a run waits for another one to finish. A run that
// takes longer than this hangs.
const patience = time.Minute

// lockFolders locks the folders in which outputs stand, in an order that all
// runs share, so that no two wait for each other. An output in a folder that
// is not there fails later, with a better message.
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
	return unlock, nil
}

// foldersOf returns the folders that outputs really lie in, each once, sorted.
func foldersOf(outputs []string) []string {
	var folders []string
	for _, name := range outputs {
		path, err := follow(name)
		if name == "" || err != nil || (&target{path: path}).streams() {
			continue
		}
		folder, err := filepath.Abs(filepath.Dir(path))
		if real, err2 := filepath.EvalSymlinks(folder); err2 == nil {
			folder = real
		}
		if err == nil {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
