package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
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

// isURL tells an address of the web from the name of a file.
func isURL(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
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
		return nil, cannotFetch(u, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, cannotFetch(u, fmt.Errorf("the server answers %s", response.Status))
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
	return usage("see that the address is right and opens in a browser", "cannot read %q: %s", masked(u.String()), err)
}

// safe refuses addresses by which anybody on the way could change what comes.
func safe(u *url.URL) error {
	switch {
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

// checkRedirect follows few redirects, and none from https to http.
func checkRedirect(next *http.Request, before []*http.Request) error {
	if len(before) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if next.URL.Scheme == "http" && before[0].URL.Scheme == "https" {
		return errors.New("it redirects from https to http")
	}
	return safe(next.URL)
}

// masked returns an address fit for messages: without a user, a password or a
// query, and without the parts of its path that are long enough to be secrets.
func masked(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		scheme, _, _ := strings.Cut(address, "://")
		return scheme + "://…"
	}
	const secret = 20 // characters; tokens of feeds have more
	parts := strings.Split(u.Path, "/")
	for i, part := range parts {
		if len(part) >= secret && !strings.Contains(part, ".") || i > 0 && parts[i-1] == "t" && part != "" {
			parts[i] = "…"
		}
	}
	out := u.Scheme + "://" + u.Host + strings.Join(parts, "/")
	if u.RawQuery != "" {
		out += "?…"
	}
	return out
}
