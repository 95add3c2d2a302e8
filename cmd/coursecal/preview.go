package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/query"
	"coursecal/ical"
	"coursecal/schedule"
)

func previewVerb() *verb {
	return &verb{
		name:  "preview",
		args:  "FILE",
		short: "show a schedule file in the browser while you write it",
		about: `Show the course's page in the browser, on this machine only. The page follows the
file: it shows what is saved, and while the file is wrong each error with its line.
Ctrl-C ends it.`,
		examples: "coursecal preview course.yaml",
		define: func(fs *pflag.FlagSet) action {
			noOpen := fs.Bool("no-open", false, "print the address and open no browser")
			return func(e *env, files []string) error {
				ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
				defer stop()
				return e.preview(ctx, files, !*noOpen)
			}
		},
	}
}

// preview serves the page of a file until the context ends.
func (e *env) preview(ctx context.Context, files []string, open bool) error {
	if len(files) != 1 || files[0] == "-" {
		return usage(`name one file: "coursecal preview course.yaml"`, "preview shows one file")
	}
	if _, err := e.read(files[0]); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return usage("", "cannot listen on this machine: %s", brief(err))
	}
	address := "http://" + listener.Addr().String()
	s := &previewServer{env: e, file: files[0], host: listener.Addr().String(), pages: pages.New(address)}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := e.print([]byte(address + "/ shows " + visible(files[0]) + " as you save it; Ctrl-C ends it\n")); err != nil {
		return err
	}
	if open {
		// Where no browser opens, the address has been printed.
		_ = browser(address + "/").Start()
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return usage("", "cannot serve: %s", brief(err))
	}
	return nil
}

// browser returns the command that opens an address.
func browser(address string) *exec.Cmd {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address)
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	}
	return exec.Command("xdg-open", address)
}

// previewServer answers the requests of one preview. It reads the file at
// every request, so that there is nothing to go stale.
type previewServer struct {
	env   *env
	file  string
	host  string
	pages *pages.Pages

	mu sync.Mutex
	// good is the course as it was when the file was last right, or nil.
	good *schedule.Course
}

// ServeHTTP serves the page at every path, the calendar at those that end in
// .ics, and the news that the file was saved.
func (s *previewServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A web site could give its own name this machine's address and so read
	// the page from the reader's browser (DNS rebinding): other names than
	// ours are refused.
	if _, port, _ := net.SplitHostPort(s.host); r.Host != s.host && r.Host != "localhost:"+port {
		http.Error(w, "this preview is for the machine it runs on", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if r.URL.Path == "/-/saved" { // no page of a course has such a path
		s.saved(w, r)
		return
	}
	now, err := s.env.clock()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	view := s.look(now)
	switch {
	case strings.HasSuffix(r.URL.Path, ".ics"):
		s.calendar(w, r, view)
	case view.Course == nil:
		s.html(w, s.pages.Wrong(view.Preview))
	default:
		s.page(w, r, view)
	}
}

// html answers with a page.
func (s *previewServer) html(w http.ResponseWriter, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", s.pages.Policy())
	// The reader may be gone; there is nobody to tell.
	_, _ = w.Write(page)
}

// page answers with a page of the course, narrowed as a server's is.
func (s *previewServer) page(w http.ResponseWriter, r *http.Request, v pages.View) {
	wish, err := pages.ReadWish(r.URL.Query(), v.Course)
	if err != nil {
		// A kind that is gone may come back with the next save: the page says so
		// and goes on following the file, with the rest of the choice.
		v.Preview.Problems = append(v.Preview.Problems, pages.Problem{Message: err.Error(), Warning: true})
	}
	v.Only, v.Groups = wish.Only, wish.Groups
	switch {
	case strings.HasSuffix(r.URL.Path, "/subscribe"):
		s.html(w, s.pages.Subscribe(v, wish))
	case strings.HasSuffix(r.URL.Path, "/embed"):
		s.html(w, s.pages.Embed(v))
	default:
		s.html(w, s.pages.Course(v))
	}
}

// calendar answers with the calendar as it would be now, shaped by the query as
// a server's is.
func (s *previewServer) calendar(w http.ResponseWriter, r *http.Request, v pages.View) {
	if v.Course == nil {
		http.Error(w, "the schedule is wrong", http.StatusNotFound)
		return
	}
	kinds, groups := names([]*schedule.Course{v.Course})
	q, err := query.Parse(r.URL.RawQuery, query.Known{Kinds: kinds, Groups: groups})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	cal := ical.Of(v.Course, v.Now).View(q.View())
	if cal.Len() == 0 {
		http.Error(w, "no entry is left with these parameters", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", ical.ContentType)
	if q.Import() {
		w.Header().Set("Content-Disposition", `attachment; filename="`+v.Course.ID+`.ics"`)
	}
	// The reader may be gone; there is nobody to tell.
	_, _ = cal.WriteTo(w)
}

// look reads the file and says what a page is to show of it.
func (s *previewServer) look(now time.Time) pages.View {
	v := pages.View{Now: now, Preview: &pages.Preview{File: filepath.Base(s.file)}}
	in, err := s.env.read(s.file)
	if err != nil {
		in = &input{name: s.file}
		v.Preview.Version, v.Preview.Problems = missing, []pages.Problem{{Message: err.Error()}}
	} else {
		in.course, in.problems = schedule.Parse(filepath.Base(s.file), in.data)
		v.Preview.Problems = problemsOf(in)
	}
	v.Preview.Version = cmp.Or(v.Preview.Version, fingerprint(in.data))
	v.Preview.Wrong = in.course == nil
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.course != nil {
		s.good = in.course
	}
	v.Course = s.good
	v.Preview.Older = v.Preview.Wrong && s.good != nil
	return v
}

// problemsOf returns the problems of a file with their lines and carets, errors
// first.
func problemsOf(in *input) []pages.Problem {
	var out []pages.Problem
	lines := sourceLines(in.data)
	for _, p := range in.problems {
		problem := pages.Problem{Place: fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col), Message: visible(p.Msg), Hint: visible(p.Hint), Warning: p.Warning}
		if p.Line >= 1 && p.Line <= len(lines) {
			problem.Source = strings.TrimSuffix(caret(lines[p.Line-1], p.Col), "\n")
		}
		out = append(out, problem)
	}
	slices.SortStableFunc(out, func(a, b pages.Problem) int {
		switch {
		case a.Warning == b.Warning:
			return 0
		case b.Warning:
			return -1
		}
		return 1
	})
	return out
}

// missing names the state of a file that cannot be read.
const missing = "missing"

// fingerprint names a state of the file.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// saved tells a page, by an event stream, once the file is not as the page
// shows it. It looks at the content: a file's time of change is too coarse
// on some disks.
func (s *previewServer) saved(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	stream := http.NewResponseController(w)
	_ = stream.Flush()
	const pause, patience = 200 * time.Millisecond, 10
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for absent := 0; ; {
		select {
		case <-r.Context().Done():
			return
		case <-ticker.C:
		}
		state := missing
		if in, err := s.env.read(s.file); err == nil {
			state, absent = fingerprint(in.data), 0
		} else if absent++; absent < patience {
			continue // some editors take the file away while they save
		}
		if state == r.FormValue("version") {
			continue
		}
		// The page goes away at this and comes back anew.
		_, _ = w.Write([]byte("data: saved\n\n"))
		_ = stream.Flush()
		return
	}
}
