// Ticking entries: the sum of what is ticked, a range with Shift, everything on the page, X for the row one is on.
// Without script the boxes are sent as they are and the next page adds up.
"use strict";

(() => {
  const boxes = () => [...document.querySelectorAll("[data-tick]")];
  const written = (minor, digits, mark) => {
    const whole = Math.abs(minor) / 10 ** digits;
    const text = whole.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const lead = /[A-Z]$/.test(mark) ? `${mark}\u00a0` : mark;
    return (minor < 0 ? "−" : minor > 0 ? "+" : "") + lead + text;
  };
  let last = null;

  const show = () => {
    const all = boxes();
    const ticked = all.filter((one) => one.checked);
    const sums = new Map();
    for (const { dataset } of ticked) {
      if (dataset.minor === undefined) continue;
      const sum = sums.get(dataset.mark) ?? { minor: 0, digits: Number(dataset.digits) };
      sum.minor += Number(dataset.minor);
      sums.set(dataset.mark, sum);
    }
    for (const place of document.querySelectorAll("[data-ticked]")) {
      const parts = [...sums].map(([mark, sum]) => written(sum.minor, sum.digits, mark));
      place.textContent = [`${place.dataset.word} ${ticked.length}`, ...parts].join(" · ");
    }
    for (const every of document.querySelectorAll("[data-tick-all]")) {
      every.closest("[hidden]")?.removeAttribute("hidden");
      every.checked = all.length > 0 && ticked.length === all.length;
      every.indeterminate = ticked.length > 0 && ticked.length < all.length;
    }
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-tick]");
    if (!box) return;
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    if (event.shiftKey && from >= 0) for (const one of all.slice(from, to + 1)) one.checked = box.checked;
    last = box;
    show();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) for (const one of boxes()) one.checked = event.target.checked;
    if (event.target.matches("[data-tick], [data-tick-all]")) show();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (localStorage.getItem("house.keys") === "off") return;
    const box = document.activeElement?.closest(".entry")?.querySelector("[data-tick]");
    if (!box || document.activeElement === box) return;
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    box.checked = event.shiftKey || !box.checked;
    if (event.shiftKey && from >= 0) for (const one of all.slice(from, to + 1)) one.checked = true;
    last = box;
    event.preventDefault();
    show();
  });

  document.addEventListener("htmx:afterSettle", show);
  addEventListener("pageshow", show);
  show();
})();
