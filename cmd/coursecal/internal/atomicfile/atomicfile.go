// Package atomicfile replaces files so that whoever reads one sees its old
// content or its new one, whole, whatever happens meanwhile.
package atomicfile

import (
	"os"
	"path/filepath"
)

// Write puts data in the place of the file at path: into a hidden file beside
// it, forced to the disk, then renamed. The file's mode is 0600. An error
// leaves the old file as it was and nothing beside it; a process that is
// killed may leave the hidden file, whose name ends in ".tmp". After a loss of
// power the old file may be back until Sync has been called for its folder.
func Write(path string, data []byte) (err error) {
	folder, base := filepath.Split(path)
	if folder == "" {
		folder = "."
	}
	f, err := os.CreateTemp(folder, "."+base+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Sync makes what was renamed in a folder survive a loss of power. By then the
// new files are in place, and some systems cannot do it, so a failure is no
// error. The current folder may be called "".
func Sync(folder string) {
	if folder == "" {
		folder = "."
	}
	if d, err := os.Open(folder); err == nil {
		_ = d.Sync()
		d.Close()
	}
}
