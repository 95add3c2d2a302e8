package pages

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/schedule"
)

//go:embed templates style.css refused.css reader.js reload.js
var files embed.FS

// Pages draws pages. It is made once, when there is somebody to draw for:
// reading the templates takes longer than a short command does.
type Pages struct {
	templates *template.Template
	// base is the address under which readers reach the site, without a slash
	// at the end.
	base string
	// root is the path of that address, with which links within it begin.
	root           string
	style, plain   string
	reader, reload string
	// policy is what the policies of all pages begin with.
	policy string
}

// New reads the templates. The base is the public address of the site, such
// as https://calendars.example.edu, without a slash at the end.
func New(base string) *Pages {
	p := &Pages{base: base, root: rootOf(base), style: text("style.css"), plain: text("refused.css"), reader: text("reader.js"), reload: text("reload.js")}
	p.templates = template.Must(template.New("").Funcs(template.FuncMap{
		"root":   func() string { return p.root },
		"style":  func() template.CSS { return template.CSS(p.style) },
		"plain":  func() template.CSS { return template.CSS(p.plain) },
		"reader": func() template.JS { return template.JS(p.reader) },
		"reload": func() template.JS { return template.JS(p.reload) },
	}).ParseFS(files, "templates/*.html"))
	p.policy = "default-src 'none'; style-src " + hash(p.style) + " " + hash(p.plain) + "; script-src " + hash(p.reader) + " " + hash(p.reload) +
		"; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'"
	return p
}

// rootOf returns the path of an address without a slash at the end, "" where
// it has none.
func rootOf(base string) string {
	_, rest, _ := strings.Cut(base, "://")
	_, path, found := strings.Cut(rest, "/")
	if !found {
		return ""
	}
	return "/" + path
}

// text returns an embedded file, which is always there.
func text(name string) string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// Policy returns the Content-Security-Policy of every page but the embedded
// one: nothing but what stands in the page, and forms to the site itself.
func (p *Pages) Policy() string { return p.policy + "; frame-ancestors 'none'" }

// EmbedPolicy returns the policy of the agenda that other sites may frame.
func (p *Pages) EmbedPolicy() string { return p.policy + "; frame-ancestors *" }

// hash returns the source expression of an inline style or script.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// draw executes a template. The templates are our own and write to memory:
// that one fails is a fault of the program, and a test finds it.
func (p *Pages) draw(name string, data any) []byte {
	var b bytes.Buffer
	b.Grow(64 << 10)
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A View is one course as its readers ask for it.
type View struct {
	Course *schedule.Course
	// Now is the instant of the request.
	Now time.Time
	// Only and Groups narrow the page, by the names that the feed knows.
	Only, Groups []string
	// News are the newest changes of the schedule, of which a page shows a few.
	News []announce.News
	// Log tells that the site has a log of changes for feed readers.
	Log bool
	// Token opens a course that is private: it stands in the address of each
	// of its pages and feeds. "" for a public course.
	Token string
	// Preview is set while the course is being written, else nil.
	Preview *Preview
}

// Path returns the path of the course below the site's: that of its page, and
// the beginning of those of its other pages and feeds.
func (v View) Path() string {
	if v.Token != "" {
		return "/t/" + v.Token + "/" + v.Course.ID
	}
	return "/" + v.Course.ID
}

// A Preview says what is wrong or doubtful in a file that is being written.
type Preview struct {
	// Version names the state of the file that the page shows.
	Version string
	// File is the file's name.
	File string
	// Problems are its errors and warnings.
	Problems []Problem
	// Wrong tells that there are errors; Older that the course shown is the
	// one before them.
	Wrong, Older bool
}

// tab returns a page's title, with a mark where the file is wrong.
func (p *Preview) tab(title string) string {
	if p != nil && p.Wrong {
		return "✗ " + title
	}
	return title
}

// A Problem is one error or warning of a schedule file.
type Problem struct {
	// Place is file:line:col, or ""; Source the line and below it a caret.
	Place, Message, Hint, Source string
	Warning                      bool
}
