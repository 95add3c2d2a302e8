package schedule

import "strings"

// Nearest returns the name that a mistyped one most likely meant, or "" where
// none is near. Case does not count.
func Nearest(typed string, names []string) string {
	if len(typed) > 64 {
		return ""
	}
	typed = strings.ToLower(typed)
	best, bestDistance := "", len(typed)/3+2
	for _, name := range names {
		d := distance(typed, strings.ToLower(name))
		closer := d < bestDistance || d == bestDistance && best != "" && commonPrefix(typed, name) > commonPrefix(typed, best)
		if closer && d < len(name) {
			best, bestDistance = name, d
		}
	}
	return best
}

// commonPrefix counts the letters that two names begin with alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n]|0x20 == b[n]|0x20 {
		n++
	}
	return n
}

// distance counts the letters to insert, delete, change or swap with their
// neighbour (optimal string alignment).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
