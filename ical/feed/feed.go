// Package feed answers HTTP requests for a feed from bytes that were made
// before the request came.
//
// What clients in the wild demand of the answers stands in comments as "client
// rule N"; these are the ones of this package:
//
//	25  200 at once: no redirect, no negotiation on Accept, no authorisation
//	26  Content-Type with charset; inline for a feed, attachment for a file to import; ASCII names
//	27  gzip only where Accept-Encoding asks for it, and it can be switched off
//	28  a strong ETag and Last-Modified; If-None-Match wins; any other date gets
//	    the whole body; HEAD as GET; other methods 405 with Allow
//
// The package knows bytes, headers and conditions, and nothing of calendars,
// files or the clock. It needs the standard library only.
package feed

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Content is what a Body is made of.
type Content struct {
	// Data is the whole text. A Body keeps it; nobody may change it afterwards.
	Data []byte
	// Type is the Content-Type, with its charset.
	Type string
	// Name is the ASCII file name for readers who save the text; with "" there
	// is no Content-Disposition.
	Name string
	// Attachment asks readers to save rather than to show.
	Attachment bool
	// Private keeps the text out of caches that several readers share.
	Private bool
	// Modified is when Data changed last, in whole seconds; where it is zero
	// there is no Last-Modified.
	Modified time.Time
}

// A Body is a text ready to be sent: its bytes, the same packed by gzip, and
// every header value. It is never changed, so that any number of requests may
// read it at once.
type Body struct {
	plain, packed variant
	modified      time.Time

	contentType, disposition, lastModified, cacheControl []string
}

// variant is one form of the same text (RFC 9110, section 3.2).
type variant struct {
	data []byte
	etag string
	// tag and length are ready header values.
	tag, length []string
}

// leastPacked is how many bytes a text has at least that is packed: less goes in
// one packet of the network either way.
const leastPacked = 1000

// New returns the Body of a content. A nil packer makes none that is packed, nor
// is a text that is small.
func New(c Content, p *Packer) *Body {
	sum := sha256.Sum256(c.Data)
	tag := base64.RawURLEncoding.EncodeToString(sum[:16])
	b := &Body{
		plain:       newVariant(c.Data, `"`+tag+`"`),
		modified:    c.Modified,
		contentType: []string{c.Type},
		// Caches on the way keep the text and ask each time whether it is still
		// right: a lecturer who looks after an edit sees it.
		cacheControl: []string{"public, no-cache"},
	}
	if c.Private {
		b.cacheControl = []string{"private, no-cache"}
	}
	if !c.Modified.IsZero() {
		b.lastModified = []string{c.Modified.UTC().Format(http.TimeFormat)}
	}
	if c.Name != "" {
		how := "inline"
		if c.Attachment {
			how = "attachment"
		}
		b.disposition = []string{how + `; filename="` + c.Name + `"`}
	}
	if p == nil || len(c.Data) < leastPacked {
		return b
	}
	if packed := p.pack(c.Data); len(packed) < len(c.Data) {
		b.packed = newVariant(packed, `"`+tag+`-gzip"`)
	}
	return b
}

func newVariant(data []byte, etag string) variant {
	return variant{data, etag, []string{etag}, []string{strconv.Itoa(len(data))}}
}

// Data returns the text as it is sent to those who do not ask for gzip.
func (b *Body) Data() []byte { return b.plain.data }

// Size returns how many bytes of memory the texts of the Body take.
func (b *Body) Size() int { return len(b.plain.data) + len(b.packed.data) }

// ETag returns the entity tag of Data, with its quotes.
func (b *Body) ETag() string { return b.plain.etag }

// ready header values that are the same for every Body; never changed.
var (
	varyEncoding = []string{"Accept-Encoding"}
	nosniff      = []string{"nosniff"}
	gzipped      = []string{"gzip"}
)

// Serve answers a request for the text: 200, or 304 where the client's own
// copy is still right, or 405 for a method that is neither GET nor HEAD.
//
// Header fields are set as ready slices under their canonical names, so that
// a 304 allocates nothing.
func (b *Body) Serve(w http.ResponseWriter, r *http.Request) {
	if !Allowed(w, r) {
		return
	}
	h := w.Header()
	v := &b.plain
	if b.packed.data != nil {
		h["Vary"] = varyEncoding
		if acceptsGzip(r.Header["Accept-Encoding"]) {
			v = &b.packed
		}
	}
	h["Etag"] = v.tag
	h["Cache-Control"] = b.cacheControl
	if b.lastModified != nil {
		h["Last-Modified"] = b.lastModified
	}
	if b.unchanged(r.Header, v) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = b.contentType
	h["Content-Length"] = v.length
	h["X-Content-Type-Options"] = nosniff
	if b.disposition != nil {
		h["Content-Disposition"] = b.disposition
	}
	if v == &b.packed {
		h["Content-Encoding"] = gzipped
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		// A write fails where the reader has gone; there is nobody to tell.
		_, _ = w.Write(v.data)
	}
}

// Allowed reports whether the method is GET or HEAD, and answers 405 where it
// is not.
func Allowed(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	Sentence(w, r, http.StatusMethodNotAllowed, "only GET and HEAD are answered here")
	return false
}

// Sentence answers with a status and one plain sentence.
func Sentence(w http.ResponseWriter, r *http.Request, status int, text string) {
	h := w.Header()
	h["Content-Type"] = []string{"text/plain; charset=utf-8"}
	h["Content-Length"] = []string{strconv.Itoa(len(text) + 1)}
	h["X-Content-Type-Options"] = nosniff
	h["Cache-Control"] = []string{"no-store"}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(text + "\n"))
	}
}

// A Packer packs by gzip. The zero Packer is ready; it may be used by several
// goroutines, and reuses its large tables.
type Packer struct{ writers sync.Pool }

func (p *Packer) pack(data []byte) []byte {
	var out bytes.Buffer
	z, ok := p.writers.Get().(*gzip.Writer)
	if ok {
		z.Reset(&out)
	} else {
		z = gzip.NewWriter(&out)
	}
	defer p.writers.Put(z)
	// A Buffer takes every write.
	_, _ = z.Write(data)
	_ = z.Close()
	return bytes.Clone(out.Bytes())
}
