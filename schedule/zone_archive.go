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

// zoneFiles returns the files of the archive, by name. It reads the archive in
// place: every run looks for one zone, and archive/zip would first make
// thousands of small things of a table of contents with all six hundred. Go
// stores the files without compression or comment, for its own reader does
// the same; a test compares all of them with what archive/zip reads.
func zoneFiles() iter.Seq2[string, string] {
	return func(yield func(name, data string) bool) {
		const end, entry, local = 22, 46, 30 // the lengths of the records without their names
		tail := zoneArchive[len(zoneArchive)-end:]
		at := number(tail[16:20])
		for range number(tail[10:12]) {
			head := zoneArchive[at : at+entry]
			name := zoneArchive[at+entry:][:number(head[28:30])]
			from := number(head[42:46])
			from += local + number(zoneArchive[from+26:from+28]) + number(zoneArchive[from+28:from+30])
			if !yield(name, zoneArchive[from:][:number(head[24:28])]) {
				return
			}
			at += entry + len(name) + number(head[30:32]) + number(head[32:34])
		}
	}
}

// number reads a number as zip archives have it, the lowest byte first.
func number(b string) int {
	n := 0
	for i := len(b) - 1; i >= 0; i-- {
		n = n<<8 | int(b[i])
	}
	return n
}
