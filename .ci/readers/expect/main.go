// Command expect prints what independent readers must find in the calendar of
// a schedule: one line for each entry, straight from the occurrences, with a
// summary composed by the words of the format and not by package ical.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"coursecal/schedule"
)

func main() {
	for _, file := range os.Args[1:] {
		data, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		c, problems := schedule.Parse(file, data)
		if c == nil {
			fmt.Fprintln(os.Stderr, problems)
			os.Exit(1)
		}
		for i := range c.Occurrences {
			fmt.Println(line(c, &c.Occurrences[i]))
		}
	}
}

// line has the fields uid, summary, start, end, all-day, status and place,
// with tabs between them.
func line(c *schedule.Course, o *schedule.Occurrence) string {
	start, end := o.Start.UTC().Format(time.RFC3339), o.End.UTC().Format(time.RFC3339)
	days := o.AllDay || o.ShowAllDay
	if o.Deadline {
		start = o.End.UTC().Add(-30 * time.Minute).Format(time.RFC3339)
	}
	if days {
		start, end = o.First.String(), (o.Last + 1).String()
	}
	status := "CONFIRMED"
	if o.Cancelled {
		status = "CANCELLED"
	}
	fields := []string{o.UID, oneLine(summary(c, o)), start, end, fmt.Sprint(days), status, oneLine(o.Where)}
	for i, f := range fields {
		fields[i] = strings.ReplaceAll(f, `\`, `\\`)
	}
	return strings.Join(fields, "\t")
}

// oneLine is how calendars hold a text of one line: with single blanks only.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func summary(c *schedule.Course, o *schedule.Occurrence) string {
	words := []string{}
	if o.Cancelled {
		words = append(words, "CANCELLED:")
	}
	if c.Code != "" {
		words = append(words, c.Code)
	}
	words = append(words, o.Title)
	if len(o.Groups) > 0 && !o.GroupInTitle && len(c.Groups) > 1 {
		var labels []string
		for _, g := range o.Groups {
			labels = append(labels, c.GroupLabel(g))
		}
		words = append(words, "("+strings.Join(labels, ", ")+")")
	}
	switch at := o.End.Format("15:04"); {
	case !o.Deadline:
	case !o.AllDay:
		if at == "00:00" {
			at = "24:00"
		}
		words = append(words, "due", at)
		if o.DueElsewhere != "" {
			words = append(words, "("+o.DueElsewhere+")")
		}
	case o.Kind == "deadline":
		words = append(words, "due")
	}
	return strings.Join(words, " ")
}
