package schedule

import "testing"

func TestID(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"right", "id: a-2020\nname: A\n", "a-2020"},
		{"wrong below", "name: A\nid: a-2020\nsessions: [nonsense]\n", "a-2020"},
		{"flow", "{name: A, id: 'a-2020'}\n", "a-2020"},
		{"no YAML", "name: [\nid: \"a-2020\" # never change it\r\n", "a-2020"},
		{"none", "on: push\njobs: {build: {id: x}}\n", ""},
		{"only below", "name: A\n  id: x\n: [", ""},
		{"a list", "- id: x\n", ""},
		{"no text", "id: [x]\n", ""},
		{"empty", "", ""},
		{"merge key of YAML", "<<: [1, {? [a] : b}]\nid: x\n", "x"},
	} {
		if got := ID([]byte(test.text)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
