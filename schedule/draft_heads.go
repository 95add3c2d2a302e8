package schedule

import (
	"slices"
	"strings"
	"unicode"
)

// columns are the headings by which a column of a table is known, in small
// letters and without blanks.
const columns = `
date=date when datetime dateandtime startdate datestart eventdate sessiondate classdate day dates datum
time=time times start starttime startdatetime begin begins begintime from hours timeslot
end=end endtime enddatetime finish finishtime to until ends
enddate=enddate dateend lastdate
length=duration length durationmin durationmins durationminutes minutes durationhours durationhrs
due=due duedate duetime dueat dueby deadline deadlinedate
title=title subject summary event eventname eventtitle name activity activityname session lecture class assignment assignmentname assessment assessmentname task deliverable what topic
where=place location locations room rooms roomname where venue building
notes=notes note description comment comments remarks details
kind=kind type category categories eventtype eventcategory activitytype sessiontype
url=url link website
allday=allday alldayevent
cancelled=cancelled canceled
why=why reason
worth=worth weight
groups=groups group stream cohort
course=course coursecode coursename module modulecode modulename
moved=movedfrom
week=week weekno weeknumber teachingweek
weekday=weekday weekdays day days dow dayofweek daysofweek meetingdays
counted=session class lecture assignment assessment`

// between stands between the texts of the columns of which a table may have
// several: Session and Topic make the title "Lab 1: Trees".
func between(column string) (string, bool) {
	switch column {
	case "title":
		return ": ", true
	case "where", "groups":
		return ", ", true
	case "notes":
		return "\n", true
	}
	return "", false
}

// heads are the columns of a table, by the names above.
type heads map[string][]int

// headsOf knows the columns by their headings.
func headsOf(cells []string) heads {
	h := heads{}
	for n, cell := range cells {
		name := headName(cell)
		if name == "" {
			continue
		}
		for line := range strings.Lines(columns) {
			column, names, _ := strings.Cut(strings.TrimSpace(line), "=")
			if !contains(strings.Fields(names), name) {
				continue
			}
			_, several := between(column)
			switch {
			case h[column] == nil || several || column == "counted":
				h[column] = append(h[column], n)
			case name == column && headName(cells[h[column][0]]) != name, column == "date" && headName(cells[h[column][0]]) == "day":
				// The date column may be called day, unless there is a date beside.
				h[column] = []int{n}
			}
		}
	}
	return h
}

// named reports a row that has headings of when and of what. A table that has
// nothing else to call its entries by calls them by their kind or their course.
func (h heads) named() bool {
	for _, column := range []string{"kind", "course"} {
		if h["title"] == nil && h[column] != nil {
			h["title"] = h[column]
		}
	}
	return h.dated() && h["title"] != nil
}

func (h heads) dated() bool { return h["date"] != nil || h["time"] != nil || h["due"] != nil }

// headName returns a heading as the list above has it.
func headName(cell string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, cell)
}

// Headings stand in one of the first rows, and not in a thousand columns.
const (
	mostRowsAbove = 300
	mostHeads     = 1000
)

// findHeads finds the row of headings and what stands between the cells.
// Titles above it, and texts in quotes, may have any separators in them, and
// rows below it the words of headings: of all separators the one counts by
// which there are headings first.
func (t *table) findHeads(data []byte) error {
	var dated, named []string
	for _, comma := range ";\t," {
		r := newReader(data, comma)
		for range mostRowsAbove {
			cells, err := r.Read()
			if err != nil {
				break // whoever reads the rows tells what is wrong
			}
			line, _ := r.FieldPos(0)
			if t.heads != nil && line >= t.headRow.line {
				break
			}
			cells = cells[:min(len(cells), mostHeads)]
			h := headsOf(cells)
			switch {
			case h.named():
				t.heads, t.headRow, t.comma = h, row{line, slices.Clone(cells)}, comma
			case dated == nil && h.dated() && len(cells) > 1:
				dated = slices.Clone(cells)
			case named == nil && h["title"] != nil && len(cells) > 1:
				named = slices.Clone(cells)
			}
		}
	}
	if t.heads == nil {
		return noHeads(dated, named)
	}
	t.own = t.heads["moved"] != nil && t.heads["course"] != nil
	return nil
}

// noHeads tells what the headings of a table lack.
func noHeads(dated, named []string) error {
	r := &Refusal{Msg: "the table has no row of headings", Hint: "write above its columns what they are: date, start, end, title, place"}
	switch {
	case dated != nil:
		r.Msg = "no column is known as title: the headings are " + headList(dated)
		r.Hint = "call one of them title"
	case named != nil:
		r.Msg = "no column is known as date: the headings are " + headList(named)
		r.Hint = "call one of them date, or due"
	}
	return r
}

// headList lists headings for people.
func headList(cells []string) string {
	var list []string
	for _, cell := range cells {
		if head := headText(cell); head != "" && len(list) < 12 {
			list = append(list, head)
		}
	}
	return strings.Join(list, ", ")
}

// headText returns a heading as people know it.
func headText(cell string) string { return strings.Join(strings.Fields(cleanText(cell)), " ") }
