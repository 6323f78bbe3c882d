// j and k go from claim to claim, or from entry to entry; / searches; ? shows the keys; Escape closes.
const STEPS = { j: 1, k: -1 };

export function keys() {
  const help = document.getElementById("keys");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return close(event);
    if (event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable]") || help.open) return;
    if (event.key === "/") [...document.querySelectorAll("input[type='search']")].at(-1).focus();
    else if (event.key === "?") help.showModal();
    else if (event.key in STEPS) go(STEPS[event.key]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

function close(event) {
  const menu = event.target.closest(".menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.target.matches("input[type='search']")) event.target.blur();
}

function go(step) {
  const sheet = document.querySelector("[data-keys='claims']");
  const stops = sheet
    ? [...sheet.querySelectorAll("a.claim:not([tabindex='-1'])")]
    : [...document.querySelectorAll("main :is(.items, .moved, .heard, .reports) > li")].map((item) => item.querySelector(".said a, a.title, a.claim, a")).filter(Boolean);
  if (!stops.length) return;
  const now = stops.indexOf(document.activeElement);
  const next = stops[now < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(now + step, 0), stops.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "center" });
  if (sheet) document.getElementById(`card-${next.dataset.c.split(" ").at(-1)}`)?.scrollIntoView({ block: "nearest" });
}
