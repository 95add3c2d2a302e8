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
	"unicode/utf8"
)

// columns are the headings by which a column of a table is known, in small
// letters and without blanks.
const columns = `
date=date startdate datestart eventdate sessiondate classdate day dates datum
time=time times start starttime begin begins begintime from hours timeslot
end=end endtime finish finishtime to until ends
enddate=enddate dateend lastdate
length=duration length
due=due duedate duetime deadline deadlinedate
title=title subject summary event eventname eventtitle name activity activityname session what topic
where=place location locations room rooms roomname where venue
notes=notes note description comment comments remarks details
kind=kind type category categories eventtype activitytype sessiontype
url=url link website
allday=allday alldayevent
cancelled=cancelled canceled
why=why reason
worth=worth weight
groups=groups group
course=course
moved=movedfrom
week=week weekno weeknumber teachingweek
weekday=weekday day days dow`

// ReadTable reads a table (CSV, RFC 4180, with commas, semicolons or tabs
// between its cells) that has an entry in each row and a heading over each
// column, in the usual words. Times are of the zone unless they have an
// offset.
//
// The file is a name for messages. The problems tell, at the lines of the
// table, which rows are left out and why; a *Refusal tells why the table
// cannot be read at all.
func ReadTable(file string, data []byte, zone *time.Location) (*Draft, Problems, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, nil, &Refusal{Msg: "the table is not in UTF-8", Hint: "save it as CSV UTF-8"}
	}
	t := &table{draft: &Draft{File: file, Zone: zone}}
	if err := t.read(data); err != nil {
		return nil, nil, err
	}
	t.findOrder()
	t.tellUnknown()
	for _, r := range t.rows {
		t.add(r)
	}
	t.draft.ID = t.courseID()
	return t.draft, t.problems, nil
}

// table is a table that is being read.
type table struct {
	draft    *Draft
	problems Problems
	heads    map[string]int // the columns there are, by the names above
	headRow  row
	rows     []row
	order    dateOrder // of the days and months in 03/04/2020
	own      bool      // list wrote it
}

// row is a row with the line on which it begins.
type row struct {
	line  int
	cells []string
}

// cell returns a cell of a row by the name of its column, "" where there is none.
func (t *table) cell(r row, name string) string {
	n, found := t.heads[name]
	if !found || n >= len(r.cells) {
		return ""
	}
	s := strings.TrimSpace(r.cells[n])
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		s = s[1:] // list puts it there against spreadsheets
	}
	return s
}

// read finds the headings and keeps the rows below them.
func (t *table) read(data []byte) error {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, r.Comma != '\t'
	for {
		from := r.InputOffset()
		cells, err := r.Read()
		if err == nil && unclosed(data[from:r.InputOffset()]) {
			line, _ := r.FieldPos(0)
			return &Refusal{Msg: fmt.Sprintf("a quote in line %d of the table is not closed", line), Hint: "close it, or write it twice where it is meant"}
		}
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && t.heads == nil:
			return &Refusal{Msg: "the table has no row of headings", Hint: "write above its columns what they are: date, start, end, title, place"}
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			return &Refusal{Msg: fmt.Sprintf("line %d of the table cannot be read: %s", wrong.Line, wrong.Err), Hint: "look for a quote that is not closed"}
		case err != nil:
			return err
		case t.heads == nil:
			line, _ := r.FieldPos(0)
			t.readHeads(row{line, cells})
			continue
		case len(t.rows) > maxEntries:
			return tooManyEvents()
		}
		line, _ := r.FieldPos(0)
		t.rows = append(t.rows, row{line, cells})
	}
}

// unclosed tells a row of several lines with a quote too many: that quote took
// the lines below into its cell.
func unclosed(text []byte) bool {
	text = bytes.TrimSpace(text)
	return bytes.ContainsRune(text, '\n') && bytes.Count(text, []byte(`"`))%2 == 1
}

// separator returns what stands between the cells: whatever the first lines
// have most of.
func separator(data []byte) rune {
	head := data[:min(len(data), 2000)]
	best, most := ',', 0
	for _, c := range ",;\t" {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// readHeads takes a row for the headings where it has those of a date and of
// one thing more. Some tables have lines of their own above.
func (t *table) readHeads(r row) {
	heads := map[string]int{}
	for n, cell := range r.cells {
		name := headName(cell)
		for line := range strings.Lines(columns) {
			column, names, _ := strings.Cut(strings.TrimSpace(line), "=")
			// The date column may be called day, unless there is a date beside.
			_, taken := heads[column]
			if contains(strings.Fields(names), name) && (!taken || name == column) {
				heads[column] = n
			}
		}
	}
	has := func(name string) bool { _, found := heads[name]; return found }
	if (has("date") || has("time") || has("due")) && has("title") {
		t.heads, t.headRow = heads, r
		t.own = has("moved") && has("course")
	}
}

// headName returns a heading as the list above has it.
func headName(cell string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, cell)
}

// tellUnknown notes each column that has something in it and that nobody
// reads: one of an unknown heading, or the second one of its sort.
func (t *table) tellUnknown() {
	read := map[int]bool{}
	for _, n := range t.heads {
		read[n] = true
	}
	for n, head := range t.headRow.cells {
		filled := slices.ContainsFunc(t.rows, func(r row) bool { return n < len(r.cells) && strings.TrimSpace(r.cells[n]) != "" })
		if head = strings.Join(strings.Fields(cleanText(head)), " "); read[n] || head == "" || !filled {
			continue
		}
		t.problems = append(t.problems, Problem{
			t.draft.File, t.headRow.line, 1, true,
			"the column " + quote(head) + " is left out", "if it matters, call it what it is: date, start, end, title, place, kind, url or notes",
		})
	}
}

// courseID returns the id that all rows of a table of ours have, or "".
func (t *table) courseID() string {
	id := ""
	for _, r := range t.rows {
		course := t.cell(r, "course")
		if !t.own || id != "" && course != id || !validName(course) {
			return ""
		}
		id = course
	}
	return id
}

// findOrder finds out, over the whole table, whether days or months come
// first. A table in which no date tells is not guessed at.
func (t *table) findOrder() {
	for _, r := range t.rows {
		for _, name := range []string{"date", "time", "end", "enddate", "due"} {
			if d, ok := readDate(t.cell(r, name)); ok {
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
