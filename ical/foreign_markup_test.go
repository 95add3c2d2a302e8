package ical

import "testing"

func TestWithoutMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain",
		`<a href="https://zoom.us/j/9">Join Zoom</a>`:                                     "Join Zoom (https://zoom.us/j/9)",
		`<p>See <A class=x HREF='https://x.org/?a=1&amp;b=2'><b>this</b> page</A>.</p>`:   "See this page (https://x.org/?a=1&b=2).\n",
		`<a href="https://x.org/">https://x.org</a> <a href="mailto:a@x.org">a@x.org</a>`: "https://x.org a@x.org",
		`<a href="mailto:a@x.org">Ann</a><a href="https://x.org"></a>`:                    "Ann (a@x.org)https://x.org",
		`<a href="javascript:alert(1)">this</a> <a name="x">that</a>`:                     "this that",
		"Join <https://teams.microsoft.com/l/1><br>now":                                   "Join <https://teams.microsoft.com/l/1>\nnow",
		"<mailto:a@x.org> Ann <a@x.org></p>":                                              "<mailto:a@x.org> Ann <a@x.org>\n",
		"vector<int> where a<b and c>d<br/>":                                              "vector<int> where a<b and c>d\n",
		"<ul><li>one</li><li class=\"x\">two</li></ul>":                                   "- one\n- two\n",
		"<!-- <b>hidden</b> --><o:p></o:p><span\nstyle='a: b'>shown</span>":               "shown",
		"AT&amp;T, 2 &lt; 3 and &#8364;5":                                                 "AT&T, 2 < 3 and €5",
		"https://x.org/?a=1&copy=2 R&D; <b":                                               "https://x.org/?a=1&copy=2 R&D; <b",
	} {
		if got := withoutMarkup(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
