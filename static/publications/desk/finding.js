// Finding and replacing in the body, whatever the case and the accents: "Azerbaycan" for
// "Azərbaycan" no, for "AZERBAYCÁN" yes; an Arabic word with or without its vowel signs.
// The browser's own search stays on Ctrl+F. After toolbar.js.
"use strict";

// The words as they are compared, and where each of their signs stands in the text.
function foldedWords(text) {
  const places = [];
  let words = "", at = 0;
  for (const sign of text) {
    const plain = sign.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    words += plain;
    at += sign.length;
  }
  places.push(at);
  return { words, places };
}

// Every place [from, to) at which the words stand; none within another.
function hitsOf(text, asked) {
  const wanted = foldedWords(asked).words;
  if (!wanted) return [];
  const { words, places } = foldedWords(text);
  const hits = [];
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length)) {
    hits.push([places[at], places[at + wanted.length]]);
  }
  return hits;
}

// A text area tells nothing of where a word stands: a copy of it does.
function scrollToPlace(field, at) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of ["font", "letterSpacing", "lineHeight", "paddingInline", "direction", "tabSize"]) copy.style[name] = style[name];
  copy.style.cssText += "position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word;box-sizing:border-box;";
  copy.style.inlineSize = `${field.clientWidth}px`;
  copy.textContent = `${field.value.slice(0, at)}\u200b`;
  document.body.append(copy);
  field.scrollTop = Math.max(0, copy.offsetHeight - field.clientHeight / 2);
  copy.remove();
}

class Finding {
  constructor(panel, field, button) {
    Object.assign(this, { panel, field, button, hits: [], place: -1 });
    this.asked = panel.querySelector(".found-words");
    this.instead = panel.querySelector(".found-instead");
    this.status = panel.querySelector(".found-status");
    field.toolbar.acts.find = () => (panel.hidden ? this.open() : this.close());
    panel.addEventListener("click", ({ target }) => this[target.closest("[data-do]")?.dataset.do]?.());
    panel.addEventListener("keydown", (event) => this.pressed(event));
    panel.addEventListener("input", (event) => {
      event.stopPropagation(); // nothing of the text has changed
      if (event.target === this.asked) this.search();
    });
    panel.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("input", () => { if (!panel.hidden && !this.isReplacing) this.count(); });
  }

  open() {
    const { value, selectionStart, selectionEnd } = this.field;
    const selected = value.slice(selectionStart, selectionEnd);
    this.panel.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    if (selected && !selected.includes("\n")) this.asked.value = selected;
    this.asked.lang = this.instead.lang = this.field.lang;
    this.asked.focus();
    this.asked.select();
    this.search();
  }

  close() {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.field.focus(); // what was found is selected there
  }

  pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation(); // it leaves the calm view otherwise
      this.close();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault(); // the form would be sent
      if (event.isComposing) return;
      if (event.target === this.instead) this.replace();
      else if (event.shiftKey) this.previous();
      else this.next();
    }
  }

  count() {
    this.hits = hitsOf(this.field.value, this.asked.value);
    this.place = this.hits.findIndex(([from, to]) => from === this.field.selectionStart && to === this.field.selectionEnd);
    this.tell();
  }

  search() {
    this.count();
    const at = this.field.selectionStart;
    const next = this.hits.findIndex(([from]) => from >= at);
    if (this.hits.length) this.go(Math.max(0, next));
  }

  go(place) {
    this.place = (place + this.hits.length) % this.hits.length;
    const [from, to] = this.hits[this.place];
    this.field.setSelectionRange(from, to);
    scrollToPlace(this.field, from);
    this.tell();
  }

  next() {
    this.step(1, ([from]) => from >= this.field.selectionEnd);
  }

  previous() {
    this.step(-1, ([from]) => from >= this.field.selectionStart);
  }

  // From the hit that is selected; or from where the cursor is.
  step(by, isBehind) {
    this.count();
    if (!this.hits.length) return;
    if (this.place >= 0) return void this.go(this.place + by);
    const behind = this.hits.findIndex(isBehind);
    this.go(by > 0 ? Math.max(0, behind) : (behind < 0 ? this.hits.length : behind) - 1);
  }

  replace() {
    this.count();
    if (this.place < 0) return void this.next();
    const [from, to] = this.hits[this.place];
    this.put(this.instead.value, from, to);
    this.field.setSelectionRange(from + this.instead.value.length, from + this.instead.value.length);
    this.next();
  }

  // As one piece, so that one Ctrl+Z takes all of it back.
  all() {
    this.count();
    if (!this.hits.length) return;
    const { value } = this.field;
    const [first, last] = [this.hits[0][0], this.hits.at(-1)[1]];
    let at = first, words = "";
    for (const [from, to] of this.hits) {
      words += value.slice(at, from) + this.instead.value;
      at = to;
    }
    const { length } = this.hits;
    this.put(words, first, last);
    this.count();
    this.status.textContent = this.panel.dataset.replaced.replace("%n", length);
  }

  put(words, from, to) {
    const back = document.activeElement;
    this.isReplacing = true;
    typeIn(this.field, words, from, to);
    this.isReplacing = false;
    back?.focus();
  }

  tell() {
    const { none, place } = this.panel.dataset;
    const told = place.replace("%n", this.place + 1).replace("%of", this.hits.length);
    this.status.textContent = this.hits.length ? told : this.asked.value && none;
  }
}

for (const panel of document.querySelectorAll(".finding")) {
  const box = panel.closest(".writing-field");
  new Finding(panel, box.querySelector("textarea"), box.querySelector("[data-mark=find]"));
}
