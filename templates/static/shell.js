// The page that opens without a network: recording on the device, what waits to be sent, and what was seen last.
"use strict";

(() => {
  const root = byId("shell");
  if (!root || !isSecureContext || !navigator.locks) return;
  const IN_SIGHT = 10;
  const form = byId("shell-form");
  const field = (name) => form.elements[name];
  const word = (name) => byId(`word-${name}`).content.textContent;
  const language = document.documentElement.lang;
  let books = [];
  let carried;   // of the ledger that is chosen
  let mending;   // what the form is about: a row of the queue, or an entry that was seen

  const dayText = (on) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "short", weekday: "short", timeZone: "UTC" })
    .format(new Date(`${on}T00:00:00Z`)).replace(", ", " ");
  const nameOf = (id) => carried?.accounts.find((one) => one.id === id)?.name ?? "";

  const piece = (id, said, deeds = {}) => {
    const made = byId(id).content.cloneNode(true).firstElementChild;
    for (const [name, text] of Object.entries(said)) {
      const spot = made.querySelector(`[data-is="${name}"]`);
      if (!spot) continue;
      if (text instanceof Node) spot.replaceChildren(text);
      else spot.textContent = text ?? "";
      if (text) spot.hidden = false;
    }
    for (const button of made.querySelectorAll("[data-does]")) {
      const deed = deeds[button.dataset.does];
      button.hidden = !deed;
      if (deed) button.addEventListener("click", deed);
    }
    return made;
  };

  const choose = (select, options, none) => {
    const before = select.value;
    select.replaceChildren(...(none ? [new Option("", "")] : []), ...options.map(([id, name]) => new Option(name, id)));
    if (options.some(([id]) => id === before)) select.value = before;
  };

  const asked = async (id) => {
    const dialog = byId(id);
    dialog.returnValue = "";
    dialog.showModal();
    await new Promise((closed) => { dialog.addEventListener("close", closed, { once: true }); });
    return dialog.returnValue === "away";
  };

  // The fields follow what it was: categories of spending or of income, or a second account.
  const fit = () => {
    const verb = field("verb").value;
    const kind = verb === "income" ? "income" : "expense";
    const places = carried.accounts.filter((one) => one.kind === "place").map(({ id, name }) => [id, name]);
    choose(field("category"), carried.accounts.filter((one) => one.kind === kind).map(({ id, name }) => [id, name]), true);
    choose(field("account"), places, true);
    choose(field("to"), places, true);
    field("category").closest(".field").hidden = verb === "transfer";
    field("to").closest(".field").hidden = verb !== "transfer";
  };

  const turnTo = async (book) => {
    carried = await Pocket.carried(book);
    field("book").value = book;
    if (carried) fit();
  };

  const clear = () => {
    const book = field("book").value;
    mending = undefined;
    form.reset();
    field("book").value = book;
    field("on").value = Queue.today();
    for (const part of ["form-line", "form-money"]) byId(part).hidden = false;
    field("book").closest(".field").hidden = books.length < 2;
    byId("form-more").hidden = true;
    byId("form-fields").open = false;
    byId("form-fields").firstElementChild.hidden = false;
    byId("form-leave").hidden = true;
    byId("form-fault").hidden = true;
    byId("form-head").textContent = byId("form-head").dataset.plain;
  };

  // Open the form over something: its fields filled, what cannot be said here left as it is.
  const open = async (what, said, head, fault, more) => {
    clear();
    mending = what;
    if (field("book").value !== what.book) await turnTo(what.book);
    const verb = said.verb ?? "expense";
    const isPlain = ["expense", "income", "transfer"].includes(verb);
    const hasMoney = Boolean(said.amount) || !said.verb || what.is === "asks";
    if (isPlain) field("verb").value = verb;
    fit();
    for (const name of ["amount", "category", "account", "to", "on", "payee", "note"]) {
      if (said[name] !== undefined) field(name).value = said[name];
    }
    byId("form-money").hidden = !hasMoney;
    field("verb")[0].closest("fieldset").hidden = !isPlain;
    byId("form-line").hidden = true;
    field("book").closest(".field").hidden = true;
    byId("form-fields").open = true;
    byId("form-fields").firstElementChild.hidden = true;
    byId("form-leave").hidden = false;
    byId("form-head").textContent = byId("form-head").dataset[head];
    byId("form-fault").textContent = fault ?? "";
    byId("form-fault").hidden = !fault;
    if (["rate", "interest"].includes(more)) {
      mending.more = more;
      byId("form-more").hidden = false;
      byId("form-more").querySelector("label").textContent = word(`more-${more}`);
    }
    form.scrollIntoView({ block: "start" });
  };

  const filled = (base = {}) => {
    const said = { ...base };
    if (!byId("form-money").hidden) {
      if (!field("verb")[0].closest("fieldset").hidden) said.verb = field("verb").value;
      for (const name of ["amount", "category", "account", "to"]) said[name] = field(name).value;
      const held = carried.accounts.find(({ id }) => id === said.account)?.currency;
      const home = books.find(({ book }) => book === field("book").value)?.currency;
      if (!base.currency || said.account !== base.account) said.currency = held || base.currency || home;
      if (mending?.more) said[mending.more] = field("more").value || "0";
    }
    for (const name of ["on", "payee", "note"]) said[name] = field(name).value;
    return said;
  };

  // A sum as the books would write it; what is no plain number stays as it was typed.
  const sum = ({ amount, currency, verb }) => {
    if (!amount || !currency || !Number.isFinite(Number(amount))) return [amount, currency].filter(Boolean).join(" ");
    const written = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(amount);
    return `${{ expense: "−", income: "+" }[verb] ?? ""}${written}`;
  };

  const titled = (said) => ({ title: said.note || said.payee || nameOf(said.category) || nameOf(said.to) || said.amount,
    amount: sum(said) });

  const record = () => {
    const book = field("book").value;
    const line = field("line").value.trim();
    if (line) return Queue.add({ kind: "line", book, line, on: field("on").value || Queue.today(), title: line });
    const said = filled();
    return Queue.add({ kind: "record", book, form: said, on: said.on || Queue.today(), ...titled(said) });
  };

  const mend = () => {
    const { row, entry } = mending;
    if (entry) {
      const said = filled(entry.form);
      return Queue.add({ kind: "amend", book: mending.book, form: said, on: Queue.today(), thing: entry.thing,
        version: entry.version, stands: true, of: entry.of, ...titled(said) });
    }
    const said = filled(row.deed.form);
    if (row.deed.tried && row.deed.state === "queued") {
      return Queue.add({ kind: "amend", book: mending.book, form: said, of: row.deed.key, ...titled(said) });
    }
    const over = row.deed.card;
    const based = over ? { thing: over.thing, version: over.version, stands: over.stands, of: undefined } : {};
    return Queue.change(row, { form: said, ...based, ...titled(said), ...(row.deed.kind === "line" ? { kind: "record", line: undefined } : {}) });
  };

  // The first field that must be filled and is not; the books say the rest when it arrives.
  const lacks = () => {
    if (!mending && field("line").value.trim()) return "";
    if (byId("form-money").hidden) return "";
    if (!mending && !byId("form-fields").open && !field("amount").value.trim()) return "line";
    byId("form-fields").open = true;
    const last = field("verb").value === "transfer" ? "to" : "category";
    return ["amount", last, "account"].find((name) => !field(name).value.trim());
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanting = lacks();
    if (wanting) return field(wanting).focus();
    await (mending ? mend() : record());
    clear();
    byId("shell-said").replaceChildren(byId("piece-kept").content.cloneNode(true));
    field("line").focus();
    return draw();
  });
  byId("form-leave").addEventListener("click", clear);
  form.addEventListener("change", async ({ target }) => {
    if (target.name === "book") { await turnTo(target.value); await draw(); }
    if (target.name === "verb") fit();
  });

  const drop = async (row, rows) => {
    if (!await asked("drop-one")) return;
    const gone = new Set([row.deed?.key]);
    const follows = rows.filter(({ deed }) => deed?.of && gone.has(deed.of) && gone.add(deed.key));
    for (const one of [row, ...follows]) await Queue.drop(one);
  };

  const plain = (deed) => deed.line ?? Object.entries(titled(deed.form)).map(([, text]) => text).join(" ");

  const card = (row) => {
    const { deed } = row;
    const over = { thing: deed.card.thing, version: deed.card.version, stands: deed.card.stands, of: undefined };
    const made = piece("piece-card", { told: deed.card.told, title: deed.card.title }, {
      mine: () => Queue.change(row, over),
      theirs: () => (deed.kind === "amend" ? Queue.change(row, { ...over, yields: true }) : Queue.drop(row)),
      mend: deed.kind === "amend" && (() => open({ book: deed.book, row }, deed.form, "mends")),
    });
    made.querySelector(".notice-head").textContent = deed.card.heading;
    made.querySelector(".notice-line")?.remove();
    made.querySelector("tbody").append(...deed.card.rows.map(([name, mine, theirs]) => {
      const line = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = name;
      line.append(head, ...[mine, theirs].map((text) => Object.assign(document.createElement("td"), { textContent: text })));
      return line;
    }));
    return made;
  };

  const waiting = (row, rows) => {
    const { deed } = row;
    if (!deed) return piece("piece-row", { title: word("unread") }, { drop: () => drop(row, rows) });
    if (deed.state === "clash") return card(row);
    const why = deed.state === "refused" ? deed.why || word("lost") : deed.why;
    const said = [books.find(({ book }) => book === deed.book)?.name, dayText(deed.form?.on || deed.on),
      deed.kind === "amend" || deed.kind === "take_back" ? word(`kind-${deed.kind}`) : ""];
    const canMend = deed.kind !== "take_back" && (deed.kind !== "line" || deed.state !== "queued") && deed.form;
    return piece("piece-row", { title: deed.title, amount: deed.amount, said: said.filter(Boolean).join(" · "),
      state: byId(`state-${deed.state}`).content.cloneNode(true), why },
    { mend: canMend && (() => open({ book: deed.book, row, is: deed.state }, deed.form, "mends", why, deed.field)),
      copy: deed.state === "refused" && (() => navigator.clipboard.writeText(plain(deed))),
      drop: () => drop(row, rows) });
  };

  const back = (entry) => Queue.add({ kind: "take_back", book: field("book").value, thing: entry.thing,
    version: entry.version, stands: true, of: entry.of, title: entry.title, amount: entry.amount });

  // What was seen, as the deeds that wait leave it: amended ones say so, and what builds on them names them.
  const seen = (rows) => {
    const found = new Map(carried.entries.map((one) => [one.thing, { ...one }]));
    const latest = new Map();
    for (const { deed } of rows) {
      if (!deed || deed.book !== field("book").value || deed.kind === "record" || deed.kind === "line") continue;
      const thing = deed.thing ?? latest.get(deed.of);
      const entry = found.get(thing);
      if (!entry) continue;
      latest.set(deed.key, thing);
      if (deed.kind === "take_back") found.delete(thing);
      else Object.assign(entry, { form: deed.form, of: deed.key, title: deed.title, amount: deed.amount, on: deed.form.on });
    }
    return [...found.values()];
  };

  const seenRow = (entry) => {
    const made = piece("piece-seen", { title: entry.title, amount: entry.amount,
      said: [dayText(entry.on), entry.where].filter(Boolean).join(" · ") }, {
      amend: entry.form && (() => open({ book: field("book").value, entry }, entry.form, "amends")),
      back: entry.may && (() => back(entry)),
    });
    made.firstElementChild.dataset.thing = entry.thing;
    return made;
  };

  const draw = async () => {
    const rows = await Pocket.queue();
    const mine = rows.filter(({ isMine }) => isMine);
    const others = rows.length - mine.length;
    const held = Boolean(await Pocket.own());
    byId("shell-locked").hidden = held;
    form.hidden = !held || !books.length;
    byId("shell-others").hidden = !others;
    if (others) {
      const head = byId("shell-others").querySelector(".notice-head");
      head.dataset.said ??= head.textContent;
      head.textContent = head.dataset.said.replace("#", others);
      byId("shell-others").querySelector("button").hidden = !held;
    }
    byId("shell-queue").hidden = !mine.length;
    byId("queue-rows").replaceChildren(...mine.map((row) => waiting(row, mine)));
    byId("shell-seen").hidden = !carried?.entries.length;
    const unfolded = new Set([...root.querySelectorAll("details[data-thing][open]")].map(({ dataset }) => dataset.thing));
    const entries = (carried ? seen(mine) : []).map(seenRow);
    for (const one of entries) one.firstElementChild.open = unfolded.has(one.firstElementChild.dataset.thing);
    byId("seen-rows").replaceChildren(...entries.slice(0, IN_SIGHT));
    byId("far-rows").replaceChildren(...entries.slice(IN_SIGHT));
    byId("seen-far").hidden = entries.length <= IN_SIGHT;
  };

  byId("others-away").addEventListener("close", async ({ target }) => {
    if (target.returnValue !== "away") return;
    for (const row of await Pocket.queue()) if (!row.isMine) await Queue.drop(row);
    draw();
  });

  const said = () => {
    const head = byId("shell-head");
    head.dataset.plain ??= head.textContent;
    head.textContent = navigator.onLine ? head.dataset.plain : head.dataset.away;
  };

  const fill = async () => {
    books = ((await Pocket.carried("me"))?.books ?? []).filter(({ records }) => records);
    const before = carried?.book ?? /^\/books\/([^/]+)/.exec(location.pathname)?.[1];
    choose(field("book"), books.map(({ book, name }) => [book, name]));
    const book = books.find((one) => one.book === before)?.book ?? books[0]?.book;
    if (book) await turnTo(book);
    else carried = undefined;
    field("book").closest(".field").hidden = books.length < 2 || Boolean(mending);
    await draw();
  };

  const begin = async () => {
    byId("form-head").dataset.plain = byId("form-head").textContent;
    root.hidden = false;
    said();
    clear();
    await fill();
    if (await Queue.send()) await fill();
  };

  Queue.listen(({ sent } = {}) => {
    if (sent) byId("shell-said").replaceChildren();
    fill();
  });
  for (const turn of ["online", "offline"]) addEventListener(turn, said);
  addEventListener("online", async () => { if (await Queue.send()) await fill(); });
  begin();
})();
