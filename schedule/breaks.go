package schedule

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxBreaks is far more than any course has; it bounds the work.
const maxBreaks = 1000

// breakTable finds the break of a day without a search, since every weekly
// slot asks for it.
type breakTable struct {
	list  []Break
	byDay []uint16 // 1 + the index in list; 0 is no break
}

func newBreakTable(list []Break) *breakTable {
	t := &breakTable{list, make([]uint16, lastDate+1)}
	for i, b := range slices.Backward(list) {
		for d := b.First; d <= b.Last; d++ {
			t.byDay[d] = uint16(i + 1)
		}
	}
	return t
}

// on returns the break that a date lies in, or nil.
func (t *breakTable) on(d Date) *Break {
	if t == nil || d < 0 || int(d) >= len(t.byDay) || t.byDay[d] == 0 {
		return nil
	}
	return &t.list[t.byDay[d]-1]
}

// readBreaks reads a list of dates and date ranges, or a mapping of them to
// names, and returns them in order.
func (p *parser) readBreaks(n *yaml.Node) *breakTable {
	var out []Break
	add := func(n *yaml.Node, name string) {
		s, ok := p.scalar(n, "a break", "2020-03-23 to 2020-04-17")
		if !ok {
			return
		}
		if strings.Contains(strings.ToLower(s), "week") && strings.ContainsAny(s, "0123456789") {
			p.errorf(at(n), "type the dates", "the break %s cannot be given in teaching weeks: weeks in breaks do not count", quote(s))
			return
		}
		if first, last, ok := p.dateRange(s, at(n), "a break"); ok {
			out = append(out, Break{first.date, last.date, name})
		}
	}
	if n.Kind == yaml.MappingNode {
		for _, f := range p.pairs(n, thing{kind: "breaks"}, nil) {
			switch {
			case p.empty(f):
			case startsWithDate(f.val.Value) && !startsWithDate(f.key.Value):
				p.errorf(at(f.key), "type "+f.val.Value+": "+f.key.Value, "the name of the break %s stands before its dates", quote(f.key.Value))
			default:
				name, _ := p.line(f.val, "the name of a break")
				add(f.key, name)
			}
		}
	} else {
		for _, item := range p.items(n) {
			add(item, "")
		}
	}
	slices.SortStableFunc(out, func(a, b Break) int { return int(a.First - b.First) })
	if len(out) > maxBreaks {
		p.errorf(at(n), "join breaks that follow each other", "%d breaks are more than %d", len(out), maxBreaks)
		return nil
	}
	return newBreakTable(out)
}

// startsWithDate reports whether a text is a date or a range of dates, with or
// without the weekday, by its beginning.
func startsWithDate(s string) bool {
	first, _, _ := cutWord(s, "to")
	words := strings.Fields(first)
	return len(words) > 0 && isoShape(words[len(words)-1])
}

func (p *parser) breakName(d Date) string {
	b := p.breaks.on(d)
	span := b.First.String()
	if b.Last != b.First {
		span += " to " + b.Last.String()
	}
	if b.Name != "" {
		return quote(b.Name) + ", " + span
	}
	return span
}
