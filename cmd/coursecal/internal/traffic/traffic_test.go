package traffic

import (
	"bytes"
	"cmp"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

const secret = "abcdefghijklmnopqrstuvwxyz234567"

// ticking returns a clock that goes on by a millisecond each time it is read.
func ticking() func() time.Time {
	now := time.Date(2020, 4, 24, 0, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Millisecond)
		return now
	}
}

// logger writes lines without their time.
func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

func TestLog(t *testing.T) {
	ok := func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hello") }
	status := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusEarlyHints) // is not the answer yet
			w.WriteHeader(status)
		}
	}
	for _, test := range []struct {
		name, method, path string
		header             http.Header
		handler            http.HandlerFunc
		want               string
	}{
		{"plain", "GET", "/c.ics?only=lab", http.Header{"User-Agent": {"Thunderbird/128"}, "Accept-Encoding": {"gzip, br"}}, ok,
			`method=GET path="/c.ics?only=lab" status=200 bytes=5 ms=1 agent=Thunderbird/128 accept_encoding="gzip, br" conditional=none`},
		{"etag", "GET", "/c.ics", http.Header{"If-None-Match": {"*"}}, status(304),
			`method=GET path=/c.ics status=304 bytes=0 ms=1 agent="" accept_encoding="" conditional=etag`},
		{"date", "HEAD", "/c.ics", http.Header{"If-Modified-Since": {""}}, ok,
			`method=HEAD path=/c.ics status=200 bytes=0 ms=1 agent="" accept_encoding="" conditional=date`},
		{"both, nothing written", "GET", "/c.ics", http.Header{"If-Modified-Since": {"x"}, "If-None-Match": {"x"}}, func(http.ResponseWriter, *http.Request) {},
			`method=GET path=/c.ics status=200 bytes=0 ms=1 agent="" accept_encoding="" conditional=both`},
		{"token", "GET", "/t/" + secret + "/c.ics?only=lab", nil, ok,
			`method=GET path="/t/***/c.ics?only=lab" status=200 bytes=5 ms=1 agent="" accept_encoding="" conditional=none`},
		{"control characters", "GET", "/\x1b[2J\n\u202e\u009b\xff", http.Header{"User-Agent": {"a\x9bb\x7f level=ERROR"}}, status(404),
			`method=GET path=/\x1b[2J\n\u202e\u009b\xff status=404 bytes=0 ms=1 agent="a\\x9bb\\x7f level=ERROR" accept_encoding="" conditional=none`},
		{"too long", "METHODMETHODMETHODMETHOD", "/" + strings.Repeat("1", 1000), http.Header{"User-Agent": {strings.Repeat("1", 1000)}}, status(405),
			`method=METHODMETHODMETH... path=/` + strings.Repeat("1", 511) + `... status=405 bytes=0 ms=1 agent=` + strings.Repeat("1", 256) + `... accept_encoding="" conditional=none`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			l := &Log{Handler: test.handler, Logger: logger(&out), Counters: &Counters{}, Now: ticking()}
			path, query, _ := strings.Cut(test.path, "?")
			r := &http.Request{Method: test.method, URL: &url.URL{Path: path, RawQuery: query}, Header: test.header}
			l.ServeHTTP(httptest.NewRecorder(), r)
			if got, want := out.String(), "level=INFO msg=request "+test.want+"\n"; got != want {
				t.Errorf("got  %swant %s", got, want)
			}
		})
	}
}

// A handler that panics is counted and logged, and the server learns of it.
func TestPanic(t *testing.T) {
	var out bytes.Buffer
	c := &Counters{}
	c.Watch(nil)
	l := &Log{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("!") }), Logger: logger(&out), Counters: c, Now: ticking()}
	defer func() {
		if recover() == nil {
			t.Error("the panic is gone")
		}
		if !strings.Contains(out.String(), "status=500") || len(c.Counts()) != 1 {
			t.Errorf("log %s, counts %v", &out, c.Counts())
		}
	}()
	l.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

func TestMasked(t *testing.T) {
	for _, test := range []struct {
		path   string
		status int
		want   string
	}{
		{"/c.ics", 200, "/c.ics"},
		{"/t/" + secret + "/c.ics", 304, "/t/***/c.ics"},
		{"/t/short/c.ics", 404, "/t/***/c.ics"},
		{"/t/" + secret, 404, "/t/***"},
		{"/t/?" + secret, 404, "/t/***?***"},
		{"/t/", 404, "/t/***"},
		{"/differentiable-programming.ics", 404, "/differentiable-programming.ics"},
		{"/differentiableprogramming.ics", 200, "/differentiableprogramming.ics"},
		// Where a token stands in the wrong place, nothing was opened.
		{"//t/" + secret + "/c.ics", 404, "//t/***/c.ics"},
		{"/T/" + strings.ToUpper(secret) + "/c.ics", 404, "/T/***/c.ics"},
		{"/" + secret + ".ics", 404, "/***.ics"},
		{"/c?token=" + secret, 200, "/c?token=***"},
		{"/t/" + secret + "/c.ics?x=" + secret, 200, "/t/***/c.ics?x=***"},
		{"/c.ics?only=lab,deadline&remind=deadline:1d", 200, "/c.ics?only=lab,deadline&remind=deadline:1d"},
		{"/c.ics?token=" + secret, 400, "/c.ics?token=***"},
		{"/x/../t/" + secret, 404, "/x/../t/***"},
		{"/t%2f" + secret + "%2fc.ics", 404, "/t/***/c.ics"},
		{"/x%252ft%252F" + secret[:25] + "%ics", 404, "/x%252ft%***%ics"},
		{"/%74/%61bcdefghijklmnopqrstuvwxyz234567/c.ics", 404, "/t/***/c.ics"},
	} {
		if got := masked(test.path, test.status); got != test.want {
			t.Errorf("%s, %d: %s, want %s", test.path, test.status, got, test.want)
		}
	}
}

// Wherever a request that is refused has a token, the log has none.
func FuzzMasked(f *testing.F) {
	f.Add("/t/", "/c.ics")
	f.Add("/c.ics?t=%", "%41")
	f.Fuzz(func(t *testing.T, before, after string) {
		if got := masked(before+secret+after, 404); strings.Contains(got, secret) {
			t.Errorf("masked to %q", got)
		}
		if got := masked("/?"+before+secret+after, 200); strings.Contains(got, secret) {
			t.Errorf("masked to %q", got)
		}
		if got := masked("/t/"+secret+"/"+after, 200); !strings.Contains(after, secret) && strings.Contains(got, secret) {
			t.Errorf("masked to %q", got)
		}
	})
}

func TestCounters(t *testing.T) {
	c := &Counters{}
	c.count("/a.ics", 200) // nobody watches yet
	c.Watch([]string{"a", "b"})
	for range 3 {
		c.count("/a.ics", 304)
	}
	c.count("/a", 200)
	c.count("/a/subscribe", 200)
	c.count("/a.atom", 418)
	c.count("/a+b.ics", 200)
	c.count("/t/"+secret+"/p.ics", 404)
	c.count("/", 200)
	c.count("", 400)
	c.count("/x.ics", 404)
	c.count("/b.ics", 200)
	c.Watch([]string{"a"}) // b is gone, and its row with it
	c.count("/b.ics", 410)
	want := []Count{{"(other)", 200, 1}, {"(other)", 400, 1}, {"(other)", 404, 1}, {"(other)", 410, 1}, {"(private)", 404, 1},
		{"(several)", 200, 1}, {"a", 0, 1}, {"a", 200, 2}, {"a", 304, 3}}
	got := c.Counts()
	slices.SortFunc(got, func(a, b Count) int { return cmp.Or(strings.Compare(a.Course, b.Course), a.Status-b.Status) })
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCountersAtOnce(t *testing.T) {
	c := &Counters{}
	c.Watch([]string{"a"})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 1000 {
				c.count("/a.ics", 200)
			}
		})
	}
	for range 100 {
		c.Watch([]string{"a", "b"})
		c.Counts()
	}
	wg.Wait()
	if got := c.Counts(); len(got) != 1 || got[0].N != 4000 {
		t.Errorf("counts %v", got)
	}
}

// notModified answers as a feed does that has not changed.
type notModified struct{}

func (notModified) ServeHTTP(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) }

// sink is a ResponseWriter that allocates nothing.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) WriteHeader(int)             {}

func quiet(logger *slog.Logger) (*Log, http.ResponseWriter, *http.Request) {
	c := &Counters{}
	c.Watch([]string{"comp6248-2020"})
	l := &Log{Handler: notModified{}, Logger: logger, Counters: c, Now: time.Now}
	r := httptest.NewRequest("GET", "/comp6248-2020.ics", nil)
	r.Header = http.Header{"User-Agent": {"Thunderbird/128"}, "Accept-Encoding": {"gzip, deflate, br"}, "If-None-Match": {`"x"`}}
	return l, &sink{http.Header{}}, r
}

func BenchmarkLog(b *testing.B) {
	for _, test := range []struct {
		name   string
		logger *slog.Logger
	}{
		{"text", slog.New(slog.NewTextHandler(io.Discard, nil))},
		{"json", slog.New(slog.NewJSONHandler(io.Discard, nil))},
		{"none", slog.New(slog.DiscardHandler)},
	} {
		b.Run(test.name, func(b *testing.B) {
			l, w, r := quiet(test.logger)
			b.ReportAllocs()
			for b.Loop() {
				l.ServeHTTP(w, r)
			}
		})
	}
}
