// What is typed goes to the server while somebody types, and stays on this device where
// it can't; the page says which, and who else has the text open. After device_copy.js and sealing.js.
// Without this script the page says who opened it lately, and Save saves.
"use strict";

const AFTER_LAST_KEY = 3_000; // milliseconds
const AT_MOST_EVERY = 10_000;
const BEAT = 20_000;

function fieldsOf(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    const isOurs = name === "csrfmiddlewaretoken" || name === "page" || /^(_|take-)/.test(name);
    if (!isOurs && typeof value === "string") (typed[name] ||= []).push(value);
  }
  return typed;
}

// What the fields say, whichever save they stood beside.
function wordsOf({ version, seen, ...typed }) {
  return JSON.stringify(Object.entries(typed).filter(([, values]) => values.some(Boolean)).sort());
}

class Keeping {
  constructor(box, form) {
    Object.assign(this, { box, form, told: box.dataset, here: new DeviceCopy(box.dataset, Seal.of(box)) });
    this.saved = this.typed = JSON.stringify(fieldsOf(form));
    this.isUnsaved = "unsaved" in this.told;
    this.isWaiting = "waiting" in this.told;
    this.isPending = this.isUnsaved;
    this.wasSent = false; // since the fields last said what is saved
    this.lastSent = 0;
    this.noteHere();
    this.here.drop(this.told.savedPage);
    this.listen();
    this.offer().then(() => this.beat());
    if (this.isUnsaved) this.plan();
  }

  get seen() {
    return this.form.elements.seen?.value || "";
  }

  listen() {
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", ({ submitter }) => {
      if (submitter?.formTarget === "_blank") return; // this page stays
      this.isLeaving = true;
      // What arrived after the save would be held for unsaved text.
      this.timer = clearTimeout(this.timer);
      this.sending?.abort();
      // Should the way to the server be gone, the text is not.
      if (this.isUnsaved) this.here.keep(this.seen, fieldsOf(this.form));
    });
    window.addEventListener("pageshow", () => { this.isLeaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && !this.isLeaving) event.preventDefault();
    });
    window.addEventListener("pagehide", () => {
      if (this.isPending && !this.isLeaving) this.here.keep(this.seen, fieldsOf(this.form));
    });
    window.addEventListener("online", () => this.beat());
    setInterval(() => this.beat(), BEAT);
  }

  // Also called when a field is only left, or something ticked that is nobody's words.
  changed() {
    const typed = JSON.stringify(fieldsOf(this.form));
    if (typed === this.typed) return;
    this.typed = typed;
    this.isUnsaved = "unsaved" in this.told || typed !== this.saved;
    this.isLeaving = false; // what is typed while a slow save is on its way is not in it
    this.isPending = this.isUnsaved || this.wasSent;
    this.say(this.isUnsaved ? this.told.typing : "");
    if (this.isPending) {
      this.noteHere();
      this.firstKey ||= Date.now();
      this.plan();
    } else this.forget();
  }

  // At once, until the server has it: a page that closes waits for no sealing.
  noteHere() {
    if (this.isUnsaved) this.here.keep(this.seen, fieldsOf(this.form));
    else this.here.drop(this.told.page);
  }

  // All that stands here is saved: nothing waits, here or on this device.
  forget() {
    this.timer = clearTimeout(this.timer);
    this.firstKey = null;
    this.here.drop(this.told.page);
  }

  // A little after the last key; while somebody types on, now and then.
  plan() {
    const now = Date.now();
    const quiet = Math.min(now + AFTER_LAST_KEY, (this.firstKey || now) + AT_MOST_EVERY);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(quiet, this.lastSent + AT_MOST_EVERY) - now);
  }

  beat() {
    if (this.isLeaving) return;
    if (this.isPending && !this.timer) this.send();
    else this.ask({});
  }

  async send() {
    this.timer = null;
    if (!("writable" in this.told)) return;
    const typed = this.isUnsaved ? fieldsOf(this.form) : null;
    this.firstKey = null;
    this.lastSent = Date.now();
    if (this.isWaiting) return void this.keepHere(typed, this.told.waits);
    this.isPending = false;
    this.wasSent ||= Boolean(typed);
    const answer = await this.ask({ typed });
    if (answer === null) return; // left meanwhile
    if (answer.isKept) {
      this.wasSent = Boolean(typed);
      if (this.isPending) return; // more was typed: it lies here alone
      this.here.drop(this.told.page);
      this.say(answer.told);
    } else {
      this.isPending = true;
      this.keepHere(typed, answer.told);
    }
  }

  // Send what there is and show who is here. `told`: what to say, whatever came of it.
  async ask(sent) {
    const data = { page: this.form.elements.page.value, seen: Number(this.seen), unsaved: this.isUnsaved, when: this.when, ...sent };
    this.sending = new AbortController();
    let response;
    try {
      response = await fetch(this.told.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(data),
        redirect: "manual", // to the sign-in, once the session has ended
        signal: this.sending.signal,
      });
      const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
      const isSignedOut = response.type === "opaqueredirect" || (response.status === 403 && !isAnswer);
      if (isSignedOut) return { told: this.told.signedOut };
      const answer = await response.json();
      this.showOthers(answer);
      return { isKept: response.ok, told: answer.told };
    } catch (error) {
      return error.name === "AbortError" ? null : { told: this.told.offline };
    }
  }

  async keepHere(typed, sentence) {
    if (!typed) return void this.here.drop(this.told.page);
    const hasRoom = await this.here.keep(this.seen, typed);
    this.say(hasRoom ? sentence : this.told.full);
  }

  say(sentence) {
    this.put(".keeping-status", sentence);
  }

  showOthers({ here, newer, when }) {
    this.put(".also-here", here?.length ? `${this.told.here} ${here.map((name) => `\u2068${name}\u2069`).join(", ")}` : "");
    this.put(".newer-save", newer || "");
    if (when) this.put(".kept-time", when);
  }

  // A sentence is heard when it changes, not with every answer.
  put(where, sentence) {
    const place = this.box.querySelector(where);
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  // What this device has of an earlier page of this text, if neither the fields nor the
  // server's notice say the same.
  async offer() {
    const found = await this.here.all();
    if (found.some(({ typed }) => !typed)) this.put(".kept-unreadable", this.told.unreadable);
    const known = [fieldsOf(this.form), JSON.parse(this.told.kept || "{}")].map(wordsOf);
    const copies = found.filter(({ page, typed }) => typed && page !== this.told.page);
    for (const { page } of copies.filter(({ typed }) => known.includes(wordsOf(typed)))) this.here.drop(page);
    const copy = copies.find(({ typed }) => !known.includes(wordsOf(typed)));
    const notice = this.box.querySelector(".kept-here");
    notice.hidden = !copy;
    this.when = copy?.at; // the server says it as the page says all times
    if (!copy) return;
    notice.querySelector(".kept-time").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" });
    const words = ["title", "subtitle", "summary", "body"].map((name) => copy.typed[name]?.[0]);
    notice.querySelector(".kept-words").textContent = words.filter(Boolean).join("\n\n");
    notice.onclick = ({ target }) => {
      if (target.dataset.do === "restore") return void this.restore(copy);
      if (target.dataset.do !== "drop") return;
      this.here.drop(copy.page);
      this.offer().then(() => this.beat());
    };
  }

  // By the server, as if it were typed: rows that this page lacks come with it.
  async restore(copy) {
    if (!await this.here.keep(this.seen, copy.typed)) return;
    this.here.drop(copy.page);
    const form = document.createElement("form");
    form.method = "post";
    form.action = this.form.action; // of an import, the page for adding
    form.enctype = "multipart/form-data"; // Chinese would be three times as long
    const fields = { ...copy.typed, _take: ["1"] };
    for (const name of ["csrfmiddlewaretoken", "page"]) fields[name] = [this.form.elements[name].value];
    for (const [name, values] of Object.entries(fields)) {
      for (const value of values) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        form.append(field);
      }
    }
    form.hidden = true;
    document.body.append(form);
    this.isLeaving = true;
    form.submit();
  }
}

const keptForm = document.getElementById("edition_form");
const keptBox = document.querySelector(".keeping");
if (keptForm && keptBox) new Keeping(keptBox, keptForm);
