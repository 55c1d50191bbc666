// What should be looked at again: asked anew once nobody has typed for a while, and each
// place brings the cursor there. After keeping.js. Without this script the list is that
// of the saved text, and its links lead to the fields.
"use strict";

const AFTER_A_PAUSE = 4_000; // milliseconds; a pause, so that saving goes first

class Checks {
  constructor(box, form) {
    Object.assign(this, { box, form, list: box.querySelector(".checks-list") });
    form.addEventListener("input", (event) => this.plan(event));
    form.addEventListener("change", (event) => this.plan(event));
    box.addEventListener("click", (event) => this.lead(event));
  }

  plan({ target }) {
    if (this.box.contains(target)) return; // it is the tick
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), AFTER_A_PAUSE);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const response = await fetch(this.box.dataset.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ typed: fieldsOf(this.form) }),
        redirect: "manual",
        signal: this.asking.signal,
      });
      if (!response.ok) return; // what was found before stays; saving says what is wrong
      this.show(await response.text());
    } catch {
      // no connection, or asked anew meanwhile
    }
  }

  // Heard only when something else was found.
  show(html) {
    if (html === this.shown) return;
    this.shown = html;
    this.list.innerHTML = html;
  }

  lead(event) {
    const link = event.target.closest("a[href^='#id_']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
    if (!("start" in link.dataset) || !field.setSelectionRange) return;
    field.setSelectionRange(Number(link.dataset.start), Number(link.dataset.end));
    if (field.tagName === "TEXTAREA") this.scrollTo(field, Number(link.dataset.start));
  }

  // A browser shows the selection of a long field only once it is there.
  scrollTo(field, start) {
    const share = start / Math.max(field.value.length, 1);
    field.scrollTop = share * field.scrollHeight - field.clientHeight / 2;
  }
}

const checksForm = document.getElementById("edition_form");
const checksBox = document.querySelector(".checks");
if (checksForm && checksBox) new Checks(checksBox, checksForm);
