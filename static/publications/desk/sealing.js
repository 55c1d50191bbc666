// What a device keeps of what was typed lies sealed there (AES-256-GCM), under a key of
// the account that the page was handed and that no script can read out again. Without
// TLS browsers have no such thing: then `Seal.of` is null.
"use strict";

const IV = 12; // bytes, by chance for each sealing
const KEY = 32;
const PIECE = 0x8000; // as many arguments as every browser takes

function inBase64(bytes) {
  let signs = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    signs += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(signs);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

// What comes before a key hides it from whoever measures compressed pages.
function unmasked(key) {
  const bytes = fromBase64(key);
  return bytes.slice(KEY).map((byte, at) => byte ^ bytes[at]);
}

class Seal {
  // The first seals, each opens. They don't stay in the page.
  static of(box) {
    const keys = box.dataset.keys.split(" ");
    delete box.dataset.keys;
    return window.crypto?.subtle ? new Seal(keys) : null;
  }

  constructor(keys) {
    this.keys = Promise.all(keys.map((key) =>
      crypto.subtle.importKey("raw", unmasked(key), "AES-GCM", false, ["encrypt", "decrypt"])));
  }

  // `of`: what these words are of; under another name they can't be opened.
  async close(words, of) {
    const iv = crypto.getRandomValues(new Uint8Array(IV));
    const [key] = await this.keys;
    const sealed = await crypto.subtle.encrypt(Seal.by(iv, of), key, new TextEncoder().encode(words));
    return `${inBase64(iv)} ${inBase64(new Uint8Array(sealed))}`;
  }

  // Null where it is of no key that there is.
  async open(sealed, of) {
    for (const key of await this.keys) {
      try {
        const [iv, bytes] = sealed.split(" ").map(fromBase64);
        return new TextDecoder().decode(await crypto.subtle.decrypt(Seal.by(iv, of), key, bytes));
      } catch { /* perhaps of the next */ }
    }
    return null;
  }

  static by(iv, of) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(of) };
  }
}
