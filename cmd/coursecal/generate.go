package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"coursecal/ical"
	"coursecal/schedule"
)

func generateVerb() *verb {
	return &verb{
		name:  "generate",
		args:  "FILE…",
		short: "make a calendar file of a schedule file",
		about: `Make an iCalendar file of each schedule FILE ("-" is standard input). Nothing is
written unless every FILE is right. An earlier output is read back first, so that
readers' calendars take changes as updates; where nothing has changed it is left alone.`,
		examples: `coursecal generate course.yaml -o course.ics
coursecal generate course.yaml --for import --only lab -o labs.ics
coursecal generate courses/*.yaml -o site/
coursecal generate courses/*.yaml --merge -o all.ics`,
		define: func(fs *pflag.FlagSet) action {
			g := defineGenerate(fs)
			return g.run
		},
	}
}

// generateFlags are the flags of generate.
type generateFlags struct {
	set          *pflag.FlagSet
	output       *string
	merge        *bool
	only, groups *[]string
	profile      *string
	times        *string
	deadlines    *string
	cancelled    *string
	remind       *reminders
	previous     *[]string
	fresh        *bool
	forget       *bool
	strict       *bool
	check        *bool
	verbose      *bool
	log          *string
}

func defineGenerate(fs *pflag.FlagSet) *generateFlags {
	return &generateFlags{
		set:    fs,
		output: fs.StringP("output", "o", "", "write to `FILE`, or, where it is a folder or ends in a slash, to one\n{id}.ics for each course in it; without it to standard output"),
		merge:  fs.Bool("merge", false, "join all courses into one calendar"),
		only:   listFlag(fs, "only", "only entries of these `KINDS`, such as lab,quiz;\ndeadlines is whatever is due"),
		groups: listFlag(fs, "group", "only entries for these `GROUPS`, and those for everybody"),
		profile: choiceFlag(fs, "for", "feed", "a hosted file that calendars fetch again and again,\nor a file to import once",
			"feed", "import"),
		times: choiceFlag(fs, "times", "local", "write times in the course's zone or in UTC", "local", "utc"),
		deadlines: choiceFlag(fs, "deadlines", "", "show a deadline as the half hour before it or as an entry of the\nwhole day, whatever the schedule says",
			"block", "all-day"),
		cancelled: choiceFlag(fs, "cancelled", "mark", "show cancelled entries as cancelled, show them as entries whose\nsummary says so (some calendars hide the others), or drop them",
			"mark", "show", "drop"),
		remind:   remindFlag(fs, "remind", "remind before each entry of a kind, such as lab:15m,deadlines:1d;\nnone, or lab:none, is no reminder even where the schedule asks for it"),
		previous: fs.StringArray("previous", nil, "go on from the calendar at `FILE|DIR|URL` too: what is published already,\nor a backup; may be repeated"),
		fresh:    fs.Bool("fresh", false, "begin anew, higher than any calendar before, where the previous one is\nlost or cannot be used"),
		forget:   fs.Bool("forget", false, "leave out the cancelled entries that stand for what the schedule has no more"),
		log:      fs.String("log", "", "add what changes to `FILE`, an Atom feed of the last 50 changes for feed readers,\nor, where it is a folder, to {id}.atom in it; needs -o"),
		strict:   fs.Bool("strict", false, "write nothing if an edit shifts or drops entries that readers have"),
		check:    fs.Bool("check", false, "write nothing, and exit with 1 if an output would change"),
		verbose:  fs.BoolP("verbose", "v", false, "say what changed, and all warnings"),
	}
}

// partial says what makes the output less or other than one whole course; ""
// for a whole one.
func (g *generateFlags) partial() string {
	switch {
	case *g.merge:
		return "merged"
	case len(*g.only) > 0 || len(*g.groups) > 0:
		return "filtered"
	case *g.cancelled == "drop":
		return "calendar without its cancelled entries, a filtered"
	}
	return ""
}

// run generates all calendars, then writes them all.
func (g *generateFlags) run(e *env, files []string) error {
	now, err := e.clock()
	if err != nil {
		return err
	}
	if err := g.fits(files); err != nil {
		return err
	}
	inputs, err := e.load("generate", files)
	if err := e.refuseWrong(inputs, err); err != nil {
		return g.trouble(err)
	}
	courses, err := coursesOf(inputs)
	if err != nil {
		return err
	}
	fetched := g.fetchAll(courses)
	// The outputs are read under the lock too: of two runs at once the second
	// one goes on from what the first one wrote.
	if !*g.check {
		if err := makeFolders(*g.output, *g.log); err != nil {
			return err
		}
		unlock, err := lockFolders(slices.Concat(g.outputs(courses), g.logs(courses)))
		if err != nil {
			return err
		}
		defer unlock()
	}
	jobs, err := g.jobs(courses)
	if err != nil {
		return err
	}
	view, err := g.view(courses)
	if err != nil {
		return err
	}
	if err := g.recall(jobs, courses, fetched); err != nil {
		return err
	}
	for _, j := range jobs {
		if err := g.build(j, view, now); err != nil {
			return g.trouble(err)
		}
		if err := g.record(j, now); err != nil {
			return err
		}
	}
	if err := g.guard(e, jobs); err != nil {
		return g.trouble(err)
	}
	if *g.check {
		return g.wouldChange(e, jobs)
	}
	if err := g.write(e, jobs); err != nil {
		return err
	}
	g.tell(e, jobs, inputs)
	return nil
}

// trouble returns an error as --check reports it: the exit code 1 is kept for
// an output that would change.
func (g *generateFlags) trouble(err error) error {
	if f := (*failure)(nil); *g.check && errors.As(err, &f) {
		return &failure{code: exitUsage, msg: f.msg, hint: f.hint}
	}
	return err
}

// fits refuses several files that would go to one place.
func (g *generateFlags) fits(files []string) error {
	folder := isFolder(*g.output)
	if *g.output == "" && g.set.Changed("output") {
		return usage("name a file, or leave the flag out for standard output", "--output without a name")
	}
	if *g.check && (*g.output == "" || *g.output == "-") {
		return usage("-o FILE names the calendar that is there", "--check compares with an output, and none is named")
	}
	if *g.merge && folder {
		return usage("name the file: -o "+strings.TrimRight(*g.output, `/\`)+"/all.ics", "--merge makes one calendar, and %q is a folder", *g.output)
	}
	if len(files) > 1 && !*g.merge && !folder {
		return usage("-o DIR/ writes one calendar for each course, --merge joins them into one",
			"%d schedule files and one place to write to", len(files))
	}
	return g.fitsLog(files)
}

// refuseWrong tells the errors of all inputs. A file that could not be read
// weighs more than one that is wrong.
func (e *env) refuseWrong(inputs []*input, unread error) error {
	bad := wrong(inputs)
	for _, in := range inputs {
		writeProblems(e.stderr, in, in.problems.Errors(), e.terminal)
	}
	if unread == nil && bad {
		return &failure{code: exitWrong}
	}
	return unread
}

// A job is one calendar to be made.
type job struct {
	courses []*schedule.Course
	// target is nil for standard output.
	target *target
	// ledgers are what readers have of each course, by id; nil where nothing is
	// known. replaced is what the file has that is replaced, parts what --fresh
	// knows of a calendar that is lost.
	ledgers, replaced map[string]*ical.Ledger
	parts             map[string][]*ical.Ledger
	cal               *ical.Calendar
	data              []byte
	// log is where the changes are told, nil for nowhere.
	log     *target
	logData []byte
}

// coursesOf returns the courses of all inputs, and refuses two of one id.
func coursesOf(inputs []*input) ([]*schedule.Course, error) {
	seen := map[string]*input{}
	var courses []*schedule.Course
	for _, in := range inputs {
		id := in.course.ID
		// Ids that differ only in case make one file on some systems.
		if other := seen[strings.ToLower(id)]; other != nil {
			return nil, usage("give each course an id of its own, or leave one of the files out", "%s and %s have one id, %q", other.name, in.name, id)
		}
		seen[strings.ToLower(id)] = in
		courses = append(courses, in.course)
	}
	return courses, nil
}

// jobs tells which calendar goes where.
func (g *generateFlags) jobs(courses []*schedule.Course) ([]*job, error) {
	var jobs []*job
	for i, name := range g.outputs(courses) {
		j := &job{courses: courses[i : i+1]}
		if *g.merge {
			j.courses = courses
		}
		var err error
		if name != "" {
			j.target, err = findTarget(name)
		}
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	return jobs, nil
}

// outputs returns the names of what is written, "" for standard output: one
// for each course, or, where they are merged, for the first.
func (g *generateFlags) outputs(courses []*schedule.Course) []string {
	if *g.merge {
		courses = courses[:1]
	}
	var names []string
	for _, c := range courses {
		names = append(names, placeOf(*g.output, c.ID, ".ics"))
	}
	return names
}

// placeOf returns where what belongs to a course goes: to a file of that name,
// or to {id} and an extension in a folder.
func placeOf(name, id, extension string) string {
	switch {
	case name == "-":
		return ""
	case !isFolder(name):
		return name
	case !os.IsPathSeparator(name[len(name)-1]):
		name += string(filepath.Separator)
	}
	return name + id + extension
}

// changes tells that the job has something to write.
func (j *job) changes() bool {
	return j.target == nil || j.target.changes(j.data)
}

// replaces tells that the job writes over a file.
func (j *job) replaces() bool {
	return j.target != nil && j.target.old != nil
}
