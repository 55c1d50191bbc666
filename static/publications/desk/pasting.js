// Words pasted from Word, Google Docs or a web page become Markdown: the server turns
// them. Until it answers they wait; if it can't, the plain words are pasted. Pasting as
// plain text brings no HTML, and is the browser's own.
// After sending.js and writing_field.js.
"use strict";

const WAIT = 15000; // milliseconds for an answer
const LARGEST = 2 * 1024 * 1024;
// A browser takes the square of a text's length to type it in: some 10 seconds for
// 200,000 characters. What is longer goes in at once, and can't be undone by a key.
const LONGEST_TYPED = 100000;

// What is pasted with formatting. Editors of code colour what is meant as plain text.
function formatted(data) {
  const types = [...data.types];
  if (!types.includes("text/html") || pastedFiles({ clipboardData: data }).length) return "";
  if (types.some((type) => type.startsWith("vscode"))) return "";
  return data.getData("text/html");
}

// Typed in, as far as the browser knows: it can undo it.
function typeIn(field, words, start, end) {
  field.focus();
  field.setSelectionRange(start, end);
  const typed = words.length <= LONGEST_TYPED;
  if (!words && start === end) return; // "delete" would take the sign before
  const [act, ...rest] = words ? ["insertText", words] : ["delete"];
  if (typed && document.execCommand(act, false, ...rest)) return;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Blocks stand in lines of their own, whatever is around them.
function set(words, before, after) {
  if (!words.includes("\n\n") && !/^(#|- |> |\||\d+\. |!\[)/.test(words)) return words;
  const above = before.trim() ? Math.max(0, 2 - /\n*$/.exec(before)[0].length) : 0;
  const below = after.trim() ? Math.max(0, 2 - /^\n*/.exec(after)[0].length) : 0;
  return "\n".repeat(above) + words + "\n".repeat(below);
}

async function turned(box, field, html) {
  const data = new FormData();
  data.set("html", html);
  const notes = [...field.value.matchAll(/\[\^(\d{1,5})\]/g)].map((found) => Number(found[1]));
  data.set("notes", Math.max(0, ...notes));
  if (field.form.querySelector(".text-pictures")) data.set("pictures", "1");
  const response = await fetch(box.dataset.pasted, {
    method: "POST",
    body: data,
    headers: { "X-CSRFToken": csrfToken(field) },
    redirect: "error",
    signal: AbortSignal.timeout(WAIT),
  });
  if (response.ok) return response.json();
  const type = response.headers.get("Content-Type") || "";
  throw new Error(type.startsWith("text/plain") ? (await response.text()).slice(0, 300) : "");
}

// One paste: where it goes while somebody types on, and that it goes in once.
class Paste {
  constructor(box, field, html, plain) {
    Object.assign(this, { box, field, html, plain, done: false });
    this.status = box.querySelector(".pasting-status");
    this.known = field.value;
    this.range = [field.selectionStart, field.selectionEnd];
    this.place = new Place(field);
  }

  async turn() {
    let words = this.plain, said = "";
    try {
      if (this.html.length > LARGEST) throw new Error("");
      const answer = await turned(this.box, this.field, this.html);
      if (!answer.plain) {
        words = answer.markdown;
        said = `${this.box.dataset.turned} ${answer.said}`.trim();
      }
    } catch (error) {
      const known = error.constructor === Error && error.message;
      said = `${this.box.dataset.unturned} ${known || this.box.dataset.unanswered}`;
    }
    this.insert(words, said);
  }

  insert(words, said = "") {
    if (this.done) return;
    this.done = true;
    const { field } = this;
    const typedOn = field.value !== this.known;
    const [start, end] = typedOn ? [this.place.at, this.place.at] : this.range;
    this.place.leave();
    const seen = [field.selectionStart, field.selectionEnd];
    const length = field.value.length;
    const whole = set(words, field.value.slice(0, start), field.value.slice(end));
    typeIn(field, whole, start, end);
    if (typedOn) {
      const moved = seen.map((at) => (at < start ? at : at + field.value.length - length));
      field.setSelectionRange(...moved);
    }
    this.status.textContent = said;
  }
}

for (const box of document.querySelectorAll(".writing-field")) {
  const field = box.querySelector("textarea");
  const waiting = new Set();
  let last = Promise.resolve();
  field.addEventListener("paste", (event) => {
    const html = formatted(event.clipboardData);
    if (!html || field.readOnly || field.disabled) return;
    event.preventDefault();
    const paste = new Paste(box, field, html, event.clipboardData.getData("text/plain"));
    waiting.add(paste);
    last = last.then(() => paste.turn()).then(() => waiting.delete(paste));
  });
  // Whoever saves before the answer has come saves the plain words.
  field.form.addEventListener("submit", () => {
    for (const paste of waiting) paste.insert(paste.plain);
  }, true);
}
