package ical

// match tells which old entry each new one was: the one of its identity, with
// two exceptions that only titles tell.
//
// An entry under a new identity with the title and the times of one that is
// gone is that one: no reader sees a difference. And the sessions of a series
// that go by their dates are known to people by their titles, where those are
// all different: when such a series shifts, "Trees" moves, whatever then
// stands on its old day.
func match(old, new *Listing) map[*Entry]*Entry {
	known, lives := byUID(old), byUID(new)
	mates, taken := map[*Entry]*Entry{}, map[*Entry]bool{}
	join := func(was, now *Entry) {
		if was != nil && mates[now] == nil && !taken[was] {
			mates[now], taken[was] = was, true
		}
	}
	was := distinct(old, titleInSeries)
	for what, now := range distinct(new, titleInSeries) {
		join(was[what], now)
	}
	for i := range new.Entries {
		now := &new.Entries[i]
		join(known[now.UID], now)
	}
	there := distinct(old, titleAndTimes)
	for what, now := range distinct(new, titleAndTimes) {
		if was := there[what]; was != nil && lives[was.UID] == nil && known[now.UID] == nil {
			join(was, now)
		}
	}
	return mates
}

func byUID(l *Listing) map[string]*Entry {
	out := make(map[string]*Entry, len(l.Entries))
	for i := range l.Entries {
		out[l.Entries[i].UID] = &l.Entries[i]
	}
	return out
}

// trait is what an entry may be known by besides its identity.
type trait struct {
	series, title string
	times         times
}

// titleInSeries is the trait of a session that goes by its date.
func titleInSeries(e *Entry) (trait, bool) {
	return trait{series: e.Series, title: e.Title}, !e.Numbered && e.Series != e.UID
}

func titleAndTimes(e *Entry) (trait, bool) {
	return trait{title: e.Title, times: e.times()}, true
}

// distinct returns the held entries that no other one shares a trait with.
func distinct(l *Listing, of func(*Entry) (trait, bool)) map[trait]*Entry {
	out, several := map[trait]*Entry{}, map[trait]bool{}
	for i := range l.Entries {
		e := &l.Entries[i]
		what, has := of(e)
		if e.Cancelled || !has {
			continue
		}
		several[what] = out[what] != nil
		if out[what] == nil {
			out[what] = e
		}
	}
	for what := range several {
		if several[what] {
			delete(out, what)
		}
	}
	return out
}
