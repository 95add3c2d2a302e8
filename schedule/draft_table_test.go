package schedule

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadTable(t *testing.T) {
	for _, test := range []struct {
		name, csv string
		want      []string
	}{
		{"commas", "date,start,end,title,place\n2020-04-29,09:00,11:00,Lab,L2\n", []string{"2020-04-29 09:00 to 2020-04-29 11:00 Lab"}},
		{"semicolons, a BOM and CRLF", "\xef\xbb\xbfDate;Start;End;Title;Room\r\n2020-04-29;9:00;11:00;\"Lists; trees, heaps\";L2\r\n;;;;\r\n", []string{"2020-04-29 09:00 to 2020-04-29 11:00 Lists; trees, heaps"}},
		{"tabs and a span", "Day\tTime\tEvent\nWed 29 Apr 2020\t9-11am\tLab\n", []string{"2020-04-29 09:00 to 2020-04-29 11:00 Lab"}},
		{"lines above the headings", "Spring timetable,,\n,,\nDate,Time,Title\n29th April 2020,13.00-14.00,Talk\n", []string{"2020-04-29 13:00 to 2020-04-29 14:00 Talk"}},
		{"semicolons below a title with commas", "Timetable, spring, 2020, all rooms\nDate;Time;Title\n2020-04-29;13:00-14:00;\"A, B, C, D\"\n", []string{"2020-04-29 13:00 to 2020-04-29 14:00 A, B, C, D"}},
		{"semicolons in titles", "date,time,title\n2020-04-29,13:00-14:00,\"A; B; C; D; E\"\n", []string{"2020-04-29 13:00 to 2020-04-29 14:00 A; B; C; D; E"}},
		{"words of headings below them", "date,title\n2020-04-29,Intro\n2020-05-06,Session; day 2\n2020-05-07,Date; title\n", []string{"2020-04-29 to 2020-04-29 Intro", "2020-05-06 to 2020-05-06 Session; day 2", "2020-05-07 to 2020-05-07 Date; title"}},
		{"Google", "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location\nTalk,04/29/2020,09:00 PM,04/29/2020,11:30 PM,False,,\nFair,05/04/2020,,05/05/2020,,True,,\n",
			[]string{"2020-04-29 21:00 to 2020-04-29 23:30 Talk", "2020-05-04 to 2020-05-05 Fair"}},
		{"a trip in a calendar's table", "Subject,Start Date,Start Time,End Date,End Time,All Day Event\nTrip,04/17/2020,9:00 AM,04/20/2020,5:00 PM,False\n", []string{"2020-04-17 09:00 to 2020-04-20 17:00 Trip"}},
		{"days first, by another row", "date,time,title\n03/04/2020,09:00-10:00,A\n29/04/2020,09:00-10:00,B\n", []string{"2020-04-03 09:00 to 2020-04-03 10:00 A", "2020-04-29 09:00 to 2020-04-29 10:00 B"}},
		{"days first, by the weekday", "date,time,title\nFri 03/04/2020,09:00-10:00,A\n05/06/20,09:00-10:00,B\n", []string{"2020-04-03 09:00 to 2020-04-03 10:00 A", "2020-06-05 09:00 to 2020-06-05 10:00 B"}},
		{"points mean days first", "date,time,title\n3.4.2020,09:00-10:00,A\n", []string{"2020-04-03 09:00 to 2020-04-03 10:00 A"}},
		{"names of months", "date,time,title\n\"April 3, 2020\",0900-1000,A\n4-Apr-20,11-1pm,B\n", []string{"2020-04-03 09:00 to 2020-04-03 10:00 A", "2020-04-04 11:00 to 2020-04-04 13:00 B"}},
		{"dates with times", "start,end,title\n2020-04-29 09:00,2020-04-29 11:00,Lab\n2020-04-30T14:00:00Z,2020-04-30T15:00:00Z,Talk\n", []string{"2020-04-29 09:00 to 2020-04-29 11:00 Lab", "2020-04-30 15:00 to 2020-04-30 16:00 Talk"}},
		{"durations", "Date,Start,Duration,Activity\n29/04/2020,9:00:00,1:30,Lab\n30/04/2020,9:00,2,Talk\n01/05/2020,9:00,45 min,Chat\n", []string{"2020-04-29 09:00 to 2020-04-29 10:30 Lab", "2020-04-30 09:00 to 2020-04-30 11:00 Talk", "2020-05-01 09:00 to 2020-05-01 09:45 Chat"}},
		{"over midnight", "date,time,title\n2020-04-29,22:00 – 01:00,Night\n", []string{"2020-04-29 22:00 to 2020-04-30 01:00 Night"}},
		{"deadlines", "date,time,title,type\n2020-04-29,16:00,Essay,Deadline\n2020-04-30,12:00,Report hand-in,\n2020-05-01,,Paper,Coursework\n", []string{"2020-04-29 16:00 to 2020-04-29 16:00 Essay", "2020-04-30 12:00 to 2020-04-30 12:00 Report hand-in", "2020-05-01 to 2020-05-01 Paper"}},
		{"Outlook", "Subject,Start Date,Start Time,End Date,End Time,All day event\nBank holiday,25/5/2020,0:00:00,26/5/2020,0:00:00,True\nReading week,1/6/2020,0:00:00,6/6/2020,0:00:00,True\nLab,27/5/2020,14:00:00,27/5/2020,16:00:00,False\n",
			[]string{"2020-05-25 to 2020-05-25 Bank holiday", "2020-05-27 14:00 to 2020-05-27 16:00 Lab", "2020-06-01 to 2020-06-05 Reading week"}},
		{"what is held and due", "date,time,title,due\n2020-04-29,09:00-11:00,Lab,2020-05-06 16:00\n2020-05-06,,Essay,2020-05-06\n2020-05-07,,Paper,16:00\n2020-05-08,09:00-10:00,Talk,Problem sheet 1\n2020-05-11,09:00-10:00,Talk,n/a\n",
			[]string{"2020-04-29 09:00 to 2020-04-29 11:00 Lab", "2020-05-06 to 2020-05-06 Essay", "2020-05-06 16:00 to 2020-05-06 16:00 Lab", "2020-05-07 16:00 to 2020-05-07 16:00 Paper",
				"2020-05-08 to 2020-05-08 Problem sheet 1", "2020-05-08 09:00 to 2020-05-08 10:00 Talk", "2020-05-11 09:00 to 2020-05-11 10:00 Talk"}},
		{"numbers of what is due", "date,time,title,due\n2020-05-08,09:00-10:00,Talk,Quiz 2\n2020-05-11,09:00-10:00,Talk,Sheet 1\n2020-05-12,09:00-10:00,Talk,HW 5\n",
			[]string{"2020-05-08 to 2020-05-08 Quiz 2", "2020-05-08 09:00 to 2020-05-08 10:00 Talk", "2020-05-11 to 2020-05-11 Sheet 1", "2020-05-11 09:00 to 2020-05-11 10:00 Talk",
				"2020-05-12 to 2020-05-12 HW 5", "2020-05-12 09:00 to 2020-05-12 10:00 Talk"}},
		{"due in other words", "title,due\nA,31 May 2020 at 4pm\nB,\"Sun, 31st of May 2020, 17:00\"\nC,31/May/2020 16:00Z\nD,Weds 27 May 2020\nE,2020-05-31T18:00:00+02:00\nF,\u200e31/05/2020\u00a023:59\n",
			[]string{"2020-05-27 to 2020-05-27 D", "2020-05-31 16:00 to 2020-05-31 16:00 A", "2020-05-31 17:00 to 2020-05-31 17:00 B", "2020-05-31 17:00 to 2020-05-31 17:00 C", "2020-05-31 17:00 to 2020-05-31 17:00 E", "2020-05-31 23:59 to 2020-05-31 23:59 F"}},
		{"a zone in one cell", "start,length,title\n2020-04-29T09:00:00+02:00,90,A\n2020-04-29T15:00Z,1:00,B\n", []string{"2020-04-29 08:00 to 2020-04-29 09:30 A", "2020-04-29 16:00 to 2020-04-29 17:00 B"}},
		{"offsets as databases and programs write them", "title,due\nA,2020-04-29 23:59:00 -0400\nB,2020-04-29 23:59:00-0400\nC,2020-04-29 23:59:00-04\nD,2020-04-29T23:59-04:00\nE,2020-04-29 23:59:00 +0000\nF,2020-04-29 23:59:00+00\nG,2020-04-29 23:59 +02:00\nH,2020-04-29 11:59:00 PM +0200\n",
			[]string{"2020-04-29 22:59 to 2020-04-29 22:59 G", "2020-04-29 22:59 to 2020-04-29 22:59 H", "2020-04-30 00:59 to 2020-04-30 00:59 E", "2020-04-30 00:59 to 2020-04-30 00:59 F",
				"2020-04-30 04:59 to 2020-04-30 04:59 A", "2020-04-30 04:59 to 2020-04-30 04:59 B", "2020-04-30 04:59 to 2020-04-30 04:59 C", "2020-04-30 04:59 to 2020-04-30 04:59 D"}},
		{"offsets at both ends", "Title,Start,End\nA,2020-04-29T09:00-04:00,2020-04-29T11:00-04:00\nB,2020-04-30 09:00:00-0400,2020-04-30 11:00:00-0400\n",
			[]string{"2020-04-29 14:00 to 2020-04-29 16:00 A", "2020-04-30 14:00 to 2020-04-30 16:00 B"}},
		{"spans with seconds", "date,time,title\n2020-04-29,09:00:00-17:00:00,A\n2020-04-30,09:00:00 - 11:00,B\n2020-05-01,09:00:00-17:00,C\n",
			[]string{"2020-04-29 09:00 to 2020-04-29 17:00 A", "2020-04-30 09:00 to 2020-04-30 11:00 B", "2020-05-01 09:00 to 2020-05-01 17:00 C"}},
		{"an end that stands twice", "date,time,end,title\n2020-04-29,09:00-11:00,11:00,A\n", []string{"2020-04-29 09:00 to 2020-04-29 11:00 A"}},
		{"days first, by the column beside", "day,date,time,title\nFri,03/04/2020,09:00-10:00,A\nTue,07/04/2020,09:00-10:00,B\n", []string{"2020-04-03 09:00 to 2020-04-03 10:00 A", "2020-04-07 09:00 to 2020-04-07 10:00 B"}},
		{"lengths in minutes", "date,time,length,title\n2020-04-29,09:00,10,A\n2020-04-30,09:00,50,B\n", []string{"2020-04-29 09:00 to 2020-04-29 09:10 A", "2020-04-30 09:00 to 2020-04-30 09:50 B"}},
		{"lengths in minutes by their heading", "date,time,Duration (min),title\n2020-04-29,09:00,10,A\n", []string{"2020-04-29 09:00 to 2020-04-29 09:10 A"}},
		{"a range of dates in one cell", "date,title\n27/01/2020 - 31/01/2020,Reading week\nMon 3 Feb 2020 to Wed 5 Feb 2020,Trip\n", []string{"2020-01-27 to 2020-01-31 Reading week", "2020-02-03 to 2020-02-05 Trip"}},
		{"noon", "date,time,title\n2020-01-27,10am to 12 noon,A\n2020-01-28,noon-2pm,B\n", []string{"2020-01-27 10:00 to 2020-01-27 12:00 A", "2020-01-28 12:00 to 2020-01-28 14:00 B"}},
		{"nothing but CR", "date,time,title\r2020-04-29,09:00-10:00,A\r2020-04-30,09:00-10:00,B\r", []string{"2020-04-29 09:00 to 2020-04-29 10:00 A", "2020-04-30 09:00 to 2020-04-30 10:00 B"}},
		{"a due column", "title,due date\nEssay,2020-04-29 16:00\nPaper,2020-04-30\n", []string{"2020-04-29 16:00 to 2020-04-29 16:00 Essay", "2020-04-30 to 2020-04-30 Paper"}},
		{"quotes and defused cells", "date,time,title\n2020-04-29,09:00-10:00,\"'=A, \"\"B\"\"\"\n", []string{`2020-04-29 09:00 to 2020-04-29 10:00 =A, "B"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, c, problems := drafted(t, test.csv, "Europe/London")
			if len(problems) > 0 {
				t.Error(problemLines(problems))
			}
			if diff := cmp.Diff(test.want, agenda(c)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, text)
			}
		})
	}
}

func TestReadTableTells(t *testing.T) {
	for _, test := range []struct{ name, row, want string }{
		{"either order", "03/04/2020,09:00-10:00,A", "t.csv:3:1: \"A\": \"03/04/2020\" may be 3 April 2020, or 4 March 2020\n  hint: write a weekday before it, Fri or Wed, in one row: all others follow\n"},
		{"neither order", "31/04/2020,09:00-10:00,A", "t.csv:3:1: \"A\": there is no such date as \"31/04/2020\"\n  hint: write it as 2020-04-29\n"},
		{"no month at all", "70/0.00,09:00-10:00,A", "t.csv:3:1: \"A\": there is no such date as \"70/0.00\"\n  hint: write it as 2020-04-29\n"},
		{"one weekday in either order", "03/02/2020,09:00-10:00,A", "t.csv:3:1: \"A\": \"03/02/2020\" may be 3 February 2020, or 2 March 2020\n  hint: write 2020-02-03, or 2020-03-02, in the table\n"},
		{"no such day", "31 June 2020,09:00-10:00,A", "t.csv:3:1: \"A\": there is no such date as \"31 June 2020\"\n  hint: write it as 2020-04-29\n"},
		{"a wrong weekday", "Tue 29 April 2020,09:00-10:00,A", "t.csv:3:1: \"A\": \"Tue 29 April 2020\" is a Wednesday\n  hint: look at the date and at the weekday\n"},
		{"no year", "29 April,09:00-10:00,A", "t.csv:3:1: \"A\": \"29 April\" has no year\n  hint: write it as 29 April 2020, or 2020-04-29\n"},
		{"a serial number", "43950,09:00-10:00,A", "t.csv:3:1: \"A\": \"43950\" is a number of days, as spreadsheets keep dates\n  hint: format the column as dates before you save it\n"},
		{"no time", "2020-04-29,early,A", "t.csv:3:1: \"A\": \"early\" is not a time\n  hint: write it as 09:00, or 09:00-11:00\n"},
		{"backwards", "2020-04-29,11:00-10:00,A", "t.csv:3:1: \"A\": it ends before it begins\n  hint: look at its times, and whether am and pm are written\n"},
		{"a wrong weekday beside", "29/04/2020,09:00-10:00,A,Tue", "t.csv:3:1: \"A\": \"Tue 29/04/2020\" is a Wednesday\n  hint: look at the date and at the weekday\n"},
		{"at night or not", "2020-04-29,2-4,A", "t.csv:3:1: \"A\": \"2-4\" may be 02:00, or 14:00\n  hint: add am or pm, or write 14:00\n"},
		{"a weekday alone", "Monday,09:00-10:00,A", "t.csv:3:1: \"A\": \"Monday\" is a weekday and not a date\n  hint: write the date beside it, such as 2020-04-29\n"},
		{"no date", ",09:00-10:00,A", "t.csv:3:1: \"A\": the row has no date\n  hint: write a date in the table; of merged cells only the first has one\n"},
		{"no title", "2020-04-29,09:00-10:00,", "t.csv:3:1: the row has no title\n  hint: write a title in the table\n"},
		{"no end", "2020-04-29,09:00,A", "t.csv:3:1: \"A\": it has no end, and no word such as due says that it is a deadline\n" +
			"  hint: give it an end there; or if it is a deadline, write below deadlines: a: {title: A, due: Wed 2020-04-29 09:00}\n"},
		{"a gap", "2020-03-29,01:30-03:00,A", "t.csv:3:1: \"A\": 01:30 does not exist on 2020-03-29 in Europe/London: clocks go from 00:59 to 02:00\n  hint: mend it in the table\n"},
		{"far away", "1920-03-29,01:30-03:00,A", "t.csv:3:1: \"A\": \"1920-03-29\" is not between 1970 and 2100\n  hint: look at the year\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, problems := drafted(t, "date,time,title,day\n2020-04-28,09:00-10:00,B,\n"+test.row+"\n", "Europe/London")
			if diff := cmp.Diff(test.want, problemLines(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestContradictoryTimes refuses rows whose cells say two ends.
func TestContradictoryTimes(t *testing.T) {
	const together = "t.csv:3:1: \"A\": its start and its end do not go together\n  hint: write 09:00 below start and 11:00 below end, or 09:00-11:00 in one column\n"
	for _, test := range []struct{ name, row, want string }{
		{"two ends", "2020-04-29 09:00-10:00,11:00,A,", together},
		{"a span for an end", "2020-04-29 09:00,10:00-11:00,A,", together},
		{"a due span backwards", ",,A,2020-04-29 23:00-04:00", "t.csv:3:1: \"A\": \"23:00-04:00\" ends before it begins\n  hint: write the time at which it is due alone, such as 16:00\n"},
		{"no time behind a T", "2020-04-29T25:00,11:00,A,", "t.csv:3:1: \"A\": \"25:00\" is not a time\n  hint: write it as 09:00, or 09:00-11:00\n"},
	} {
		_, _, problems := drafted(t, "start,end,title,due\n2020-04-28 09:00,10:00,B,\n"+test.row+"\n", "Europe/London")
		if diff := cmp.Diff(test.want, problemLines(problems)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestReadTableLosesNothing has a row for each thing that has no place of its own.
func TestReadTableLosesNothing(t *testing.T) {
	for _, test := range []struct{ name, csv, schedule, told string }{
		{"the weight of a quiz of a day", "date,title,kind,worth\n2020-05-14,Quiz 2,quiz,20%\n", "quiz-2: {kind: quiz, due: Thu 2020-05-14, worth: 20%}", ""},
		{"the weight of what is held", "date,time,title,worth\n2020-05-14,09:00-11:00,Exam,60%\n", `notes: "Worth 60%"`, ""},
		{"a weight in points", "date,title,kind,worth,notes\n2020-05-14,Essay,deadline,25 points,On paper\n", "notes: |\n      Worth 25 points\n      On paper\n", ""},
		{"an unknown column", "date,time,title,Staff,Size,Empty\n2020-05-14,09:00-11:00,Lab,Dr Hare,20,\n", "",
			"t.csv:1:1: warning: some columns are left out: \"Staff\", \"Size\"\n  hint: if it matters, call it what it is: date, start, end, title, place, kind, url or notes\n"},
		{"a column without a heading", "date,title,\n2020-02-03,Lecture,Bring a laptop\n2020-02-04,Lab,\n", "",
			"t.csv:2:1: warning: \"Bring a laptop\" has no heading above it, and is left out\n  hint: write what it is above its column, such as notes; or if it belongs to the cell before it, put both in quotes\n"},
		{"commas without quotes", "date,title\n2020-02-03,Lecture\n2020-02-04,Trees, heaps, lists\n2020-02-05,Hashes, maps\n", "",
			"t.csv:3:1: warning: \"heaps\" has no heading above it, and is left out; so it is in 2 rows\n  hint: write what it is above its column, such as notes; or if it belongs to the cell before it, put both in quotes\n"},
		{"a second column of one sort", "date,time,title,link,website\n2020-05-14,09:00-11:00,Lab,https://a.org,https://b.org\n", "",
			"t.csv:1:1: warning: a column is left out: \"website\"\n  hint: if it matters, call it what it is: date, start, end, title, place, kind, url or notes\n"},
		{"sessions and topics", "Session,Topic,Date,Time\nLab 1,Trees,2020-05-14,09:00-11:00\nLab 2,Heaps,2020-05-21,09:00-11:00\nLab 3,Graphs,2020-05-28,09:00-11:00\n",
			"  lab:\n    when: Thu 09:00-11:00\n    from: 2020-05-14\n    topics:\n      - Trees\n      - Heaps\n      - Graphs\n", ""},
		{"numbers of sessions", "Session,Topic,Date,Time\n1,Trees,2020-05-14,09:00-11:00\n2,Heaps,2020-05-21,09:00-11:00\n3,Graphs,2020-05-28,09:00-11:00\n",
			"  session:\n    when: Thu 09:00-11:00\n    from: 2020-05-14\n    topics:\n      - Trees\n      - Heaps\n      - Graphs\n", ""},
		{"two titles that say the same", "Title,Topic,date,time\nTrees and heaps,Trees,2020-05-14,09:00-11:00\nGraphs,Graphs,2020-05-15,09:00-11:00\n", "graphs: {when:", ""},
		{"buildings and rooms", "date,time,title,Location,Room\n2020-05-14,09:00-11:00,Lab,Building 32,32\n2020-05-15,09:00-11:00,Demo,,32\n", "where: \"Building 32, 32\"", ""},
		{"notes and comments", "date,time,title,Description,Notes\n2020-05-14,09:00-11:00,Lab,Bring a laptop,On paper\n", "notes: |\n      Bring a laptop\n      On paper\n", ""},
		{"a course", "Module,date,time,title\nCOMP6248,2020-05-14,09:00-11:00,COMP6248 Lab\n", "code: COMP6248\nname: COMP6248\n", ""},
		{"the name of a course", "Course,date,time,title\nDeep Learning,2020-05-14,09:00-11:00,Lab\n", "id: deep-learning-2020 ", ""},
		{"several courses", "Course,date,time,title\nA,2020-05-14,09:00-11:00,Lab\nB,2020-05-15,09:00-11:00,Lab\n", "",
			"t.csv:1:1: warning: the rows are of several courses: A, B\n  hint: a schedule is one course: take the others out\n"},
		{"a kind for a title", "Type,date,time\nLecture,2020-05-14,09:00-11:00\n", "  lecture: {when: Thu 2020-05-14 09:00-11:00}\n", ""},
		{"an assessment that is held", "date,start,end,title,type,place\n2020-04-29,14:00,16:00,Class test,Assessment,Room 5\n",
			"sessions:\n  class-test: {kind: assessment, when: Wed 2020-04-29 14:00-16:00, where: Room 5}\n", ""},
		{"an assessment of some days", "date,end date,title,type\n2020-06-01,2020-06-12,Exams,Assessment\n", "exams: {kind: assessment, when: Mon 2020-06-01 to Fri 2020-06-12}", ""},
		{"a deadline with a start", "date,time,title,type,place\n2020-04-29,14:00-16:00,Essay,Deadline,Room 5\n", "deadlines:\n  essay: {due: Wed 2020-04-29 16:00, notes: Room 5}\n",
			"t.csv:2:1: warning: \"Essay\": it is a deadline by its kind, and only its end is kept\n  hint: call its kind otherwise if it is held\n"},
		{"what is not fixed yet", "date,time,title,due\n2020-05-14,09:00-11:00,Lab 1,\nTBC,,Lab 2,\n,,Essay,tba\n2020-05-15,09:00-11:00,Lab 3,TBC\n",
			"  lab-2: {when: tbc}\n\ndeadlines:\n  lab-3-2: {title: Lab 3, due: tbc}\n  essay: tbc\n", ""},
		{"hours of a day", "date,time,end,all day,title\n2020-05-14,09:00,11:00,yes,Lab\n2020-05-15,00:00,23:59,yes,Fair\n", "  lab: {when: Thu 2020-05-14}\n",
			"t.csv:2:1: warning: \"Lab\": it is all day, and its hours are left out\n  hint: take out the hours, or all day\n"},
		{"a weekday beside what is not fixed yet", "Day,Date,Title\nWed,2020-04-29,A\nThu,TBC,B\n", "  a: {when: Wed 2020-04-29}\n  b: {when: tbc}\n", ""},
		{"anywhere on earth", "title,due\nEssay,2020-05-31 23:59 AoE\n", "  essay: Sun 2020-05-31 23:59 AoE\n", ""},
		{"long hours", "date,time,length,title\n2020-05-14,09:00,8,Field trip\n", "when: Thu 2020-05-14 09:00-17:00", "t.csv:1:1: warning: lengths such as 8 are taken as hours\n  hint: if they are minutes, write min into the heading\n"},
		{"Windows-1252", "date,title\n2020-05-14,\xdcbung \x96 \x931\x94\n", "title: \"Übung – “1”\"",
			"t.csv:1:1: warning: the table is not in UTF-8 and is read as Windows-1252\n  hint: look at the letters with accents, or save it as CSV UTF-8\n"},
		{"UTF-16", "\xff\xfed\x00a\x00t\x00e\x00\t\x00t\x00i\x00t\x00l\x00e\x00\n\x002\x000\x002\x000\x00-\x000\x005\x00-\x001\x004\x00\t\x00\x1c\x20\n\x00", "title: \"“\"", ""},
		{"a row that stands twice", "date,time,title\n2020-05-14,09:00-11:00,Lab\n2020-05-14,09:00-11:00,Lab\n", "lab: {when: Thu 2020-05-14 09:00-11:00}",
			"t.csv:3:1: warning: \"Lab\": the same stands in line 2, and is taken once\n  hint: if both are held, tell them apart by their titles, places or groups\n"},
		{"what the date says anyway", "day,week,date,time,title\nThu,3,2020-05-14,09:00-11:00,Lab\n", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, _, problems := drafted(t, test.csv, "Europe/London")
			if !strings.Contains(text, test.schedule) {
				t.Errorf("the schedule lacks %q:\n%s", test.schedule, text)
			}
			if diff := cmp.Diff(test.told, problemLines(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTableRefuses(t *testing.T) {
	for _, test := range []struct{ name, csv, want string }{
		{"empty", "", "the table has no row of headings"},
		{"no headings", "2020-04-29,09:00,Lab\n", "the table has no row of headings"},
		{"headings far below", strings.Repeat("x,y\n", 300) + "date,title\n2020-04-29,Lab\n", "the table has no row of headings"},
		{"nothing but rows", strings.Repeat("2020-04-29,09:00,Lab and some more text\n", 200_000), "the table has no row of headings"},
		{"no title", "Date,Time,Whatever\n2020-04-29,09:00,Lab\n", "no column is known as title: the headings are Date, Time, Whatever"},
		{"no date", "Whenever,Title\n2020-04-29,Lab\n", "no column is known as date: the headings are Whenever, Title"},
		{"too long", "date,title\n" + strings.Repeat("2020-04-29,Lab\n", 10_001), "there are more than 10000 entries"},
		{"nothing fixed", "date,title\nTBC,Lab\n", "no entry is left to make a schedule of"},
		{"nothing left", "date,title\n", "no entry is left to make a schedule of"},
	} {
		d, _, err := ReadTable("t.csv", []byte(test.csv), time.UTC)
		if err == nil {
			_, _, err = d.Write()
		}
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// A quote that is not closed must not take the rows below it into its cell.
func TestUnclosedQuote(t *testing.T) {
	const head = "date,time,title,place\n2026-03-02,09:00-10:00,"
	for text, wrong := range map[string]bool{
		"A,\"R\n2026-03-03,09:00-10:00,B,R\n":                 true,
		"A,\"R\n2026-03-03,09:00-10:00,B,R\n2026-03-04,,C,\n": true,
		"A,\"R\n2nd floor\"\n2026-03-03,09:00-10:00,B,R\n":    false,
		"The 5\" screen,R\n2026-03-03,09:00-10:00,B,R\n":      false,
	} {
		_, _, err := ReadTable("t.csv", []byte(head+text), time.UTC)
		if (err != nil) != wrong {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestReadTableGroups finds whom rows are for.
func TestReadTableGroups(t *testing.T) {
	const head, own = "date,time,title,group\n", "course,title,start,end,groups,moved from\n"
	for _, test := range []struct{ name, csv, groups, entry string }{
		{"names", head + "2020-05-14,9-11,Lab,A\n2020-05-15,9-11,Lab,B\n", "[A, B]", "lab-a: {title: Lab, groups: [A], when: Thu 2020-05-14 09:00-11:00}"},
		{"labels", head + "2020-05-14,9-11,Lab,Group A\n2020-05-15,9-11,Lab,Group B\n", "{Group-A: Group A, Group-B: Group B}", "groups: [Group-B]"},
		{"several with commas", head + "2020-05-14,9-11,Lec,\"A, B\"\n2020-05-15,9-11,Lab,C\n", "[A, B, C]", "groups: [A, B]"},
		{"several with slashes", head + "2020-05-14,9-11,Lec,Red/Blue\n2020-05-21,9-11,Lec,Red/Blue\n2020-05-28,9-11,Lec,Red/Blue\n2020-05-15,9-11,Lab,C\n", "[Red, Blue, C]",
			"  lec: {title: Lec, groups: [Red, Blue], when: Thu 09:00-11:00, from: 2020-05-14, count: 3}\n"},
		{"several with and", head + "2020-05-14,9-11,Lec,A and B\n2020-05-15,9-11,Lab,A\n2020-05-18,9-11,Lab,B\n2020-05-19,9-11,Lab,C\n", "[A, B, C]", "lec: {groups: [A, B]"},
		{"several with plus", head + "2020-05-14,9-11,Lec,1+2\n2020-05-15,9-11,Lab,1\n2020-05-18,9-11,Lab,2\n2020-05-19,9-11,Lab,3\n", "{Group-1: Group 1, Group-2: Group 2, Group-3: Group 3}", "lec: {groups: [Group-1, Group-2]"},
		{"their word once", head + "2020-05-14,9-11,Lec,Set B & C\n2020-05-15,9-11,Lab,Set B\n2020-05-18,9-11,Lab,Set C\n2020-05-19,9-11,Lab,Set D\n", "{Set-B: Set B, Set-C: Set C, Set-D: Set D}", "lec: {groups: [Set-B, Set-C]"},
		{"a name with and", head + "2020-05-14,9-11,Lec,Arts and Crafts\n2020-05-15,9-11,Lab,Arts\n", "{Arts-and-Crafts: Arts and Crafts, Arts: Arts}", "groups: [Arts-and-Crafts]"},
		{"all of them", head + "2020-05-14,9-11,Lec,\"A, B\"\n2020-05-15,9-11,Lab,A\n", "[A, B]", "lec: {when: Thu 2020-05-14 09:00-11:00}\n"},
		{"numbers", head + "2020-05-14,9-11,Lab,1\n2020-05-15,9-11,Lab,2\n", "{Group-1: Group 1, Group-2: Group 2}", "groups: [Group-1]"},
		{"one alone", head + "2020-05-14,9-11,Tutorial,Tutorial 1\n2020-05-15,9-11,Lec,all\n", "{Tutorial-1: Tutorial 1}", "lec: {when: Fri 2020-05-15 09:00-11:00}"},
		{"other letters", head + "2020-05-14,9-11,Lab,Grün\n2020-05-15,9-11,Lab,Синяя\n2020-05-15,9-11,Lab,no\n", "{Gruen: Grün, group: Синяя, \"no\": \"no\"}", "groups: [\"no\"]"},
		{"equal but for case", head + "2020-05-14,9-11,Lab,red\n2020-05-15,9-11,Lab,Red\n", "[red]", "groups: [red]"},
		{"a table of ours", own + "x,Lab,2020-05-14T09:00:00+01:00,2020-05-14T11:00:00+01:00,A B,\nx,Lab,2020-05-15T09:00:00+01:00,2020-05-15T11:00:00+01:00,C,\n", "[A, B, C]", "groups: [A, B]"},
		{"one group of ours", own + "x,Lab,2020-05-14T09:00:00+01:00,2020-05-14T11:00:00+01:00,A,\n", "[A]", "groups: [A]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, _, problems := drafted(t, test.csv, "Europe/London")
			if len(problems) > 0 || !strings.Contains(text, "\ngroups: "+test.groups+"\n") || !strings.Contains(text, test.entry) {
				t.Errorf("want groups: %s, and %s; told %s\n%s", test.groups, test.entry, problemLines(problems), text)
			}
		})
	}
}
