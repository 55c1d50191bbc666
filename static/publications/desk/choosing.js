/* The list of texts: one press chooses all that can be chosen on the page. */
(() => {
  "use strict";
  const button = document.querySelector("[data-choose-all]");
  const boxes = [...document.querySelectorAll(".several input[name=text]")];
  if (!button || boxes.length < 2) return;
  const words = [button.textContent, button.dataset.none];
  const areAll = () => boxes.every((box) => box.checked);
  const name = () => {
    button.textContent = words[Number(areAll())];
  };
  button.addEventListener("click", () => {
    const chosen = !areAll();
    for (const box of boxes) box.checked = chosen;
    name();
  });
  for (const box of boxes) box.addEventListener("change", name);
  button.hidden = false;
  name(); // after the back button the browser has kept what was chosen
})();
