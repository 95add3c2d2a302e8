"""Prints the entries of calendars as python3-icalendar reads them, a line each."""
import datetime
import sys

import icalendar


def when(value):
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise SystemExit("a floating time: %s" % value)
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(text):
    """Keeps a field on its line and between its tabs."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


for name in sys.argv[1:]:
    with open(name, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise SystemExit("%s: %s" % (name, event.errors))
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        all_day = not isinstance(start, datetime.datetime)
        fields = [event["UID"], event["SUMMARY"], when(start), when(end), str(all_day).lower(), event["STATUS"], event.get("LOCATION", "")]
        print("\t".join(plain(str(f)) for f in fields))
