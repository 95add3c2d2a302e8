// Writes schedule files whose terms lie around today, so that pages have a
// past, a next and a future.
import { writeFileSync } from "node:fs";

const day = 24 * 3600 * 1000;
const monday = new Date(Math.floor(Date.now() / day) * day);
monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));

// The date so many days after the Monday of this week.
export const date = (days) => new Date(monday.getTime() + days * day).toISOString().slice(0, 10);

const long = "A title that goes on and on ".repeat(7).trim(); // nearly 200 characters
const courses = {
  // An ordinary course of about sixty entries.
  plain: `
code: COMP6248
name: Differentiable Programming (and Deep Learning)
url: https://example.edu/comp6248
term: ${date(-42)} to ${date(74)}
week_numbers: {1: ${date(-42)}}
breaks: {${date(28)} to ${date(39)}: Easter vacation}
groups: {A: Monday group, B: Wednesday group}
sessions:
  lecture: {when: Mon Thu 13:00-14:00 @ Zepler L2, count: 24}
  lab:
    title: "Lab {n}: {topic}"
    topics: [Tensors, Gradients, Optimisation, Networks, Convolution, Transfer learning, Sequences, Generative models]
    groups:
      A: {when: Mon 10:00-11:00, skip: {${date(7)}: Lecturer ill}}
      B: {when: Wed 14:15-15:15, move: {7: {to: ${date(4)} 09:00, why: Strike}}}
    change: {8: {where: Teams, why: University closed}}
deadlines:
  sheet: {due: Fri 12:00, from: ${date(-38)}, count: 8, worth: 2.5%}
  essay: {due: ${date(11)} 23:59 AoE, worth: 30%, covers: lab 1-3, notes: "One PDF.\\nTen pages."}
  report: {due: ${date(46)} 16:00, was: ${date(25)} 16:00, why: University closed, worth: 40%}
  quiz: {kind: quiz, due: ${date(53)}, worth: 10%}
  oral: tbc
`,
  second: `
name: Databases
deadlines: {report: {due: ${date(11)} 23:59 AoE, worth: 60%}, talk: {due: Wed ${date(16)}, worth: 40%}}
`,
  long: `
code: LONG1
name: ${long}
sessions:
  a: {title: ${long}, when: ${date(2)} 09:00-10:00, where: ${"Averylongroomnamewithoutblanks".repeat(4)}}
  b: {title: "👩‍👩‍👧‍👦 🎓 emoji", when: ${date(3)} 09:00-10:00}
  c: {title: "مقدمة في البرمجة", when: ${date(4)} 09:00-10:00, where: "القاعة ٣", notes: "אחת"}
`,
  large: `
name: Six hundred
sessions: {clinic: {when: Mon Tue Wed Thu Fri 09:00-10:00, from: ${date(-140)}, count: 600}}
`,
  over: `
name: Over long ago
sessions: {lab: {when: ${date(-300)} 09:00-10:00}}
`,
  bare: `
name: No times and no places
deadlines: {essay: {due: ${date(9)}}, midnight: {due: ${date(10)} 24:00}, far: {due: ${date(12)} 23:59 America/Argentina/ComodRivadavia}}
`,
};

// Writes all courses into a folder and returns their ids.
export function writeCourses(folder) {
  for (const [id, text] of Object.entries(courses)) writeFileSync(`${folder}/${id}.yaml`, `id: ${id}\ntimezone: Europe/London\n${text}`);
  return Object.keys(courses);
}
