// Says each time in the reader's own zone where that differs from the
// course's: a time element holds the course's wall clock and its offset, and
// the day that the page says, which at 24:00 is the one before.
for (const time of document.querySelectorAll("time[datetime*=T]")) {
  const at = new Date(time.dateTime);
  const two = (n) => String(n).padStart(2, "0");
  const day = at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate());
  const clock = two(at.getHours()) + ":" + two(at.getMinutes());
  if (time.dateTime.startsWith(day + "T" + clock)) continue;
  const weekday = time.dataset.day === day ? "" : at.toLocaleDateString("en-GB", { weekday: "short" }) + " ";
  const note = document.createElement("span");
  note.className = "yours";
  note.textContent = " " + weekday + clock + " your time";
  time.append(note);
}
// A fold that holds the entry asked for opens, and paper shows all of them.
const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("hashchange", open);
addEventListener("beforeprint", () => document.querySelectorAll("details.past").forEach((fold) => (fold.open = true)));
open();
// The address goes to the clipboard at one press, and on the way to a calendar
// that wants it pasted. It follows the form at once, so that nobody copies an
// address from before the last tick.
const form = document.querySelector("form.wish");
const copy = async () => {
  const field = document.getElementById("address");
  field.select();
  const said = document.querySelector(".said");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "Press Ctrl-C (on a Mac ⌘C) to copy.";
  }
};
const copier = () => {
  const button = document.querySelector(".copier");
  if (!button) return;
  button.hidden = false;
  button.onclick = copy;
  document.querySelector(".paste").onclick = copy;
};
const asked = () => "?" + new URLSearchParams(new FormData(form));
form?.addEventListener("change", async ({ target }) => {
  // The box of all and the boxes beside it put each other out.
  const others = target.closest("fieldset")?.querySelectorAll(target.dataset.all === undefined ? "[data-all]" : "input:not([data-all])") ?? [];
  if (target.checked) others.forEach((box) => (box.checked = false));
  const wish = asked();
  const answer = await fetch(form.action.replace("#result", "") + wish).catch(() => null);
  if (!answer?.ok) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (wish !== asked()) return; // a later tick has its own answer
  document.getElementById("result").replaceWith(page.getElementById("result"));
  history.replaceState(null, "", wish);
  copier();
});
copier();
