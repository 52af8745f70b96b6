// Rows like a spreadsheet's: Enter goes down, arrows move between fields, a paste of several cells fills several
// fields, Ctrl and Enter records. Without script they are plain fields.
"use strict";

(() => {
  const form = () => document.querySelector("[data-grid]");
  const rows = () => [...form().querySelectorAll("[data-row]")];
  const fields = (row) => [...row.querySelectorAll("[data-column]")];
  const place = (field) => {
    const row = field.closest("[data-row]");
    return [rows().indexOf(row), fields(row).indexOf(field)];
  };
  const at = (row, column) => rows()[row] && fields(rows()[row])[column];
  let isWriting = false;

  const go = (field) => {
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  };

  const addRow = () => {
    const last = rows().at(-1);
    const n = Number(last.dataset.row) + 1;
    const made = last.cloneNode(true);
    made.dataset.row = String(n);
    made.querySelector(".grid-n").lastChild.textContent = String(n);
    for (const fault of made.querySelectorAll(".fault")) fault.remove();
    for (const field of fields(made)) {
      field.name = `row-${n}-${field.dataset.column}`;
      field.id = `f-${field.name}`;
      field.value = "";
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      field.closest(".field").querySelector("label").htmlFor = field.id;
    }
    last.after(made);
  };

  const cells = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));

  document.addEventListener("focusin", () => { isWriting = false; });
  document.addEventListener("input", (event) => { if (event.target.matches("[data-column]")) isWriting = true; });

  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.("[data-column]")) return;
    const pasted = cells(event.clipboardData.getData("text/plain"));
    if (pasted.length < 2 && pasted[0].length < 2) return;
    event.preventDefault();
    const [row, column] = place(event.target);
    pasted.slice(0, 101).forEach((line, down) => {
      while (!at(row + down, 0)) addRow();
      line.forEach((cell, right) => {
        const field = at(row + down, column + right);
        if (field) field.value = cell.slice(0, 200);
      });
    });
    isWriting = false;
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-column]") || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form().requestSubmit(form().querySelector(".btn--go"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = place(field);
    const step = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    const isEdge = event.key === "ArrowLeft" ? field.selectionEnd === 0 : field.selectionStart === field.value.length;
    const isAcross = step[1] !== 0;
    const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (isAcross && !isEdge && !(isWhole && !isWriting)) return;
    if (event.key.startsWith("Arrow") && !isAcross && isWriting && field.list) return;
    if (event.key === "Enter" && !event.shiftKey && !at(row + 1, column)) addRow();
    if (go(at(row + step[0], column + step[1])) || event.key === "Enter") event.preventDefault();
  });
})();
