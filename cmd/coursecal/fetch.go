package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	// maxFetched is how large what is fetched may be, unpacked.
	maxFetched = 10 << 20
	// maxRedirects is how many redirects are followed.
	maxRedirects = 3
	// fetchTime is how long a fetch may take in all.
	fetchTime = 30 * time.Second
)

// isURL tells an address from the name of a file. Only those of the web can be
// fetched.
func isURL(name string) bool {
	scheme, _, found := strings.Cut(name, "://")
	return found && scheme != "" && !strings.ContainsAny(scheme, `/\.`)
}

// fetch reads what stands at an address, as it is now and not as some cache
// has it. Everything but the whole answer of a server that is sure of it is an
// error: a calendar that only seems to be missing must not begin anew.
func fetch(address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, usage("", "cannot read the address %q", masked(address))
	}
	if err := safe(u); err != nil {
		return nil, cannotFetch(u, err)
	}
	client := &http.Client{Timeout: fetchTime, CheckRedirect: checkRedirect}
	defer client.CloseIdleConnections()
	request, err := http.NewRequest(http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, cannotFetch(u, err)
	}
	request.Header.Set("Cache-Control", "no-cache")
	request.Header.Set("User-Agent", "coursecal")
	response, err := client.Do(request)
	if err != nil {
		// What the client says repeats the address with all its secrets.
		if inner := (*url.Error)(nil); errors.As(err, &inner) {
			err = inner.Err
		}
		if strings.Contains(err.Error(), "Location header") {
			err = errors.New("it redirects to an address that cannot be read") // which may have the secrets too
		}
		return nil, cannotFetch(u, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, cannotFetch(u, &answer{response.StatusCode, response.Status})
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxFetched+1))
	if err == nil && len(data) > maxFetched {
		err = fmt.Errorf("it is larger than %d MB", maxFetched>>20)
	}
	if err != nil {
		return nil, cannotFetch(u, err)
	}
	return data, nil
}

func cannotFetch(u *url.URL, err error) error {
	if late := (net.Error)(nil); errors.As(err, &late) && late.Timeout() {
		err = fmt.Errorf("the server takes longer than %s", fetchTime)
	}
	f := usage("see that the address is right and opens in a browser", "cannot read %q: %s", masked(u.String()), err)
	f.cause = err
	return f
}

// An answer is what a server says in place of what it was asked for.
type answer struct {
	code   int
	status string
}

func (a *answer) Error() string { return "the server answers " + a.status }

// Is tells the answers that say for sure that nothing is there.
func (a *answer) Is(target error) bool {
	return target == fs.ErrNotExist && (a.code == http.StatusNotFound || a.code == http.StatusGone)
}

// safe refuses addresses by which anybody on the way could change what comes.
func safe(u *url.URL) error {
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("only https addresses can be read")
	case u.Hostname() == "":
		return errors.New("it names no server")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return errors.New("plain http can be changed on its way: use https")
	}
	return nil
}

// loopback tells a name of this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// checkRedirect follows few redirects, and none from https to http. Where it
// leads to hears nothing of the address before, which may be a secret.
func checkRedirect(next *http.Request, before []*http.Request) error {
	next.Header.Del("Referer")
	if len(before) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if next.URL.Scheme == "http" && before[0].URL.Scheme == "https" {
		return errors.New("it redirects from https to http")
	}
	return safe(next.URL)
}

// masked returns an address fit for messages: without a user, a password or a
// query, and without the parts of its path that look like secrets.
func masked(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		scheme, _, _ := strings.Cut(address, "://")
		return scheme + "://…"
	}
	parts := strings.Split(u.Path, "/")
	for i, part := range parts {
		ext := path.Ext(part)
		if secret(strings.TrimSuffix(part, ext), ext) || i > 0 && parts[i-1] == "t" && part != "" {
			parts[i] = "…" + ext
		}
	}
	out := u.Scheme + "://" + u.Host + strings.Join(parts, "/")
	if u.RawQuery != "" {
		out += "?…"
	}
	return out
}

// secret tells a part of a path that may be the token of a feed: it is as long
// as they are and, as the name of a file, has no words that hyphens part.
func secret(stem, ext string) bool {
	const least = 20 // characters
	longest := stem
	if ext != "" {
		longest = slices.MaxFunc(strings.Split(stem, "-"), func(a, b string) int { return len(a) - len(b) })
	}
	return len(longest) >= least
}
