package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startPreview runs preview on a file until the test ends, and returns its
// address without a slash at the end.
func startPreview(t *testing.T, file string) string {
	t.Helper()
	e, _, _ := world("")
	read, write := io.Pipe()
	e.stdout = write
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- e.preview(ctx, []string{file}, false) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("preview ended with %v", err)
		}
	})
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, _, _ := strings.Cut(line, "/ shows ")
	return address
}

// visit returns the status and the body at an address, asked for by a host.
func visit(t *testing.T, address, host string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// saveAs writes a schedule file.
func saveAs(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestPreviewFollows saves a file rightly, wrongly and rightly again.
func TestPreviewFollows(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, one)
	address := startPreview(t, file)
	see := func(want, not string) {
		t.Helper()
		if status, body := visit(t, address+"/", ""); status != http.StatusOK || !strings.Contains(body, want) || strings.Contains(body, not) {
			t.Errorf("status %d; the page lacks %q or has %q", status, want, not)
		}
	}
	see("Essay", "is wrong")
	saveAs(t, file, strings.Replace(one, "Fri", "Tue", 1))
	see("<code>course.yaml:5:16</code>", "xyzzy")
	see("    essay: {due: Tue 2020-05-15 16:00}\n                 ^", "xyzzy")
	see("Essay", "xyzzy") // the last good page stands below
	see("as it was when last right", "xyzzy")
	see("<title>✗ ", "xyzzy")
	for _, path := range []string{"/one-2020/subscribe", "/one-2020/embed"} {
		if _, body := visit(t, address+path, ""); !strings.Contains(body, "course.yaml is wrong") || !strings.Contains(body, "<title>✗ ") || !strings.Contains(body, "data-version") {
			t.Errorf("%s does not show the error, or does not follow", path)
		}
	}
	saveAs(t, file, strings.Replace(one, "essay", "thesis", 1))
	see("Thesis", "is wrong")
	if status, body := visit(t, address+"/one-2020.ics", ""); status != http.StatusOK || !strings.HasPrefix(body, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("the calendar has status %d and begins %.30q", status, body)
	}
}

// TestPreviewBeginsWrong shows errors where there never was a good page.
func TestPreviewBeginsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, "id: one-2020\nname: <One>\n")
	if _, body := visit(t, startPreview(t, file)+"/", ""); !strings.Contains(body, "course.yaml is wrong") || !strings.Contains(body, "hint: ") {
		t.Errorf("the page shows no error:\n%s", body)
	}
}

// TestPreviewTellsOfSaving waits for the event by which the page comes anew.
func TestPreviewTellsOfSaving(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, one)
	address := startPreview(t, file)
	awaitSaved(t, address, fingerprint([]byte(one)), func() { saveAs(t, file, one+"\n") })
}

// awaitSaved waits for the event that the file, after a change of it, is not as a
// version of the page shows it.
func awaitSaved(t *testing.T, address, version string, change func()) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/-/saved?version="+version, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	change()
	if line, err := bufio.NewReader(response.Body).ReadString('\n'); line != "data: saved\n" {
		t.Errorf("the event is %q, %v", line, err)
	}
}

// TestPreviewRefusesForeignHosts is about DNS rebinding.
func TestPreviewRefusesForeignHosts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, one)
	address := startPreview(t, file)
	port := address[strings.LastIndexByte(address, ':'):]
	for host, want := range map[string]int{"": 200, "localhost" + port: 200, "evil.example" + port: 403, "localhost": 403, "127.0.0.1.evil.example" + port: 403} {
		if got, _ := visit(t, address+"/", host); got != want {
			t.Errorf("host %q gets %d, want %d", host, got, want)
		}
	}
}

// TestPreviewObeysQueries holds pages and calendar to what a server answers.
func TestPreviewObeysQueries(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, `id: one-2020
name: One
timezone: UTC
groups: {A: ~, B: ~}
sessions: {lab: {groups: {A: {when: 2020-05-04 09:00-10:00}, B: {when: 2020-05-05 09:00-10:00}}}}
deadlines: {essay: {due: Fri 2020-05-15 16:00}}
`)
	address := startPreview(t, file)
	for _, test := range []struct {
		path      string
		status    int
		has, lack string
	}{
		{".ics", 200, "X-WR-CALNAME:One", "TRIGGER"},
		{".ics?for=import", 200, "SUMMARY:Lab", "X-WR-CALNAME"},
		{".ics?only=LAB&group=a", 200, "UID:lab.A@", "UID:lab.B@"},
		{".ics?only=deadlines", 200, "UID:essay@", "UID:lab"},
		{".ics?remind=deadlines:1d&deadlines=all-day", 200, "TRIGGER:-PT15H", "DTSTART:20200515"},
		{".ics?group=Z", 400, `there is no group "Z": known are A, B`, "BEGIN"},
		{"?group=a", 200, "e-lab.A", "e-lab.B"},
		{"/embed?only=deadlines", 200, "e-essay", "e-lab"},
		{"/subscribe?only=deadlines", 200, "one-2020.ics?only=deadlines", "xyzzy"},
		// A page that is narrowed to a name that is gone once stopped following the file.
		{"?only=labs&group=a", 200, "there is no kind &#34;labs&#34; here", "e-lab.B"},
		{"?deadlines=week", 200, "is not understood", "xyzzy"},
	} {
		status, body := visit(t, address+"/one-2020"+test.path, "")
		if status != test.status || !strings.Contains(body, test.has) || strings.Contains(body, test.lack) {
			t.Errorf("%s: status %d; it lacks %q or has %q", test.path, status, test.has, test.lack)
		}
	}
	response, err := http.Head(address + "/one-2020.ics?for=import")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got, want := response.Header.Get("Content-Disposition"), `attachment; filename="one-2020.ics"`; got != want {
		t.Errorf("a file to import is %q, want %q", got, want)
	}
}

// TestPreviewOfDeletedFile tells the page that the file is gone, after a while
// and once, and that it is there again.
func TestPreviewOfDeletedFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, one)
	address := startPreview(t, file)
	visit(t, address+"/", "")
	awaitSaved(t, address, fingerprint([]byte(one)), func() {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	})
	_, body := visit(t, address+"/", "")
	if strings.Count(body, file) != 1 || !strings.Contains(body, "as it was when last right") || !strings.Contains(body, `data-version="missing"`) {
		t.Errorf("the page names the file %d times, or lacks something", strings.Count(body, file))
	}
	awaitSaved(t, address, missing, func() { saveAs(t, file, one) })
}

// TestPreviewErrorsFirst puts errors before the warnings above them, and only
// errors in red.
func TestPreviewErrorsFirst(t *testing.T) {
	file := filepath.Join(t.TempDir(), "course.yaml")
	saveAs(t, file, "id: one-2020\nname: One\ntimezone: UTC\ndeadlines:\n  a: {due: 2020-05-16}\n  b: {due: 2020-05-35}\n  c: {due: 2020-05-17}\n")
	_, body := visit(t, startPreview(t, file)+"/", "")
	_, list, _ := strings.Cut(body, "<h2 id=\"problems\">")
	var got []string
	for _, part := range strings.Split(list, "<article")[1:] {
		place, _, _ := strings.Cut(part[strings.Index(part, "<code>")+6:], "</code>")
		if strings.HasPrefix(part, ` class="error"`) {
			place += " in red"
		}
		got = append(got, strings.TrimPrefix(place, "course.yaml:"))
	}
	if want := "6:12 in red, 5:12, 7:12"; strings.Join(got, ", ") != want {
		t.Errorf("the problems are %v, want %s", got, want)
	}
}
