// Package admin answers the administrator of a server: /metrics in the text
// form of Prometheus, and /status for people.
//
// It is not for the public: /status names files. Private courses are counted
// and never named, neither here nor there.
package admin

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/traffic"
)

// A Handler answers on an address of its own.
type Handler struct {
	Counters *traffic.Counters
	// State returns what is served now.
	State func() State
	Now   func() time.Time
	// Started is when the server began.
	Started time.Time
}

// State is what a server knows of itself.
type State struct {
	// Feeds are the public feeds, in the order in which they are shown;
	// Private counts the others.
	Feeds   []Feed
	Private int
	// Tokens counts the tokens that are known, expired ones too.
	Tokens int
	// Problems are what is wrong now, the oldest first.
	Problems []Problem
	// Reloads counts how often files were read again, Failures how often
	// something was wrong then.
	Reloads, Failures uint64
	// Certificate is when the TLS certificate ends, zero without TLS.
	Certificate time.Time
}

// A Feed is one public course as it is served.
type Feed struct {
	ID string
	// Changed is when a reader was last given something new.
	Changed time.Time
	// Bytes and Entries are the size of the whole calendar.
	Bytes, Entries int
}

// A Problem is something wrong, as a terminal may show it, and since when.
type Problem struct {
	Text  string
	Since time.Time
}

// ServeHTTP answers GET and HEAD.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if !fromHere(r) {
		http.Error(w, "ask by an IP address or as localhost", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	var b bytes.Buffer
	switch r.URL.Path {
	case "/metrics":
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		h.metrics(&b)
	case "/status", "/":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		h.status(&b)
	default:
		http.Error(w, "there are /metrics and /status", http.StatusNotFound)
		return
	}
	// A client that has gone away is nobody's fault.
	_, _ = w.Write(b.Bytes())
}

// fromHere refuses what a page in a browser on this machine asks by a name
// that it has pointed to loopback (DNS rebinding). On other addresses the
// administrator may have given the server a name.
func fromHere(r *http.Request) bool {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if local == nil {
		return false
	}
	addr, err := netip.ParseAddrPort(local.String())
	if err != nil || !addr.Addr().IsLoopback() {
		return true
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	_, err = netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil || host == "localhost"
}

// status writes what a person wants to know when something is wrong.
func (h *Handler) status(b *bytes.Buffer) {
	s, now := h.State(), h.Now()
	fmt.Fprintf(b, "up for %s\ncourses: %d, and %d private; tokens: %d\n", span(now.Sub(h.Started)), len(s.Feeds), s.Private, s.Tokens)
	fmt.Fprintf(b, "files read: %d; with something wrong: %d\n", s.Reloads, s.Failures)
	if !s.Certificate.IsZero() {
		fmt.Fprintf(b, "the certificate ends %s, in %s\n", stamp(s.Certificate), span(s.Certificate.Sub(now)))
	}
	if len(s.Problems) == 0 {
		b.WriteString("\nnothing is wrong\n")
	}
	for _, p := range s.Problems {
		fmt.Fprintf(b, "\nwrong since %s, for %s:\n%s\n", stamp(p.Since), span(now.Sub(p.Since)), p.Text)
	}
	if len(s.Feeds) > 0 {
		b.WriteByte('\n')
	}
	for _, f := range s.Feeds {
		fmt.Fprintf(b, "%s: %d entries, %d bytes, changed %s\n", f.ID, f.Entries, f.Bytes, stamp(f.Changed))
	}
}

// stamp writes a time for people.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// span writes a duration for people.
func span(d time.Duration) string {
	const day = 24 * time.Hour
	if d >= 2*day {
		return fmt.Sprintf("%d days", d/day)
	}
	return d.Round(time.Second).String()
}
