// Amount fields: the keypad writes into them, and arithmetic shows its sum while it is typed. The server reads
// the same grammar and has the last word; here a text that is no plain sum (grouped digits too) shows nothing.
"use strict";

(() => {
  const FOLD = { "×": "*", "÷": "/", "−": "-", "–": "-" };
  const TOKEN = /\s*(\d+(?:\.\d*)?|\.\d+|[-+*/()])/y;
  const LONGEST = 64;

  const tokens = (text) => {
    const folded = [...text.normalize("NFKC")].map((c) => FOLD[c] ?? c).join("").trim();
    const found = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < folded.length) {
      const match = TOKEN.exec(folded);
      if (!match) return [];
      found.push(match[1]);
    }
    return found;
  };

  // Arithmetic by descent; NaN when the text is not a sum.
  const value = (found) => {
    let at = 0;
    const atom = () => {
      const token = found[at++];
      if (token === "-") return -atom();
      if (token !== "(") return /^[\d.]/.test(token ?? "") ? Number(token) : NaN;
      const inner = terms();
      return found[at++] === ")" ? inner : NaN;
    };
    const factors = () => {
      let sum = atom();
      while (found[at] === "*" || found[at] === "/") sum = found[at++] === "*" ? sum * atom() : sum / atom();
      return sum;
    };
    const terms = () => {
      let sum = factors();
      while (found[at] === "+" || found[at] === "-") sum = found[at++] === "+" ? sum + factors() : sum - factors();
      return sum;
    };
    const sum = terms();
    return at === found.length && Number.isFinite(sum) ? sum : NaN;
  };

  const show = (field) => {
    const place = document.querySelector(`[data-sum-of="${CSS.escape(field.id)}"]`);
    if (!place) return;
    const found = field.value.length <= LONGEST ? tokens(field.value) : [];
    const sum = found.length > 1 ? value(found) : NaN;
    const digits = Number(field.dataset.digits ?? 2);
    const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const text = Number.isNaN(sum) ? "" : `= ${sum.toLocaleString(document.documentElement.lang, style).replace("-", "−")}`;
    if (place.textContent !== text) place.textContent = text;
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-amount]")) show(event.target);
  });

  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-types]");
    const field = key && document.getElementById(key.closest("[data-writes]").dataset.writes);
    if (!field) return;
    const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    if (key.dataset.types === "⌫") field.setRangeText("", from === to ? Math.max(from - 1, 0) : from, to, "end");
    else if (field.value.length < LONGEST) field.setRangeText(key.dataset.types, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
