// Passkeys are offered only where the browser can use them, and a failure is said on the page.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const is_address = /^[\d.]+$|^\[/.test(location.hostname); // a passkey belongs to a name, never to an address
  if (window.PublicKeyCredential && !is_address) for (const one of document.querySelectorAll("[data-passkey]")) one.hidden = false;
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-trouble");
  if (said) said.hidden = false;
});
