package ical_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"coursecal/ical"
	"coursecal/schedule"
)

// TestImportTables imports tables in the shapes in which people and programs
// write them. Beside each stand the schedule made of it, what was told, and
// when another library sees the entries of the calendar generated from that.
func TestImportTables(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "imports", "tables", "*.txtar"))
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	zone, err := schedule.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			draft, problems, err := schedule.ReadTable("in.csv", archive.Files[0].Data, zone)
			if err != nil {
				t.Fatal(err)
			}
			yaml, more, err := draft.Write()
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, p := range append(problems, more...) {
				told += fmt.Sprintf("%s\n  hint: %s\n", p.Error(), p.Hint)
			}
			instants := strings.Join(seen(t, encode(t, ical.Of(parse(t, string(yaml)), published)), zone), "\n") + "\n"
			got := []string{string(yaml), told, instants}
			for n, name := range []string{"course.yaml", "told", "instants"} {
				f := &archive.Files[n+1]
				if *update {
					f.Data = []byte(got[n])
				}
				if diff := cmp.Diff(string(f.Data), got[n]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
