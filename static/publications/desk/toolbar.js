// The toolbar of the writing field and its keys. Whatever it writes goes in as if it
// were typed, so that Ctrl+Z takes it back; Tab leaves bar and field. One button of the
// bar has the focus (ARIA Authoring Practices, "Toolbar"); arrow keys move it.
// After pasting.js and markdown_marks.js.
"use strict";

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

// A key told as the page writes it, "Control+Shift+8"; by its place on the keyboard, so
// that it works where the letters are Russian or Arabic ones.
function keyTold(event) {
  if (event.getModifierState("AltGraph")) return "";
  const command = IS_APPLE ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!command) return "";
  const latin = /^[a-z]$/i.test(event.key) && event.key.toUpperCase();
  const place = latin || event.code.replace(/^(Key|Digit)/, "");
  return ["Control", event.altKey && "Alt", event.shiftKey && "Shift", place].filter(Boolean).join("+");
}

function keyShown(keys) {
  const named = IS_APPLE ? { Control: "⌘", Alt: "⌥", Shift: "⇧" } : { Control: "Ctrl" };
  return keys.split("+").map((key) => named[key] || key).join(IS_APPLE ? "" : "+");
}

// Typed in, and selected as it is to be.
function putMarked(field, { from, to, words, select }) {
  typeIn(field, words, from, to);
  field.setSelectionRange(from + select[0], from + select[1]);
}

class Toolbar {
  constructor(bar, field) {
    Object.assign(this, { bar, field, acts: {} });
    this.buttons = [...bar.querySelectorAll("[data-mark]")];
    const text = (act) => () => putMarked(field, act(field.value, field.selectionStart, field.selectionEnd));
    for (const [name, kind] of Object.entries(LINE_MARKS)) {
      this.acts[name] = text((value, start, end) => linesMarked(value, start, end, kind));
    }
    this.acts.bold = text((value, start, end) => inlineMarked(value, start, end, 2));
    this.acts.italic = text((value, start, end) => inlineMarked(value, start, end, 1));
    this.acts.link = () => this.link();
    this.acts.footnote = () => this.footnote();
    this.acts.table = () => this.block(tableWritten(bar.dataset.column));
    this.acts.help = () => this.help();
    const pictures = field.form.querySelector(".text-pictures [data-do=choose]");
    if (pictures) {
      this.acts.picture = () => pictures.click();
      this.button("picture").hidden = false;
    }
    this.listen();
    bar.hidden = false;
  }

  button(name) {
    return this.buttons.find((button) => button.dataset.mark === name);
  }

  listen() {
    this.buttons = this.buttons.filter((button) => !button.hidden);
    for (const [place, button] of this.buttons.entries()) {
      const { keys, mark } = button.dataset;
      button.tabIndex = place ? -1 : 0;
      if (keys) {
        button.setAttribute("aria-keyshortcuts", IS_APPLE ? keys.replace("Control", "Meta") : keys);
        button.title = `${button.getAttribute("aria-label") || button.textContent} (${keyShown(keys)})`;
      }
      button.addEventListener("click", () => {
        this.reach(button);
        this.acts[mark]?.();
      });
    }
    this.bar.addEventListener("keydown", (event) => this.move(event));
    this.field.addEventListener("keydown", (event) => this.continueLine(event));
    this.field.addEventListener("keydown", (event) => {
      const told = keyTold(event);
      const button = told && this.buttons.find((each) => each.dataset.keys === told);
      if (!button || event.isComposing) return;
      event.preventDefault();
      button.click();
    });
  }

  // Enter alone; with Shift it is a plain new line, within a composition its end (229,
  // where a browser says so after it).
  continueLine(event) {
    const { field } = this;
    const isPlain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
    if (event.key !== "Enter" || !isPlain || event.isComposing || event.keyCode === 229) return;
    const continued = lineContinued(field.value, field.selectionStart, field.selectionEnd);
    if (!continued) return;
    event.preventDefault();
    putMarked(field, continued);
  }

  reach(button) {
    for (const each of this.buttons) each.tabIndex = each === button ? 0 : -1;
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    let next;
    if (step) {
      const runs = getComputedStyle(this.bar).direction === "rtl" ? -step : step;
      next = (place + runs + last + 1) % (last + 1);
    } else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = last;
    else return;
    event.preventDefault();
    this.reach(this.buttons[next]);
    this.buttons[next].focus();
  }

  // Something that stands in lines of its own, behind the cursor.
  block(words) {
    const { value, selectionEnd: at } = this.field;
    typeIn(this.field, set(words, value.slice(0, at), value.slice(at)), at, at);
  }

  // Its number where the cursor is, its words at the end, where writing goes on.
  footnote() {
    const { field } = this;
    const at = field.selectionEnd;
    const number = nextNote(field.value);
    const end = field.value.trimEnd().length;
    const isAmongNotes = /(^|\n)\[\^\d+\]: [^\n]*$/.test(field.value.slice(0, end));
    const reference = `[^${number}]`;
    typeIn(field, `${isAmongNotes ? "\n" : "\n\n"}${reference}: `, Math.max(end, at), field.value.length);
    typeIn(field, reference, at, at);
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollTop = field.scrollHeight;
  }

  link() {
    const { field } = this;
    const known = linkAt(field.value, field.selectionStart, field.selectionEnd);
    const { from, to } = known || { from: field.selectionStart, to: field.selectionEnd };
    const dialog = document.querySelector(".link-dialog");
    const [address, words] = dialog.querySelectorAll("input");
    const selected = known ? known.text : field.value.slice(from, to);
    const isAddress = /^https?:\/\/\S+$/.test(selected);
    address.value = known?.address || (isAddress ? selected : "");
    words.value = isAddress && !known ? "" : selected;
    words.lang = field.lang;
    dialog.querySelector("[value=remove]").hidden = !known;
    dialog.returnValue = "";
    dialog.onclose = () => {
      field.focus();
      field.setSelectionRange(from, to);
      const shown = words.value.trim();
      const written = { set: linkWritten(shown, address.value), remove: shown }[dialog.returnValue];
      if (written) typeIn(field, written, from, to);
    };
    dialog.showModal();
  }

  help() {
    const dialog = document.querySelector(".keys-dialog");
    const list = dialog.querySelector(".keys-list");
    const withKeys = document.querySelectorAll("[data-mark][data-keys], [data-view][data-keys]");
    list.replaceChildren(...[...withKeys].flatMap((button) => {
      const [name, keys] = ["dt", "dd"].map((tag) => document.createElement(tag));
      name.textContent = button.getAttribute("aria-label") || button.textContent;
      const key = document.createElement("kbd");
      key.dir = "ltr";
      key.textContent = keyShown(button.dataset.keys);
      keys.append(key);
      return [name, keys];
    }));
    dialog.showModal();
  }
}

for (const bar of document.querySelectorAll(".toolbar")) {
  const field = bar.closest(".writing-field").querySelector("textarea");
  field.toolbar = new Toolbar(bar, field);
}
