// Files sent one after the other, each with its progress and, if it is refused, the
// sentence that says why; the others go on.
"use strict";

function csrfToken(field) {
  return field.form.querySelector("[name=csrfmiddlewaretoken]").value;
}

function languageOf(field) {
  return field.form.querySelector("[name=language]")?.value || "";
}

// Files that are dragged, not words.
function hasFiles(event) {
  return [...(event.dataTransfer?.types || [])].includes("Files");
}

// Pictures on the clipboard. Word puts a picture of the words beside them: then the
// words are meant.
function pastedFiles(event) {
  const data = event.clipboardData;
  return data.types.includes("text/plain") ? [] : [...data.files];
}

function sendFile(url, data, token, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of progress
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progressed(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      try {
        if (request.status === 200) return resolve(JSON.parse(request.responseText));
      } catch { /* the sign-in page, after the session has ended */ }
      const type = request.getResponseHeader("Content-Type") || "";
      reject(new Error(type.startsWith("text/plain") ? request.responseText.slice(0, 300) : ""));
    });
    for (const name of ["error", "abort", "timeout"]) {
      request.addEventListener(name, () => reject(new Error("")));
    }
    request.send(data);
  });
}

// A list of what is being sent, beside the field that it is sent for.
class Uploads {
  constructor(box, field, { url, name }) {
    Object.assign(this, { box, field, url, name, waiting: Promise.resolve(), pending: 0 });
    this.list = box.querySelector("ul");
    this.status = box.querySelector("[role=status]");
  }

  // Send the files; each one's answer is handed to `stored` as soon as it comes.
  add(files, stored) {
    if (!this.pending) this.list.replaceChildren(); // what became of those before
    for (const file of files) {
      const row = this.row(file);
      this.pending += 1;
      this.waiting = this.waiting.then(() => this.send(file, row, stored));
    }
    return this.waiting;
  }

  row(file) {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", `${file.name} ${this.box.dataset.sending}`);
    row.append(name, " ", progress);
    this.list.append(row);
    return row;
  }

  async send(file, row, stored) {
    const progress = row.querySelector("progress");
    const data = new FormData();
    data.set("language", languageOf(this.field));
    data.set(this.name, file);
    let told = this.box.dataset.added;
    try {
      const answer = await sendFile(this.url, data, csrfToken(this.field), (part) => { progress.value = part; });
      stored(answer);
    } catch (error) {
      row.classList.add("refused");
      told = error.message || this.box.dataset.failed;
    }
    this.pending -= 1;
    progress.replaceWith(told);
    this.status.textContent = `${file.name}: ${told}`;
  }
}

// Let files be dropped on a place. Dropped beside it they do nothing: a browser would
// open them, and leave the page with all that is typed.
function takeDropped(place, take) {
  place.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    place.classList.add("dragged-over");
  });
  for (const name of ["dragleave", "drop"]) {
    place.addEventListener(name, () => place.classList.remove("dragged-over"));
  }
  place.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

for (const name of ["dragover", "drop"]) {
  window.addEventListener(name, (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
}

// A field for files sends what is chosen at once, and is empty again.
function takeChosen(input, take) {
  input?.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    if (files.length) take(files);
  });
}
