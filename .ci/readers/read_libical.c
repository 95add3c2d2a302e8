/* Prints the entries of a calendar as libical reads them, a line each. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *slurp(const char *name) {
	FILE *f = fopen(name, "rb");
	if (!f) { perror(name); exit(2); }
	fseek(f, 0, SEEK_END);
	long n = ftell(f);
	rewind(f);
	char *text = calloc(1, (size_t)n + 1);
	if (!text || fread(text, 1, (size_t)n, f) != (size_t)n) { perror(name); exit(2); }
	fclose(f);
	return text;
}

/* A field stays on its line and between its tabs. */
static void print_text(const char *s) {
	for (; s && *s; s++) {
		switch (*s) {
		case '\\': fputs("\\\\", stdout); break;
		case '\n': fputs("\\n", stdout); break;
		case '\t': fputs("\\t", stdout); break;
		default: putchar(*s);
		}
	}
}

/* The zone comes from the VTIMEZONE of the file, not from the machine. */
static void print_time(icalcomponent *calendar, icalproperty *p, struct icaltimetype t) {
	if (t.is_date) {
		printf("%04d-%02d-%02d\t", t.year, t.month, t.day);
		return;
	}
	icalparameter *tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
	icaltimezone *zone = icaltimezone_get_utc_timezone();
	if (!tzid && !icaltime_is_utc(t)) { fprintf(stderr, "a floating time\n"); exit(1); }
	if (tzid) {
		zone = icalcomponent_get_timezone(calendar, icalparameter_get_tzid(tzid));
		if (!zone) { fprintf(stderr, "no VTIMEZONE %s\n", icalparameter_get_tzid(tzid)); exit(1); }
	}
	icaltimezone_convert_time(&t, zone, icaltimezone_get_utc_timezone());
	printf("%04d-%02d-%02dT%02d:%02d:%02dZ\t", t.year, t.month, t.day, t.hour, t.minute, t.second);
}

int main(int argc, char **argv) {
	for (int i = 1; i < argc; i++) {
		icalcomponent *calendar = icalparser_parse_string(slurp(argv[i]));
		if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
			fprintf(stderr, "%s is no calendar\n", argv[i]);
			return 1;
		}
		if (icalcomponent_count_errors(calendar)) {
			fprintf(stderr, "%s: libical finds %d errors\n", argv[i], icalcomponent_count_errors(calendar));
			return 1;
		}
		for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e;
		     e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
			icalproperty *start = icalcomponent_get_first_property(e, ICAL_DTSTART_PROPERTY);
			icalproperty *end = icalcomponent_get_first_property(e, ICAL_DTEND_PROPERTY);
			if (!start || !end) { fprintf(stderr, "%s: no DTSTART or no DTEND\n", argv[i]); return 1; }
			print_text(icalcomponent_get_uid(e));
			putchar('\t');
			print_text(icalcomponent_get_summary(e));
			putchar('\t');
			print_time(calendar, start, icalproperty_get_dtstart(start));
			print_time(calendar, end, icalproperty_get_dtend(end));
			printf("%s\t%s\t", icalproperty_get_dtstart(start).is_date ? "true" : "false",
			       icalenum_status_to_string(icalcomponent_get_status(e)));
			print_text(icalcomponent_get_location(e));
			putchar('\n');
		}
	}
	return 0;
}
