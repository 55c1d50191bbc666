// The lead picture and the attachments of the writing page. Their plain fields stay
// what is sent; here they are filled by dropping, pasting, choosing and moving.
// After sending.js and picker.js.
"use strict";

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

function typedIn(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function hidePlain(box) {
  for (const plain of box.querySelectorAll(".plain")) plain.hidden = true;
  for (const button of box.querySelectorAll("[data-move]")) button.hidden = false;
}

// --- The lead picture ----------------------------------------------------------------

class Lead {
  constructor(box, upload) {
    this.box = box;
    this.field = box.querySelector("[name=lead]");
    this.alt = box.querySelector("[name=lead_alt]");
    this.remove = box.querySelector("[data-do=remove]");
    this.uploads = new Uploads(box.querySelector(".uploads"), this.field, { url: upload, name: "image" });
    hidePlain(box);
    box.querySelector(".media-buttons").hidden = false;
    box.querySelector("[data-do=choose]").addEventListener("click", () => this.choose());
    this.remove.addEventListener("click", () => {
      this.show("", null, box.dataset.removed);
      box.querySelector("[data-do=choose]").focus();
    });
    this.alt?.addEventListener("input", () => this.adviseLess());
    const take = (files) => this.uploads.add(files.slice(0, 1), ({ uuid, html }) => {
      this.show(uuid, parsed(html), box.dataset.chosen);
    });
    takeDropped(box, take);
    box.tabIndex = -1; // so that a click on it makes it the place of a paste
    box.addEventListener("paste", (event) => {
      const files = pastedFiles(event);
      if (!files.length) return;
      event.preventDefault();
      take(files);
    });
    takeChosen(box.querySelector("[type=file]"), take);
    this.settle();
  }

  choose() {
    pick("pictures", this.box.dataset.pictures, languageOf(this.field), ({ uuid }, card) => {
      this.show(uuid, card, this.box.dataset.chosen);
    });
  }

  show(uuid, card, told) {
    this.box.querySelector(".lead-shown").replaceChildren(...(card ? [card] : []));
    if (![...this.field.options].some((option) => option.value === uuid)) {
      this.field.add(new Option(uuid, uuid));
    }
    this.field.value = uuid;
    if (this.alt) {
      const known = card?.dataset.alt || "";
      this.alt.value = known;
      // What the page shows now: words are kept where they differ from this.
      this.box.querySelector("[name=initial-lead_alt]").value = known;
    }
    this.uploads.status.textContent = told;
    this.settle();
    typedIn(this.field);
  }

  settle() {
    const chosen = this.field.value !== "";
    this.remove.hidden = !chosen;
    if (this.alt) this.alt.closest(".form-row").hidden = !chosen;
    this.adviseLess();
  }

  // That there is no alternative is no longer true once one is being typed.
  adviseLess() {
    const advice = this.box.querySelector(".no-alternative");
    if (advice) advice.hidden = Boolean(this.alt?.value.trim());
  }
}

// --- Attachments ---------------------------------------------------------------------

class Attachments {
  constructor(box) {
    this.box = box;
    this.rows = box.querySelector(".attachment-rows");
    const input = box.querySelector("[type=file]");
    const url = box.dataset.attachments;
    const form = box.closest("form");
    const language = () => languageOf({ form });
    this.uploads = new Uploads(box.querySelector(".uploads"), { form }, { url, name: "file" });
    hidePlain(box);
    box.querySelector(".media-buttons").hidden = false;
    box.querySelector("[data-do=choose]").addEventListener("click", () => {
      pick("attachments", url, language(), (_told, row) => this.add(row));
    });
    const take = (files) => this.uploads.add(files, ({ html }) => this.add(parsed(html)));
    takeDropped(box, take);
    takeChosen(input, take);
    this.rows.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) this.move(button.closest("li"), button.dataset.move, button);
    });
    this.number();
  }

  add(row) {
    const { uuid } = row.dataset;
    if (!this.rows.querySelector(`[data-uuid="${uuid}"]`)) this.rows.append(row);
    hidePlain(this.rows);
    this.number();
    typedIn(this.rows);
  }

  move(row, where, button) {
    if (where === "away") {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next?.querySelector("[data-move=away]") || this.box.querySelector("[data-do=choose]")).focus();
    } else if (where === "up") {
      row.previousElementSibling?.before(row);
      button.focus();
    } else {
      row.nextElementSibling?.after(row);
      button.focus();
    }
    this.number();
    typedIn(this.rows);
  }

  number() {
    [...this.rows.children].forEach((row, index) => {
      row.querySelector("[type=number]").value = index + 1;
    });
  }
}

for (const box of document.querySelectorAll(".lead-box")) {
  const field = box.closest("form").querySelector("[data-markdownx-upload-urls-path]");
  new Lead(box, field.dataset.markdownxUploadUrlsPath);
}
for (const box of document.querySelectorAll(".attachments-box")) new Attachments(box);
