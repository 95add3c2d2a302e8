// Coursecal turns a course schedule written in YAML into a calendar file.
//
// Type "coursecal help" for what it can do. Each verb has a file of its own;
// this package knows flags, streams and files, and leaves the rules of dates
// to package schedule and those of calendars to package ical.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

// Exit codes.
const (
	exitFine  = 0
	exitWrong = 1 // the schedule is wrong
	exitUsage = 2 // wrong usage, or cannot read or write
)

// env is all that the program sees of the world around it, files apart.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	// terminal tells that a person reads stderr.
	terminal bool
	// width is how many columns standard output has; 0 where it is no terminal.
	width  int
	now    func() time.Time
	getenv func(string) string
}

func main() {
	// With SIGPIPE at its default a closed standard output would end the
	// program without a word; ignored, the write fails and is told.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], &env{
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
		width:    width(os.Stdout),
		now:      time.Now,
		getenv:   os.Getenv,
	}))
}

// width returns how many columns a terminal has, and 0 for anything else.
func width(f *os.File) int {
	if !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns < 10 {
		return 80
	}
	return columns
}

// run carries out one command line and returns the exit code.
func run(args []string, e *env) int {
	err := dispatch(args, e)
	if err == nil {
		return exitFine
	}
	f := &failure{code: exitUsage, msg: err.Error()}
	errors.As(err, &f)
	e.tell(f)
	return f.code
}

// A failure ends the program with a message, a hint on what to type, and an
// exit code. One without a message has been told already.
type failure struct {
	code      int
	msg, hint string
	cause     error // where it counts what it was
}

func (f *failure) Error() string { return f.msg }
func (f *failure) Unwrap() error { return f.cause }

// usage returns a failure for a command line that cannot be carried out.
func usage(hint, format string, args ...any) *failure {
	return &failure{code: exitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// tell prints a failure to standard error.
func (e *env) tell(f *failure) {
	if f.msg == "" {
		return
	}
	fmt.Fprintf(e.stderr, "coursecal: %s\n", visible(f.msg))
	if f.hint != "" {
		fmt.Fprintf(e.stderr, "  hint: %s\n", visible(f.hint))
	}
}

// print writes the whole of the program's answer to standard output. It is
// called once, after everything has succeeded.
func (e *env) print(data []byte) error {
	if _, err := e.stdout.Write(data); err != nil {
		return usage("", "cannot write to standard output: %s", brief(err))
	}
	return nil
}

// dispatch finds the verb and hands it the rest of the command line.
func dispatch(args []string, e *env) error {
	if len(args) == 0 {
		fmt.Fprint(e.stderr, shortHelp())
		return &failure{code: exitUsage}
	}
	switch name := args[0]; {
	case name == "-h" || name == "-help" || name == "--help":
		return e.print([]byte(mainHelp()))
	case name == "--version" || name == "-version":
		return find("version").run(nil, e)
	case len(name) > 1 && name[0] == '-':
		return usage(`flags come after the verb: "coursecal generate `+name+` …"`, "%q before any verb", name)
	}
	if v := find(args[0]); v != nil {
		return v.run(args[1:], e)
	}
	return unknownVerb(args[0])
}
