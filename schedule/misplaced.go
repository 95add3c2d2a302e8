package schedule

// misplaced says what to type instead of a key that people look for where it
// is not, or "" where it is unknown altogether.
func misplaced(what thing, key string) string {
	switch what.kind {
	case "a topic":
		switch key {
		case "when", "date", "to", "was", "move", "change", "skip", "cancel", "why":
			return "a topic has no date of its own: beside topics, type move: {2: 2020-05-06 15:00} to move session 2, or cancel: {2: ill} to cancel it"
		}
	case "the session":
		switch key {
		case "was":
			return "type move: {2: 2020-05-06} to move session 2: its entry tells the old date itself"
		case "due":
			return "did you mean when? what is due stands under deadlines"
		}
	case "the deadline":
		if key == "when" {
			return "did you mean due?"
		}
	case "a course":
		if key == "weeks" {
			return "did you mean week_numbers? for example week_numbers: {1: 2020-01-27}"
		}
	}
	return ""
}
