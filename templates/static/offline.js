// Going on without a network, on every page: the worker behind the app, what waits to be sent, and signing out.
"use strict";

(() => {
  const place = byId("offline");
  if (!place || !isSecureContext || !navigator.serviceWorker || !navigator.locks) return;
  const isOn = place.dataset.on === "yes";
  const RENEW = 60_000;
  const BACK_OFF = [5_000, 15_000, 60_000, 300_000];
  let tries = 0;
  let waiting;

  const shown = (id, fill = {}) => {
    const made = byId(id).content.cloneNode(true);
    for (const [name, text] of Object.entries(fill)) {
      const spot = made.querySelector(`[data-is="${name}"]`);
      if (spot) spot.textContent = text;
    }
    return made;
  };

  const notice = (id, count) => {
    const made = shown(id);
    const head = made.querySelector(".notice-head");
    head.textContent = head.textContent.replace("#", count);
    let box = byId("queue-notice");
    if (!box) {
      box = document.createElement("div");
      box.id = "queue-notice";
      byId("notices").after(box);
      box.setAttribute("role", "status");
    }
    box.replaceChildren(made);
  };

  const rows = (mine) => {
    byId("to-send")?.remove();
    const book = /^\/books\/([^/]+)\/journal$/.exec(location.pathname)?.[1];
    const here = mine.filter(({ deed }) => deed.book === book && deed.title);
    if (!book || !here.length || !byId("found")) return;
    const part = shown("spare-sending");
    part.querySelector("ul").append(...here.map(({ deed }) => shown("spare-to-send", deed)));
    byId("found").before(part);
  };

  const show = async () => {
    const mine = (await Pocket.queue()).filter(({ deed }) => deed);
    const asks = mine.some(({ deed }) => ["refused", "asks", "clash"].includes(deed.state));
    rows(mine);
    if (mine.length && (navigator.onLine || asks)) notice(asks ? "spare-look" : "spare-queue", mine.length);
    else if (!navigator.onLine && await Pocket.own()) notice("spare-away", 0);
    else byId("queue-notice")?.remove();
    return mine.length;
  };

  const send = async () => {
    clearTimeout(waiting);
    if (!navigator.onLine) return;
    tries = await Queue.send() ? 0 : tries + 1;
    if (tries && await show()) waiting = setTimeout(send, BACK_OFF[Math.min(tries, BACK_OFF.length) - 1]);
  };

  const look = async () => {
    const count = await show();
    const isOtherwise = (await Pocket.carried("me"))?.language !== document.documentElement.lang;
    if (count || isOtherwise || Date.now() - await Pocket.met() > RENEW) await send();
  };

  // A form that could not be sent is kept with the very key it carried: had it arrived after all, nothing doubles.
  // A line is kept as a line; nothing was done with it yet. A form with files in it stays where it is.
  const queued = (form) => {
    const [, book, way] = /^\/books\/([^/]+)\/(journal|line)$/.exec(new URL(form?.action ?? "", location.href).pathname) ?? [];
    const fields = form ? [...new FormData(form)] : [];
    if (fields.some(([, value]) => value instanceof File && value.size)) return undefined;
    const { csrf_token: _token, client_key: key, stays: _stays, then: _then, ...said } =
      Object.fromEntries(fields.filter(([, value]) => typeof value === "string"));
    if (way === "line") return said.line && { kind: "line", book, line: said.line, title: said.line };
    if (way !== "journal" || form.id !== "sheet-form") return undefined;
    const what = form.querySelector('[name="category"]:checked')?.closest("label")?.textContent.trim();
    return { key, kind: "record", book, on: said.on || Queue.today(), form: said, amount: said.amount,
      title: said.note || said.payee || what || said.amount };
  };
  document.addEventListener("htmx:sendError", async (event) => {
    const form = event.target.closest("form");
    const deed = queued(form);
    if (!deed) return;
    event.stopPropagation();
    try {
      await Queue.add(deed);
    } catch {
      report("offline");
      return;
    }
    form.reset();
    form.querySelector('[name="client_key"]').value = crypto.randomUUID();
    failed().replaceChildren(shown("spare-queued"));
  }, true);

  // Signing out takes everything off this device; what was not sent is not lost without a word.
  const mayLeave = async () => {
    const count = async () => (await Pocket.queue()).filter(({ deed }) => deed).length;
    if (await count() && navigator.onLine) await Queue.send();
    if (!await count()) return true;
    const asked = byId("leaving-queue");
    asked.returnValue = "";
    asked.showModal();
    await new Promise((closed) => { asked.addEventListener("close", closed, { once: true }); });
    return asked.returnValue === "leave";
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches('form[action$="/sign-out"]')) return;
    event.preventDefault();
    try {
      if (!await mayLeave()) return;
      await Pocket.wipe();
    } catch { /* what cannot be reached from here, the answer takes off the device */ }
    form.submit();
  });

  const speak = async () => {
    const kept = await caches.open("house-language");
    await kept.put("/offline/language", new Response(document.documentElement.lang));
  };

  const begin = async () => {
    if (isOn) {
      await navigator.serviceWorker.register(place.dataset.worker, { updateViaCache: "none" });
      await speak();
      await look();
    } else if ("on" in place.dataset) {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    } else if (await Pocket.own()) {
      await Queue.send();
    }
  };

  begin().catch(() => { /* a device that keeps nothing works as ever */ });
  if (!isOn) return;
  Queue.listen(async ({ sent } = {}) => {
    await show();
    if (sent && byId("found")) htmx.ajax("GET", location.pathname + location.search, "#found");
  });
  addEventListener("online", () => { show(); send(); });
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
})();
