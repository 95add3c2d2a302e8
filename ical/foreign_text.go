package ical

import (
	"strings"

	"coursecal/schedule"
)

// maxForeignText is how much of a text is read, in bytes; a schedule takes less.
const maxForeignText = 8_000

// text returns a TEXT value.
func (l contentLine) text() string {
	return unescape(l.value[:min(len(l.value), maxForeignText)])
}

// notes takes a description apart.
func (r *foreignReader) notes(e *schedule.Event, description string) {
	if r.ours {
		e.Notes = ownNotes(e, description)
		e.MovedIn = r.zone(r.wrZone)
		return
	}
	e.Notes = strings.TrimSpace(withoutMarkup(description))
	if e.Notes == strings.TrimSpace(e.Title) {
		e.Notes = ""
	}
}

// ownNotes leaves of a description of ours what description in words.go does
// not make of the rest of the entry.
func ownNotes(e *schedule.Event, description string) string {
	var kept []string
	for _, line := range strings.Split(description, "\n") {
		why, isCancelled := strings.CutPrefix(line, offWord)
		worth, isWorth := strings.CutPrefix(line, worthWord)
		moved, isMoved := strings.CutPrefix(line, movedWord)
		switch {
		case strings.HasPrefix(line, topicWord), strings.HasPrefix(line, placeWord), line == e.URL:
		case strings.HasPrefix(line, dueWord) && strings.Contains(line, " ("):
		case isWorth:
			e.Worth = worth
		case isMoved && e.Moved == "":
			e.Moved, e.Why, _ = strings.Cut(moved, ": ")
		case isCancelled && e.Cancelled:
			e.Why = strings.TrimPrefix(why, ": ")
		default:
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
