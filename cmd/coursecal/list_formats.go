package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
)

// row is an entry as programs read it. Times are RFC 3339 with the offset of
// the course's zone; an all-day entry has dates, the end exclusive.
type row struct {
	Course    string   `json:"course"`
	UID       string   `json:"uid"`
	Kind      string   `json:"kind"`
	Title     string   `json:"title"`
	Start     string   `json:"start"`
	End       string   `json:"end"`
	AllDay    bool     `json:"all_day"`
	Week      *int     `json:"week"`
	Groups    []string `json:"groups"`
	Where     string   `json:"where"`
	Worth     string   `json:"worth"`
	Cancelled bool     `json:"cancelled"`
	MovedFrom string   `json:"moved_from"`
	Why       string   `json:"why"`
	URL       string   `json:"url"`
	Notes     string   `json:"notes"`
}

func newRow(i agenda.Item) row {
	r := row{
		Course: i.Course.ID, UID: i.UID, Kind: i.Kind, Title: i.Title, AllDay: i.AllDay, Groups: i.Groups, Where: i.Where,
		Worth: i.Worth, Cancelled: i.Cancelled, Why: i.Why, URL: i.URL, Notes: i.Notes,
		Start: i.Start.Format(time.RFC3339), End: i.End.Format(time.RFC3339),
	}
	if i.AllDay {
		r.Start, r.End = i.First.String(), (i.Last + 1).String()
	}
	if i.HasWeek {
		r.Week = &i.Week
	}
	if r.Groups == nil {
		r.Groups = []string{}
	}
	if p := i.Planned; p != nil {
		r.MovedFrom = p.Date.String()
		if !p.AllDay {
			r.MovedFrom += " " + p.Clock.String()
		}
	}
	return r
}

// listJSON writes the entries as one array.
func listJSON(a *agenda.Agenda) []byte {
	rows := []row{}
	for _, i := range a.Items {
		rows = append(rows, newRow(i))
	}
	return jsonText(rows)
}

// listCSV writes the entries as a table for spreadsheets.
func listCSV(a *agenda.Agenda) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	// A Buffer never fails.
	_ = w.Write([]string{"course", "kind", "title", "start", "end", "all day", "week", "groups", "where", "worth", "cancelled", "moved from", "why", "url", "notes"})
	for _, i := range a.Items {
		r := newRow(i)
		week := ""
		if r.Week != nil {
			week = itoa(*r.Week)
		}
		cells := []string{r.Course, r.Kind, r.Title, r.Start, r.End, fmt.Sprint(r.AllDay), week, strings.Join(r.Groups, " "), r.Where,
			r.Worth, fmt.Sprint(r.Cancelled), r.MovedFrom, r.Why, r.URL, r.Notes}
		for n := range cells {
			cells[n] = defused(unturned(cells[n]))
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// defused returns a cell that no spreadsheet takes for a formula.
func defused(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// listMarkdown writes a table for each week, and a list of what has no date yet.
func listMarkdown(a *agenda.Agenda) []byte {
	escape := strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "\n", " ")
	next, n := a.Next(), 0
	var b bytes.Buffer
	for w, week := range a.Weeks() {
		if w > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "### %s\n\n| | day | time | kind | what | where | |\n|---|---|---|---|---|---|---|\n", agenda.WeekName(week))
		for _, i := range week {
			title := escape.Replace(visible(a.Title(i)))
			if i.Cancelled {
				title = "~~" + title + "~~"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", escape.Replace(strings.TrimSpace(mark(a, i, n == next))), i.First.UTC().Format("Mon 2 Jan"), a.Hours(i), escape.Replace(i.Kind), title,
				escape.Replace(visible(i.Where)), escape.Replace(visible(i.Remarks())))
			n++
		}
	}
	for n, line := range undecidedLines(a) {
		if n == 0 && b.Len() > 0 {
			b.WriteByte('\n')
		}
		if n == 0 {
			b.WriteString("### Not fixed yet\n\n")
		}
		b.WriteString("- " + escape.Replace(visible(line)) + "\n")
	}
	return b.Bytes()
}
