package publish

import (
	"io/fs"
	"syscall"
)

// changed returns when the system says that a file was changed, which no
// program can set; only equality means something.
func changed(info fs.FileInfo) syscall.Timespec {
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		return sys.Ctimespec
	}
	return syscall.Timespec{}
}
