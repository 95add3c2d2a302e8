package schedule

import (
	"flag"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the tests find into testdata")

// tell writes problems as the golden files hold them.
func tell(ps Problems) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.Error() + "\n")
		if p.Hint != "" {
			b.WriteString("  " + p.Hint + "\n")
		}
	}
	return b.String()
}

// files returns the schedules of a folder of testdata.
func files(t testing.TB, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", "testdata", pattern))
	if err != nil || len(found) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return found
}

// TestMessages compares what is said of each wrong or doubtful file with the
// .txt file beside it, word for word.
func TestMessages(t *testing.T) {
	for _, folder := range []string{"errors", "warnings"} {
		for _, file := range files(t, folder+"/*.yaml") {
			name := filepath.Base(file)
			t.Run(folder+"/"+name, func(t *testing.T) {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				c, ps := Parse(name, data)
				if (c == nil) != (folder == "errors") {
					t.Errorf("the file has %d errors", len(ps.Errors()))
				}
				compareGolden(t, strings.TrimSuffix(file, ".yaml")+".txt", tell(ps))
			})
		}
	}
}

func compareGolden(t *testing.T, golden, got string) {
	t.Helper()
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
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
}

func TestTooLarge(t *testing.T) {
	_, ps := Parse("x.yaml", make([]byte, MaxSize+1))
	if got, want := tell(ps), "x.yaml:1:1: the file is larger than 1 MiB\n  a schedule is one course in one year: split the file\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEveryMessageHasAFile finds each message in the source and wants a file
// of testdata that shows it.
func TestEveryMessageHasAFile(t *testing.T) {
	var told strings.Builder
	for _, file := range append(files(t, "errors/*.txt"), files(t, "warnings/*.txt")...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		told.Write(data)
	}
	// These need a file that is too large to keep, or a fault of the library.
	elsewhere := map[string]bool{
		"the file is larger than 1 MiB":         true,
		"the file is not YAML that can be read": true,
		"%s":                                    true,
	}
	for _, format := range messageFormats(t) {
		pattern := regexp.QuoteMeta(format)
		pattern = regexp.MustCompile(`%(?:[a-zU]|02x)`).ReplaceAllString(pattern, `.+`)
		pattern = strings.ReplaceAll(pattern, "%%", "%")
		if !elsewhere[format] && !regexp.MustCompile(": "+pattern+"\n|: warning: "+pattern+"\n").MatchString(told.String()) {
			t.Errorf("no file shows the message %q", format)
		}
	}
}

// messageFormats returns the format strings that are given to errorf, warnf,
// refuse and need.
func messageFormats(t *testing.T) []string {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	where := map[string]int{"errorf": 2, "warnf": 2, "refuse": 2, "need": 2}
	var out []string
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := goparser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || where[name.Sel.Name] == 0 || len(call.Args) <= where[name.Sel.Name] {
				return true
			}
			if lit, ok := call.Args[where[name.Sel.Name]].(*ast.BasicLit); ok {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, s)
			}
			return true
		})
	}
	if len(out) < 100 {
		t.Fatalf("found only %d messages", len(out))
	}
	return out
}
