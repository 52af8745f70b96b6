// How much of what at what price: while two of the three are typed, the third stands as a hint in its empty field.
// Nothing is filled in; the server reckons, and says so where the three do not go together.
"use strict";

(() => {
  const at = (id) => document.getElementById(id);

  const typed = (field) => {
    const text = field.value.normalize("NFKC").replace(/[\s,]/g, "");
    return /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  };

  const hint = (field, value, digits) => {
    if (field.value) return;
    const known = Number.isFinite(value) && value > 0;
    field.placeholder = known ? value.toFixed(digits) : field.dataset.bare;
  };

  document.addEventListener("input", (event) => {
    if (!event.target.closest("[data-measures]") && event.target.id !== "f-amount") return;
    const [amount, quantity, price] = ["f-amount", "f-quantity", "f-unit_price"].map(at);
    if (!amount || !quantity || !price) return;
    for (const field of [amount, quantity, price]) field.dataset.bare ??= field.placeholder;
    const digits = Number(amount.dataset.digits ?? 2);
    hint(amount, typed(quantity) * typed(price), digits);
    hint(price, typed(amount) / typed(quantity), digits);
    hint(quantity, Number((typed(amount) / typed(price)).toFixed(3)), 0);
  });
})();
