// What was typed and did not reach the server, kept on this device: by person, text,
// revision and page. Of texts that a limited circle sees, in the tab alone: it goes
// with the tab, since a machine may be shared. Signing out clears the person's own.
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
  constructor({ user, edition, limited }) {
    this.store = storeOf(limited === undefined ? "localStorage" : "sessionStorage");
    this.start = `typed:${user}:${edition}:`;
  }

  // Whether there was room for it.
  keep(seen, page, typed) {
    if (isSigningOut) return true; // on purpose
    try {
      this.store.setItem(`${this.start}${seen}:${page}`, JSON.stringify({ page, typed, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  // Those of this text, the latest first; what nobody came back for is dropped.
  all() {
    const found = [];
    for (const name of DeviceCopy.names(this.store, this.start)) {
      try {
        const copy = JSON.parse(this.store.getItem(name));
        if (Date.now() - copy.at < KEPT_DAYS * 86_400_000) found.push({ name, ...copy });
        else this.store.removeItem(name);
      } catch {
        this.store.removeItem(name);
      }
    }
    return found.sort((one, other) => other.at - one.at);
  }

  drop(page) {
    for (const copy of this.all()) if (copy.page === page) this.store.removeItem(copy.name);
  }

  static names(store, start) {
    return Object.keys(store).filter((name) => name.startsWith(start));
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
document.addEventListener("input", () => { isSigningOut = false; });
document.addEventListener("submit", (event) => {
  if (event.target.id !== "logout-form") return;
  isSigningOut = true;
  DeviceCopy.dropAllOf(signedIn);
});
