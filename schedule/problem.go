package schedule

import (
	"fmt"
	"slices"
	"strings"
)

// MaxProblems is how many problems of one file are told at most.
const MaxProblems = 50

// A Problem is one thing wrong with a schedule file, with its place.
type Problem struct {
	// File is the name given to Parse.
	File string
	// Line and Col count from 1; Col counts characters, not bytes.
	Line, Col int
	// Warning tells a doubt from an error.
	Warning bool
	// Msg says what is wrong and quotes the value; lower case, no full stop.
	Msg string
	// Hint says what to type, or is "".
	Hint string
}

// Error returns "file:line:col: what is wrong", without the hint.
func (p Problem) Error() string {
	word := ""
	if p.Warning {
		word = "warning: "
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", p.File, p.Line, p.Col, word, p.Msg)
}

// Problems are the errors and warnings of one file in the order of their
// places, each said once.
type Problems []Problem

// Errors returns the problems that are errors.
func (ps Problems) Errors() Problems { return ps.filter(false) }

// Warnings returns the problems that are warnings.
func (ps Problems) Warnings() Problems { return ps.filter(true) }

func (ps Problems) filter(warning bool) Problems {
	var out Problems
	for _, p := range ps {
		if p.Warning == warning {
			out = append(out, p)
		}
	}
	return out
}

// Error returns all problems, a line each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// sorted orders problems by place, drops repetitions and cuts the errors and
// the warnings at MaxProblems each.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	seen := map[Problem]bool{}
	var counts [2]int
	return slices.DeleteFunc(ps, func(p Problem) bool {
		i := 0
		if p.Warning {
			i = 1
		}
		if seen[p] || counts[i] == MaxProblems {
			return true
		}
		seen[p] = true
		counts[i]++
		return false
	})
}
