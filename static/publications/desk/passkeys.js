/* Passkeys: asks the browser for one, and sends what it says with the form. Without this
   script, or in a browser that knows none, the buttons stay hidden. */

(() => {
  "use strict";

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) =>
      sign.charCodeAt(0),
    );

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  const described = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const asked = (options) => {
    const read = { ...options, challenge: bytes(options.challenge) };
    if (options.user) {
      read.user = { ...options.user, id: bytes(options.user.id) };
      read.excludeCredentials = described(options.excludeCredentials);
    } else {
      read.allowCredentials = described(options.allowCredentials);
    }
    return read;
  };

  const told = (credential) => {
    const response = {};
    for (const name of [
      "clientDataJSON",
      "attestationObject",
      "authenticatorData",
      "signature",
      "userHandle",
    ]) {
      if (credential.response[name]) {
        response[name] = text(credential.response[name]);
      }
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  };

  const ask = async (button) => {
    const form = button.form;
    const field = form.elements[button.dataset.field];
    const sent = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    });
    const answer = await fetch(button.dataset.options, {
      method: "POST",
      body: sent,
      headers: { Accept: "application/json" },
    });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      form.submit(); // something is asked first, on a page of its own
      return;
    }
    const options = asked((await answer.json()).publicKey);
    const credential = options.user
      ? await navigator.credentials.create({ publicKey: options })
      : await navigator.credentials.get({ publicKey: options });
    field.value = told(credential);
    form.submit();
  };

  for (const button of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      continue;
    }
    (button.closest("[data-for-passkeys]") || button).hidden = false;
    const failed = document.getElementById(button.dataset.failed);
    button.addEventListener("click", async () => {
      button.disabled = true;
      failed.hidden = true;
      try {
        await ask(button);
      } catch {
        failed.hidden = false;
      }
      button.disabled = false;
    });
  }
})();
