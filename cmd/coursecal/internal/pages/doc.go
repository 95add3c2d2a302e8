// Package pages draws the web pages of courses: HTML that needs no script, no
// cookie and no other host.
//
// It knows courses, the instant now and the address of the site, and returns
// bytes. What a page may load is in its policy: the style and the scripts
// stand in the page, and the Content-Security-Policy names their hashes, so
// that nothing a schedule file says is ever run. The same course at the same
// instant gives the same bytes.
//
// Text stands in templates, which escape; the pictures are drawn in Go, where
// every text goes through html.EscapeString.
package pages
