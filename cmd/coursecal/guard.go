package main

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/admin"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/token"
	"coursecal/cmd/coursecal/internal/traffic"
)

// guardFlags are the flags of serve that say over what it answers and who
// watches.
type guardFlags struct {
	cert, key, admin *string
}

func defineGuard(fs *pflag.FlagSet) *guardFlags {
	return &guardFlags{
		cert:  fs.String("tls-cert", "", "answer over TLS with the certificate in this PEM `FILE`, which has the\nchain below it; read again when it changes"),
		key:   fs.String("tls-key", "", "the PEM `FILE` of its key"),
		admin: fs.String("admin", "", "answer /metrics and /status on this `ADDRESS` and port, for the\nadministrator alone; a port alone is one of this machine"),
	}
}

// fits refuses what cannot be done.
func (g *guardFlags) fits() error {
	if (*g.cert == "") != (*g.key == "") {
		return usage("give both, or neither where a proxy in front does TLS", "--tls-cert and --tls-key belong together")
	}
	if *g.admin == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(g.address())
	if err != nil {
		return usage("write it as 127.0.0.1:9090, or 9090", "--admin %q is not an address and a port", *g.admin)
	}
	if everywhere(host) {
		return usage("name the one address that the administrator asks, such as 127.0.0.1", "--admin %q answers on every address of this machine", *g.admin)
	}
	return nil
}

// address returns the address of --admin, which is of this machine where it is
// a port alone.
func (g *guardFlags) address() string {
	port := strings.TrimPrefix(*g.admin, ":")
	if strings.Trim(port, "0123456789") == "" {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return *g.admin
}

// A guard is what stands around the feeds: the tokens of those who may read
// private courses, the certificate, and what the administrator sees.
type guard struct {
	log    *slog.Logger
	tokens *token.Keeper
	// pair is nil without TLS.
	pair     *keyPair
	counters *traffic.Counters
	// admin is nil where no administrator watches.
	admin net.Listener
	now   func() time.Time
	// wrong is what is wrong now, by what is followed, for the one goroutine
	// that follows; shown is all of it, for everybody.
	wrong map[string][]admin.Problem
	shown atomic.Pointer[[]admin.Problem]
	// counted is the snapshot whose courses are counted.
	counted *publish.Snapshot
}

// open reads the tokens and the certificate, and listens for the administrator.
func (g *guardFlags) open(e *env, state string, log *slog.Logger) (*guard, error) {
	folder, err := e.stateFolder(state)
	if err != nil {
		return nil, err
	}
	out := &guard{
		log: log, now: e.now, tokens: token.Keep(token.In(folder)), counters: &traffic.Counters{},
		wrong: map[string][]admin.Problem{},
	}
	if *g.cert != "" {
		if out.pair, err = loadKeyPair(*g.cert, *g.key); err != nil {
			return nil, err
		}
	}
	if *g.admin != "" {
		if out.admin, err = net.Listen("tcp", g.address()); err != nil {
			return nil, usage("choose another port, such as --admin 127.0.0.1:9091", "cannot listen on %q: %s", *g.admin, brief(err))
		}
	}
	out.look()
	return out, nil
}

// scheme returns how the address of the server begins.
func (g *guard) scheme() string {
	if g.pair != nil {
		return "https"
	}
	return "http"
}

// watch puts the request log around a handler.
func (g *guard) watch(h http.Handler) http.Handler {
	return &traffic.Log{Handler: h, Logger: g.log, Counters: g.counters, Now: g.now}
}

// serve answers until the server is closed.
func (g *guard) serve(server *http.Server, l net.Listener) error {
	if g.pair == nil {
		return server.Serve(l)
	}
	server.TLSConfig = g.pair.config()
	return server.ServeTLS(l, "", "")
}

// administer answers the administrator until the server that it returns is
// closed, if there is one to answer.
func (g *guard) administer(p *publish.Publisher, failed chan<- error) *http.Server {
	server := newServer(&admin.Handler{
		Counters: g.counters, State: func() admin.State { return g.state(p) }, Now: g.now, Started: g.now(),
	}, g.log)
	if g.admin != nil {
		g.log.Info("the administrator is answered", "url", "http://"+g.admin.Addr().String()+"/status")
		go func() { failed <- server.Serve(g.admin) }()
	}
	return server
}

// state is what the administrator is told. Private courses are counted, not
// named, but for the files of those that are wrong.
func (g *guard) state(p *publish.Publisher) admin.State {
	snapshot := p.Snapshot()
	s := admin.State{Tokens: len(g.tokens.List().Grants), Reloads: p.Reloads.Load(), Failures: p.Failures.Load()}
	for _, id := range snapshot.IDs {
		c := snapshot.Courses[id]
		s.Feeds = append(s.Feeds, admin.Feed{ID: id, Changed: c.Calendar.Modified(), Bytes: len(c.Feed.Data()), Entries: c.Calendar.Len()})
	}
	for _, c := range snapshot.Courses {
		if c.Schedule.Private && !c.Gone {
			s.Private++
		}
	}
	for _, t := range snapshot.Troubles {
		s.Problems = append(s.Problems, problems(t)...)
	}
	for _, p := range *g.shown.Load() {
		s.Problems = append(s.Problems, admin.Problem{Text: lines(p.Text), Since: p.Since})
	}
	slices.SortStableFunc(s.Problems, func(a, b admin.Problem) int { return a.Since.Compare(b.Since) })
	if g.pair != nil {
		s.Certificate = g.pair.expires()
	}
	return s
}

// problems words what is wrong with a file, each error by itself.
func problems(t publish.Trouble) []admin.Problem {
	if len(t.Problems) == 0 {
		return []admin.Problem{{Text: lines(t.Text()), Since: t.Since}}
	}
	var out []admin.Problem
	for _, p := range t.Problems {
		text := p.Error()
		if p.Hint != "" {
			text += "\n  hint: " + p.Hint
		}
		out = append(out, admin.Problem{Text: lines(text), Since: t.Since})
	}
	return out
}

// lines returns each line as a terminal may show it.
func lines(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		out = append(out, visible(line))
	}
	return strings.Join(out, "\n")
}
