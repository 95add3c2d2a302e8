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
// The form is followed at once, so that nobody takes an address from before the
// last tick; its button is for browsers without scripts.
const form = document.querySelector("form.wish, form.courses");
const asked = () => "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
// The box of all deadlines and those of its kinds go together.
const settle = (target) => {
  const all = form?.querySelector("[data-all]");
  if (!all) return;
  const parts = [...form.querySelectorAll("[data-part]")];
  if (target === all || !target && all.checked) parts.forEach((box) => (box.checked = all.checked));
  else if (parts.includes(target)) all.checked = parts.every((box) => box.checked);
  all.indeterminate = !all.checked && parts.some((box) => box.checked);
};
form?.addEventListener("change", async ({ target }) => {
  if (target.type === "search") return;
  settle(target);
  const wish = asked();
  const get = document.getElementById("get");
  const answer = await fetch(form.action.replace(/#.*/, "") + wish).catch(() => null);
  if (!answer) return (get.textContent = "There is no connection: what stands below is from before the last tick.");
  if (!answer.ok) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (wish !== asked()) return; // a later tick has its own answer
  for (const part of document.querySelectorAll("[data-live]")) part.innerHTML = page.getElementById(part.id)?.innerHTML ?? "";
  history.replaceState(null, "", wish);
  dress();
});
// The address goes to the clipboard at one press, and on the way to a calendar
// that wants it pasted.
const copy = async () => {
  const said = document.querySelector(".said");
  const field = document.getElementById("address");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    field.select();
    said.textContent = "Press Ctrl-C (on a Mac ⌘C) to copy.";
  }
};
// What needs scripts shows, and the reader's own device stands first.
const dress = () => {
  const button = document.querySelector(".copier");
  if (!button) return;
  button.hidden = false;
  button.onclick = copy;
  const paste = document.querySelector(".paste");
  paste.textContent = "Copy and open Google";
  paste.onclick = copy;
  for (const way of document.querySelectorAll("[data-on]"))
    if (way.dataset.on.split(" ").some((name) => navigator.userAgent.includes(name))) {
      way.classList.add("mine");
      way.parentElement.prepend(way);
    }
  const share = document.querySelector(".share");
  share.hidden = !(navigator.share && matchMedia("(max-width: 40rem)").matches);
  share.querySelector("button").onclick = () => navigator.share({ title: document.title, url: location.href }).catch(() => {});
};
form?.querySelector(".go")?.remove();
settle();
dress();
