// Ctrl or Cmd and K: the way to any place. Letters are answered by the server; arrows choose, Enter goes, Esc closes.
// Without script the same is a page with a search.
"use strict";

(() => {
  const box = document.getElementById("palette");
  const input = document.getElementById("palette-q");
  const list = document.getElementById("palette-hits");
  if (!box || !input || !list) return;
  const hits = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector('[aria-selected="true"]');

  const choose = (one) => {
    for (const hit of hits()) hit.setAttribute("aria-selected", String(hit === one));
    if (!one) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", one.id);
    one.scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    box.showModal();
    input.value = "";
    list.replaceChildren();
    input.focus();
    window.htmx?.trigger(input, "look");
  };

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (box.open) box.close();
    else open();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-palette]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
    if (event.target === box) box.close();
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = hits();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      choose(all[(at + by + all.length) % all.length] ?? null);
      event.preventDefault();
    }
    if (event.key === "Enter" && at >= 0) {
      all[at].click();
      event.preventDefault();
    }
  });

  list.addEventListener("htmx:afterSwap", () => choose(hits()[0] ?? null));
})();
