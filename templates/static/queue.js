// Deeds that wait for a network: kept in their order, sent with a key each so that none is done twice, and answered
// one by one. What is not done stays here and says why. Pages and the worker share this file.
"use strict";

const Queue = (() => {
  const AT_ONCE = 50;
  const NEWEST = 80;
  const SENT = ["key", "kind", "book", "on", "form", "line", "thing", "version", "stands", "of", "yields"];
  const told = "BroadcastChannel" in self ? new BroadcastChannel("house") : undefined;
  const listeners = [];

  const tell = (news = {}) => {
    told?.postMessage(news);
    for (const listener of listeners) listener(news);
  };
  if (told) told.onmessage = ({ data }) => { for (const listener of listeners) listener(data); };
  const listen = (listener) => listeners.push(listener);

  const isReady = ({ deed }) => deed && ["queued", "waits"].includes(deed.state);

  const ask = (address, options = {}) => fetch(address, {
    ...options, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(30_000) });

  const post = (address, csrf, body) => ask(address, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf }, body: JSON.stringify(body) });

  // Who is signed in, and their key on this device; undefined where nobody is, or there is no network.
  const meet = async () => {
    let found;
    try { found = await ask("/offline/me"); } catch { return undefined; }
    if (found.status === 401) {
      await Pocket.lock();
      tell();
    }
    if (!found.ok) return undefined;
    const me = await found.json();
    if ((await Pocket.own())?.owner !== me.owner) {
      await Pocket.lock();
      const given = await post("/offline/key", me.csrf, {});
      if (!given.ok) return undefined;
      const { owner, secret } = await given.json();
      await Pocket.admit(owner, secret);
    }
    return me;
  };

  const laid = (old, fresh) => {
    if (fresh.whole || !old) return fresh;
    const entries = new Map(old.entries.map((one) => [one.thing, one]));
    for (const one of fresh.entries) entries.set(one.thing, one);
    for (const thing of fresh.gone) entries.delete(thing);
    const newest = [...entries.values()].sort((one, other) => other.on.localeCompare(one.on)).slice(0, NEWEST);
    return { ...fresh, entries: newest };
  };

  // Carry what is new of every ledger since its sequence; what is no longer this person's is left.
  const renew = async (me) => {
    const before = await Pocket.carried("me");
    for (const { book, seq } of me.books) {
      const old = before?.language === me.language ? await Pocket.carried(book) : undefined;
      if (old?.seq === seq) continue;
      const found = await ask(`/books/${book}/offline?after=${old?.seq ?? 0}`);
      if (found.ok) await Pocket.carry(book, laid(old, await found.json()));
    }
    const mine = new Set(["me", ...me.books.map(({ book }) => book)]);
    for (const id of await Pocket.carriedIds()) if (!mine.has(id)) await Pocket.leave(id);
    await Pocket.carry("me", { language: me.language, books: me.books });
  };

  const settle = async ({ n, deed }, answer, keys) => {
    if (answer.state === "done") return Pocket.drop(n);
    const isLost = answer.state === "waits" && !keys.has(deed.of);
    return Pocket.keep({ ...deed, ...(isLost ? { state: "refused", why: "" } : { state: answer.state, why: answer.why }),
      field: answer.field, card: answer.state === "clash" ? answer : undefined,
      form: answer.state === "asks" ? { ...answer.form, ...deed.form } : deed.form }, n);
  };

  // One sending after another until nothing more gets done. How many were done; undefined where it broke off.
  const empty = async (me) => {
    for (let sum = 0; ;) {
      const rows = await Pocket.queue();
      const batch = rows.filter(isReady).slice(0, AT_ONCE);
      if (!batch.length) return sum;
      for (const row of batch.filter(({ deed }) => !deed.tried)) {
        row.deed.tried = true;
        await Pocket.keep(row.deed, row.n);
      }
      const deeds = batch.map(({ deed }) => Object.fromEntries(SENT.map((name) => [name, deed[name]])));
      const found = await post("/offline/send", me.csrf, { deeds });
      if (!found.ok) return undefined;
      const { answers } = await found.json();
      const keys = new Set(rows.filter(({ deed }) => deed).map(({ deed }) => deed.key));
      for (const [at, row] of batch.entries()) await settle(row, answers[at], keys);
      const done = answers.filter(({ state }) => state === "done").length;
      sum += done;
      tell({ sent: done });
      if (!done) return sum;
    }
  };

  // Send what waits and look what is new; one at a time in all windows and the worker. Whether it went through.
  const send = () => navigator.locks.request("house-send", async () => {
    try {
      const me = await meet();
      if (!me) return false;
      if (await empty(me) === undefined) return false;
      const fresh = await ask("/offline/me");
      if (fresh.ok) await renew(await fresh.json());
      await Pocket.meet();
      tell();
      return true;
    } catch {
      return false;
    }
  });

  const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  };

  const wake = async () => {
    try { await (await navigator.serviceWorker?.ready)?.sync?.register("send"); } catch { /* it is sent from a page */ }
  };

  const add = async (deed) => {
    await Pocket.keep({ on: today(), form: {}, key: crypto.randomUUID(), ...deed, state: "queued" });
    tell();
    wake();
  };

  // A deed under way is left alone until its answer is here; what is gone by then cannot be changed any more.
  const alone = (deed) => navigator.locks.request("house-send", deed);

  const change = ({ n }, changes) => alone(async () => {
    const deed = (await Pocket.queue()).find((row) => row.n === n)?.deed;
    if (!deed) return;
    await Pocket.keep({ ...deed, ...changes, card: undefined, why: undefined, field: undefined, state: "queued" }, n);
    tell();
    wake();
  });

  const drop = ({ n }) => alone(async () => {
    await Pocket.drop(n);
    tell();
  });

  return { send, add, change, drop, listen, today };
})();
