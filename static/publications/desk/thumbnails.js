// Thumbnails that weren't ready: the server makes a few at a time, and has others come
// back for theirs.
"use strict";

const TRIES = 5;

function comeBack(image) {
  const tries = Number(image.dataset.tries || 0);
  if (tries >= TRIES) return;
  image.dataset.tries = tries + 1;
  setTimeout(() => { image.src = image.src; }, 1000 * 2 ** tries); // asks anew
}

document.addEventListener("error", (event) => {
  if (event.target instanceof HTMLImageElement) comeBack(event.target);
}, true);
for (const image of document.images) {
  if (image.complete && image.currentSrc && !image.naturalWidth) comeBack(image);
}
