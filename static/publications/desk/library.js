// The media library: files sent two at a time, each with progress and a result; the
// focal point of a picture. The page for adding has sending.js before it.
"use strict";

// --- Adding ---------------------------------------------------------------------------

const AT_ONCE = 2;

class Adding {
  constructor(form) {
    this.form = form;
    this.section = document.querySelector(".library-sent");
    this.says = this.section.dataset;
    this.list = this.section.querySelector("ul");
    this.log = document.querySelector(".library-log");
    this.next = this.section.querySelector(".sent-next");
    this.queue = [];
    this.running = 0;
    this.added = [];
    for (const shown of form.querySelectorAll(".with-script")) shown.hidden = false;
    for (const plain of form.querySelectorAll(".without-script")) plain.hidden = true;
    const take = (files) => this.take(files);
    takeDropped(form.querySelector(".drop-zone"), take);
    takeChosen(form.querySelector("[type=file]"), take);
    document.addEventListener("paste", (event) => {
      const files = pastedFiles(event);
      if (!files.length) return;
      event.preventDefault();
      take(files);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.running) event.preventDefault();
    });
  }

  take(files) {
    this.section.hidden = false;
    for (const file of files) {
      const row = document.querySelector("template.sent-file").content.firstElementChild.cloneNode(true);
      for (const name of row.querySelectorAll(".sent-name")) name.textContent = file.name;
      row.querySelector("progress").setAttribute("aria-label", file.name);
      const sent = { file, row };
      row.querySelector("[data-do=cancel]").addEventListener("click", () => this.cancel(sent));
      row.querySelector("[data-do=retry]").addEventListener("click", () => this.wait(sent));
      this.list.append(row);
      if (file.size > this.most(file)) this.done(sent, "refused", this.says.tooLarge, { again: false });
      else this.wait(sent);
    }
  }

  most(file) {
    const { largest, largestAudio } = this.form.dataset;
    return Number(file.type.startsWith("audio/") && largestAudio || largest);
  }

  wait(sent) {
    sent.row.className = "";
    this.show(sent, { telling: this.says.waiting, busy: true, again: false });
    this.queue.push(sent);
    this.go();
  }

  go() {
    while (this.running < AT_ONCE && this.queue.length) {
      this.running += 1;
      this.send(this.queue.shift());
    }
  }

  cancel(sent) {
    const waiting = this.queue.indexOf(sent);
    if (waiting >= 0) this.queue.splice(waiting, 1);
    sent.request?.abort();
    this.done(sent, "refused", this.says.cancelled, { again: true });
  }

  send(sent) {
    const data = new FormData(this.form); // with its token, and the language chosen
    data.delete("files");
    data.set("files", sent.file);
    const request = new XMLHttpRequest(); // fetch tells nothing of progress
    sent.request = request;
    request.open("POST", this.form.dataset.upload);
    const progress = sent.row.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => this.show(sent, { telling: this.says.working, busy: true, again: false }));
    request.addEventListener("load", () => this.answered(sent, request));
    for (const name of ["error", "timeout"]) {
      request.addEventListener(name, () => this.done(sent, "refused", this.says.cutOff, { again: true }));
    }
    request.addEventListener("loadend", () => {
      sent.request = null;
      this.running -= 1;
      this.go();
    });
    this.show(sent, { telling: "", busy: true, again: false });
    request.send(data);
  }

  answered(sent, request) {
    let answer;
    try {
      answer = JSON.parse(request.responseText);
    } catch { // the sign-in page, after the session has ended; or the server's trouble
      const told = request.status === 200 ? this.says.signedOut : this.says.failed;
      return this.done(sent, "refused", told, { again: true });
    }
    const [result] = answer.files;
    if (!result) return this.done(sent, "refused", answer.sentence, { again: true });
    // What is wrong with a file stays wrong; a limit that is reached passes.
    this.done(sent, result.state, result.sentence, { again: result.again });
    const open = sent.row.querySelector(".sent-open");
    if (result.address) open.href = result.address;
    open.hidden = !result.address;
    if (result.address) this.offer(result.id);
  }

  offer(id) {
    if (!this.added.includes(id)) this.added.push(id);
    if (!this.next) return;
    this.next.hidden = false;
    const link = this.next.querySelector("[data-describe]");
    if (link) link.href = `${link.dataset.describe}?of=${this.added.join(",")}`;
  }

  done(sent, state, told, { again }) {
    const hadFocus = sent.row.contains(document.activeElement);
    sent.row.className = state;
    this.show(sent, { telling: told, busy: false, again });
    if (hadFocus) sent.row.querySelector("button:not([hidden])")?.focus();
    const line = document.createElement("p");
    line.textContent = `${sent.file.name}: ${told}`;
    this.log.append(line);
  }

  show(sent, { telling, busy, again }) {
    const progress = sent.row.querySelector("progress");
    sent.row.querySelector(".sent-told").textContent = telling;
    progress.hidden = !busy;
    if (!busy) progress.value = 0;
    sent.row.querySelector("[data-do=cancel]").hidden = !busy;
    sent.row.querySelector("[data-do=retry]").hidden = !again;
  }
}

for (const form of document.querySelectorAll(".library-add")) new Adding(form);

// --- The focal point --------------------------------------------------------------------

const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function within(percent) {
  return Math.min(100, Math.max(0, Math.round(percent)));
}

class Focus {
  constructor(box) {
    this.box = box;
    this.fields = ["focus_x", "focus_y"].map((name) => box.querySelector(`[name=${name}]`));
    if (this.fields.includes(null)) return; // only to be looked at
    this.picture = box.querySelector(".focal-picture img");
    this.marker = box.querySelector(".focal-marker");
    this.size = [Number(box.dataset.width), Number(box.dataset.height)];
    this.marker.hidden = false;
    box.classList.add("has-marker");
    for (const shown of box.querySelectorAll(".with-script")) shown.hidden = false;
    this.picture.addEventListener("click", (event) => {
      this.set(...this.percent(event));
      this.marker.focus();
    });
    this.marker.addEventListener("pointerdown", (event) => this.marker.setPointerCapture(event.pointerId));
    this.marker.addEventListener("pointermove", (event) => {
      if (this.marker.hasPointerCapture(event.pointerId)) this.set(...this.percent(event));
    });
    this.marker.addEventListener("keydown", (event) => this.step(event));
    for (const field of this.fields) field.addEventListener("input", () => this.show());
    this.show();
  }

  get point() {
    return this.fields.map((field) => within(Number(field.value) || 0));
  }

  percent(event) {
    const place = this.picture.getBoundingClientRect();
    return [100 * (event.clientX - place.left) / place.width, 100 * (event.clientY - place.top) / place.height];
  }

  set(x, y) {
    this.fields[0].value = within(x);
    this.fields[1].value = within(y);
    this.show();
  }

  step(event) {
    const step = STEP[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // the page doesn't scroll
    const far = event.shiftKey ? 10 : 1;
    const [x, y] = this.point;
    this.set(x + far * step[0], y + far * step[1]);
  }

  show() {
    const [x, y] = this.point;
    this.marker.style.left = `${x}%`;
    this.marker.style.top = `${y}%`;
    this.marker.setAttribute("aria-valuenow", x);
    const told = this.box.dataset.value.replace("{x}", x).replace("{y}", y);
    this.marker.setAttribute("aria-valuetext", told);
    for (const crop of this.box.querySelectorAll(".crop")) this.crop(crop, [x, y]);
  }

  // As the server crops (images/cropping.py): the point in the middle, or as near to
  // it as the edges of the picture let it be.
  crop(crop, point) {
    const [width, height] = this.size;
    const ratio = Number(crop.dataset.across) / Number(crop.dataset.down);
    const part = width / height > ratio ? [height * ratio, height] : [width, width / ratio];
    const start = [0, 1].map((axis) => {
      const middle = this.size[axis] * point[axis] / 100 - part[axis] / 2;
      return Math.max(0, Math.min(this.size[axis] - part[axis], middle));
    });
    const image = crop.querySelector("img");
    if (image.src !== this.picture.src) image.src = this.picture.src;
    crop.classList.add("live");
    image.style.width = `${100 * width / part[0]}%`;
    image.style.left = `${-100 * start[0] / part[0]}%`;
    image.style.top = `${-100 * start[1] / part[1]}%`;
  }
}

for (const box of document.querySelectorAll(".library-focus")) new Focus(box);
