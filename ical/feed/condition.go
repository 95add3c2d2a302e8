package feed

import (
	"net/http"
	"strings"
)

// unchanged evaluates the conditions of a GET (RFC 9110, section 13.2.2):
// where If-None-Match is given at all, the date does not count (client rule 28).
func (b *Body) unchanged(h http.Header, v *variant) bool {
	if tags := h["If-None-Match"]; len(tags) > 0 {
		return lists(tags, v.etag)
	}
	dates := h["If-Modified-Since"]
	if len(dates) != 1 || b.modified.IsZero() {
		return false
	}
	// Only the very date that we gave tells what its client has. A server that
	// answered 304 to any later one froze calendars for good, and after a backup
	// was put back even a later one of ours is of another text.
	t, err := http.ParseTime(dates[0])
	return err == nil && t.Equal(b.modified)
}

// lists reports whether the lines of an If-None-Match name an entity tag, by
// weak comparison (RFC 9110, sections 13.1.2 and 8.8.3.2): proxies that
// compress by themselves make tags weak. Of a line that is malformed the part
// before the fault counts.
func lists(lines []string, etag string) bool {
	if len(lines) == 1 && strings.Trim(lines[0], " \t") == "*" {
		return true
	}
	for _, line := range lines {
		for {
			line = strings.TrimLeft(line, " \t,")
			tag, rest, ok := cutTag(strings.TrimPrefix(line, "W/"))
			if !ok {
				break
			}
			if tag == etag {
				return true
			}
			line = rest
		}
	}
	return false
}

// cutTag cuts the quoted tag that a text begins with.
func cutTag(s string) (tag, rest string, ok bool) {
	if len(s) < 2 || s[0] != '"' {
		return "", "", false
	}
	end := strings.IndexByte(s[1:], '"')
	if end < 0 {
		return "", "", false
	}
	return s[:end+2], s[end+2:], true
}

// acceptsGzip reads Accept-Encoding (RFC 9110, section 12.5.3). What is said
// of gzip itself counts before what is said of "*".
func acceptsGzip(lines []string) bool {
	any := false
	for _, line := range lines {
		for line != "" {
			var item string
			item, line, _ = strings.Cut(line, ",")
			coding, weight, _ := strings.Cut(item, ";")
			switch coding = strings.Trim(coding, " \t"); {
			case strings.EqualFold(coding, "gzip") || strings.EqualFold(coding, "x-gzip"):
				return wanted(weight)
			case coding == "*":
				any = wanted(weight)
			}
		}
	}
	return any
}

// wanted reports whether a weight such as "q=0.5" is above zero; none is one,
// and what is no weight is none wanted.
func wanted(weight string) bool {
	weight = strings.Trim(weight, " \t")
	if weight == "" {
		return true
	}
	name, value, _ := strings.Cut(weight, "=")
	if !strings.EqualFold(strings.Trim(name, " \t"), "q") {
		return false
	}
	value = strings.Trim(value, " \t")
	above := false
	for i := range len(value) {
		switch c := value[i]; {
		case i == 0 && c != '0' && c != '1', i == 1 && c != '.', i > 1 && (c < '0' || c > '9'):
			return false
		case c != '0' && c != '.':
			above = true
		}
	}
	return above
}
