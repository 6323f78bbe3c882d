// What scripts add to the pages: drawings, keys, marks that light up together, pages of work that renew themselves.
import { timeline } from "./timeline.js";
import { tree } from "./tree.js";
import { map } from "./map.js";
import { keys } from "./keys.js";
import { together } from "./together.js";

const drawings = { timeline, tree, map };

for (const place of document.querySelectorAll("[data-draw]")) {
  const list = document.getElementById(place.dataset.from);
  if (list) drawings[place.dataset.draw](place, list);
}
together();
keys();
local();
reload();

// Moments in UTC as the clock of the reader has them.
function local() {
  const words = document.documentElement.lang.replace("en", "en-GB"); // day before month, as the pages say it
  const whole = new Intl.DateTimeFormat(words, { dateStyle: "medium", timeStyle: "short" });
  const clock = new Intl.DateTimeFormat(words, { timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime$='Z'], time[datetime$='+00:00']")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf()) || moment.getTimezoneOffset() === 0) continue;
    time.title = time.dateTime;
    time.textContent = ("clock" in time.dataset ? clock : whole).format(moment);
  }
}

// A page of work is asked for again until it has come to its end.
function reload() {
  const open = document.querySelector("[data-reload]");
  if (!open) return;
  setTimeout(async () => {
    const busy = document.querySelector("main :is(input, textarea):focus");
    const answer = busy ? null : await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      document.title = page.title;
    }
    reload();
  }, Number(open.dataset.reload));
}
