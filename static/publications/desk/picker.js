// The dialog in which pictures and attachments of the library are chosen.
"use strict";

const picker = document.querySelector("dialog.picker");

function pick(kind, url, language, chosen) {
  const found = picker.querySelector(".picker-found");
  const status = picker.querySelector(".picker-status");
  const asked = picker.querySelector("[type=search]");
  let latest = 0;

  async function ask(page = 1) {
    const mine = ++latest;
    const query = new URLSearchParams({ q: asked.value, language, page });
    let answer;
    try {
      const response = await fetch(`${url}?${query}`, { redirect: "error" });
      if (!response.ok) throw new Error(response.status);
      answer = new DOMParser().parseFromString(await response.text(), "text/html").body;
    } catch {
      if (mine === latest) status.textContent = picker.dataset.failed;
      return;
    }
    if (mine !== latest) return; // an answer to an older question
    status.textContent = answer.querySelector(".found").textContent;
    answer.querySelector(".found").remove();
    if (page === 1) return found.replaceChildren(...answer.childNodes);
    found.querySelector(".more").remove();
    const first = answer.querySelector(".choice");
    found.append(...answer.childNodes);
    first?.focus();
  }

  picker.querySelector("#picker-heading").textContent = picker.dataset[kind];
  picker.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    ask();
  };
  found.onclick = (event) => {
    const choice = event.target.closest(".choice");
    const more = event.target.closest(".more");
    if (more) ask(Number(more.dataset.page));
    if (!choice) return;
    const told = choice.parentElement.querySelector("template").content.firstElementChild;
    picker.close();
    chosen(choice.dataset, document.importNode(told, true));
  };
  asked.value = "";
  found.replaceChildren();
  status.textContent = "";
  picker.showModal(); // Escape closes it, and the focus goes back to where it was
  ask();
}

picker?.querySelector("[data-do=close]").addEventListener("click", () => picker.close());
