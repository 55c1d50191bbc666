// Carries the words of a countdown on, from the seconds that were left when the page was
// made, so that a wrong clock here misleads nobody. Silent for screen readers: no live
// region; the moments themselves stand beside.
"use strict";

const EVERY = 15_000; // milliseconds
const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
const FURTHEST = 7 * 86_400; // beyond it, the days that the server counted hold

const began = Date.now();
const language = document.documentElement.lang || "en";

function counted(number, unit) {
  const style = { style: "unit", unit, unitDisplay: "long", numberingSystem: "latn" };
  return new Intl.NumberFormat(language, style).format(number);
}

function words(seconds) {
  const first = UNITS.findIndex(([, length]) => seconds >= length);
  const told = [];
  for (const [unit, length] of UNITS.slice(first, first + 2)) {
    const number = Math.floor(seconds / length);
    if (number) told.push(counted(number, unit));
    seconds -= number * length;
  }
  return told.join(document.dir === "rtl" ? "، " : ", ");
}

function carryOn() {
  const passed = Math.floor((Date.now() - began) / 1000);
  for (const shown of document.querySelectorAll(".countdown")) {
    const says = shown.dataset;
    const left = Number(says.seconds) - passed;
    if (left > FURTHEST) continue;
    let now = says.in.replace("%(time)s", left >= 60 ? words(left) : "");
    if (left < 60) now = says.soon;
    if (left < 0) now = says.out;
    if (shown.textContent !== now) shown.textContent = now;
  }
}

// A page that was hidden is right as soon as it is seen again.
document.addEventListener("visibilitychange", carryOn);
setInterval(() => document.hidden || carryOn(), EVERY);
