package schedule

import (
	"strings"
	"unicode/utf8"
)

// Nearest returns the name that a mistyped one most likely meant, or "" where
// none is near. Case does not count.
func Nearest(typed string, names []string) string {
	if len(typed) > 64 {
		return ""
	}
	typed = strings.ToLower(typed)
	length := utf8.RuneCountInString(typed)
	best, bestDistance := "", min(2+length/3, length)
	for _, name := range names {
		d := distance(typed, strings.ToLower(name))
		closer := d < bestDistance || d == bestDistance && best != "" && commonPrefix(typed, name) > commonPrefix(typed, best)
		if closer {
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
	s, t := []rune(a), []rune(b)
	before, last := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}
