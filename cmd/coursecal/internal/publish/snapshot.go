package publish

import (
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/ical/feed"
	"coursecal/schedule"
)

// A Snapshot is everything that is served at one moment. It never changes, so
// that any number of requests may read it without a lock.
type Snapshot struct {
	// Courses are the courses by id, private and deleted ones too.
	Courses map[string]*Course
	// IDs are the ids of the courses that are neither private nor gone, in
	// alphabetical order.
	IDs []string
	// Troubles are what is wrong now, by file.
	Troubles []Trouble
	// Loaded tells that the files have been looked at.
	Loaded bool
}

// A Course is one course as it is served.
type Course struct {
	Schedule *schedule.Course
	// Calendar is whole, with its revisions.
	Calendar *ical.Calendar
	// Feed is the whole calendar, ready to be sent.
	Feed *feed.Body
	// Changes is the log of what changed, an Atom feed.
	Changes *feed.Body
	// News are the newest of these changes.
	News []announce.News
	// File is the file that it was made of, for messages to the administrator.
	File string
	// Missing is since when no file has the course any more; zero while one
	// has it.
	Missing time.Time
	// Gone tells that it was missing for longer than the grace.
	Gone bool
}

// Public reports whether everybody may read the course now.
func (c *Course) Public() bool { return !c.Schedule.Private && !c.Gone }

// A Trouble is what is wrong with a file.
type Trouble struct {
	File string
	// Problems are the errors of a schedule that is wrong, else Message says
	// what stands in the way.
	Problems schedule.Problems
	Message  string
	// Since is when it was seen first.
	Since time.Time
}

// Text returns the trouble in lines that name the file.
func (t *Trouble) Text() string {
	if len(t.Problems) > 0 {
		return t.Problems.Error()
	}
	return t.File + ": " + t.Message
}
