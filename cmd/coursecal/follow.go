package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/admin"
	"coursecal/cmd/coursecal/internal/publish"
)

// follow puts in force, while the server runs, what people change beside the
// schedules: the tokens and the certificate. It looks every second.
func (g *guard) follow(ctx context.Context, p *publish.Publisher) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		g.count(p.Snapshot())
		g.look()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// count has the courses counted that there are now.
func (g *guard) count(s *publish.Snapshot) {
	if s != g.counted {
		g.counters.Watch(s.IDs)
		g.counted = s
	}
}

// look reads what has changed.
func (g *guard) look() {
	changed, problems, err := g.tokens.Refresh()
	var wrong []string
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	for _, p := range problems {
		wrong = append(wrong, p.Error()+"\n  hint: "+p.Hint)
	}
	g.note("tokens", wrong...)
	if changed {
		g.log.Info("tokens read", "tokens", len(g.tokens.List().Grants))
	}
	if g.pair == nil {
		return
	}
	wrong = nil
	changed, err = g.pair.refresh()
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	g.note("certificate", wrong...)
	if changed {
		g.log.Info("certificate read", "ends", g.pair.expires())
	}
}

// note keeps all that is wrong with one thing, and logs what is new of it.
func (g *guard) note(thing string, wrong ...string) {
	var now []admin.Problem
	for _, text := range wrong {
		p := admin.Problem{Text: text, Since: g.now()}
		i := slices.IndexFunc(g.wrong[thing], func(old admin.Problem) bool { return old.Text == text })
		if i >= 0 {
			p = g.wrong[thing][i]
		} else {
			first, _, _ := strings.Cut(text, "\n")
			g.log.Error("something is wrong with the "+thing+"; what was right stays in force", "problem", visible(first))
		}
		now = append(now, p)
	}
	g.wrong[thing] = now
	all := slices.Concat(g.wrong["certificate"], g.wrong["tokens"])
	g.shown.Store(&all)
}
