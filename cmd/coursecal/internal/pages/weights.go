package pages

import (
	"fmt"
	"math"
	"strconv"
	"strings"

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

// weigh adds what the deadlines of each day weigh, and puts near sums at
// different heights.
func (g *glance) weigh() {
	for _, e := range g.entries {
		if !e.item.Deadline || e.Cancelled {
			continue
		}
		if n := len(g.weights); n > 0 && g.weights[n-1].day == e.item.First {
			g.weights[n-1].sum += percent(e.Worth)
		} else {
			g.weights = append(g.weights, weight{day: e.item.First, sum: percent(e.Worth)})
		}
	}
	var kept []weight
	var ends [weightLevels]float64 // where the last sum of each height ends
	for _, w := range g.weights {
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

// percentWords writes a sum of weights.
func percentWords(sum float64) string {
	return strconv.FormatFloat(math.Round(sum*100)/100, 'f', -1, 64) + "%"
}
