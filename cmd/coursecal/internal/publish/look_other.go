//go:build !linux && !darwin

package publish

import "io/fs"

// changed has nothing to tell: the time of writing and the size must do.
func changed(fs.FileInfo) int { return 0 }
