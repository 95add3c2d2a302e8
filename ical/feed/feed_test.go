package feed_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"coursecal/ical/feed"
)

var (
	modified = time.Date(2020, 4, 24, 9, 30, 0, 0, time.UTC)
	data     = []byte(strings.Repeat("BEGIN:VCALENDAR\r\n", 80))
)

func content() feed.Content {
	return feed.Content{Data: data, Type: "text/calendar; charset=utf-8", Name: "a.ics", Modified: modified}
}

// serve answers over a real socket.
func serve(t *testing.T, b *feed.Body) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.Serve(w, r) }))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// ask sends a request line by line, as no library would, and returns the
// answer with its body.
func ask(t *testing.T, address, method string, lines ...string) (*http.Response, []byte) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "%s /a.ics HTTP/1.1\r\nHost: example.edu\r\nConnection: close\r\n%s\r\n", method, strings.Join(append(lines, ""), "\r\n"))
	r, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, body
}

func TestConditions(t *testing.T) {
	b := feed.New(content(), &feed.Packer{})
	plain := b.ETag()
	packed := strings.TrimSuffix(plain, `"`) + `-gzip"`
	const right, earlier, later, ahead = "Fri, 24 Apr 2020 09:30:00 GMT", "Fri, 24 Apr 2020 09:29:59 GMT", "Sat, 25 Apr 2020 00:00:00 GMT", "Thu, 01 Jan 2099 00:00:00 GMT"
	address := serve(t, b)
	for _, test := range []struct {
		name   string
		lines  []string
		status int
	}{
		{"no condition", nil, 200},
		{"the tag", []string{"If-None-Match: " + plain}, 304},
		{"another tag", []string{`If-None-Match: "x"`}, 200},
		{"a list", []string{`If-None-Match: "x", "y,z" ,` + plain}, 304},
		{"a list of others", []string{`If-None-Match: "x", W/"y"`}, 200},
		{"two lines", []string{`If-None-Match: "x"`, "If-None-Match: " + plain}, 304},
		{"made weak by a proxy", []string{"If-None-Match: W/" + plain}, 304},
		{"weak is upper case", []string{"If-None-Match: w/" + plain}, 200},
		{"any", []string{"If-None-Match: *"}, 304},
		{"any among others is none", []string{`If-None-Match: "x", *`}, 200},
		{"without quotes", []string{"If-None-Match: " + strings.Trim(plain, `"`)}, 200},
		{"cut short", []string{"If-None-Match: " + strings.TrimSuffix(plain, `"`)}, 200},
		{"empty, and the date does not count", []string{"If-None-Match:", "If-Modified-Since: " + right}, 200},
		{"a tag that begins alike", []string{`If-None-Match: ` + plain[:10] + `"`}, 200},
		{"the tag of the other form", []string{"If-None-Match: " + packed}, 200},
		{"the tag of gzip", []string{"If-None-Match: " + packed, "Accept-Encoding: gzip"}, 304},
		{"the plain tag where gzip is sent", []string{"If-None-Match: " + plain, "Accept-Encoding: gzip"}, 200},
		{"60 KB of tags", []string{"If-None-Match: " + strings.Repeat(`"x", `, 12000) + plain}, 304},
		{"the date", []string{"If-Modified-Since: " + right}, 304},
		{"a later date", []string{"If-Modified-Since: " + later}, 200},
		{"an earlier date", []string{"If-Modified-Since: " + earlier}, 200},
		{"a date to come", []string{"If-Modified-Since: " + ahead}, 200},
		{"RFC 850", []string{"If-Modified-Since: Friday, 24-Apr-20 09:30:00 GMT"}, 304},
		{"asctime", []string{"If-Modified-Since: Fri Apr 24 09:30:00 2020"}, 304},
		{"no date", []string{"If-Modified-Since: yesterday"}, 200},
		{"a zone", []string{"If-Modified-Since: Fri, 24 Apr 2020 09:30:00 +0200"}, 200},
		{"an empty date", []string{"If-Modified-Since:"}, 200},
		{"zero", []string{"If-Modified-Since: 0"}, 200},
		{"two dates", []string{"If-Modified-Since: " + right, "If-Modified-Since: " + right}, 200},
		{"the tag wins over the date", []string{`If-None-Match: "x"`, "If-Modified-Since: " + right}, 200},
		{"the right tag wins too", []string{"If-None-Match: " + plain, "If-Modified-Since: " + earlier}, 304},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r, body := ask(t, address, method, test.lines...)
			if r.StatusCode != test.status {
				t.Errorf("%s: %s gives %d, want %d", test.name, method, r.StatusCode, test.status)
			}
			if whole := method == "GET" && test.status == 200; whole != (len(body) > 0) {
				t.Errorf("%s: %s gives %d bytes", test.name, method, len(body))
			}
			for _, name := range []string{"ETag", "Last-Modified", "Cache-Control", "Vary"} {
				if r.Header.Get(name) == "" {
					t.Errorf("%s: %s: no %s", test.name, method, name)
				}
			}
		}
	}
}

func TestGzip(t *testing.T) {
	b := feed.New(content(), &feed.Packer{})
	address := serve(t, b)
	for accept, want := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "x-gzip": true, "deflate, gzip;q=1.0, *;q=0.5": true, "br, *": true,
		"gzip;q=0": false, "gzip; q=0.000": false, "gzip ; q = 0.001": true, "*;q=0": false, "*, gzip;q=0": false,
		"gzip;q=0, *": false, "identity": false, "br": false, "gzipped": false, "gzip;q=much": false, "gzip;level=9": false, ",,": false,
	} {
		lines := []string{"Accept-Encoding: " + accept}
		if accept == "" {
			lines = nil
		}
		r, body := ask(t, address, "GET", lines...)
		if got := r.Header.Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("%q: packed %v, want %v", accept, got, want)
			continue
		}
		if want {
			if strong := r.Header.Get("ETag"); strong == b.ETag() || strong[0] != '"' {
				t.Errorf("%q: the ETag is %s", accept, strong)
			}
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(body, data) {
			t.Errorf("%q: another text", accept)
		}
	}
	r, body := ask(t, serve(t, feed.New(content(), nil)), "GET", "Accept-Encoding: gzip")
	if r.Header.Get("Content-Encoding") != "" || r.Header.Get("Vary") != "" || !bytes.Equal(body, data) {
		t.Errorf("without a packer: %v", r.Header)
	}
	small := content()
	small.Data = data[:900]
	r, body = ask(t, serve(t, feed.New(small, &feed.Packer{})), "GET", "Accept-Encoding: gzip")
	if r.Header.Get("Content-Encoding") != "" || r.Header.Get("Vary") != "" || !bytes.Equal(body, small.Data) {
		t.Errorf("of one packet: %v", r.Header)
	}
}

func TestHeaders(t *testing.T) {
	r, body := ask(t, serve(t, feed.New(content(), nil)), "GET", "Accept: text/html", "Authorization: Basic eDp5", "Range: bytes=0-3")
	if r.StatusCode != 200 || !bytes.Equal(body, data) {
		t.Errorf("status %d and %d bytes", r.StatusCode, len(body))
	}
	for name, want := range map[string]string{
		"Content-Type":           "text/calendar; charset=utf-8",
		"Content-Disposition":    `inline; filename="a.ics"`,
		"Cache-Control":          "public, no-cache",
		"Last-Modified":          "Fri, 24 Apr 2020 09:30:00 GMT",
		"Content-Length":         fmt.Sprint(len(data)),
		"X-Content-Type-Options": "nosniff",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	c := content()
	c.Attachment, c.Private, c.Modified = true, true, time.Time{}
	r, _ = ask(t, serve(t, feed.New(c, nil)), "GET", "If-Modified-Since: Fri, 24 Apr 2020 09:30:00 GMT")
	if r.StatusCode != 200 || r.Header.Get("Last-Modified") != "" {
		t.Errorf("without a date: %d, %v", r.StatusCode, r.Header)
	}
	if got := r.Header.Get("Content-Disposition"); got != `attachment; filename="a.ics"` {
		t.Errorf("an attachment's Content-Disposition is %q", got)
	}
	if got := r.Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("a private text's Cache-Control is %q", got)
	}
}

func TestMethods(t *testing.T) {
	address := serve(t, feed.New(content(), nil))
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "get"} {
		r, _ := ask(t, address, method)
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow: %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	head, body := ask(t, address, "HEAD")
	get, _ := ask(t, address, "GET")
	head.Header.Del("Date")
	get.Header.Del("Date")
	if len(body) > 0 || fmt.Sprint(head.Header) != fmt.Sprint(get.Header) {
		t.Errorf("HEAD gives %v and %d bytes, GET gives %v", head.Header, len(body), get.Header)
	}
}

func TestSameTextSameTag(t *testing.T) {
	one, other := feed.New(content(), nil), feed.New(content(), &feed.Packer{})
	if one.ETag() != other.ETag() {
		t.Errorf("%s and %s", one.ETag(), other.ETag())
	}
	c := content()
	c.Data = append(bytes.Clone(data), ' ')
	if feed.New(c, nil).ETag() == one.ETag() {
		t.Error("another text has the same tag")
	}
}
