package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/token"
	"coursecal/schedule"
)

func tokenVerb() *verb {
	return &verb{
		name:  "token",
		args:  "new NAME | list | revoke NAME",
		short: "say who may read the private courses of a server",
		about: `"new" makes a token for one course and prints its links, to the feed and to the page,
once: of the token itself only a hash is kept. "list" shows the tokens there are,
"revoke" closes one. A running server of the same state folder follows within two
seconds.`,
		examples: `coursecal token new ann --course comp6248-2020 --expires 2020-06-30 --base-url https://calendars.example.edu
coursecal token revoke ann`,
		define: func(fs *pflag.FlagSet) action {
			t := &tokenFlags{
				set:     fs,
				course:  fs.String("course", "", "new: the `ID` of the course that the token opens"),
				group:   fs.String("group", "", "new: show only the entries of this `GROUP`, and those of everybody"),
				expires: dateFlag(fs, "expires", "new: the last `DATE` on which the token opens, until that day has ended\neverywhere on Earth"),
				baseURL: fs.String("base-url", "", "new: the server's public `URL`, with which the link begins"),
				state:   stateFlag(fs),
			}
			return t.run
		},
	}
}

// tokenFlags are the flags of token.
type tokenFlags struct {
	set                           *pflag.FlagSet
	course, group, baseURL, state *string
	expires                       *schedule.Date
}

func (t *tokenFlags) run(e *env, args []string) error {
	if len(args) == 0 {
		return usage("coursecal token new NAME --course ID, coursecal token list, coursecal token revoke NAME", "new, list or revoke?")
	}
	word, names := args[0], args[1:]
	if err := t.fits(word, names); err != nil {
		return err
	}
	folder, err := e.stateFolder(*t.state)
	if err != nil {
		return err
	}
	file := token.In(folder)
	switch word {
	case "new":
		if err := makeState(folder); err != nil {
			return err
		}
		if err := t.checkGroup(folder); err != nil {
			return err
		}
		if err := t.create(e, file, names[0]); err != nil {
			return err
		}
		if !publish.Remembers(folder, *t.course) {
			fmt.Fprintf(e.stderr, "coursecal: no server with this state has served %q yet\n  hint: see that the id is right, and --state that of the server\n", *t.course)
		}
		return nil
	case "list":
		return listTokens(e, file)
	}
	return revokeToken(e, file, names[0])
}

// checkGroup refuses a group that the course has not, as far as the server's
// state knows it, and writes it as the schedule does.
func (t *tokenFlags) checkGroup(folder string) error {
	names, served := publish.Groups(folder, *t.course)
	if *t.group == "" || !served {
		return nil
	}
	group := []string{*t.group}
	err := matchNames("--group", "group", group, names)
	*t.group = group[0]
	return err
}

// fits refuses words that are none, and names and flags that a word has no
// use for.
func (t *tokenFlags) fits(word string, names []string) error {
	words := []string{"new", "list", "revoke"}
	wanted := 1
	switch word {
	case "list":
		wanted = 0
	case "new", "revoke":
	default:
		hint := known("word", words)
		if best := schedule.Nearest(word, words); best != "" {
			hint = `did you mean "coursecal token ` + best + `"?`
		}
		return usage(hint, "token cannot do %q", word)
	}
	if len(names) != wanted {
		return usage([]string{"coursecal token list", "coursecal token " + word + " NAME"}[wanted],
			"token %s takes %s, not %d", word, []string{"no name", "one name"}[wanted], len(names))
	}
	if word != "new" {
		for _, flag := range []string{"course", "group", "expires", "base-url"} {
			if t.set.Changed(flag) {
				return usage("leave it out", "token %s has no use for --%s", word, flag)
			}
		}
	}
	return nil
}

// create makes a token and prints its links: to the feed and to the page.
func (t *tokenFlags) create(e *env, file token.File, name string) error {
	now, err := e.clock()
	if err != nil {
		return err
	}
	secret := token.NewSecret()
	grant := token.Grant{
		Name: name, Course: *t.course, Group: *t.group, Expires: *t.expires,
		Hash: token.Hash(secret), Created: now,
	}
	if err := t.sound(&grant, now); err != nil {
		return err
	}
	link, err := t.link(secret)
	if err != nil {
		return err
	}
	switch err := file.Add(grant); {
	case errors.Is(err, token.ErrTaken):
		return usage("choose another name, or close that one first: coursecal token revoke "+name, "there is a token called %q already", name)
	case err != nil:
		return cannotWrite(file.Path, err)
	}
	if err := e.print([]byte(link + "\n" + strings.TrimSuffix(link, ".ics") + "\n")); err != nil {
		// Nobody has the links, and nobody can be told them again.
		return errors.Join(err, file.Revoke(name))
	}
	if e.terminal {
		fmt.Fprintln(e.stderr, "these links, to the feed and to the page, are shown only once; whoever has one can read the course")
	}
	return nil
}

// sound refuses a grant that could not be kept or would open nothing.
func (t *tokenFlags) sound(g *token.Grant, now time.Time) error {
	const hint = "use letters, digits, - and _; at most 64"
	switch {
	case !token.GoodName(g.Name):
		return usage(hint, "no token can be called %q", g.Name)
	case g.Course == "":
		return usage("--course ID, the id of a schedule with private: true", "no course given")
	case !token.GoodName(g.Course):
		return usage(hint, "--course %q: no course has such an id", g.Course)
	case t.set.Changed("group") && !token.GoodName(g.Group):
		return usage(hint, "--group %q: no group is called so", g.Group)
	case g.Expired(now):
		return usage("name a day to come", "--expires %s is over", g.Expires)
	}
	return nil
}

// link returns the address of the course's feed, which is that of its page
// with an ending; only its path where the server's URL was not given.
func (t *tokenFlags) link(secret string) (string, error) {
	path := "/t/" + secret + "/" + *t.course + ".ics"
	if err := baseFits(*t.baseURL); err != nil {
		return "", err
	}
	if *t.baseURL == "" {
		return path, nil
	}
	link := strings.TrimRight(*t.baseURL, "/") + path
	if len(link) > maxLink {
		return "", usage("a shorter --base-url", "the link would have %d characters, and calendars take %d at most", len(link), maxLink)
	}
	return link, nil
}

// maxLink is how long an address may be to which calendars subscribe (client
// rule 29).
const maxLink = 256

// listTokens prints the tokens there are, and tells lines that are wrong.
func listTokens(e *env, file token.File) error {
	now, err := e.clock()
	if err != nil {
		return err
	}
	list, problems, err := file.Read()
	if err != nil {
		return cannotRead(file.Path, err)
	}
	var out bytes.Buffer
	tw := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	if len(list.Grants) > 0 {
		fmt.Fprintln(tw, "token\tcourse\tgroup\tcreated\tlast day")
	}
	for _, g := range list.Grants {
		last := cmp.Or(g.Expires.String(), "-")
		if g.Expired(now) {
			last += ", expired"
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", g.Name, g.Course, cmp.Or(g.Group, "-"), g.Created.Format(time.DateOnly), last)
	}
	// A bytes.Buffer takes everything.
	_ = tw.Flush()
	if err := e.print(out.Bytes()); err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(e.stderr, "%s\n  hint: %s\n", visible(p.Error()), visible(p.Hint))
	}
	if len(problems) > 0 {
		return &failure{code: exitWrong}
	}
	if e.terminal && len(list.Grants) == 0 {
		fmt.Fprintf(e.stderr, "%s holds no tokens\n", visible(file.Path))
	}
	return nil
}

// revokeToken closes a token.
func revokeToken(e *env, file token.File, name string) error {
	err := file.Revoke(name)
	if !errors.Is(err, token.ErrUnknown) {
		if err != nil {
			return cannotWrite(file.Path, err)
		}
		return e.print([]byte("revoked " + name + "\n"))
	}
	// The hint is only help: a file that cannot be read gives none.
	list, _, _ := file.Read()
	var names []string
	if list != nil {
		for _, g := range list.Grants {
			names = append(names, g.Name)
		}
	}
	hint := "coursecal token list"
	if best := schedule.Nearest(name, names); best != "" {
		hint = "did you mean " + best + "?"
	}
	return usage(hint, "no token is called %q", name)
}
