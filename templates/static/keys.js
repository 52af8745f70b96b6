// The keyboard: N record, / search, G then a letter, J K rows, U undo, Esc back, ? help. What a key does is
// written on the page as data-key; a key nothing answers to does nothing. Single keys can be switched off
// (WCAG 2.1.4), which this device remembers.
"use strict";

(() => {
  const SETTING = "house.keys";
  const ROWS = ".entry-link, a.row, .by-cat-row, .by-cat summary, .funnel a, .scenes a";
  const isOn = () => localStorage.getItem(SETTING) !== "off";
  const isTyping = (at) => at.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  let led = false;

  const answer = (key) => {
    const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
    const target = found.find((one) => one.checkVisibility()) ?? found[0];
    if (!target) return false;
    if (target.matches("input, textarea")) target.focus();
    else target.click();
    return true;
  };

  const step = (by) => {
    const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
    rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
    return rows.length > 0;
  };

  const leave = (at) => {
    if (isTyping(at)) at.blur();
    const menu = document.querySelector(".dock-more[open]");
    if (menu) menu.open = false;
    return menu !== null || answer("Escape");
  };

  const help = () => {
    document.getElementById("key-help")?.showModal();
    return true;
  };

  const press = (key) => {
    if (led) return answer(`g ${key}`);
    if (key === "j") return step(1);
    if (key === "k") return step(-1);
    return key === "?" ? help() : answer(key);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      if (leave(event.target)) event.preventDefault();
      return;
    }
    if (!isOn() || isTyping(event.target) || event.key.length !== 1) return;
    const key = event.key.toLowerCase();
    const leads = key === "g" && !led;
    if (!leads && press(key)) event.preventDefault();
    led = leads;
    if (led) setTimeout(() => { led = false; }, 1_500);
  });

  for (const box of document.querySelectorAll("[data-keys-on]")) {
    box.checked = isOn();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(SETTING);
      else localStorage.setItem(SETTING, "off");
    });
  }
})();
