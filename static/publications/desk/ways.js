// On a phone the ways through the desk stand in one row: where one is, is in sight.
(() => {
  "use strict";

  const way = document.querySelector(".desk-ways [aria-current]");
  if (!way) {
    return;
  }
  const row = way.closest("ul");
  const middle = (box) => box.left + box.width / 2;
  row.scrollLeft += middle(way.getBoundingClientRect()) - middle(row.getBoundingClientRect());
})();
