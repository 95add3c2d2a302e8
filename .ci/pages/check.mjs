// node check.mjs DIR COURSES [SHOTS]: DIR holds the program and may be written
// to; COURSES are the real courses; SHOTS is where screenshots are kept.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { HtmlValidate } from "html-validate";
import { date, writeCourses } from "./courses.mjs";

const [dir, realCourses, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let failures = 0;
const fail = (what) => { failures++; console.log("FAIL " + what); };
const want = (ok, what) => { if (!ok) fail(what); };
const children = [];

// Starts the program and waits for its address.
function start(args, env = {}) {
  const child = spawn(`${dir}/coursecal`, args, { env: { ...process.env, ...env } });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (data) => { said += data; const m = said.match(/(http:\/\/[\d.:]+)/); if (m && (args[0] === "preview" || said.includes("published"))) resolve(m[1]); };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => reject(new Error(`${args[0]} ended: ${said}`)));
  });
}

const browser = await launch();

// Opens a page that tells of whatever goes wrong on it.
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "Europe/London", ...options });
  const page = await context.newPage();
  page.on("console", (m) => { if (m.type() !== "log") fail(`${url}: console: ${m.text()}`); });
  page.on("pageerror", (e) => fail(`${url}: ${e.message}`));
  page.on("request", (r) => { if (new URL(r.url()).protocol.startsWith("http") && new URL(r.url()).host !== new URL(url).host) fail(`${url} asks another host: ${r.url()}`); });
  await page.goto(url);
  return page;
}

const sizes = { phone: 390, laptop: 1280, zoomed: 320 }; // 1280 at 400 % is 320
const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "void-style": "off", "long-title": "off", "no-inline-style": "error" } });

// looks checks a page at every size, in light and dark.
async function looks(name, url) {
  for (const [size, width] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(url, { viewport: { width, height: 844 }, colorScheme });
      const what = `${name}, ${size}, ${colorScheme}`;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      want(wide <= 0, `${what}: ${wide} px too wide`);
      const over = await page.evaluate(() => [...document.querySelectorAll(".when")].filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent));
      want(over.length === 0, `${what}: times run over what stands beside them: ${over[0]}`);
      for (const fold of await page.$$("details:not([open]) > summary")) await fold.click();
      // Over the protocol, since the page's own policy lets no script in.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const v of violations) fail(`${what}: axe: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`);
      if (shots) await page.screenshot({ path: `${shots}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      await page.context().close();
    }
  }
  const report = await validator.validateString(await (await fetch(url)).text());
  for (const m of report.results[0]?.messages ?? []) fail(`${name}: not valid: ${m.line}:${m.column}: ${m.message} (${m.ruleId})`);
}

// prints counts the sheets of paper.
async function prints(name, url, sheets) {
  const page = await open(url);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const got = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  want(got === sheets, `${name} prints on ${got} sheets, not ${sheets}`);
  if (shots) writeFileSync(`${shots}/${name}.pdf`, pdf);
  await page.context().close();
}

// The summaries of the entries at an address.
async function summaries(address) {
  const answer = await fetch(address);
  want(answer.status === 200, `${address}: ${answer.status}`);
  const text = (await answer.text()).replaceAll("\r\n ", "");
  return [...text.matchAll(/^SUMMARY:(.*?)\r$/gm)].map((m) => m[1]);
}

// Labs of group A and all deadlines: as a student would choose them.
async function chooses(base, javaScriptEnabled) {
  const what = javaScriptEnabled ? "the form" : "the form without scripts";
  const page = await open(`${base}/plain`, { javaScriptEnabled });
  await page.getByRole("link", { name: "Subscribe" }).first().click();
  await page.getByLabel("Lab", { exact: true }).check();
  await page.getByLabel("Quiz").check();
  if (javaScriptEnabled) want(await page.locator("[data-all]").evaluate((box) => box.indeterminate && !box.checked), "one kind of deadlines looks like all or none");
  await page.getByLabel("All deadlines").check();
  if (javaScriptEnabled) want(await page.getByLabel("Other deadlines").isChecked(), "all deadlines are ticked without their kinds");
  await page.getByLabel("Monday group").check();
  if (javaScriptEnabled) await page.waitForFunction(() => document.getElementById("address").value.includes("group=A"));
  else await page.getByRole("button", { name: "Show what I get" }).click();
  const address = await page.getByLabel("Your calendar link").inputValue();
  want(address === `${base}/plain.ics?group=A&only=lab,deadlines`, `${what} gives ${address}`);
  const get = await page.locator("#get").textContent();
  want(/^You get \d+ entries: Lab \(\d+\), .* For Monday group\./.test(get), `${what} says ${get}`);
  want((await page.locator("#of a").getAttribute("href")).endsWith("/plain?group=A&only=lab,deadlines"), `${what}: the way back forgets the choice`);
  const found = await summaries(address);
  want(found.length === 20 && found.every((s) => /Lab|due|Quiz/.test(s) && !s.includes("Wednesday")), `${what} asks for ${found.length} entries: ${found.join("; ")}`);
  want((await page.getByRole("link", { name: "Apple" }).getAttribute("href")) === address.replace("http:", "webcal:"), `${what}: Apple's link is another`);
  if (javaScriptEnabled) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied.").waitFor();
    want((await page.evaluate(() => navigator.clipboard.readText())) === address, "the copy is not the address");
    want((await page.evaluate(() => document.activeElement.textContent)) === "Copy", "copying takes the focus away");
    want((await page.locator("svg.qr").count()) === 0, "phones are shown an address of this machine");
    // Taking one kind away leaves the others.
    await page.getByLabel("Quiz").uncheck();
    await page.waitForFunction(() => /only=lab,(?!.*quiz)(?!.*deadlines)/.test(document.getElementById("address").value));
    want(page.url().includes("only=lab") && !page.url().includes("=&"), `the form leads to ${page.url()}`);
  } else {
    want(page.url().endsWith("#get"), `${what} leads to ${page.url()}`);
    want(!(await page.getByRole("button", { name: "Copy" }).isVisible()), "a button shows that does nothing");
  }
  await page.context().close();
}

// decodes reads the QR code of a page with a reader that is not ours.
async function decodes(url, expected) {
  const page = await open(url);
  const png = PNG.sync.read(await page.locator("svg.qr").screenshot());
  const code = jsQR(Uint8ClampedArray.from(png.data), png.width, png.height);
  want(code?.data === expected, `the QR code says ${code?.data}`);
  await page.context().close();
}

// walks goes from the course to a narrowed address by keyboard alone; what has
// the focus must show it.
async function walks(base) {
  const page = await open(`${base}/plain`);
  const tab = async (until) => {
    for (let n = 0; n < 80; n++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => { const e = document.activeElement; const s = getComputedStyle(e); return { text: (e.textContent || e.value || "").trim(), value: e.value, outline: s.outlineStyle, tag: e.tagName }; });
      if (at.tag !== "BODY") want(at.outline !== "none", `no outline around ${at.tag} ${at.text.slice(0, 40)}`);
      if (until(at)) return true;
    }
    fail("the keyboard does not get there");
    return false;
  };
  await tab((at) => at.text === "Skip to the agenda");
  await page.keyboard.press("Enter");
  want(page.url().endsWith("#agenda"), "the skip link does not skip");
  await page.goto(`${base}/plain`);
  if (await tab((at) => at.text === "Subscribe")) await Promise.all([page.waitForURL("**/subscribe"), page.keyboard.press("Enter")]);
  if (await tab((at) => at.value === "lecture")) await page.keyboard.press("Space");
  await page.waitForFunction(() => document.getElementById("address").value.endsWith("only=lecture"));
  await tab((at) => at.text === "Copy");
  await page.context().close();
}

// refuses looks at the page where there is none.
async function refuses(base) {
  const page = await browser.newPage();
  want((await page.goto(`${base}/nothing`)).status() === 404, "there is something at /nothing");
  await page.evaluate(axe);
  for (const v of (await page.evaluate(() => axe.run())).violations) fail(`the page of nothing: axe: ${v.id}`);
  await page.getByRole("link", { name: "Show all courses" }).click();
  await page.getByText("Course calendars").first().waitFor();
  await page.close();
}

// enlarges doubles the letters, as a reader may, on a phone: those of the
// picture and of the months lay over each other, and weekdays broke in two.
async function enlarges(base) {
  const page = await open(`${base}/plain`, { viewport: { width: 390, height: 844 } });
  const faults = await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
    const labels = [...document.querySelectorAll(".glance text")].filter((text) => text.getClientRects().length).map((text) => {
      const box = text.getBoundingClientRect();
      const air = box.height / 4; // above and below the letters
      return { text: text.textContent, left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air };
    });
    const over = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top < b.bottom && b.top < a.bottom;
    const faults = labels.flatMap((a, n) => labels.slice(n + 1).filter((b) => over(a, b)).map((b) => `${a.text} lies over ${b.text}`));
    for (const part of document.querySelectorAll(".month th abbr, .month .d")) {
      if (part.getClientRects().length > 1) faults.push(`${part.textContent} is broken in two`);
    }
    const wide = document.documentElement.scrollWidth - innerWidth;
    return wide > 0 ? [...faults, `${wide} pixels too wide`] : faults;
  });
  want(faults.length === 0, `with letters twice as large: ${faults.slice(0, 5).join("; ")}`);
  await page.context().close();
}

// narrows chooses twice on the course's page, whose links keep their place, and
// follows the ticks of the first page once several courses are together.
async function narrows(base) {
  const page = await open(`${base}/plain`, { viewport: { width: 390, height: 844 } });
  await page.getByRole("link", { name: "Monday group" }).first().click();
  await page.waitForURL("**/plain?group=A#filters");
  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await page.waitForURL("**/plain?group=A&only=lab#filters");
  want(await page.evaluate(() => { const top = document.getElementById("filters").getBoundingClientRect().top; return top >= 0 && top < 100; }), "the links are out of sight after a choice");
  await page.getByRole("link", { name: "Subscribe to these" }).click();
  want(await page.getByLabel("Lab", { exact: true }).isChecked(), "the choice is lost on the way to the form");
  const day = page.locator(".month a.d").last();
  await page.goto(`${base}/plain`);
  await day.click();
  want(await page.evaluate(() => document.querySelector(":target") !== null), "a day of a month leads nowhere");
  await page.goto(`${base}/?id=plain&id=second`);
  await page.locator("input[value=second]").uncheck();
  await page.waitForFunction(() => document.getElementById("address").value.endsWith("/plain.ics"));
  await page.context().close();
}

// sends offers a phone to go on at a computer, where it can share, and puts its
// own way first.
async function sends(base) {
  const userAgent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile";
  const page = await open(`${base}/plain/subscribe`, { viewport: { width: 390, height: 844 }, userAgent });
  want((await page.locator(".clients li h3").first().textContent()).includes("Android"), "an Android phone is shown another way first");
  want(!(await page.locator(".share").isVisible()), "a phone that cannot share is told to");
  await page.addInitScript(() => { navigator.share = async ({ url }) => { document.title = url; }; });
  await page.reload();
  await page.getByLabel("Lab", { exact: true }).check();
  await page.waitForURL("**/subscribe?only=lab");
  await page.getByRole("button", { name: "Send me this page" }).click();
  want((await page.title()) === `${base}/plain/subscribe?only=lab`, `the phone shares ${await page.title()}`);
  await page.context().close();
}

// follows edits a file under the eyes of preview.
async function follows() {
  const file = `${dir}/preview.yaml`;
  const text = `id: p-2030\nname: Preview\ntimezone: Europe/London\ndeadlines:\n  essay: {due: ${date(9)}}\n`;
  writeFileSync(file, text);
  const page = await open((await start(["preview", "--no-open", file])) + "/");
  await page.getByText("Essay").first().waitFor();
  writeFileSync(file, text.replace("due: ", "deu: "));
  await page.getByText("preview.yaml is wrong").waitFor();
  want((await page.title()).startsWith("✗ "), "the tab does not say that the file is wrong");
  want((await page.locator(".problems pre").first().textContent()).includes("\n            ^"), "the caret is not under the wrong key");
  await page.evaluate(axe);
  for (const v of (await page.evaluate(() => axe.run())).violations) fail(`preview: axe: ${v.id}`);
  writeFileSync(file, text.replace("essay", "thesis"));
  await page.getByText("Thesis").first().waitFor();
  want((await page.getByText("is wrong").count()) === 0, "the error stays");
  await page.context().close();
}

// zones shows the reader's own time beside the course's where it differs.
async function zones(base) {
  for (const [timezoneId, expected] of [["Europe/London", 0], ["America/New_York", 1]]) {
    const page = await open(`${base}/plain`, { timezoneId });
    want(Math.min(1, await page.locator(".yours").count()) === expected, `a reader in ${timezoneId} ${expected ? "lacks" : "has"} a second time`);
    await page.context().close();
  }
  // Due at 24:00 on a Thursday, in London.
  for (const [timezoneId, expected] of [["Europe/London", ""], ["Etc/GMT+3", /^ \d\d:00 your time$/], ["Etc/GMT-3", /^ Fri 0\d:00 your time$/]]) {
    const page = await open(`${base}/bare`, { timezoneId });
    const said = (await page.locator("#e-midnight .yours").allTextContents()).join();
    want(expected ? expected.test(said) : said === "", `a reader in ${timezoneId} is told "${said}" of 24:00`);
    await page.context().close();
  }
}

try {
  if (shots) mkdirSync(shots, { recursive: true });
  mkdirSync(`${dir}/courses`);
  for (const state of ["state", "named"]) mkdirSync(`${dir}/${state}`, { mode: 0o700 });
  const ids = writeCourses(`${dir}/courses`);
  const base = await start(["serve", `${dir}/courses`, realCourses, "--listen", "127.0.0.1:0", "--state", `${dir}/state`]);
  await new Promise((r) => setTimeout(r, 1000)); // until all are published
  for (const id of ids) await looks(id, `${base}/${id}`);
  await looks("comp6248", `${base}/comp6248-2022`);
  await looks("subscribe", `${base}/plain/subscribe`);
  await looks("embed", `${base}/plain/embed`);
  await looks("index", `${base}/?id=plain&id=second`);
  await refuses(base);
  await prints("print", `${base}/plain`, 1);
  await prints("print-comp6248", `${base}/comp6248-2022`, 1);
  await chooses(base, true);
  await chooses(base, false);
  const named = await start(["serve", realCourses, "--listen", "127.0.0.1:0", "--state", `${dir}/named`, "--base-url", "https://calendars.example.edu"]);
  await decodes(`${named}/comp6248-2022/subscribe?only=lab`, "https://calendars.example.edu/comp6248-2022/subscribe?only=lab");
  await walks(base);
  await enlarges(base);
  await narrows(base);
  await sends(base);
  await zones(base);
  await follows();
} catch (e) {
  fail(e.stack);
} finally {
  await browser.close();
  for (const child of children) child.removeAllListeners("exit").kill();
}
console.log(failures ? `${failures} failures` : "the pages are fine");
process.exit(failures ? 1 : 0);
