// Small manners of the console. No page needs this file to work.
"use strict";
(() => {
  // j and k move through the rows of the first table, Enter opens, / goes to the filter.
  const rows = () => [...document.querySelectorAll("table[data-keys] tbody tr:not([hidden])")];
  let at = -1;
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, at + step));
    const link = all[at].querySelector("a");
    if (link) link.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/") {
      const filter = document.querySelector("input[data-filter]");
      if (filter) { event.preventDefault(); filter.focus(); }
    }
  });
  // A filter box narrows a table that is wholly on the page.
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches || !box.matches("input[data-filter]")) return;
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const table = document.querySelector(box.dataset.filter);
    if (!table) return;
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.dataset.words || (row.dataset.words = row.textContent.toLowerCase());
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    const count = document.querySelector(box.dataset.count || "[data-shown]");
    if (count) count.textContent = String(shown);
  });
})();
