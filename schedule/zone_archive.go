package schedule

import (
	_ "embed" // for the zone archive
	"iter"
)

//go:generate sh -c "cp \"$(go env GOROOT)/lib/time/zoneinfo.zip\" zoneinfo.zip"

// zoneArchive holds the zone files of the Go release it was copied from, so
// that what a schedule means changes with a commit and not with the machine.
// It is never written to.
//
//go:embed zoneinfo.zip
var zoneArchive string

// zoneFiles returns the files of the archive: the name of each, and where its
// entry is. It reads the table of contents in place: every run looks for one
// zone, and archive/zip would first make thousands of small things of all six
// hundred. Go stores the files without compression or comment, for its own
// reader does the same; a test compares all with what archive/zip reads.
func zoneFiles() iter.Seq2[string, int] {
	return func(yield func(name string, entry int) bool) {
		const endSize, entrySize = 22, 46 // without the names
		end := len(zoneArchive) - endSize
		entry := number(end + 16)
		for range short(end + 10) {
			name := zoneArchive[entry+entrySize:][:short(entry+28)]
			if !yield(name, entry) {
				return
			}
			entry += entrySize + len(name) + short(entry+30) + short(entry+32)
		}
	}
}

// zoneFile returns the contents of a file of the archive.
func zoneFile(entry int) string {
	const headSize = 30
	head := number(entry + 42)
	return zoneArchive[head+headSize+short(head+26)+short(head+28):][:number(entry+24)]
}

// short and number read numbers of two and four bytes of the archive.
func short(at int) int  { return int(zoneArchive[at]) | int(zoneArchive[at+1])<<8 }
func number(at int) int { return short(at) | short(at+2)<<16 }
