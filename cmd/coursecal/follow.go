package main

import (
	"context"
	"log/slog"
	"time"

	"coursecal/cmd/coursecal/internal/token"
)

// A follower puts in force, while the server runs, what people change beside
// the schedules: the tokens and the certificate.
type follower struct {
	log    *slog.Logger
	tokens *token.Keeper
	// pair is nil without TLS.
	pair *keyPair
	// told has the last error of each, which is not told every second.
	told map[string]string
}

// run looks every second until the context ends.
func (f *follower) run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			f.look()
		}
	}
}

// look reads what has changed.
func (f *follower) look() {
	changed, problems, err := f.tokens.Refresh()
	f.tell("tokens", err)
	for _, p := range problems {
		f.log.Error("wrong line in the tokens", "problem", visible(p.Error()), "hint", visible(p.Hint))
	}
	if changed {
		f.log.Info("tokens read", "tokens", len(f.tokens.List().Grants))
	}
	if f.pair == nil {
		return
	}
	changed, err = f.pair.refresh()
	// A broken pair is told by refresh once, and then not again.
	if err != nil {
		f.tell("certificate", err)
	}
	if changed {
		f.told["certificate"] = ""
		f.log.Info("certificate read", "ends", f.pair.expires())
	}
}

// tell logs an error that is not the one told before.
func (f *follower) tell(what string, err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	if text != "" && text != f.told[what] {
		f.log.Error("cannot read the "+what+"; what was read before stays in force", "problem", visible(text))
	}
	f.told[what] = text
}
