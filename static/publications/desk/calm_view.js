// Only title and text: everything else is out of sight until Escape or the same button.
// The tab remembers it from page to page. There and elsewhere Ctrl+S saves, which of a
// page that is written on would be a file that nobody wants. After toolbar.js.
"use strict";

const CALM_KEPT = "desk-calm-view";

function calmView(button) {
  const show = (isCalm) => {
    document.body.classList.toggle("calm-view", isCalm);
    button.setAttribute("aria-pressed", isCalm);
    if (isCalm) sessionStorage.setItem(CALM_KEPT, "1");
    else sessionStorage.removeItem(CALM_KEPT);
  };
  const turn = () => show(!document.body.classList.contains("calm-view"));
  button.setAttribute("aria-keyshortcuts", button.dataset.keys);
  button.addEventListener("click", turn);
  document.addEventListener("keydown", (event) => {
    const isCalm = document.body.classList.contains("calm-view");
    if (event.key === "Escape" && isCalm && !event.isComposing && !document.querySelector("dialog[open]")) show(false);
    else if (keyTold(event) === button.dataset.keys) turn();
    else return;
    event.preventDefault();
  });
  // What is refused must be seen.
  if (sessionStorage.getItem(CALM_KEPT) && !document.querySelector(".errornote, .errorlist, .newer, .kept:not([hidden])")) show(true);
}

function saveByKey(button) {
  button.title = `${button.textContent} (${keyShown(button.dataset.keys)})`;
  document.addEventListener("keydown", (event) => {
    if (keyTold(event) !== button.dataset.keys || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat && !document.querySelector("dialog[open]")) button.click();
  });
}

for (const button of document.querySelectorAll("[data-view=calm]")) calmView(button);
for (const button of document.querySelectorAll("[data-view=save]")) saveByKey(button);
