package schedule

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ReadTable reads a table (CSV, RFC 4180, with commas, semicolons or tabs
// between its cells) that has an entry in each row and a heading over each
// column, in the usual words. Times are of the zone unless they have an
// offset.
//
// The file is a name for messages. The problems tell, at the lines of the
// table, which rows are left out and why; a *Refusal tells why the table
// cannot be read at all.
func ReadTable(file string, data []byte, zone *time.Location) (*Draft, Problems, error) {
	data, guessed := ForeignText(data)
	if !bytes.ContainsRune(data, '\n') {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	t := &table{draft: &Draft{File: file, Zone: zone}}
	if guessed {
		t.problems = append(t.problems, Problem{file, 1, 1, true, "the table is not in UTF-8 and is read as Windows-1252", "look at the letters with accents, or save it as CSV UTF-8"})
	}
	if err := t.findHeads(data); err != nil {
		return nil, nil, err
	}
	if err := t.read(data); err != nil {
		return nil, nil, err
	}
	t.findOrder()
	t.findUnit()
	t.findLabels()
	t.tellUnknown()
	t.tellHeadless()
	for _, r := range t.rows {
		t.add(r)
	}
	t.nameCourse()
	return t.draft, append(mergedProblems(t.problems), t.draft.DropTwins()...), nil
}

// table is a table that is being read.
type table struct {
	draft    *Draft
	problems Problems
	comma    rune // between the cells
	heads    heads
	headRow  row
	rows     []row
	order    dateOrder       // of the days and months in 03/04/2020
	unit     time.Duration   // of lengths without one
	labels   map[string]bool // the groups, in small letters
	own      bool            // list wrote it
}

// row is a row with the line on which it begins.
type row struct {
	line  int
	cells []string
}

// cell returns a cell of a row by the name of its column, "" where there is
// none; of several columns the cells that are not empty, together.
func (t *table) cell(r row, name string) string {
	text := ""
	sep, _ := between(name)
	for _, n := range t.heads[name] {
		next := t.cellAt(r, n)
		switch {
		case next == "", strings.EqualFold(text, next), name == "title" && strings.HasPrefix(text, next+" "):
		case text == "":
			text = next
		default:
			text += sep + next
		}
	}
	return text
}

// when returns a cell that says when, without the marks of direction and the
// wide blanks that spreadsheets put into dates.
func (t *table) when(r row, name string) string {
	text := strings.Map(func(c rune) rune {
		switch {
		case unicode.Is(unicode.Cf, c):
			return -1
		case unicode.IsSpace(c):
			return ' '
		}
		return c
	}, t.cell(r, name))
	return strings.Join(strings.Fields(text), " ")
}

// cellAt returns a cell of a row. A number below Session is "Session 3".
func (t *table) cellAt(r row, n int) string {
	if n >= len(r.cells) {
		return ""
	}
	s := strings.TrimSpace(r.cells[n])
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		s = s[1:] // list puts it there against spreadsheets
	}
	if digits(s) && slices.Contains(t.heads["counted"], n) {
		s = headText(t.headRow.cells[n]) + " " + s
	}
	return s
}

// newReader reads cells with a separator between them, as tolerant as tables
// in the wild ask for.
func newReader(data []byte, comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = comma
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, comma != '\t'
	return r
}

// read keeps the rows below the headings.
func (t *table) read(data []byte) error {
	r := newReader(data, t.comma)
	for {
		from := r.InputOffset()
		cells, err := r.Read()
		if err == nil && unclosed(data[from:r.InputOffset()]) {
			line, _ := r.FieldPos(0)
			return &Refusal{Msg: fmt.Sprintf("a quote in line %d of the table is not closed", line), Hint: "close it, or write it twice where it is meant"}
		}
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			return &Refusal{Msg: fmt.Sprintf("line %d of the table cannot be read: %s", wrong.Line, wrong.Err), Hint: "look for a quote that is not closed"}
		case err != nil:
			return err
		case len(t.rows) > maxEntries:
			return tooManyEvents()
		}
		if line, _ := r.FieldPos(0); line > t.headRow.line {
			t.rows = append(t.rows, row{line, cells})
		}
	}
}

// unclosed tells a row of several lines with a quote too many: that quote took
// the lines below into its cell.
func unclosed(text []byte) bool {
	text = bytes.TrimSpace(text)
	return bytes.ContainsRune(text, '\n') && bytes.Count(text, []byte(`"`))%2 == 1
}

// nameCourse takes the course from the rows, where all are of one: list
// writes its id, others a code or a name.
func (t *table) nameCourse() {
	var names []string
	for _, r := range t.rows {
		if name := headText(t.cell(r, "course")); name != "" && !contains(names, name) && len(names) < 10 {
			names = append(names, name)
		}
	}
	code := courseCode().FindString(strings.Join(names, "\n"))
	switch {
	case slices.Equal(t.heads["course"], t.heads["title"]), len(names) == 0:
	case len(names) > 1:
		t.problems = append(t.problems, Problem{t.draft.File, t.headRow.line, 1, true, "the rows are of several courses: " + strings.Join(names, ", "),
			"a schedule is one course: take the others out"})
	case t.own && validName(names[0]):
		t.draft.ID = names[0]
	case code == names[0]:
		t.draft.Code = code
	default:
		t.draft.Name = names[0]
	}
}

// findOrder finds out, over the whole table, whether days or months come
// first. A table in which no date tells is not guessed at.
func (t *table) findOrder() {
	for _, r := range t.rows {
		w := t.times(r)
		for _, cell := range []string{w.date, w.lastDate, t.when(r, "due")} {
			if d, ok := readDate(cell); ok {
				t.order |= d.order()
			}
		}
	}
}

// tell notes that a row is left out.
func (t *table) tell(r row, hint, format string, args ...any) {
	t.note(r, false, hint, format, args...)
}

// warn notes that a row is taken otherwise than it stands.
func (t *table) warn(r row, hint, format string, args ...any) {
	t.note(r, true, hint, format, args...)
}

func (t *table) note(r row, warning bool, hint, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	if title := t.cell(r, "title"); title != "" {
		msg = quote(strings.Join(strings.Fields(cleanText(title)), " ")) + ": " + msg
	}
	t.problems = append(t.problems, Problem{t.draft.File, r.line, 1, warning, msg, hint})
}
