package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestDiffAddress compares with a calendar that stands on a server.
func TestDiffAddress(t *testing.T) {
	e, stdout, _ := world(one)
	if got := run([]string{"generate", "-"}, e); got != exitFine {
		t.Fatalf("exit code %d", got)
	}
	published := stdout.String()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/t/secret/one.ics":
			io.WriteString(w, published)
		case "/login":
			io.WriteString(w, "<html>Log in</html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	later := strings.Replace(one, "Fri 2020-05-15", "Mon 2020-05-18", 1)
	for _, test := range []struct {
		path, schedule string
		code           int
		out, err       string
	}{
		{"/t/secret/one.ics", one, exitFine, "", ""},
		{"/t/secret/one.ics", later, exitWrong, "from Fri 15 May, 16:00 to Mon 18 May, 16:00", ""},
		{"/t/secret/two.ics", one, exitUsage, "", "the server answers 404 Not Found"},
		{"/login", one, exitUsage, "", "http://" + server.Listener.Addr().String() + "/login:1:1: "},
	} {
		e, stdout, stderr := world(test.schedule)
		if got := run([]string{"diff", server.URL + test.path, "-"}, e); got != test.code {
			t.Errorf("%s: exit code %d, want %d", test.path, got, test.code)
		}
		if !strings.Contains(stdout.String(), test.out) || test.out == "" && stdout.Len() > 0 || !strings.Contains(stderr.String(), test.err) {
			t.Errorf("%s: standard output %q, standard error %q", test.path, stdout, stderr)
		}
		if strings.Contains(stderr.String(), "secret") {
			t.Errorf("%s: %q tells the secret", test.path, stderr)
		}
	}
}

// TestDiffOnTerminal wants nothing that a terminal would act on, in any format.
func TestDiffOnTerminal(t *testing.T) {
	hostile := strings.Replace(one, "name: One", `name: "One \u202Eevil\u200B"`, 1)
	old := t.TempDir() + "/old.yaml"
	if err := create(old, []byte(strings.Replace(hostile, "Fri 2020-05-15", "Mon 2020-05-18", 1))); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "markdown", "html", "json", "atom"} {
		e, stdout, stderr := world(hostile)
		e.width = 80
		if got := run([]string{"diff", old, "-", "--format", format}, e); got != exitWrong {
			t.Errorf("%s: exit code %d: %s", format, got, stderr)
		}
		if strings.ContainsAny(stdout.String(), "\u202e\u200b\x1b") {
			t.Errorf("%s: %q", format, stdout)
		}
	}
}
