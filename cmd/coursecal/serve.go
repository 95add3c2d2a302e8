package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/site"
	"coursecal/ical/feed"
)

func serveVerb() *verb {
	return &verb{
		name:  "serve",
		args:  "PATH…",
		short: "serve feeds that calendars subscribe to",
		about: `Serve each course at /{id}.ics, for calendars to subscribe to. Each PATH is a schedule
file, or a folder of them (*.yaml and *.yml, in folders below too). A change of a file
is live within two seconds; a broken one changes nothing until it is mended. The
server answers on this machine alone unless --listen says otherwise.`,
		examples: `coursecal serve course.yaml
coursecal serve courses/ --listen 127.0.0.1:8080 --base-url https://calendars.example.edu`,
		define: func(fs *pflag.FlagSet) action {
			return defineServe(fs).run
		},
	}
}

// serveFlags are the flags of serve.
type serveFlags struct {
	listen, baseURL, state, log *string
	public, noGzip              *bool
	grace, drain                *time.Duration
	guard                       *guardFlags
}

func defineServe(fs *pflag.FlagSet) *serveFlags {
	return &serveFlags{
		listen:  fs.String("listen", "127.0.0.1:8080", "the `ADDRESS` and port to answer on (default 127.0.0.1:8080)"),
		public:  fs.Bool("public", false, "answer on every address of the machine, where --listen names none"),
		baseURL: fs.String("base-url", "", "the `URL` at which readers reach the server, such as that of a proxy\nin front of it; links begin with it"),
		state:   stateFlag(fs),
		grace:   fs.Duration("grace", 24*time.Hour, "serve the feed of a deleted file for this `TIME` (default 24h)"),
		drain:   fs.Duration("drain", 10*time.Second, "when asked to end, wait for running answers for this `TIME` (default 10s)"),
		noGzip:  fs.Bool("no-gzip", false, "never compress"),
		log:     choiceFlag(fs, "log-format", "text", "how the log on standard error is written", "text", "json"),
		guard:   defineGuard(fs),
	}
}

// run serves until the process is asked to end.
func (s *serveFlags) run(e *env, paths []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	log := newQueue(e.stderr)
	defer log.close(time.Second)
	behind := *e
	behind.stderr = log
	err := s.serve(ctx, &behind, paths, hangup)
	if f := (*failure)(nil); errors.As(err, &f) {
		behind.tell(f)
		return &failure{code: f.code}
	}
	return err
}

// serve serves until the context ends.
func (s *serveFlags) serve(ctx context.Context, e *env, paths []string, hangup <-chan os.Signal) error {
	if err := s.fits(paths); err != nil {
		return err
	}
	state, err := s.openState(e)
	if err != nil {
		return err
	}
	defer state.Close()
	log := s.logger(e)
	guard, err := s.guard.open(e, *s.state, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *s.listen)
	if err != nil {
		return usage("choose another address or port, such as --listen 127.0.0.1:8081", "cannot listen on %q: %s", *s.listen, brief(err))
	}
	base := strings.TrimRight(*s.baseURL, "/")
	if base == "" {
		base = guard.scheme() + "://" + reachable(listener.Addr().String())
	}
	p := &publish.Publisher{
		Paths: paths, State: state, Reserved: site.Reserved(), Grace: *s.grace,
		Now: e.now, Log: log,
	}
	if !*s.noGzip {
		p.Packer = &feed.Packer{}
	}
	public := &site.Site{Snapshot: p.Snapshot, Pages: pages.New(base), Packer: p.Packer, Now: e.now, Tokens: guard.tokens.List}
	server := newServer(guard.watch(public), log)
	quiet := &newcomers{}
	server.ConnState = quiet.watch
	fmt.Fprintf(e.stderr, "coursecal: listening on %s://%s\n", guard.scheme(), listener.Addr())
	failed := make(chan error, 2)
	go func() { failed <- guard.serve(server, listener) }()
	defer server.Close()
	admin := guard.administer(p, failed)
	defer admin.Close()
	if err := s.load(e, p); err != nil {
		return err
	}
	go p.Run(ctx, hangup)
	go guard.follow(ctx, p)
	select {
	case err := <-failed:
		return usage("", "cannot serve any more: %s", brief(err))
	case <-ctx.Done():
	}
	return s.end(server, quiet)
}

// reachable returns an address that links can name: for one that stands for
// every address of the machine, that of the machine's name.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil || !everywhere(host) {
		return address
	}
	name, err := os.Hostname()
	if err != nil {
		name = "localhost"
	}
	return net.JoinHostPort(name, port)
}

// load reads the courses. Where files were named, and none of them is right,
// there is nothing to serve and nothing to wait for.
func (s *serveFlags) load(e *env, p *publish.Publisher) error {
	var path *os.PathError
	err := p.Load()
	if errors.As(err, &path) {
		return cannotRead(path.Path, err)
	}
	if err != nil {
		return err
	}
	snapshot := p.Snapshot()
	p.Log.Info("serving", "courses", len(snapshot.Courses), "problems", len(snapshot.Troubles))
	for _, path := range p.Paths {
		if info, err := os.Stat(path); err != nil || info.IsDir() || len(snapshot.Courses) > 0 {
			return nil
		}
	}
	return &failure{code: exitWrong, msg: "there is nothing to serve", hint: `type "coursecal check ` + p.Paths[0] + `" to see what is wrong`}
}

// everywhere tells a host that stands for every address of the machine, also
// where it is written as an address of IPv6 or with a zone.
func everywhere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.WithZone("").Unmap().IsUnspecified()
}

// end lets the answers that are under way come to their end.
func (s *serveFlags) end(server *http.Server, quiet *newcomers) error {
	quiet.close()
	ctx, cancel := context.WithTimeout(context.Background(), *s.drain)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return usage("", "some answers were cut off: they took longer than --drain %s", *s.drain)
	}
	return nil
}

// newServer returns a server that no slow or greedy client can hold up.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      2 * time.Minute, // a feed of 1 MB at 10 KB/s
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          faultsLog(log),
		// OPTIONS * is answered as any other method that is not allowed.
		DisableGeneralOptionsHandler: true,
	}
}

// logger returns the log.
func (s *serveFlags) logger(e *env) *slog.Logger {
	if *s.log == "json" {
		return slog.New(slog.NewJSONHandler(e.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(e.stderr, nil))
}

// openState takes the state folder for this server alone.
func (s *serveFlags) openState(e *env) (*publish.State, error) {
	folder, err := e.stateFolder(*s.state)
	if err != nil {
		return nil, err
	}
	if err := makeState(folder); err != nil {
		return nil, err
	}
	state, err := publish.OpenState(folder)
	switch {
	case errors.Is(err, publish.ErrInUse):
		return nil, usage("give each server a --state folder of its own, or end the other one", "the state folder %q is taken: %s", folder, err)
	case err != nil:
		return nil, usage("choose a folder that you may write to", "cannot use the state folder %q: %s", folder, brief(err))
	}
	return state, nil
}

// fits refuses what cannot be served.
func (s *serveFlags) fits(paths []string) error {
	if len(paths) == 0 {
		return usage(`name one: "coursecal serve course.yaml", or a folder of them`, "no schedule file given")
	}
	if *s.grace < 0 || *s.drain < 0 {
		return usage("write it as 24h, 90m or 10s", "--grace and --drain cannot be negative")
	}
	if err := baseFits(*s.baseURL); err != nil {
		return err
	}
	if err := s.guard.fits(); err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(*s.listen)
	if err != nil {
		return usage("write it as 127.0.0.1:8080", "--listen %q is not an address and a port", *s.listen)
	}
	if (host == "" || everywhere(host)) && !*s.public {
		return usage("add --public if everybody may reach it, or name an address: --listen 127.0.0.1"+(*s.listen)[strings.LastIndex(*s.listen, ":"):],
			"--listen %q answers on every address of this machine", *s.listen)
	}
	return nil
}

// baseFits refuses what is not the URL of a server; "" is none.
func baseFits(base string) error {
	const hint = "type it as in https://calendars.example.edu"
	u, err := url.Parse(base)
	switch {
	case base == "":
		return nil
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return usage(hint, "--base-url %q is not the URL of a server", base)
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return usage(hint, "--base-url has more than a host and a path")
	}
	return nil
}
