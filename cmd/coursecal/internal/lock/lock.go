// Package lock lets one process at a time change the files of a folder.
//
// A lock belongs to its process: the system lets go of it when the process
// ends, however it ends, so that no lock is ever stale. Nothing stays behind
// in the folder.
package lock

import (
	"errors"
	"time"
)

// ErrBusy tells that another process held the lock for all the time given.
var ErrBusy = errors.New("another run is writing there and does not end")

// pause is how long to wait before trying again. A run holds the lock for
// some milliseconds.
const pause = 5 * time.Millisecond

// Folder takes the lock of a folder and returns what gives it back. While
// another process, or another call in this one, holds it, Folder waits for so
// long at most; then the error is ErrBusy. On a file system that knows no
// locks it returns at once without one: such a folder could otherwise not be
// written to at all.
func Folder(path string, wait time.Duration) (unlock func(), err error) {
	deadline := time.Now().Add(wait)
	for {
		unlock, err := try(path)
		if !errors.Is(err, ErrBusy) {
			return unlock, err
		}
		if time.Now().After(deadline) {
			return nil, ErrBusy
		}
		time.Sleep(pause)
	}
}
