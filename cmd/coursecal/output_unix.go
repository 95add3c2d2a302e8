//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// likeOld gives a new file the mode and, as far as the system lets us, the
// owner of the file that it will replace.
func likeOld(f *os.File, old fs.FileInfo) error {
	if sys, ok := old.Sys().(*syscall.Stat_t); ok {
		// Only root may give a file away; anybody else's is theirs already.
		// The mode comes after, for a change of owner may clear bits of it.
		if f.Chown(int(sys.Uid), int(sys.Gid)) != nil {
			_ = f.Chown(-1, int(sys.Gid)) // to one of our own groups anybody may
		}
	}
	return f.Chmod(old.Mode().Perm())
}
