package token

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"coursecal/schedule"
)

// A List is the grants of one file. It does not change, so that any number of
// readers may use it at once.
type List struct {
	// Grants are in the order of the file.
	Grants []Grant
	byHash map[[sha256.Size]byte]*Grant
}

// Open returns the grant of a token for a course at a time, nil where the
// token is unknown, is for another course, or has expired.
//
// The lookup goes by the token's hash. How long it takes may tell something
// about hashes, but a stranger can neither choose them nor come from them to a
// token, so that it tells nothing about tokens.
func (l *List) Open(secret, course string, now time.Time) *Grant {
	if len(secret) != secretLength {
		return nil // no token, and perhaps too long to be hashed on demand
	}
	g := l.byHash[Hash(secret)]
	if g == nil || g.Course != course || g.Expired(now) {
		return nil
	}
	return g
}

// Named returns the grant of a name, nil where there is none. Case does not
// count.
func (l *List) Named(name string) *Grant {
	for i := range l.Grants {
		if strings.EqualFold(l.Grants[i].Name, name) {
			return &l.Grants[i]
		}
	}
	return nil
}

// Parse reads the lines of a file, which is called so in messages. What it
// does not understand it leaves out of the list and tells.
func Parse(file string, data []byte) (*List, schedule.Problems) {
	var problems schedule.Problems
	l := &List{}
	line, names, hashes := 0, map[string]int{}, map[[sha256.Size]byte]int{}
	for text := range strings.SplitSeq(string(data), "\n") {
		line++
		f := fields(text)
		if len(f) == 0 {
			continue
		}
		g, bad := parseLine(f)
		switch name := strings.ToLower(g.Name); {
		case bad != nil:
		case names[name] != 0:
			bad = &fault{0, fmt.Sprintf("line %d has a token called %q already", names[name], g.Name), "give each a name of its own"}
		case hashes[g.Hash] != 0:
			bad = &fault{4, fmt.Sprintf("this is the token of line %d again", hashes[g.Hash]), "take one of the lines out"}
		}
		if bad != nil {
			problems = append(problems, schedule.Problem{
				File: file, Line: line, Col: column(text, bad.field), Msg: bad.msg + "; the line opens nothing", Hint: bad.hint,
			})
			continue
		}
		names[strings.ToLower(g.Name)], hashes[g.Hash] = line, line
		l.Grants = append(l.Grants, g)
	}
	l.byHash = make(map[[sha256.Size]byte]*Grant, len(l.Grants))
	for i := range l.Grants {
		l.byHash[l.Grants[i].Hash] = &l.Grants[i]
	}
	return l, problems
}

// utcLayout is how times are written: in UTC and whole seconds.
const utcLayout = "2006-01-02T15:04:05Z"

// space tells what stands between fields.
func space(r rune) bool { return r == ' ' || r == '\t' || r == '\r' }

// fields returns the fields of a line, none of a blank one or a comment.
func fields(line string) []string {
	f := strings.FieldsFunc(line, space)
	if len(f) > 0 && f[0][0] == '#' {
		return nil
	}
	return f
}

// A fault is what is wrong with a line, at its field of that number.
type fault struct {
	field     int
	msg, hint string
}

// column returns where a field of a line begins, from 1 and in characters.
func column(line string, field int) int {
	col, inField := 0, false
	for _, r := range line {
		col++
		if !space(r) && !inField {
			if field == 0 {
				return col
			}
			field--
		}
		inField = !space(r)
	}
	return 1
}

// parseLine reads the fields of one line.
func parseLine(f []string) (Grant, *fault) {
	if len(f) != 6 {
		return Grant{}, &fault{0, fmt.Sprintf("a line has 6 fields, and this has %d", len(f)),
			"name course group expires sha256 created, with - for no group and for no last day"}
	}
	g := Grant{Name: f[0], Course: f[1]}
	for i, what := range []string{"token", "course", "group"} {
		if !GoodName(f[i]) && !(i == 2 && f[i] == none) {
			return Grant{}, &fault{i, fmt.Sprintf("no %s can be called %q", what, f[i]), "use letters, digits, - and _; at most 64"}
		}
	}
	if f[2] != none {
		g.Group = f[2]
	}
	var ok bool
	if g.Expires, ok = schedule.ParseDate(f[3]); !ok && f[3] != none {
		return Grant{}, &fault{3, fmt.Sprintf("%q is not a date", f[3]), "type a date such as 2020-06-30, or - for none"}
	}
	hash, err := hex.DecodeString(f[4])
	if err != nil || len(hash) != copy(g.Hash[:], hash) || len(hash) < len(g.Hash) {
		return Grant{}, &fault{4, "this is no SHA-256 in hexadecimal digits", "revoke the token and make a new one"}
	}
	if g.Created, err = time.Parse(utcLayout, f[5]); err != nil || g.Created.Format(utcLayout) != f[5] {
		return Grant{}, &fault{5, fmt.Sprintf("%q is not a time", f[5]), "type a time such as 2020-04-24T09:30:00Z"}
	}
	return g, nil
}

// line writes a grant as parseLine reads it.
func (g *Grant) line() string {
	return fmt.Sprintf("%s %s %s %s %x %s", g.Name, g.Course, cmp.Or(g.Group, none), cmp.Or(g.Expires.String(), none),
		g.Hash, g.Created.UTC().Format(utcLayout))
}
