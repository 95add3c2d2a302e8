package pages

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/schedule"
)

const (
	// weightLabel is how wide a weight of three characters is, in per cent, on a
	// phone, and weightMore each further one: those nearer than that stand at
	// different heights.
	weightLabel, weightMore = 11, 2.5
	// weightSure is the weight in per cent from which it is written, in any case;
	// smaller ones, from weightLeast, where one of so many heights is free.
	weightSure, weightLeast, weightFree = 5, 1, 3
	// weightLevels is how many heights there are; what finds none is added to
	// the weight beside it.
	weightLevels = 5
	weightHeight = 14 // of one of them, in pixels
)

// weight is what is due about one day, in per cent.
type weight struct {
	day   schedule.Date
	sum   float64
	level int
}

// weighDays adds what the deadlines of each day weigh for a student.
func (g *glance) weighDays() []weight {
	var due []agenda.Item
	for _, e := range g.entries {
		if e.item.Deadline && !e.Cancelled {
			due = append(due, e.item)
		}
	}
	var out []weight
	for len(due) > 0 {
		n := 1
		for n < len(due) && due[n].First == due[0].First {
			n++
		}
		w, group := weight{day: due[0].First}, heaviestGroup(due[:n], weightOf)
		for _, i := range due[:n] {
			if isFor(i, group) {
				w.sum += weightOf(i)
			}
		}
		out, due = append(out, w), due[n:]
	}
	return out
}

// heaviestGroup returns the group for which some entries of one course are the
// most, since a student is in one of them; "" where none is for a group alone.
func heaviestGroup(items []agenda.Item, size func(agenda.Item) float64) string {
	sums := map[string]float64{}
	for _, i := range items {
		for _, g := range i.Groups {
			sums[g] += size(i)
		}
	}
	heaviest := ""
	for _, g := range items[0].Course.Groups {
		if sums[g.Name] > sums[heaviest] {
			heaviest = g.Name
		}
	}
	return heaviest
}

// isFor reports whether an entry is for a group or for everybody.
func isFor(i agenda.Item, group string) bool {
	return len(i.Groups) == 0 || slices.Contains(i.Groups, group)
}

// weigh puts the weights of days that are near at different heights.
func (g *glance) weigh() {
	var kept []weight
	var ends [weightLevels]float64 // where the last sum of each height ends
	days := g.weighDays()
	for _, w := range days {
		if w.sum < weightSure {
			continue
		}
		from, to := g.label(&w)
		for w.level < weightLevels && ends[w.level] > from {
			w.level++
		}
		if w.level == weightLevels {
			kept[len(kept)-1].sum += w.sum
			continue
		}
		ends[w.level] = to
		kept = append(kept, w)
	}
	g.weights = kept
	for _, w := range days {
		if w.sum >= weightLeast && w.sum < weightSure && g.fits(&w) {
			g.weights = append(g.weights, w)
		}
	}
}

// label returns from where to where a weight is written, in per cent.
func (g *glance) label(w *weight) (from, to float64) {
	x, width := g.at(w.day), weightLabel+weightMore*float64(max(0, len(percentWords(w.sum))-3))
	switch aligned(x) {
	case " first":
		return x, x + width
	case " last":
		return x - width, x
	}
	return max(0, x-width/2), x + width/2
}

// fits puts a small weight at a height at which nothing is near, nor the word
// due, which may stand on the highest.
func (g *glance) fits(w *weight) bool {
	from, to := g.label(w)
	near := func(other weight) bool {
		begin, end := g.label(&other)
		return other.level == w.level && begin < to && from < end
	}
	for w.level = 0; w.level < weightFree; w.level++ {
		if word := w.level == weightFree-1 && from < dueLabel; !word && !slices.ContainsFunc(g.weights, near) {
			return true
		}
	}
	return false
}

// levels returns how many heights the weights take.
func (g *glance) levels() int {
	most := 0
	for _, w := range g.weights {
		most = max(most, w.level+1)
	}
	return most
}

// writeWeights writes the weights above the discs, whose middle is at base.
func (g *glance) writeWeights(base int) {
	for _, w := range g.weights {
		x := g.at(w.day)
		fmt.Fprintf(g, `<text class="weight%s" x="%.2f%%" y="%d">%s</text>`, aligned(x), x, base-26-weightHeight*w.level, percentWords(w.sum))
	}
}

// aligned names the side at which a text near the edge of a picture is held.
func aligned(x float64) string {
	switch {
	case x < 4:
		return " first"
	case x > 96:
		return " last"
	}
	return ""
}

// percent returns a weight such as 12.5% as a number, and 0 for none.
func percent(worth string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(worth, "%"), 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// weightOf returns the weight of an entry.
func weightOf(i agenda.Item) float64 { return percent(i.Worth) }

// percentWords writes a sum of weights.
func percentWords(sum float64) string {
	return strconv.FormatFloat(math.Round(sum*100)/100, 'f', -1, 64) + "%"
}
