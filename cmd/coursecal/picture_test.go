package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
)

// TestPicture draws what list shows in a terminal, for the README. The
// picture is a golden file: -update draws it anew.
func TestPicture(t *testing.T) {
	e, stdout, stderr := world("")
	e.width = 120
	e.now = func() time.Time { return time.Date(2020, 5, 11, 12, 0, 0, 0, time.UTC) }
	typed := "coursecal list comp6248-2020.yaml --from 2020-03-09"
	args := strings.Fields(typed)[1:]
	args[1] = filepath.Join("..", "..", "testdata", "courses", args[1])
	if got := run(args, e); got != exitFine {
		t.Fatalf("exit code %d: %s", got, stderr)
	}
	got := drawTerminal(t, "$ "+typed+"\n\n"+stdout.String(), e.width)
	golden := filepath.Join("..", "..", ".pictures", "list.svg")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the picture differs from what list shows; draw it anew with -update (-want +got):\n%s", diff)
	}
}

// Sizes of the picture in pixels: of a cell of the terminal, and of the margin.
const cellWidth, cellHeight, margin = 8, 19, 20

// drawTerminal returns a drawing (SVG 1.1) of what a terminal shows, in the
// colours that the reader's system prefers. Each run of words has its place
// and length, so that columns line up whatever font there is.
func drawTerminal(t *testing.T, text string, columns int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	width, height := columns*cellWidth+2*margin, len(lines)*cellHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
<title>What coursecal list shows in a terminal</title>
<style>
  rect { fill: #ffffff; stroke: #d0d7de }
  text { fill: #1f2328; font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; white-space: pre }
  .heading { font-weight: bold }
  .past { fill: #848d97 }
  .upcoming { fill: #116329; font-weight: bold }
  .cancelled { text-decoration: line-through }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #30363d }
    text { fill: #e6edf3 }
    .past { fill: #7d8590 }
    .upcoming { fill: #56d364 }
  }
</style>
<rect x="0.5" y="0.5" width="%d" height="%d" rx="6"/>
`, width, height, width, height, width-1, height-1)
	for n, line := range lines {
		drawLine(t, &b, line, margin+n*cellHeight+14)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

var (
	painted = regexp.MustCompile("^( *)\x1b\\[([0-9;]+)m(.*)\x1b\\[0m$")
	words   = regexp.MustCompile(`\S+(?: \S+)*`)
)

// drawLine draws one line, whose text list paints in one colour or in none.
func drawLine(t *testing.T, b *strings.Builder, line string, y int) {
	class := ""
	if m := painted.FindStringSubmatch(line); m != nil {
		name := map[string]string{heading: "heading", past: "past", upcoming: "upcoming", cancelled: "cancelled"}[m[2]]
		class, line = fmt.Sprintf(` class="%s"`, name), m[1]+m[3]
	}
	if strings.Contains(line, "\x1b") {
		t.Fatalf("a colour within the line %q", line)
	}
	for _, run := range words.FindAllStringIndex(line, -1) {
		text := line[run[0]:run[1]]
		fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs"%s>`,
			margin+uniseg.StringWidth(line[:run[0]])*cellWidth, y, uniseg.StringWidth(text)*cellWidth, class)
		xml.EscapeText(b, []byte(text))
		b.WriteString("</text>\n")
	}
}
