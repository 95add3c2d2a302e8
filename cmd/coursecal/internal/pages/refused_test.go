package pages

import (
	"strings"
	"testing"
)

// TestRefused holds the page of an error: no script in it, and its style one
// that the policy allows.
func TestRefused(t *testing.T) {
	p := New("https://example.edu/calendars")
	page := p.Refused(`there is no kind "<script>" here`, "/c-2020")
	text := words(mustParse(t, page))
	if !strings.Contains(text, `There is no kind "<script>" here. Show the whole course`) || strings.Contains(string(page), "<script") {
		t.Errorf("the page says %s", text)
	}
	if !strings.Contains(string(page), `<a href="/calendars/c-2020">`) {
		t.Error("the page leads nowhere")
	}
	for n := range mustParse(t, page).Descendants() {
		if n.Data == "style" && !strings.Contains(p.Policy(), hash(n.FirstChild.Data)) {
			t.Error("the policy does not allow the style")
		}
	}
	if len(page) > 3000 {
		t.Errorf("the page of an error is %d bytes", len(page))
	}
}
