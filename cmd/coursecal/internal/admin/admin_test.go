package admin

import (
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"coursecal/cmd/coursecal/internal/traffic"
)

var update = flag.Bool("update", false, "write the golden files anew")

var started = time.Date(2020, 4, 24, 9, 0, 0, 0, time.UTC)

// full is a server on which there is something of everything.
func full() State {
	return State{
		Feeds: []Feed{
			{"comp6248-2020", started.Add(-time.Hour), 6144, 31},
			{"large-2020", started.Add(time.Hour), 1_200_000, 1001},
		},
		Private: 2,
		Tokens:  3,
		Problems: []Problem{{
			"courses/wrong.yaml:4:24: \"9-11\" is not how a time is written\n  hint: type 09:00-11:00",
			started.Add(2 * time.Hour),
		}},
		Reloads:     7,
		Failures:    1,
		Certificate: started.AddDate(0, 3, 0),
	}
}

// counted returns counters that have seen a few requests.
func counted() *traffic.Counters {
	c := &traffic.Counters{}
	c.Watch([]string{"comp6248-2020", "large-2020"})
	status := 0
	log := &traffic.Log{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) }),
		Logger:  slog.New(slog.DiscardHandler), Counters: c, Now: time.Now,
	}
	for _, a := range []struct {
		path   string
		status int
	}{
		{"/comp6248-2020.ics", 200}, {"/comp6248-2020.ics", 304}, {"/comp6248-2020.ics", 304}, {"/large-2020.ics", 304},
		{"/comp6248-2020+large-2020.ics", 418}, {"/t/abc/x.ics", 404}, {"/%22%0A.ics", 404},
	} {
		status = a.status
		log.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", a.path, nil))
	}
	return c
}

// listen serves a state on a real socket.
func listen(t *testing.T, s State, c *traffic.Counters) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(&Handler{
		Counters: c,
		State:    func() State { return s },
		Now:      func() time.Time { return started.Add(49*time.Hour + 1400*time.Millisecond) },
		Started:  started,
	})
	t.Cleanup(server.Close)
	return server
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, resp.Status, err)
	}
	return string(body)
}

func TestGolden(t *testing.T) {
	for _, test := range []struct {
		name  string
		state State
		c     *traffic.Counters
	}{
		{"full", full(), counted()},
		{"empty", State{}, &traffic.Counters{}},
	} {
		server := listen(t, test.state, test.c)
		for _, page := range []string{"metrics", "status"} {
			golden := filepath.Join("testdata", test.name+"-"+page+".txt")
			got := get(t, server.URL+"/"+page)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s: %s", golden, diff)
			}
		}
	}
}

// Prometheus' own parser reads the metrics, and each has a help and a type.
func TestMetricsParse(t *testing.T) {
	for _, server := range []*httptest.Server{listen(t, full(), counted()), listen(t, State{}, &traffic.Counters{})} {
		parser := expfmt.NewTextParser(model.LegacyValidation)
		families, err := parser.TextToMetricFamilies(strings.NewReader(get(t, server.URL+"/metrics")))
		if err != nil {
			t.Fatal(err)
		}
		if len(families) < 8 {
			t.Errorf("only %d metrics", len(families))
		}
		for name, f := range families {
			if f.GetHelp() == "" || f.Type == nil {
				t.Errorf("%s has no help or no type", name)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	server := listen(t, full(), counted())
	for _, test := range []struct {
		method, path, host string
		want               int
	}{
		{"GET", "/metrics", "localhost:1", 200},
		{"GET", "/metrics", "127.0.0.1", 200},
		{"GET", "/status", "[::1]:9", 200},
		{"HEAD", "/status", "localhost", 200},
		{"GET", "/metrics", "rebound.example.com", 403},
		{"GET", "/status", "127.0.0.1.example.com:80", 403},
		{"POST", "/metrics", "localhost", 405},
		{"GET", "/metrics/", "localhost", 404},
		{"GET", "/debug/pprof/", "localhost", 404},
	} {
		r, err := http.NewRequest(test.method, server.URL+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = test.host
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != test.want || (resp.Header.Get("Allow") != "") != (test.want == 405) {
			t.Errorf("%s %s at %s: %s, want %d", test.method, test.path, test.host, resp.Status, test.want)
		}
	}
}
