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
	// weightLabel is how wide a weight may be, in per cent, on a phone: those
	// nearer than this stand at different heights.
	weightLabel = 11
	// weightLeast is the weight in per cent from which it is written; a disc
	// says the smaller ones.
	weightLeast = 5
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
	for _, w := range g.weighDays() {
		if w.sum < weightLeast {
			continue
		}
		x := g.at(w.day)
		for w.level < weightLevels && ends[w.level] > x {
			w.level++
		}
		if w.level == weightLevels {
			kept[len(kept)-1].sum += w.sum
			continue
		}
		ends[w.level] = x + weightLabel
		kept = append(kept, w)
	}
	g.weights = kept
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
