// The entry sheet's comforts: the currency follows the account, the button says the sum, a day's takings add up,
// a finger gets our keypad instead of the device's. Without script every field is there and the server reckons.
"use strict";

(() => {
  const at = (id) => document.getElementById(id);
  const digitsOf = (field) => Number(field.dataset.digits ?? 2);

  // What a field comes to: the sum shown beside it, or the plain number in it; NaN for anything else.
  const worth = (field) => {
    const shown = document.querySelector(`[data-sum-of="${CSS.escape(field.id)}"]`)?.textContent ?? "";
    const text = (shown.replace("=", "") || field.value).normalize("NFKC").replaceAll("−", "-").replace(/[\s,]/g, "");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  };

  const written = (sum, digits) => sum.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");

  const say = (field) => {
    const place = document.querySelector(`[data-says="${CSS.escape(field.id)}"]`);
    if (!place) return;
    const sum = worth(field);
    const mark = at("f-other_currency")?.value.trim().toUpperCase() || (at("f-currency")?.selectedOptions[0]?.dataset.mark ?? "");
    const lead = /[A-Z]$/.test(mark) ? `${mark}\u00a0` : mark;
    place.textContent = Number.isNaN(sum) || sum <= 0 ? "" : lead + written(sum, digitsOf(field));
  };

  const total = (till) => {
    const sums = [...till.querySelectorAll("[data-adds]")].map(worth).filter((sum) => !Number.isNaN(sum));
    const figure = at(till.dataset.total).querySelector("[data-figure]");
    figure.textContent = sums.length ? written(sums.reduce((one, other) => one + other, 0), digitsOf(till)) : "–";
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-amount]")) return;
    say(event.target);
    const till = event.target.closest("[data-total]");
    if (till) total(till);
  });

  document.addEventListener("change", (event) => {
    const amount = at("f-amount");
    if (event.target.id === "f-account") {
      const held = event.target.selectedOptions[0]?.dataset.currency;
      const currency = at("f-currency");
      if (held && currency) {
        currency.value = held;
        currency.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    if (event.target.id === "f-other_currency" && amount) say(amount);
    if (event.target.id === "f-currency" && amount) {
      amount.dataset.digits = event.target.selectedOptions[0].dataset.digits;
      amount.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // Of several tags in one field the last is being typed: what is offered begins with those before it.
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("[data-tags]") || !field.list) return;
    const before = field.value.slice(0, field.value.search(/[^\s,，、]*$/));
    for (const one of field.list.options) {
      one.dataset.tag ??= one.value;
      one.value = before.includes(one.dataset.tag) ? "" : before + one.dataset.tag;
    }
  });

  document.addEventListener("click", (event) => {
    const setter = event.target.closest("[data-sets]");
    if (setter) at(setter.dataset.sets).value = setter.value;
    const chip = event.target.closest("[data-mends]");
    const field = chip && at(chip.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const details = field.closest("details");
    if (details) details.open = true;
    const first = field.matches("fieldset") && (field.querySelector("input:checked") ?? field.querySelector("input"));
    (first || field).focus();
  });

  const wake = (root) => {
    for (const one of root.querySelectorAll("[data-sets][hidden]")) one.hidden = false;
    const amount = root.querySelector("#f-amount");
    if (!amount) return;
    if (matchMedia("(pointer: coarse)").matches && root.querySelector("[data-writes]")) amount.inputMode = "none";
    if (amount.value) amount.dispatchEvent(new Event("input", { bubbles: true }));
  };

  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.detail.elt.parentElement ?? document));
})();
