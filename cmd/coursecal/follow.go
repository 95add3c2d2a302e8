package main

import (
	"context"
	"time"

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
	g.tell("tokens", err)
	for _, p := range problems {
		g.log.Error("wrong line in the tokens", "problem", visible(p.Error()), "hint", visible(p.Hint))
	}
	if changed {
		g.log.Info("tokens read", "tokens", len(g.tokens.List().Grants))
	}
	if g.pair == nil {
		return
	}
	changed, err = g.pair.refresh()
	// A broken pair is told by refresh once, and then not again.
	if err != nil {
		g.tell("certificate", err)
	}
	if changed {
		g.told["certificate"] = ""
		g.log.Info("certificate read", "ends", g.pair.expires())
	}
}

// tell logs an error that is not the one told before.
func (g *guard) tell(what string, err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	if text != "" && text != g.told[what] {
		g.log.Error("cannot read the "+what+"; what was read before stays in force", "problem", visible(text))
	}
	g.told[what] = text
}
