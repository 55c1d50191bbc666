// The text as its readers will see it, in a frame beside the fields, at the width of a
// phone or of a desktop. The answer is set by `srcdoc`: no address of the site need
// ever allow to be framed. The frame runs no script. After sending.js.
"use strict";

const PREVIEW_PAUSE = 1000; // milliseconds after the last key
const BESIDE = window.matchMedia("(min-width: 75rem)");
const PREVIEW_KEPT = "desk-preview"; // whether it is open, and how wide

// What stands in the form, and what stood there: a byline made from the signatories
// follows them.
function typedOf(field) {
  const data = new FormData();
  for (const each of field.form.elements) {
    if (!each.name || each === field || each.type === "file" || each.type === "submit") continue;
    if (each.name === "csrfmiddlewaretoken" || each.name === "page") continue;
    data.append(each.name, each.value);
    if (!/^(byline$|signatory-\d+-)/.test(each.name)) continue;
    const before = each.options ? [...each.options].find((option) => option.defaultSelected)?.value : each.defaultValue;
    data.append(`initial-${each.name}`, before || "");
  }
  data.set("content", field.value);
  data.set("language", languageOf(field));
  return data;
}

class LivePreview {
  constructor(box, field, button) {
    Object.assign(this, { box, field, button, latest: 0 });
    this.frame = box.querySelector("iframe");
    this.stage = box.querySelector(".live-preview-stage");
    this.status = box.querySelector(".live-preview-status");
    this.care = field.form.querySelector(".writing-care");
    this.lengths = field.form.querySelector(".writing-lengths");
    this.kept = this.asKept();
    box.querySelector(".live-preview-widths").addEventListener("click", ({ target }) => {
      if (target.dataset.width) this.setWidth(Number(target.dataset.width));
    });
    button.addEventListener("click", () => this.show(box.hidden, true));
    BESIDE.addEventListener("change", () => this.showAsUsual());
    new ResizeObserver(() => this.fit()).observe(this.stage);
    field.form.addEventListener("input", () => this.soon());
    field.form.addEventListener("change", () => this.soon());
    this.setWidth(this.kept.width === 1024 ? 1024 : 390);
    this.showAsUsual();
    this.refresh();
  }

  // Beside the fields it is open until somebody closes it; where there is no room for
  // both, it takes their place when it is asked for.
  showAsUsual() {
    this.show(BESIDE.matches && this.kept.open !== false);
  }

  show(isShown, isChosen = false) {
    this.box.hidden = !isShown;
    this.button.setAttribute("aria-pressed", isShown);
    this.box.closest(".drafting").classList.toggle("has-preview", isShown);
    if (isChosen && BESIDE.matches) this.keep({ open: isShown });
    this.fit();
  }

  asKept() {
    try {
      return JSON.parse(localStorage.getItem(PREVIEW_KEPT)) || {};
    } catch {
      return {};
    }
  }

  keep(more) {
    Object.assign(this.kept, more);
    try {
      localStorage.setItem(PREVIEW_KEPT, JSON.stringify(this.kept));
    } catch { /* no room on this device: then it is as usual next time */ }
  }

  setWidth(width) {
    this.width = width;
    for (const each of this.box.querySelectorAll("[data-width]")) {
      each.setAttribute("aria-pressed", Number(each.dataset.width) === width);
    }
    this.keep({ width });
    this.fit();
  }

  // A page as wide as that, made smaller where there is less room.
  fit() {
    const room = this.stage.clientWidth;
    if (!room) return;
    const scale = Math.min(1, room / this.width);
    this.frame.style.inlineSize = `${this.width}px`;
    this.frame.style.blockSize = `${this.stage.clientHeight / scale}px`;
    this.frame.style.transform = `scale(${scale})`;
    this.frame.style.insetInlineStart = `${Math.max(0, (room - this.width * scale) / 2)}px`;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PREVIEW_PAUSE);
  }

  async refresh() {
    const mine = ++this.latest;
    let told = this.box.dataset.failed;
    try {
      const response = await fetch(this.field.dataset.markdownxUrlsPath, {
        method: "POST",
        body: typedOf(this.field),
        headers: { "X-CSRFToken": csrfToken(this.field) },
        redirect: "error",
      });
      const isSaid = (response.headers.get("Content-Type") || "").startsWith("text/plain");
      if (isSaid) told = (await response.text()).slice(0, 300);
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      if (mine !== this.latest) return; // an answer to an older text
      this.set(answer.page);
      this.tellOnce(answer.care);
      this.lengths.innerHTML = answer.counted;
      told = "";
    } catch { /* what is shown stays, and it is said that it is old */ }
    if (mine === this.latest && this.status.textContent !== told) this.status.textContent = told;
  }

  // The first answer loads the page's style; later ones change what stands in it, so
  // that nothing flickers and the reader stays where they were.
  set(page) {
    const answer = new DOMParser().parseFromString(page, "text/html");
    for (const link of answer.querySelectorAll("a[href]")) aimPreviewLink(link);
    const shown = this.frame.contentDocument;
    const main = shown?.querySelector("main#content");
    if (!main) {
      this.frame.srcdoc = `<!doctype html>${answer.documentElement.outerHTML}`;
      return;
    }
    const root = shown.documentElement;
    const { scrollTop } = root;
    for (const name of ["lang", "dir"]) root.setAttribute(name, answer.documentElement.getAttribute(name));
    main.replaceChildren(...shown.importNode(answer.querySelector("main"), true).childNodes);
    root.scrollTo({ top: scrollTop, behavior: "instant" }); // site.css scrolls smoothly
  }

  // What needs care is told when it changes, not with every answer.
  tellOnce(html) {
    const list = new DOMParser().parseFromString(html, "text/html").querySelector(".care-list");
    if ((list?.textContent || "") === this.care.textContent) return;
    this.care.replaceChildren(...(list ? [list] : []));
  }
}

// A link to a place in the text leads there; any other opens beside the desk, which
// nobody leaves by a slip.
function aimPreviewLink(link) {
  const address = link.getAttribute("href");
  if (address.startsWith("#")) {
    link.setAttribute("href", `about:srcdoc${address}`);
    return;
  }
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

const previewBox = document.querySelector(".live-preview");
const previewField = document.querySelector(".writing-field textarea");
if (previewBox && previewField) {
  const bar = previewField.form.querySelector(".writing-bar");
  bar.hidden = false;
  new LivePreview(previewBox, previewField, bar.querySelector("[data-view=preview]"));
}
