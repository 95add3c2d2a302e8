package schedule

import "fmt"

// unusedKeys tells of exceptions that hit nothing, with what is near.
func (p *parser) unusedKeys(group []*series) {
	for i, s := range group {
		for _, e := range s.exceptions {
			for _, k := range e.keys {
				if !k.used {
					k.used = true
					near := group[i : i+1]
					if !e.own {
						near = group
					}
					p.unused(s, e.verb, k, near)
				}
			}
		}
	}
}

func (p *parser) unused(s *series, v verb, k *exceptionKey, group []*series) {
	if k.first == 0 {
		low, high := 0, 0
		for _, g := range group {
			for _, h := range g.plan {
				if h.numbered && (low == 0 || h.number < low) {
					low = h.number
				}
				high = max(high, h.number)
			}
		}
		hint := fmt.Sprintf("its numbers are %d to %d", low, high)
		if high == 0 {
			hint = "it has no session with a number"
		}
		p.errorf(k.pos, hint, "%s %s matches nothing in %s", v, quote(k.text), quote(s.key))
		return
	}
	for _, g := range group {
		for _, d := range g.lost {
			if d >= k.first && d <= k.last {
				p.errorf(k.pos, "delete it", "%s %s matches nothing in %s: it lies in the break %s", v, quote(k.text), quote(s.key), p.breakName(d))
				return
			}
		}
	}
	hint := "it has no dates"
	if near := nearestDate(k.first, group); near != 0 {
		hint = "the nearest date planned is " + near.Long()
	}
	if b := p.breaks.on(k.first); b != nil && b.Last >= k.last {
		hint = "it lies in the break " + p.breakName(k.first) + "; " + hint
	}
	p.errorf(k.pos, hint, "%s %s matches nothing in %s", v, quote(k.text), quote(s.key))
}

// nearestDate returns the planned date that is nearest to another one.
func nearestDate(d Date, group []*series) Date {
	var best Date
	for _, s := range group {
		for _, h := range s.plan {
			if h.date != 0 && (best == 0 || abs(h.date-d) < abs(best-d)) {
				best = h.date
			}
		}
	}
	return best
}

func abs(d Date) Date {
	if d < 0 {
		return -d
	}
	return d
}
