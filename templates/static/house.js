// Small comforts over pages that work without them. Everything is told by data- attributes, and listened for
// on the document, so that parts swapped in later are served as well.
"use strict";

const byId = (id) => document.getElementById(id);

// Opening and revealing: data-opens names a dialog, data-reveals a hidden part, data-shows a password field.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-opens], [data-reveals], [data-shows]");
  if (!pressed) return;
  const { opens, reveals, shows } = pressed.dataset;
  if (opens) byId(opens).showModal();
  if (reveals) {
    const part = byId(reveals);
    part.hidden = !part.hidden;
    pressed.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.querySelector("input, select, textarea, button")?.focus();
  }
  if (shows) {
    const field = byId(shows);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    pressed.setAttribute("aria-pressed", String(!shown));
  }
});

// A password travels and is remembered as a password.
document.addEventListener("submit", (event) => {
  for (const shown of event.target.querySelectorAll('[data-shows][aria-pressed="true"]')) {
    byId(shown.dataset.shows).type = "password";
    shown.setAttribute("aria-pressed", "false");
  }
});

// Paper: the page as it stands.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

// A press outside the phone's menu closes it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".dock-more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Buttons that need script stand hidden until there is script.
const wake = (root) => {
  for (const made of root.querySelectorAll("[data-opens][hidden], [data-shows][hidden], [data-writes][hidden], [data-prints][hidden]")) {
    made.hidden = false;
  }
  for (const zone of root.querySelectorAll("input[data-zone]")) {
    zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
  for (const notice of root.querySelectorAll("[data-settles]:not(.is-settled)")) {
    setTimeout(() => notice.classList.add("is-settled"), 10_000);
  }
};

// After a refused form the first field to mend is where one stands.
const standAtFault = (root) => root.querySelector('[aria-invalid="true"]:not(fieldset)')?.focus();

wake(document);
standAtFault(document);
document.addEventListener("htmx:load", (event) => {
  const root = event.detail.elt;
  if (root === document.body) return;
  wake(root.parentElement ?? root);
  standAtFault(root);
});

// A request that failed says so, in the server's words where it sent a notice, and leaves every field as it was.
const failed = () => {
  const notices = byId("notices");
  notices.dataset.failed = "";
  return notices;
};
const report = (kind) => {
  const notices = failed();
  notices.replaceChildren(byId(`spare-${kind}`).content.cloneNode(true));
  notices.scrollIntoView({ block: "nearest" });
};
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { status } = detail.xhr;
  if (status < 400 || status === 422 || !detail.serverResponse.includes('class="notice')) return;
  Object.assign(detail, { shouldSwap: true, isError: false, target: failed(), swapOverride: "innerHTML", selectOverride: "unset" });
});
document.addEventListener("htmx:responseError", ({ detail }) => report(detail.xhr.status < 500 ? "refused" : "ours"));
document.addEventListener("htmx:sendError", () => report("offline"));
document.addEventListener("htmx:timeout", () => report("ours"));

// A notice of a failure goes when the next request is answered.
document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  const notices = byId("notices");
  if ((detail.xhr.status >= 400 && detail.xhr.status !== 422) || !("failed" in notices.dataset)) return;
  delete notices.dataset.failed;
  notices.replaceChildren();
});
