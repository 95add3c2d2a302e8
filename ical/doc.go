// Package ical makes iCalendar text (RFC 5545) of a course's occurrences and
// remembers what it made before.
//
// Data flows one way:
//
//	Occurrences --Revise(ledger, now)--> Calendar --View--> Calendar --Encode--> text
//
// Revise gives every entry its SEQUENCE and its stamps by comparing it with
// the ledger, which is the text that was written last, read by Decode. View
// narrows and shapes a calendar for its readers. Encode writes it. Compare
// tells what a reader of one calendar must learn to know another.
//
// DecodeForeign reads what other programs wrote, for a schedule to be made of it.
//
// What calendars in the wild demand of the text stands in comments as "client
// rule N":
//
//	 1  UTF-8, no BOM, CRLF                 2  fold at 75 octets, not inside a character or an escape
//	 3  escape TEXT once, and TEXT only     4  no control characters
//	 5  one VCALENDAR, METHOD:PUBLISH       6  a UID that stays and is unique
//	 7  one UID for each occurrence         8  SEQUENCE and stamps tell of changes, never of the clock
//	 9  every occurrence its own VEVENT    10  one yearly VTIMEZONE pair that is exact
//	11  else UTC for the whole calendar    12  never floating times or Windows zone names
//	13  DTEND, exclusive, of DTSTART's type 14 X-WR-TIMEZONE
//	15  deadlines are 30 minutes long      16  no VTODO
//	17  links stand in DESCRIPTION         18  never CLASS:PRIVATE
//	19  TRANSP and BUSYSTATUS              20  cancelled is said in the summary too
//	21  one VALARM, only when asked        22  a file for import has no name
//	23  refresh hints in hours             24  the course code in each summary
//	34  say how late calendars follow
//
// The package knows nothing of YAML, HTTP or files.
package ical
