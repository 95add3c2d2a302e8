package schedule

import (
	"bytes"
	"strings"
)

// source is the text of a file, to look at what YAML does not tell. Of most
// files that is nothing, or a few lines with comments.
type source struct {
	data []byte
	// comments tells that the file has a # at all.
	comments bool
	lines    []string
	// cached is the line looked at last, and offsets where its characters
	// begin; none where all are of one byte.
	cached  int
	offsets []int
}

func newSource(data []byte) source {
	return source{data: data, comments: bytes.IndexByte(data, '#') >= 0}
}

// all returns the lines of the file, split when the first is asked for.
func (s *source) all() []string {
	if s.lines == nil {
		text := string(s.data)
		if strings.Contains(text, "\r") {
			text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
		}
		s.lines = strings.Split(text, "\n")
	}
	return s.lines
}

// line returns a line by its number, or "" where there is none.
func (s *source) line(number int) string {
	if lines := s.all(); number >= 1 && number <= len(lines) {
		return lines[number-1]
	}
	return ""
}

// commented reports whether a # stands in a line.
func (s *source) commented(line int) bool {
	return s.comments && strings.IndexByte(s.line(line), '#') >= 0
}

// from returns a line from a place on.
func (s *source) from(at pos) string {
	line, start := s.line(int(at.line)), int(at.col)-1
	if s.cached != int(at.line) {
		s.cached, s.offsets = int(at.line), nil
		if !isASCII(line) {
			for i := range line {
				s.offsets = append(s.offsets, i)
			}
		}
	}
	switch {
	case start < 0 || start >= len(line):
		return ""
	case s.offsets == nil:
		return line[start:]
	case start >= len(s.offsets):
		return ""
	}
	return line[s.offsets[start]:]
}
