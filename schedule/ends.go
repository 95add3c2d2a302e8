package schedule

// frame checks the keys that say where a series begins and ends (rules 3, 4).
func (p *parser) frame(s *series) bool {
	before := p.errors
	term := p.course.TermStart != 0
	if s.anyWeekly() {
		if s.from.date == 0 && !term {
			p.errorf(s.pos, "add from: with the first date, or term: at the top", "%s has no beginning", quote(s.key))
		} else if s.until.date == 0 && s.weeks == 0 && s.count == 0 && !s.hasTopics && !term {
			hint := "add until:, weeks:, count: or topics:, or term: at the top"
			if s.deadline {
				hint = "add until:, weeks: or count:, or term: at the top"
			}
			p.errorf(s.pos, hint, "%s has no end", quote(s.key))
		}
	} else if !s.single || s.from.date != 0 || s.until.date != 0 || s.weeks > 0 {
		p.weeklyOnly(s)
	}
	if s.until.date != 0 && s.until.date < s.begin() {
		p.errorf(s.until.pos, "look at both dates", "until %s lies before the beginning, %s", s.until.date, s.begin())
	}
	if term && !s.deadline {
		p.insideTerm(s)
	}
	if s.hasTopics && s.count > 0 && s.count != len(s.topics) {
		if len(s.topics) > s.count {
			p.errorf(s.topicsAt, s.commaHint("take topics out, or raise count"), "there are %s, and count is %d", counted(len(s.topics), "topic"), s.count)
		} else {
			p.errorf(s.countAt, s.commaHint("make them the same, or leave count out"), "count is %d, and there are only %s", s.count, counted(len(s.topics), "topic"))
		}
	}
	return p.errors == before
}

// weeklyOnly refuses keys that say nothing of written dates.
func (p *parser) weeklyOnly(s *series) {
	for _, k := range []struct {
		name string
		at   pos
		set  bool
	}{{"from", s.from.pos, s.from.date != 0}, {"until", s.until.pos, s.until.date != 0}, {"weeks", s.weeksAt, s.weeks > 0}, {"every", s.rhythmAt, s.rhythmAt.line > 0}} {
		if k.set && s.group == "" {
			p.errorf(k.at, "delete it, or write weekdays in when: Wed 09:00-11:00", "%s is for weekly sessions, and %s has only dates", quote(k.name), quote(s.key))
		}
	}
}

// insideTerm checks that a series of sessions keeps to the term.
func (p *parser) insideTerm(s *series) {
	start, end := p.course.TermStart, p.course.TermEnd
	outside := func(w written, what string) {
		if w.date != 0 && (w.date < start || w.date > end) {
			p.errorf(w.pos, "correct the date, or the term", "%s %s lies outside the term, %s to %s", what, w.date, start, end)
		}
	}
	outside(s.from, "from")
	outside(s.until, "until")
	if s.weeks > 0 && s.begin().Monday()+Date(7*(s.weeks-1)) > end {
		p.errorf(s.weeksAt, "take fewer weeks, or correct the term", "%d weeks from %s end after the term, %s", s.weeks, s.begin(), end)
	}
	if s.single {
		return
	}
	for i := range s.slots {
		outside(s.slots[i].first, "the date")
		if s.slots[i].last != s.slots[i].first {
			outside(s.slots[i].last, "the date")
		}
	}
}

// begin returns the day from which the weekly slots of a series count.
func (s *series) begin() Date {
	if s.from.date != 0 {
		return s.from.date
	}
	return s.termStart
}

// end returns the last day a weekly slot may have.
func (p *parser) end(s *series) Date {
	end := lastDate
	if s.weeks > 0 {
		end = min(end, s.begin().Monday()+Date(7*s.weeks)-1)
	}
	if s.until.date != 0 {
		end = min(end, s.until.date)
	}
	term := p.course.TermEnd
	if s.deadline && (s.until.date != 0 || s.weeks > 0 || s.count > 0) {
		return end
	}
	if term != 0 {
		end = min(end, term)
	}
	return end
}
