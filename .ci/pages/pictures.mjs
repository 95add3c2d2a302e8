// node pictures.mjs DIR FILE INTO [check]: DIR holds the program, FILE is the
// schedule shown, INTO is where the two pictures go, with the words on them.
// With "check" it only looks whether the pages still say those words.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const [dir, file, into, check] = process.argv.slice(2);
const state = `${dir}/pictured`;
mkdirSync(state, { mode: 0o700 });
let said = "";

// Starts the program, takes a picture of one of its pages and ends it.
async function picture(name, args, path, viewport, env = {}) {
  const child = spawn(`${dir}/coursecal`, args, { env: { ...process.env, ...env } });
  const address = await new Promise((resolve) => {
    let heard = "";
    const hear = (data) => { heard += data; const m = heard.match(/http:\/\/[\d.:]+/); if (m && (args[0] === "preview" || heard.includes("published"))) resolve(m[0]); };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
  const page = await browser.newPage({ viewport, timezoneId: "Europe/London" });
  await page.goto(address + path);
  if (!check) await page.screenshot({ path: `${into}/${name}.png` });
  said += `= ${name}\n${await page.evaluate(() => document.body.innerText)}\n`;
  child.kill();
}

const browser = await launch();
await picture("course", ["preview", "--no-open", file], "/", { width: 1000, height: 1020 }, { SOURCE_DATE_EPOCH: "1588060800" }); // 2020-04-28
await picture("subscribe", ["serve", file, "--listen", "127.0.0.1:0", "--state", state, "--base-url", "https://calendars.example.edu"],
  "/comp6248-2020/subscribe?only=lab,deadline", { width: 1000, height: 1100 });
await browser.close();
const words = `${into}/words.txt`;
if (!check) writeFileSync(words, said);
else if (said !== readFileSync(words, "utf8")) {
  console.log("FAIL the pictures of README.md are of other pages: make them anew with .ci/pages/run --pictures");
  process.exit(1);
}
