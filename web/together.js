// In a report the words of a claim and its card light up together.
export function together() {
  const sheet = document.querySelector("[data-keys='claims']");
  if (!sheet) return;
  const light = (event) => {
    for (const lit of sheet.querySelectorAll(".lit")) lit.classList.remove("lit");
    const over = event.target.closest?.("[data-c]");
    if (!over) return;
    const ids = over.dataset.c.split(" ");
    for (const one of sheet.querySelectorAll("[data-c]")) {
      if (one.dataset.c.split(" ").some((id) => ids.includes(id))) one.classList.add("lit");
    }
  };
  sheet.addEventListener("pointerover", light);
  sheet.addEventListener("focusin", light);
  sheet.addEventListener("pointerleave", light);
}
