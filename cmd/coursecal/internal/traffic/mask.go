package traffic

import (
	"net/url"
	"strconv"
	"strings"
)

// mask stands where a token stood.
const mask = "***"

// masked returns a path, with its query, without the tokens in it. None has
// its place in a query, but pages answer whatever stands there. In what was
// refused (a status of 400 or more) a token may stand anywhere, and be escaped.
func masked(path string, status int) string {
	if rest, ok := strings.CutPrefix(path, "/t/"); ok {
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			path = "/t/" + mask + rest[i:]
		} else {
			path = "/t/" + mask
		}
	}
	if status < 400 {
		if query := strings.IndexByte(path, '?'); query >= 0 {
			return path[:query] + maskRuns(path[query:])
		}
		return path
	}
	// Twice at most: more is nobody's mistake, and opens nothing.
	for range 2 {
		if plain, err := url.PathUnescape(path); err == nil {
			path = plain
		}
	}
	return maskRuns(path)
}

// longRun is how many characters of a token's alphabet in a row are taken for
// a token, or for the greater part of one.
const longRun = 20

// maskRuns masks all that looks like a token.
func maskRuns(s string) string {
	var b strings.Builder
	begin, done := 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && ofToken(s[i]) {
			continue
		}
		if i-begin >= longRun {
			b.WriteString(s[done:begin] + mask)
			done = i
		}
		begin = i + 1
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// ofToken tells a character of a token, in whatever case.
func ofToken(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '2' && c <= '7'
}

// plain returns text as a log may hold it: printable ASCII, the rest spelt
// out, and no more than so many bytes. The quoting of slog is for programs:
// its JSON lets through what moves a terminal's cursor.
func plain(s string, most int) string {
	cut := len(s) > most
	if cut {
		s = s[:most]
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			quoted := strconv.QuoteToASCII(s)
			s = quoted[1 : len(quoted)-1]
			break
		}
	}
	if cut {
		s += "..."
	}
	return s
}
