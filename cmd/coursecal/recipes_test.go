package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// This file runs what README.md tells administrators to copy: the crontab
// line, the systemd unit, and the steps of the workflow.

// recipe returns the block of README.md that holds a text.
func recipe(t *testing.T, text string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for i, block := range strings.Split(string(data), "\n```") {
		if i%2 == 1 && strings.Contains(block, text) {
			_, body, _ := strings.Cut(block, "\n")
			return body + "\n"
		}
	}
	t.Fatalf("README.md has no block with %q", text)
	return ""
}

// after returns what stands behind a text, in the line where it is first.
func after(t *testing.T, block, text string) string {
	t.Helper()
	_, rest, found := strings.Cut(block, text)
	if !found {
		t.Fatalf("%q is not in\n%s", text, block)
	}
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

// A kitchen is where a recipe is tried: a folder, with the places that the
// recipe names.
type kitchen struct {
	t   *testing.T
	dir string
	env []string
}

func newKitchen(t *testing.T) *kitchen {
	if runtime.GOOS == "windows" {
		t.Skip("the recipes are for a Unix shell")
	}
	k := &kitchen{t: t, dir: t.TempDir()}
	for _, folder := range []string{"courses", "calendars"} {
		if err := os.Mkdir(filepath.Join(k.dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	k.write("courses/one.yaml", one)
	return k
}

func (k *kitchen) write(name, content string) {
	k.t.Helper()
	if err := os.WriteFile(filepath.Join(k.dir, name), []byte(content), 0o666); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kitchen) read(name string) string {
	data, _ := os.ReadFile(filepath.Join(k.dir, name))
	return string(data)
}

// run runs a line of shell and returns all that it says.
func (k *kitchen) run(line string) (said string, ok bool) {
	line = strings.NewReplacer("/srv/courses", k.dir+"/courses", "/var/www/calendars", k.dir+"/calendars", "/usr/local/bin/", "").Replace(line)
	cmd := exec.Command("sh", "-ec", line)
	cmd.Dir = filepath.Join(k.dir, "courses")
	cmd.Env = append(os.Environ(), k.env...)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// quiet runs a line that must do its work and say nothing.
func (k *kitchen) quiet(line string) {
	k.t.Helper()
	if said, ok := k.run(line); !ok || said != "" {
		k.t.Errorf("%s: ended well: %v; it says\n%s", line, ok, said)
	}
}

// TestCrontab runs the crontab line and the unit as cron and systemd do: quiet
// while all is well, loud when a schedule is wrong, and nothing lost then.
func TestCrontab(t *testing.T) {
	crontab := after(t, recipe(t, "*/10 * * * *"), "*/10 * * * *")
	unit := after(t, recipe(t, "calendars.service"), "ExecStart=/bin/sh -c ")
	for name, line := range map[string]string{"crontab": crontab, "service": strings.Trim(unit, "'")} {
		t.Run(name, func(t *testing.T) {
			k := newKitchen(t)
			k.quiet(line)
			first := k.read("calendars/one-2020.ics")
			if !strings.HasPrefix(first, "BEGIN:VCALENDAR") {
				t.Fatalf("wrote %q", first)
			}
			k.quiet(line)
			k.write("courses/one.yaml", strings.Replace(one, "Fri", "Tue", 1))
			said, ok := k.run(line)
			if ok || !strings.Contains(said, "courses/one.yaml:5:16: ") {
				t.Errorf("a wrong schedule: ended well: %v; it says\n%s", ok, said)
			}
			if k.read("calendars/one-2020.ics") != first {
				t.Error("a wrong schedule changed the calendar")
			}
		})
	}
}

// TestWorkflow runs the steps of the workflow that are coursecal's, over the
// site that they publish.
func TestWorkflow(t *testing.T) {
	workflow := recipe(t, "calendars.yml")
	check, generate := after(t, workflow, "- run: coursecal check"), after(t, workflow, "run: coursecal generate")
	check, generate = "coursecal check "+check, "coursecal generate "+generate
	k := newKitchen(t)
	site := filepath.Join(k.dir, "live")
	server := httptest.NewServer(http.FileServer(http.Dir(site)))
	defer server.Close()
	k.env = []string{"LIVE=" + server.URL + "/", "FRESH="}
	const feed = "courses/site/one-2020.ics"
	publish := func() string {
		t.Helper()
		if err := os.RemoveAll(site); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(k.dir, "courses", "site"), site); err != nil {
			t.Fatal(err)
		}
		return k.read("live/one-2020.ics")
	}

	if said, ok := k.run(generate); ok || !strings.Contains(said, "404 Not Found") || !strings.Contains(said, "--fresh") || k.read(feed) != "" {
		t.Errorf("a first time that nobody asked for: ended well: %v; it says\n%s", ok, said)
	}
	k.env[1] = "FRESH=--fresh"
	if said, ok := k.run(generate); !ok {
		t.Fatal(said)
	}
	first := publish()
	k.env[1] = "FRESH="
	if said, ok := k.run(generate); !ok || publish() != first {
		t.Errorf("nothing changed, and the bytes did, or it says\n%s", said)
	}
	k.write("courses/one.yaml", strings.Replace(one, "Fri 2020-05-15", "Mon 2020-05-18", 1))
	if said, ok := k.run(check); !ok || strings.Contains(said, "::error") {
		t.Errorf("a right schedule: %s", said)
	}
	if said, ok := k.run(generate); !ok {
		t.Fatal(said)
	}
	if changed := publish(); sequenceOf(t, changed) != sequenceOf(t, first)+1 {
		t.Errorf("a deadline moved:\n%s", changed)
	}
	k.write("courses/one.yaml", strings.Replace(one, "Fri", "Tue", 1))
	if said, ok := k.run(check); ok || !strings.Contains(said, "::error file=one.yaml,line=5,col=16") {
		t.Errorf("a wrong schedule: %s", said)
	}
	k.write("courses/one.yaml", one)
	server.Close()
	if said, ok := k.run(generate); ok || k.read(feed) != "" {
		t.Errorf("a site that cannot be reached: %s", said)
	}
}

// sequenceOf returns the SEQUENCE of a calendar's only entry.
func sequenceOf(t *testing.T, text string) int {
	t.Helper()
	for _, e := range entriesOf(t, []byte(text)) {
		return e.sequence
	}
	t.Fatalf("no entry in %q", text)
	return 0
}
