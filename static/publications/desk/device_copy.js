// What was typed and did not reach the server, kept on this device: by person, text,
// revision and page, sealed (sealing.js). Of texts that a limited circle sees, and where
// nothing can be sealed, in the tab alone: it goes with the tab, since a machine may be
// shared. Signing out clears the person's own.
"use strict";

const KEPT_DAYS = 14;
// Where a browser is told to keep nothing.
const NOWHERE = { getItem: () => null, removeItem: () => {}, setItem: () => { throw new Error("no room"); } };

function storeOf(name) {
  try {
    return window[name];
  } catch {
    return NOWHERE;
  }
}

class DeviceCopy {
  constructor({ user, edition, page, limited }, seal) {
    this.device = storeOf("localStorage");
    this.tab = storeOf("sessionStorage");
    this.seal = seal;
    this.store = seal && limited === undefined ? this.device : this.tab;
    this.ofUser = `typed:${user}:`;
    this.start = `${this.ofUser}${edition}:`;
    this.page = page;
    this.asked = this.done = 0; // in which order this page's own words came
  }

  // Whether there was room for it. Of two that are being sealed the later one stays.
  async keep(seen, typed) {
    const turn = ++this.asked;
    const name = `${this.start}${seen}:${this.page}`;
    const copy = { at: Date.now(), typed };
    const line = this.seal ? await this.sealed(name, copy) : JSON.stringify(copy);
    if (turn < this.done || isSigningOut) return true; // on purpose
    this.done = turn;
    return DeviceCopy.put(this.store, name, line);
  }

  async sealed(name, { at, typed }) {
    return JSON.stringify({ at, sealed: await this.seal.close(JSON.stringify(typed), `${name} ${at}`) });
  }

  // Those of this text, the latest first. What no key opens any more is dropped:
  // `typed` is null there.
  async all() {
    await this.leaveNoneClear();
    const found = [];
    for (const name of DeviceCopy.names(this.store, this.start)) {
      let { at, typed = null, sealed } = DeviceCopy.read(this.store, name);
      if (!at) continue; // another tab has dropped it just now
      if (sealed && this.seal) typed = JSON.parse(await this.seal.open(sealed, `${name} ${at}`));
      if (!typed) this.store.removeItem(name);
      found.push({ page: name.split(":").at(-1), at, typed });
    }
    return found.sort((one, other) => other.at - one.at);
  }

  // As all of this person's words lay here once.
  async leaveNoneClear() {
    for (const store of [this.device, this.tab]) {
      for (const name of DeviceCopy.names(store, this.ofUser)) {
        const line = store.getItem(name);
        const copy = DeviceCopy.read(store, name);
        if (!copy.typed) continue;
        const kept = this.seal ? await this.sealed(name, copy) : line;
        const place = this.seal ? store : this.tab;
        if (store.getItem(name) !== line || !DeviceCopy.put(place, name, kept)) continue;
        if (place !== store) store.removeItem(name);
      }
    }
  }

  drop(page) {
    if (page === this.page) this.done = ++this.asked; // nor comes what is being sealed
    for (const name of DeviceCopy.names(this.store, this.start)) {
      if (name.endsWith(`:${page}`)) this.store.removeItem(name);
    }
  }

  static names(store, start) {
    return Object.keys(store).filter((name) => name.startsWith(start));
  }

  static read(store, name) {
    try {
      return JSON.parse(store.getItem(name)) || {};
    } catch {
      return {};
    }
  }

  static put(store, name, line) {
    try {
      store.setItem(name, line);
      return true;
    } catch {
      return false;
    }
  }

  // Of everybody: nobody came back for it.
  static dropOld() {
    for (const store of ["localStorage", "sessionStorage"].map(storeOf)) {
      for (const name of DeviceCopy.names(store, "typed:")) {
        const { at } = DeviceCopy.read(store, name);
        if (!(Date.now() - at < KEPT_DAYS * 86_400_000)) store.removeItem(name);
      }
    }
  }

  static dropAllOf(user) {
    for (const store of ["localStorage", "sessionStorage"].map(storeOf)) {
      for (const name of DeviceCopy.names(store, `typed:${user}:`)) store.removeItem(name);
    }
  }
}

// On every page of the desk: whoever signs out leaves nothing typed on this device,
// unless they stay after all and type on.
const signedIn = document.currentScript.dataset.user;
let isSigningOut = false;
DeviceCopy.dropOld();
document.addEventListener("input", () => { isSigningOut = false; });
document.addEventListener("submit", (event) => {
  if (event.target.id !== "logout-form") return;
  isSigningOut = true;
  DeviceCopy.dropAllOf(signedIn);
});
