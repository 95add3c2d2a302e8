//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package lock

import (
	"errors"
	"os"
	"syscall"
)

// try locks the folder itself, so that there is no file to leave behind.
func try(path string) (unlock func(), err error) {
	d, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK):
		d.Close()
		return nil, ErrBusy
	case err != nil:
		// Network disks may know no locks, or none of folders.
		d.Close()
		return func() {}, nil
	}
	return func() { d.Close() }, nil
}
