// Pictures dropped, pasted or chosen into a writing field, and the language that it is
// written in. The field is an ordinary text area: Tab leaves it, and nothing is ever
// written into the manuscript but a reference to a picture that was really stored.
// After sending.js and picker.js.
"use strict";

// Where something is to go while somebody types on: moved along with the words.
class Place {
  constructor(field) {
    this.field = field;
    this.at = field.selectionEnd;
    this.known = field.value;
    this.follow = () => this.moveAlong();
    field.addEventListener("input", this.follow);
  }

  moveAlong() {
    const [before, after] = [this.known, this.field.value];
    let same = 0;
    while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
    if (same < this.at) this.at = Math.max(same, this.at + after.length - before.length);
    this.known = after;
  }

  // On a line of its own, whatever stands around it.
  insert(words) {
    const { field } = this;
    const before = field.value.slice(0, this.at);
    const after = field.value.slice(this.at);
    const start = before.trim() ? "\n".repeat(Math.max(0, 2 - /\n*$/.exec(before)[0].length)) : "";
    const end = "\n".repeat(Math.max(0, 2 - /^\n*/.exec(after)[0].length));
    const whole = start + words + end;
    const wasHere = field.selectionStart === this.at && field.selectionEnd === this.at;
    const at = this.at;
    field.setRangeText(whole, at, at, wasHere ? "end" : "preserve");
    this.at = at + whole.length;
    this.known = field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.at = at + whole.length;
  }

  leave() {
    this.field.removeEventListener("input", this.follow);
  }
}

function takePictures(field, box) {
  const uploads = new Uploads(box.querySelector(".uploads"), field, {
    url: field.dataset.markdownxUploadUrlsPath,
    name: "image",
  });
  const take = async (files) => {
    const place = new Place(field);
    await uploads.add(files, ({ image_code: code }) => place.insert(code));
    place.leave();
  };
  takeDropped(field, take);
  field.addEventListener("paste", (event) => {
    const files = pastedFiles(event);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
  takeChosen(box.querySelector("[type=file]"), take);
  const buttons = box.querySelector(".media-buttons");
  buttons.hidden = false;
  buttons.querySelector("[data-do=choose]").addEventListener("click", () => {
    const place = new Place(field);
    pick("pictures", box.dataset.pictures, languageOf(field), ({ reference }) => {
      place.insert(reference);
      place.leave();
      field.focus();
      field.setSelectionRange(place.at, place.at);
    });
  });
}

// Of a new text, what is typed runs as the language does that is chosen for it.
function followLanguage(box, form) {
  const choice = form.querySelector("select[name=language]");
  if (!choice || choice.disabled) return;
  const follow = () => {
    const isRightToLeft = box.dataset.rightToLeft.split(" ").includes(choice.value);
    for (const name of ["title", "subtitle", "summary", "body", "byline", "place", "event", "issuer"]) {
      const field = form.elements[name];
      if (!field) continue;
      field.lang = choice.value;
      field.dir = isRightToLeft ? "rtl" : "ltr";
    }
  };
  choice.addEventListener("change", follow);
  follow();
}

for (const box of document.querySelectorAll(".writing-field")) {
  const field = box.querySelector("textarea");
  const pictures = field.form.querySelector(".text-pictures");
  if (pictures) takePictures(field, pictures);
  followLanguage(box, field.form);
}
