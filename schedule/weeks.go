package schedule

import (
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// weekTable numbers the teaching weeks (rule 5). Monday to Friday all in
// breaks make a week that does not count.
type weekTable struct {
	numbers map[Date]int
	mondays map[int]Date
	anchors []anchor
}

// anchor says which number a week has; counted is the number that counting
// from the anchor before gives.
type anchor struct {
	pos
	monday          Date
	number, counted int
}

func (w *weekTable) monday(n int) (Date, bool) {
	d, ok := w.mondays[n]
	return d, ok
}

// of returns the number of the week that a date lies in.
func (w *weekTable) of(d Date) (int, bool) {
	if w == nil {
		return 0, false
	}
	n, ok := w.numbers[d.Monday()]
	return n, ok
}

// newWeekTable numbers all weeks from the anchors, which are in order. The
// weeks before the first anchor are counted backwards.
func newWeekTable(anchors []anchor, breaks *breakTable) *weekTable {
	w := &weekTable{map[Date]int{}, map[int]Date{}, anchors}
	first := anchors[0]
	n := first.number
	for m := first.monday - 7; m > 0; m -= 7 {
		if !weekOff(m, breaks) {
			n--
			w.numbers[m], w.mondays[n] = n, m
		}
	}
	for i, a := range anchors {
		end := lastDate
		if i+1 < len(anchors) {
			end = anchors[i+1].monday - 1
		}
		n := a.number
		for m := a.monday; m <= end; m += 7 {
			if !weekOff(m, breaks) {
				w.numbers[m], w.mondays[n] = n, m
				n++
			}
		}
		if i+1 < len(anchors) {
			anchors[i+1].counted = n
		}
	}
	return w
}

// weekOff reports whether Monday to Friday of a week all lie in breaks.
func weekOff(monday Date, breaks *breakTable) bool {
	for d := monday; d < monday+5; d++ {
		if breaks.on(d) == nil {
			return false
		}
	}
	return true
}

// readWeekNumbers reads week_numbers: {1: 2020-08-03}.
func (p *parser) readWeekNumbers(n *yaml.Node, breaks *breakTable) {
	var anchors []anchor
	before := p.errors
	for _, f := range p.pairs(n, thing{kind: "week_numbers"}, nil) {
		number, err := strconv.Atoi(f.name)
		if err != nil || !digits(f.name) || number > 999 {
			p.errorf(at(f.key), "type a number, as in week_numbers: {1: 2020-08-03}", "%s is not the number of a week", quote(f.name))
			continue
		}
		if p.empty(f) {
			continue
		}
		d, ok := p.anchorDate(f.val)
		if !ok {
			continue
		}
		if weekOff(d.date.Monday(), breaks) {
			p.errorf(at(f.val), "give the number of a week that is taught", "week %d cannot begin on %s: that week lies in a break", number, d.date)
			continue
		}
		anchors = append(anchors, anchor{at(f.key), d.date.Monday(), number, 0})
	}
	slices.SortStableFunc(anchors, func(a, b anchor) int { return int(a.monday - b.monday) })
	for i := 1; i < len(anchors); i++ {
		if a, b := anchors[i-1], anchors[i]; b.number <= a.number || a.monday == b.monday {
			p.errorf(b.pos, "put the weeks in order", "week %d cannot begin on %s: week %d begins on %s", b.number, b.monday, a.number, a.monday)
		}
	}
	if p.errors > before || len(anchors) == 0 {
		p.weeksBad = true
		if p.errors == before && !p.bad[n] {
			p.errorf(at(n), "type week_numbers: {1: 2020-08-03}", `"week_numbers" has no weeks`)
		}
		return
	}
	p.weeks = newWeekTable(anchors, breaks)
}

// anchorDate reads a date that is not given in teaching weeks.
func (p *parser) anchorDate(n *yaml.Node) (written, bool) {
	if strings.Contains(strings.ToLower(n.Value), "week") && n.Kind == yaml.ScalarNode && !p.bad[n] {
		p.errorf(at(n), "type the date", "%s cannot be counted in weeks: weeks are counted from here", quote(n.Value))
		return written{}, false
	}
	return p.date(n, "the week")
}

// checkAnchors tells of an anchor that disagrees with the count, where a
// session lies between the anchor before and this one.
func (p *parser) checkAnchors(all []Occurrence) {
	if p.weeks == nil {
		return
	}
	for i := 1; i < len(p.weeks.anchors); i++ {
		a, before := p.weeks.anchors[i], p.weeks.anchors[i-1]
		if a.counted == a.number {
			continue
		}
		for _, o := range all {
			if !o.Deadline && o.First >= before.monday && o.First < a.monday {
				p.errorf(a.pos, "correct the number, or add the breaks in which weeks do not count",
					"%s is in week %d by this line and in week %d counted from week %d", a.monday, a.number, a.counted, before.number)
				break
			}
		}
	}
}

// inWeeks reports whether a date lies in a week that a series is held in:
// every so many calendar weeks from an origin, or by odd and even numbers.
func (r *rhythm) inWeeks(d Date, origin Date, weeks *weekTable) bool {
	if r.parity >= 0 {
		n, ok := weeks.of(d)
		return ok && n&1 == r.parity
	}
	return int(d.Monday()-origin.Monday())/7%r.every == 0
}

// rhythm says in which weeks a series is held.
type rhythm struct {
	every  int
	parity int // 0 even, 1 odd, -1 neither
}

// readEvery reads every: 2 weeks, odd weeks or even weeks.
func (p *parser) readEvery(n *yaml.Node) (rhythm, bool) {
	weekly := rhythm{1, -1}
	s, ok := p.scalar(n, "every", "2 weeks, odd weeks or even weeks")
	if !ok {
		return weekly, false
	}
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 1 && (words[0] == "week" || words[0] == "weeks") {
		return weekly, true
	}
	if len(words) == 2 && (words[1] == "weeks" || words[1] == "week") {
		switch {
		case words[0] == "odd" || words[0] == "even":
			if p.weeks == nil {
				if !p.weeksBad {
					p.errorf(at(n), "add week_numbers: {1: 2020-01-27} with the Monday of week 1", "%s needs week_numbers, which the course does not have", quote(s))
				}
				return weekly, false
			}
			return rhythm{1, map[string]int{"even": 0, "odd": 1}[words[0]]}, true
		case digits(words[0]) && len(words[0]) <= 2 && words[0] != "0" && words[0] != "00":
			every, _ := strconv.Atoi(words[0])
			return rhythm{every, -1}, true
		}
	}
	p.errorf(at(n), "type 2 weeks, odd weeks or even weeks", "%s is not a rhythm that every can be", quote(s))
	return weekly, false
}
