package main

import (
	"context"
	"log"
	"log/slog"
	"regexp"
	"strings"
)

// faults logs what net/http says by itself, without the addresses of clients.
type faults struct {
	log *slog.Logger
	// address is how net/http names a client.
	address *regexp.Regexp
}

// faultsLog returns the log that net/http wants.
func faultsLog(to *slog.Logger) *log.Logger {
	return log.New(&faults{to, regexp.MustCompile(` (?:from|serving) \S+:\d+`)}, "", 0)
}

func (f *faults) Write(p []byte) (int, error) {
	text := f.address.ReplaceAllString(strings.TrimSpace(string(p)), "")
	level := slog.LevelWarn
	if strings.HasPrefix(text, "http: TLS handshake error") {
		level = slog.LevelInfo // of whoever looks for something else at this port
	}
	f.log.Log(context.Background(), level, text)
	return len(p), nil
}
