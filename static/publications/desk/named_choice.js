/* Django's choosers that look things up, such as a person: each is called what its label
   says (WCAG 4.1.2), and then what is chosen. As soon as Django's own script has made
   them. */

(() => {
  "use strict";

  const name = (choice) => {
    const label = document.querySelector(`label[for="${CSS.escape(choice.id)}"]`);
    const box = choice.parentNode.querySelector(".select2-selection[role=combobox]");
    const chosen = box?.querySelector(".select2-selection__rendered");
    if (!label || !chosen) {
      return false;
    }
    label.id ||= `${choice.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    // No field of its own: nobody types there.
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    return true;
  };

  const nameOnceMade = (choice) => {
    if (name(choice)) {
      return;
    }
    const made = new MutationObserver(() => name(choice) && made.disconnect());
    made.observe(choice.parentNode, { childList: true, subtree: true });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("select.admin-autocomplete").forEach(nameOnceMade);
  });
})();
