package schedule

import (
	"fmt"
	"strings"
	"time"
)

// draftEntry is one session or deadline of a draft: its key, and what stands
// below it.
type draftEntry struct {
	key   string
	pairs []pair
}

// lineWidth is how long an entry on one line may be.
const lineWidth = 120

// text writes the whole schedule.
func (w *draftWriter) text() []byte {
	var b strings.Builder
	for _, p := range append(w.top, w.groups...) {
		line := p.key + ": " + p.value
		if p.key == "id" {
			line = fmt.Sprintf("%-32s  # never change it: calendars know entries by it", line)
		}
		b.WriteString(line + "\n")
	}
	writeEntries(&b, "sessions", w.sessions)
	writeEntries(&b, "deadlines", w.deadlines)
	return []byte(b.String())
}

func writeEntries(b *strings.Builder, what string, entries []draftEntry) {
	if len(entries) == 0 {
		return
	}
	b.WriteString("\n" + what + ":\n")
	for _, e := range entries {
		e.write(b)
	}
}

// write writes an entry on one line where it is short, else a line for each key.
func (e *draftEntry) write(b *strings.Builder) {
	line := "  " + e.key + ": {" + flow(e.pairs) + "}"
	if len(e.pairs) == 1 && e.pairs[0].key == "due" {
		line = "  " + e.key + ": " + e.pairs[0].value
	}
	if len(line) <= lineWidth && !strings.Contains(line, "\n") {
		b.WriteString(line + "\n")
		return
	}
	fmt.Fprintf(b, "  %s:\n", e.key)
	for _, p := range e.pairs {
		b.WriteString("    " + p.key + ":")
		if !strings.HasPrefix(p.value, "\n") {
			b.WriteByte(' ')
		}
		b.WriteString(p.value + "\n")
	}
}

// yamlList writes values as a list below a key: on its line where they are
// short, else a line for each.
func yamlList(values []string) string {
	if s := "[" + strings.Join(values, ", ") + "]"; len(s) < lineWidth-20 {
		return s
	}
	return "\n      - " + strings.Join(values, "\n      - ")
}

// yamlMap writes pairs as a mapping below a key.
func yamlMap(pairs []pair) string {
	if s := "{" + flow(pairs) + "}"; len(s) < lineWidth-20 {
		return s
	}
	var b strings.Builder
	for _, p := range pairs {
		b.WriteString("\n      " + p.key + ": " + p.value)
	}
	return b.String()
}

// notesYAML writes a text of several lines such that it can be read and
// edited as lines, where it has no line that YAML would take otherwise.
func notesYAML(s string) string {
	if !strings.Contains(s, "\n") || strings.HasPrefix(s, " ") || strings.Contains(s, "\n ") || strings.Contains(s, " \n") {
		return textYAML(s)
	}
	indented := "\n      " + strings.ReplaceAll(s, "\n", "\n      ")
	return "|" + strings.ReplaceAll(indented, "\n      \n", "\n\n")
}

// linkYAML writes a link, in quotes only where it needs them.
func linkYAML(s string) string {
	for _, r := range s {
		if !nameRune(r) && !strings.ContainsRune(":/._~%?=&+", r) {
			return quoteYAML(s)
		}
	}
	return s
}

// single adds an event as an entry of its own.
func (w *draftWriter) single(i *item) {
	key := w.take(i.key(i.title))
	var e draftEntry
	e.key = key
	add := e.adder()
	if i.title != keyTitle(key) {
		add("title", textYAML(braces(i.title)))
	}
	if i.Kind != "" && i.Kind != defaultKind(i.Deadline, key) {
		add("kind", textYAML(i.Kind))
	}
	i.addGroups(add)
	if i.Deadline {
		add("due", i.when())
	} else {
		add("when", i.when())
	}
	if i.length > 0 {
		add("length", lengthYAML(i.length))
	}
	if i.timedDue() && i.AllDay {
		add("show", "all-day")
	}
	if i.Where != "" && !i.Deadline {
		add("where", textYAML(braces(i.Where)))
	}
	if i.Worth != "" && i.Deadline {
		add("worth", i.Worth)
	}
	i.addWas(add)
	i.addBusy(add)
	notes := i.notes()
	if i.Cancelled {
		why := i.Why
		if why == "" || yamlWord(why) || digits(why[:1]) {
			// These would say something else as a value of cancel.
			notes = strings.TrimSpace(notes + "\n" + why)
			why = "true"
		} else {
			why = textYAML(why)
		}
		add("cancel", why)
	}
	if i.URL != "" {
		add("url", linkYAML(i.URL))
	}
	if notes != "" {
		add("notes", notesYAML(braces(notes)))
	}
	w.add(i.Deadline, e)
}

func (e *draftEntry) adder() func(key, value string) {
	return func(key, value string) { e.pairs = append(e.pairs, pair{key, value}) }
}

func (w *draftWriter) add(deadline bool, e draftEntry) {
	if deadline {
		w.deadlines = append(w.deadlines, e)
	} else {
		w.sessions = append(w.sessions, e)
	}
}

// take returns a key that is free and takes it.
func (w *draftWriter) take(key string) string {
	key = w.free(key)
	w.keys[strings.ToLower(key)] = true
	return key
}

func defaultKind(deadline bool, key string) string {
	if deadline {
		return "deadline"
	}
	return strings.ToLower(key)
}

// lengthYAML writes a duration of whole minutes as 50h or 1h30m.
func lengthYAML(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case m == 0:
		return fmt.Sprintf("%dh", h)
	case h == 0:
		return fmt.Sprintf("%dm", m)
	}
	return fmt.Sprintf("%dh%dm", h, m)
}
