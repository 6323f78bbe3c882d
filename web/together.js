// In a report the words of a claim and its card light up together; so do all words of the claim that an address names.
export function together() {
  const sheet = document.querySelector("[data-keys='claims']");
  if (!sheet) return;
  const lit = (ids, name) => {
    for (const one of sheet.querySelectorAll("[data-c]")) {
      one.classList.toggle(name, one.dataset.c.split(" ").some((id) => ids.includes(id)));
    }
  };
  const light = (event) => lit(event.target.closest?.("[data-c]")?.dataset.c.split(" ") ?? [], "lit");
  const meant = () => lit([location.hash.slice(1).replace(/^card-/, "")], "meant");
  sheet.addEventListener("pointerover", light);
  sheet.addEventListener("focusin", light);
  sheet.addEventListener("pointerleave", light);
  addEventListener("hashchange", meant);
  meant();
}
