// Keys of the review page. They only move the focus: nothing is shown or decided without a second key.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const to = (element) => {
    if (!element) return;
    event.preventDefault();
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  };
  if (event.key === "c") to(document.querySelector("select[form=confirm]") || document.querySelector("#confirm textarea"));
  else if (event.key === "r") to(document.querySelector("#refuse select"));
  else if (event.key === "l") {
    const buttons = [...document.querySelectorAll("[data-look]")];
    to(buttons[(buttons.indexOf(document.activeElement) + 1) % buttons.length]);
  }
});
