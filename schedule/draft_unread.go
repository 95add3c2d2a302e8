package schedule

import (
	"fmt"
	"slices"
	"strings"
)

// readColumns returns the columns that are known.
func (t *table) readColumns() map[int]bool {
	read := map[int]bool{}
	for _, columns := range t.heads {
		for _, n := range columns {
			read[n] = true
		}
	}
	return read
}

// tellUnknown names the columns that have something in them and that nobody
// reads: those of unknown headings, and a second one of its sort.
func (t *table) tellUnknown() {
	read := t.readColumns()
	var unread []string
	for n, cell := range t.headRow.cells {
		filled := slices.ContainsFunc(t.rows, func(r row) bool { return n < len(r.cells) && strings.TrimSpace(r.cells[n]) != "" })
		if head := headText(cell); !read[n] && head != "" && filled {
			unread = append(unread, quote(head))
		}
	}
	msg := "a column is left out: "
	if len(unread) > 1 {
		msg = "some columns are left out: "
	}
	if len(unread) > 0 {
		t.problems = append(t.problems, Problem{t.draft.File, t.headRow.line, 1, true, msg + strings.Join(unread, ", "),
			"if it matters, call it what it is: date, start, end, title, place, kind, url or notes"})
	}
}

// tellHeadless tells of cells without a heading above them, which a comma that
// is not in quotes makes too.
func (t *table) tellHeadless() {
	known := t.readColumns()
	for n, cell := range t.headRow.cells {
		known[n] = known[n] || headText(cell) != ""
	}
	line, rows, text := 0, 0, ""
	for _, r := range t.rows {
		for n, cell := range r.cells {
			if cell = headText(cell); cell == "" || known[n] {
				continue
			}
			if rows++; rows == 1 {
				line, text = r.line, cell
			}
			break
		}
	}
	if rows == 0 {
		return
	}
	msg := quote(text) + " has no heading above it, and is left out"
	if rows > 1 {
		msg += fmt.Sprintf("; so it is in %d rows", rows)
	}
	t.problems = append(t.problems, Problem{t.draft.File, line, 1, true, msg, "write what it is above its column, such as notes; or if it belongs to the cell before it, put both in quotes"})
}
