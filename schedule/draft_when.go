package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// places finds where the series is held.
func (r *run) places() {
	if r.planned[0].Deadline {
		return
	}
	usual := func(slot string) string {
		counts, best := map[string]int{}, ""
		for _, p := range r.planned {
			if slot != "" && p.slot != slot {
				continue
			}
			counts[p.Where]++
			if counts[p.Where] > counts[best] {
				best = p.Where
			}
		}
		return best
	}
	r.place = usual("")
	differ := false
	of := map[string]string{}
	for s := range r.slots {
		of[s] = usual(s)
		differ = differ || of[s] != r.place
		if of[s] == "" || strings.ContainsAny(of[s], "@{}") {
			return
		}
	}
	if differ {
		r.slotPlaces, r.place = of, ""
	}
}

// placeOf returns the place that a session has if nothing else is said.
func (r *run) placeOf(p planned) string { return cmp.Or(r.slotPlaces[p.slot], r.place) }

// when returns the value of when, or of due.
func (r *run) when() string {
	days := map[string][]time.Weekday{} // by hours and place
	var values []string
	for s := range r.slots {
		day, _ := parseWeekday(s[:3])
		text := strings.TrimSpace(s[3:])
		if at := r.slotPlaces[s]; at != "" {
			text += " @ " + at
		}
		if days[text] == nil {
			values = append(values, text)
		}
		days[text] = append(days[text], day)
	}
	monday := func(d time.Weekday) int { return (int(d) + 6) % 7 }
	for _, list := range days {
		slices.SortFunc(list, func(a, b time.Weekday) int { return monday(a) - monday(b) })
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(monday(days[a][0])-monday(days[b][0]), strings.Compare(a, b))
	})
	for n, text := range values {
		var names []string
		for _, d := range days[text] {
			names = append(names, d.String()[:3])
		}
		values[n] = whenYAML(strings.TrimSpace(strings.Join(names, " ") + " " + text))
	}
	for _, p := range r.planned {
		if p.slot == "" {
			values = append(values, p.item.when())
		}
	}
	if len(values) == 1 && r.written == 0 {
		return values[0]
	}
	return yamlList(values)
}

// whenYAML writes a weekly slot, in quotes where its place needs them.
func whenYAML(s string) string {
	_, place, found := strings.Cut(s, " @ ")
	if found && !plainText("x"+place) {
		return quoteYAML(s)
	}
	return s
}
