package traffic

import (
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// A Log answers requests through another handler, writes a line for each, and
// counts it.
type Log struct {
	Handler  http.Handler
	Logger   *slog.Logger
	Counters *Counters
	Now      func() time.Time

	recorders sync.Pool
}

// ServeHTTP answers a request. A panic of the handler is logged as the status
// 500 and goes on to the server, which closes the connection.
func (l *Log) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := l.Now()
	rec, _ := l.recorders.Get().(*recorder)
	if rec == nil {
		rec = &recorder{}
	}
	*rec = recorder{ResponseWriter: w}
	defer func() {
		l.Counters.count(r.URL.Path, rec.answered())
		l.write(r, rec, l.Now().Sub(began))
		*rec = recorder{}
		l.recorders.Put(rec)
	}()
	l.Handler.ServeHTTP(rec, r)
	rec.returned = true
}

// write writes the line of a request.
func (l *Log) write(r *http.Request, rec *recorder, took time.Duration) {
	ctx, status := r.Context(), rec.answered()
	if !l.Logger.Enabled(ctx, slog.LevelInfo) {
		return
	}
	bytes := rec.bytes
	if r.Method == http.MethodHead {
		bytes = 0 // what a handler writes then, the server drops
	}
	l.Logger.LogAttrs(ctx, slog.LevelInfo, "request",
		slog.String("method", plain(r.Method, 16)),
		slog.String("path", plain(masked(target(r), status), 512)),
		slog.Int("status", status),
		slog.Int64("bytes", bytes),
		slog.Float64("ms", float64(took.Microseconds())/1000), // a Duration is nanoseconds in JSON
		slog.String("agent", plain(first(r.Header["User-Agent"]), 256)),
		slog.String("accept_encoding", plain(first(r.Header["Accept-Encoding"]), 128)),
		slog.String("conditional", conditional(r.Header)),
	)
}

// target returns the path of a request with its query.
func target(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return r.URL.Path
	}
	return r.URL.Path + "?" + r.URL.RawQuery
}

// first returns the first of a header's lines, "" where it has none.
func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// conditional names the condition that came with a request.
func conditional(h http.Header) string {
	match, since := len(h["If-None-Match"]) > 0, len(h["If-Modified-Since"]) > 0
	switch {
	case match && since:
		return "both"
	case match:
		return "etag"
	case since:
		return "date"
	}
	return "none"
}

// A recorder sees what goes through a ResponseWriter.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
	// returned tells that the handler came to its end, without a panic.
	returned bool
}

// Unwrap lets http.ResponseController reach the server's own writer.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// answered returns the status that the client got.
func (r *recorder) answered() int {
	switch {
	case r.status != 0:
		return r.status
	case r.returned:
		return http.StatusOK // the server's own, for a handler that wrote nothing
	}
	return http.StatusInternalServerError
}
