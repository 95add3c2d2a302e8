/*
Package schedule reads the schedule file of a course and resolves it into
occurrences.

# The schedule file

One YAML file is one course in one year. It reads like what a lecturer would
say aloud: one line for each exception, one line for each deadline. What it
does not understand it refuses, with the line and what to type instead.

	id: comp6248-2020
	code: COMP6248
	name: Differentiable Programming (and Deep Learning)
	timezone: Europe/London

	sessions:
	  lab:
	    title: "Lab {n}: {topic}"
	    when: Wed 09:00-11:00
	    from: 2020-04-29
	    weeks: 3
	    where: Teams

	deadlines:
	  handin: {title: Lab exercises, due: Wed 2020-05-20 16:00, worth: 40%}

# The course

	id            in the identity of every entry: unique over courses, years and
	              institutions. Never change it. Needed.
	name          the course's name. Needed.
	timezone      the zone of all times: an IANA name such as Europe/London, or UTC.
	              Needed.
	code          put in front of every summary, such as COMP6248
	url, notes    a link and a text about the course; entries without a link of
	              their own show the course's
	term          2020-01-27 to 2020-05-29: the range of every series
	breaks        days without weekly sessions: a list of dates and date ranges, or
	              a mapping of them to names
	week_numbers  {1: 2020-01-27}: which teaching week begins when
	length        how long sessions last that are written without an end: 1h
	due_time      when deadlines are due that are written without a time: "23:59",
	              also with a zone: 23:59 AoE. Without it they are all-day.
	where         the place of every session that names none
	groups        [A, B], or with labels for people: {A: Monday group}
	private       true: the course is served by a secret link only
	remind        a reminder for every entry: a duration, or none
	sessions      what is held; deadlines: what is due. One of the two is needed.

# Values

	date          2020-04-29, or Wed 2020-04-29 (checked), or Thu week 8
	weekday       Wed or Wednesday; several: Mon Wed
	time          09:00; 24:00 is the end of a day
	span          09:00-11:00; over midnight 22:00-01:00+1; all day
	range         2020-03-23 to 2020-04-17, both days included
	due time      a date, or a date and a time; then a zone if it is not the
	              course's: 2020-05-20 23:59 AoE (UTC-12), UTC, Europe/Paris.
	              2020-08-19 all day is the exception to due_time.
	tbc           not fixed yet, for when, due and to: kept and told by check, not
	              put into calendars
	duration      90m, 1h30m, 2h; 5d for entries of whole days
	key, id, name of a group, kind
	              letters, digits, - and _, at most 64; case does not tell two apart
	              (a kind is written everywhere as it stands first)
	worth         40%
	true, false   for busy and private, in just these words

A time that the clocks skip in spring is an error; one that comes twice in
autumn is the first. A length is time that passes; a written span is what the
clock on the wall shows.

# Sessions

	sessions:
	  lecture: {title: "{topic}", when: Mon Thu 13:00-14:00, topics: [Types, Recursion]}
	  exam:    {title: Final exam, when: 2020-11-16 09:00-12:00, where: Wilson Hall}
	  clinic:  {when: [2020-10-05 12:00-13:00, 2020-10-12 12:00-13:00]}
	  reading: {title: Reading week, when: 2020-08-24 to 2020-08-28}

The key names the series; it stays when title, time and place change.

	when          Wed 09:00-11:00, Mon Wed 09:00-10:00 @ Room 1 (a weekly slot, with
	              its place behind @); a date with or without a time; a range of
	              days; tbc; or a list that mixes them. Without a time: all-day.
	              Needed. One date alone is a single event; a list is a series,
	              numbered in order of time.
	title         a template; without it the key with a capital, the number of a
	              series, and the topic
	kind          lab, exam, …: the category and the name that filters go by;
	              without it the key
	from          where the weekly slots begin; without it, with the term
	until, weeks, count
	              where they end: a last date; so many weeks, Monday to Sunday,
	              the week of from being the first, weeks in breaks counted; so many
	              sessions. Else with the topics, else with the term.
	every         2 weeks (counted from the week of from), odd weeks, even weeks
	              (by week_numbers)
	length        how long a time without an end lasts
	where         the place; none for none
	url, notes    a link, and a text
	number        the first number; 1 if it is not given
	topics        a list with a topic for each session, or block text behind | with
	              one on each line. A topic is a text, or {title, kind, where, url,
	              notes, times}: times: 2 takes two sessions.
	skip, cancel, move, change
	              exceptions, see below
	groups        [A, B]: the series is held for each group. Or what is different
	              in them: {A: {when: Mon 10:00-11:00}, B: {when: Wed 14:00-15:00}}.
	              A group may have every key of a session but groups, kind and
	              formerly; its exceptions add to the session's.
	busy          false: readers are not busy then. Sessions with hours are busy if
	              nothing is said; all-day entries and deadlines are not.
	remind        a reminder so long before the start: 15m, 1d; none. On an entry
	              without hours 1d means 09:00 the day before.
	formerly      the key before a rename, so that calendars know the entries again;
	              for groups {A: old-key} or {A: old-key.old-group}

More topics than sessions is an error; fewer topics end the weekly slots, and
check shows where. Slots in breaks are not held; a written date in a break
stays, with a warning.

# Exceptions

	skip: [2020-03-04]                    planned off: titles and numbers go on a week later
	skip: {2020-03-04: Snow}              the same, but readers see the slot as cancelled
	cancel: {3: Illness}                  session 3 is cancelled and its topic is lost
	move: {6: 2020-04-29}                 another day, the same time; number and topic stay
	move: {6: 2020-04-29 14:00}           and another time; it lasts as long as before
	move: {6: {to: 2020-04-29, where: Teams, why: Strike}}
	change: {6-8: {where: Teams, why: University closed}}

The key is a number, a range 4-6, a planned date or a range of them, or
several with commas in quotes: "4-6, 9". Planned dates stay keys after a move.
For skip only dates serve. A key that matches nothing is an error.

	change has    when (a time), where, title, topic, kind, url, notes, why
	move has      to, and all of change but when

First change counts, then move, then cancel. Where two lines say the same of
one session, a group's own line wins, else the later one. A move, or a change
of time, that would hit two groups must stand under one of them. A single event
or deadline is cancelled by cancel: true, or cancel: and the reason.

# Deadlines

	deadlines:
	  essay:  {title: Essay, due: Fri 2020-05-29 16:00, was: 2020-05-15 16:00, worth: 40%}
	  quiz-1: Wed 2020-08-19
	  sheet:  {title: "Sheet {n}", due: Fri 12:00, from: 2020-08-07, count: 6}
	  report: {due: {A: Mon week 4 12:00, B: Wed week 4 18:00}}

	due           the due time; weekdays for a weekly deadline; or a mapping of
	              groups to their due times. Needed. A deadline may be just this.
	was, why      the due time before it was moved, and the reason
	cancel        true, or the reason
	worth         the weight: 40%
	covers        lab, lab 3, lab 1-3, or a list: what it is about
	groups        whom it is for; without it, everybody
	show          block (the half hour before it, if nothing is said) or all-day
	title, kind, url, notes, remind, formerly
	              as for sessions; kind is deadline if nothing is said; a reminder
	              counts from the due time
	from, until, weeks, count, every, number, skip, move, change
	              for weekly deadlines, as for sessions

A deadline of kind deadline has " due" behind its title, one with a time
" due 16:00". Due at 00:00 is read as 24:00 of the day before.

# Templates

The title, where, url and notes of sessions, groups, deadlines, change and
move may show {n}, {n:02} (two digits), {topic}, {code}, {name}, {group} and
{week}, the teaching week of the day held. {{ and }} are braces. Topics are
taken as they are.

# Weeks

A week begins on Monday. Weeks whose Monday to Friday all lie in breaks do not
count. A further anchor, {1: 2020-08-03, 9: 2020-10-05}, settles doubts.

# Identity

Calendars know an entry by its UID, which is

	key[.group][.which]@id

where which is the number if the series' title shows {n}, as it does if no
title is given; else the planned date (.2 for the second that day); and nothing
for a single event or deadline. A slot skipped with a reason goes by its date.
Time, place, title and topic never count, so they may change freely.

# What is refused

Unknown, repeated and empty keys; anchors, aliases, tags and merge keys; a
second document; what is not UTF-8; files over 1 MiB or 10,000 entries; and
what YAML would cut or change without a word: Room #3, {topic} and Deep: wide
need quotes. All errors are told in one run, at most fifty.

# What is doubted

Warnings, which check shows: a written date on a weekend without its weekday;
an entry on a bank holiday of England and Wales (for Europe/London); two
sessions of one group at once, or in one place; a deadline before what it
covers; weights over 100% together; a date in a break; a move beyond the term;
groups that a break brings out of step; due at 00:00; more than 1,000 entries.
*/
package schedule
