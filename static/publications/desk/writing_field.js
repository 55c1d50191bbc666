// The live preview of a writing field, and pictures dropped or pasted into it.
// The field is an ordinary text area: Tab leaves it, and nothing is ever written
// into the manuscript but a reference to a picture that was really stored.
"use strict";

const PAUSE = 400; // milliseconds after the last key

function csrfToken(field) {
  return field.form.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function ask(url, field, data) {
  const response = await fetch(url, {
    method: "POST",
    body: data,
    headers: { "X-CSRFToken": csrfToken(field) },
    redirect: "error",
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

function preview(box, field, target, status) {
  let latest = 0;
  return async () => {
    const mine = ++latest;
    const data = new FormData();
    data.set("content", field.value);
    data.set("language", field.form.querySelector("[name=language]")?.value || "");
    try {
      const html = await (await ask(field.dataset.markdownxUrlsPath, field, data)).text();
      if (mine !== latest) return; // an answer to an older text
      const page = new DOMParser().parseFromString(html, "text/html");
      target.replaceChildren(...page.body.childNodes);
      status.textContent = "";
    } catch {
      if (mine === latest) status.textContent = box.dataset.failed;
    }
  };
}

async function addPicture(field, status, file, refresh) {
  const data = new FormData();
  data.set("image", file);
  try {
    const { image_code: code } = await (await ask(field.dataset.markdownxUploadUrlsPath, field, data)).json();
    field.setRangeText(code, field.selectionStart, field.selectionEnd, "end");
    status.textContent = "";
    refresh();
  } catch (error) {
    status.textContent = `${file.name}: ${error.message.slice(0, 300)}`;
  }
}

for (const box of document.querySelectorAll(".writing-field")) {
  const field = box.querySelector("textarea");
  const status = box.querySelector(".writing-status");
  const refresh = preview(box, field, box.querySelector(".preview-body"), status);
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
  const take = (event, files) => {
    const pictures = [...files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    for (const file of pictures) addPicture(field, status, file, refresh);
  };
  field.addEventListener("drop", (event) => take(event, event.dataTransfer.files));
  field.addEventListener("paste", (event) => take(event, event.clipboardData.files));
  refresh();
}

// Leaving with something typed and not saved asks first.
const form = document.getElementById("edition_form");
if (form) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
