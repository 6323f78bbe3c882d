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
  const shown = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    const said = time.dateTime;
    const here = new Date(said);
    if (!/(Z|\+00:00)$/.test(said) || Number.isNaN(here.valueOf()) || here.getTimezoneOffset() === 0) continue;
    time.title = said;
    if (time.dataset.clock === undefined) time.textContent = shown.format(here);
    else time.textContent = shown.formatToParts(here).filter((part) => ["hour", "minute"].includes(part.type)).map((part) => part.value).join(time.dataset.clock);
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
