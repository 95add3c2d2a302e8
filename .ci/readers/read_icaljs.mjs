// Prints the entries of calendars as ical.js reads them, a line each. The zones
// are those of the file's own VTIMEZONE.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.ICALJS_FROM + "/");
const { default: ICAL } = await import(pathToFileURL(require.resolve("ical.js")));

const when = (time) => (time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString());

// A field stays on its line and between its tabs.
const plain = (value) => String(value).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");

for (const name of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(name, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    for (const time of [event.startDate, event.endDate]) {
      if (!time.isDate && time.zone === ICAL.Timezone.localTimezone) throw new Error(`${name}: a floating time ${time}`);
    }
    const status = component.getFirstPropertyValue("status");
    console.log([event.uid, event.summary, when(event.startDate), when(event.endDate), event.startDate.isDate, status, event.location ?? ""].map(plain).join("\t"));
  }
}
