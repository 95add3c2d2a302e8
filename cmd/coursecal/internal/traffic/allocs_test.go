//go:build !race

// Under the race detector pools drop at random what they were given.

package traffic

import (
	"io"
	"log/slog"
	"testing"
)

// A 304 costs no allocation but the one that slog needs for a line of so many
// values.
func TestAllocations(t *testing.T) {
	for _, test := range []struct {
		name   string
		logger *slog.Logger
		want   float64
	}{
		{"text", slog.New(slog.NewTextHandler(io.Discard, nil)), 1},
		{"json", slog.New(slog.NewJSONHandler(io.Discard, nil)), 1},
		{"no log", slog.New(slog.DiscardHandler), 0},
	} {
		l, w, r := quiet(test.logger)
		if got := testing.AllocsPerRun(1000, func() { l.ServeHTTP(w, r) }); got > test.want {
			t.Errorf("%s: %v allocations, want %v", test.name, got, test.want)
		}
	}
}
