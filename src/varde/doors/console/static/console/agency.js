// The agency's pages: what a select means at once, and a filter that survives a new sorting. No page needs this file to work.
"use strict";
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && "narrow" in form.dataset && event.target.name) form.requestSubmit();
  });
  // After htmx brings a newly sorted table, what was typed narrows that one too.
  document.addEventListener("htmx:afterSettle", () => {
    const box = document.querySelector("input[data-filter]");
    if (box && box.value) box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
(() => {
  // A button that marks many boxes, and x for the box in the row where the keyboard is.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-check]");
    if (!button) return;
    const boxes = [...document.querySelectorAll(button.dataset.check)];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const row = event.target.closest("tr");
    const box = row && row.querySelector('input[type="checkbox"]');
    if (box) box.checked = !box.checked;
  });
})();
