package lock

import (
	"errors"
	"path/filepath"
	"syscall"
)

// name is the file that is there while a folder is locked.
const name = ".coursecal.lock"

// What package syscall does not name.
const (
	fileFlagDeleteOnClose = 0x04000000
	errorSharingViolation = syscall.Errno(32)
	errorDeletePending    = syscall.Errno(303)
)

// try opens a file that nobody else may open then, and that the system deletes
// when its only handle is closed: folders cannot be locked.
func try(path string) (unlock func(), err error) {
	file, err := syscall.UTF16PtrFromString(filepath.Join(path, name))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(file, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS,
		syscall.FILE_ATTRIBUTE_HIDDEN|fileFlagDeleteOnClose, 0)
	switch {
	case errors.Is(err, errorSharingViolation), errors.Is(err, errorDeletePending), errors.Is(err, syscall.ERROR_ACCESS_DENIED) && exists(file):
		return nil, ErrBusy
	case err != nil:
		return nil, err
	}
	return func() { _ = syscall.CloseHandle(h) }, nil
}

// exists tells a file that is about to be deleted, which refuses access, from
// a folder that refuses it.
func exists(file *uint16) bool {
	_, err := syscall.GetFileAttributes(file)
	return err == nil || errors.Is(err, syscall.ERROR_ACCESS_DENIED)
}
