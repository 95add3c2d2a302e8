package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/pflag"

	"coursecal/schedule"
)

func initVerb() *verb {
	return &verb{
		name:  "init",
		args:  "[FILE]",
		short: "write a schedule file to begin with",
		about: `Write a commented schedule for the coming term to FILE, course.yaml if none is named. A file
that is there already is never overwritten.`,
		examples: "coursecal init\ncoursecal init comp6248.yaml",
		define:   func(*pflag.FlagSet) action { return initSchedule },
	}
}

// starterName is what init calls its file, and what list and next look for.
const starterName = "course.yaml"

func initSchedule(e *env, args []string) error {
	name := starterName
	switch len(args) {
	case 0:
	case 1:
		name = args[0]
	default:
		return usage("coursecal init course.yaml", "init writes one file, not %d", len(args))
	}
	if name == "-" {
		return usage("coursecal init course.yaml", "init writes a file, not standard output")
	}
	now, err := e.clock()
	if err != nil {
		return err
	}
	if err := create(name, []byte(starter(schedule.DateOf(now)))); err != nil {
		return err
	}
	return e.print([]byte(visible("wrote "+name) + "; put your course into it, then type\n" + steps(name)))
}

// steps says what to type once there is a schedule file.
func steps(file string) string {
	base := strings.TrimSuffix(file, filepath.Ext(file))
	typed := func(name string) string { return visible(shellWord(name, runtime.GOOS == "windows")) }
	lines := [][2]string{
		{"check " + typed(file), "to see what is wrong, and each series with its dates"},
		{"list " + typed(file), "to see the entries week by week"},
		{"generate " + typed(file) + " -o " + typed(base+".ics"), "to make the calendar for a web server, where others subscribe to it"},
		{"generate " + typed(file) + " --for import -o " + typed(base+"-import.ics"), "to make a copy to open in a calendar, or for the course page"},
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "  coursecal %s\n      %s\n", l[0], l[1])
	}
	return b.String()
}

// shellWord writes the name of a file as a shell reads it, in quotes where it
// has a character that means something there, and never as a flag.
func shellWord(name string, windows bool) string {
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	safe := "._/-"
	if windows {
		safe += `:\`
	}
	plain := !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(safe, r)
	})
	switch {
	case plain:
		return name
	case windows:
		return `"` + name + `"`
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// starter is a schedule for the next term that begins in a week or later.
func starter(today schedule.Date) string {
	start := nextTerm(today + 7)
	day := func(week int, days schedule.Date) schedule.Date { return start + schedule.Date(7*week-7) + days }
	return strings.NewReplacer(
		"{year}", fmt.Sprint(start.Year()), "{start}", start.String(), "{end}", day(12, 4).String(),
		"{break}", day(6, 0).String(), "{breakend}", day(6, 4).String(),
		"{skipped}", day(3, 3).String(), "{moved}", day(5, 4).String(), "{report}", day(9, 2).Long(), "{test}", day(11, 1).Long(),
	).Replace(starterText)
}

// nextTerm returns the first Monday of the term that begins on a day or
// later: of autumn, late in September, or of spring, late in January. Both
// keep twelve weeks clear of Christmas.
func nextTerm(day schedule.Date) schedule.Date {
	for year := day.Year(); ; year++ {
		for _, month := range []time.Month{time.January, time.September} {
			// The last Monday of the month.
			if start := schedule.NewDate(year, month+1, 0).Monday(); start >= day {
				return start
			}
		}
	}
}

const starterText = `# The schedule of one course in one year. Check it with:  coursecal check FILE
# What else can be written, says:                         coursecal help format
# How an editor completes and checks while you type:      coursecal help schema

id: my-course-{year}                # never change it: calendars know entries by it
code: MYC101                      # stands in front of every summary
name: My course
timezone: Europe/London           # the zone of all times below

term: {start} to {end}    # the range of every series
week_numbers: {1: {start}}     # dates can then be written as: Thu week 8
breaks:                           # no weekly sessions on these days
  {break} to {breakend}: Reading week

sessions:
  lecture:
    title: "Lecture {n}: {topic}"
    when: Mon 10:00-11:00 @ Main hall
    topics:                       # one for each lecture; the series ends with them
      - Introduction
      - A first topic
      - A second topic
  lab:
    when: Thu 14:00-16:00
    where: Room 12
    # skip: [{skipped}]          # planned off: the numbers go on a week later
    # cancel: {3: Illness}        # lab 3 is cancelled
    # move: {4: {moved}}       # lab 4 moves to another day

deadlines:
  report: {title: Report, due: {report} 16:00, worth: 40%}
  test:   {title: Online test, kind: quiz, due: {test}, worth: 60%}
  talk:   tbc                     # not fixed yet: kept here, not in calendars
`
