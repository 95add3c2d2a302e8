// node pictures.mjs DIR FILE INTO: DIR holds the program, FILE is the schedule
// shown, INTO is where the two pictures go.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { launch } from "./browser.mjs";

const [dir, file, into] = process.argv.slice(2);
mkdirSync(`${dir}/state`, { mode: 0o700 });

// Starts the program, takes a picture of one of its pages and ends it.
async function picture(name, args, path, viewport, env = {}) {
  const child = spawn(`${dir}/coursecal`, args, { env: { ...process.env, ...env } });
  const address = await new Promise((resolve) => {
    let said = "";
    const hear = (data) => { said += data; const m = said.match(/http:\/\/[\d.:]+/); if (m && (args[0] === "preview" || said.includes("published"))) resolve(m[0]); };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
  const page = await browser.newPage({ viewport, timezoneId: "Europe/London" });
  await page.goto(address + path);
  await page.screenshot({ path: `${into}/${name}.png` });
  child.kill();
}

const browser = await launch();
await picture("course", ["preview", "--no-open", file], "/", { width: 1000, height: 1020 }, { SOURCE_DATE_EPOCH: "1588060800" }); // 2020-04-28
await picture("subscribe", ["serve", file, "--listen", "127.0.0.1:0", "--state", `${dir}/state`, "--base-url", "https://calendars.example.edu"],
  "/comp6248-2020/subscribe?only=lab,deadline", { width: 1000, height: 1020 });
await browser.close();
