// Translating side by side: a block is taken over without asking the server, and what
// isn't saved is not left unasked. Without this script the same buttons do the same.
"use strict";

const form = document.querySelector("form.side-by-side");
let isUnsaved = form.classList.contains("unsaved");

form.addEventListener("input", (event) => {
  isUnsaved = true;
  // Only an empty field is filled.
  const row = event.target.closest(".pair-target");
  for (const button of row?.querySelectorAll("[data-take]") ?? []) {
    button.hidden = event.target.value.trim() !== "";
  }
});

form.addEventListener("submit", () => {
  isUnsaved = false;
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  event.preventDefault();
  const field = button.closest(".pair-target").querySelector("textarea");
  field.value = button.dataset.take;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault();
});
