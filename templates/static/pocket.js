// What this device keeps: entries that wait, and what is needed to go on without a network. All of it is sealed
// with a key that no script can read out, made from a secret that only somebody signed in is given. Pages and the
// worker share this file, so nothing here touches a page.
"use strict";

const Pocket = (() => {
  const NAME = "countinghouse";
  const STORES = ["plain", "own", "carried", "queue"];
  let opened;

  const answer = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const open = () => opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) {
        request.result.createObjectStore(store, store === "queue" ? { keyPath: "n", autoIncrement: true } : undefined);
      }
    };
    request.onsuccess = () => {
      const base = request.result;
      const leave = () => { base.close(); opened = undefined; };
      base.onversionchange = leave;
      base.onclose = leave;
      done(base);
    };
    request.onerror = () => { opened = undefined; failed(request.error); };
  });

  const store = async (name, mode = "readonly") => (await open()).transaction(name, mode).objectStore(name);
  const get = async (name, id) => answer((await store(name)).get(id));
  const put = async (name, value, id) => answer((await store(name, "readwrite")).put(value, id));

  const own = () => get("own", "key");

  // The key is made of the person's secret and this device's salt; the secret itself is not kept.
  const admit = async (owner, secret) => {
    const salt = await get("plain", "salt") ?? crypto.getRandomValues(new Uint8Array(16));
    await put("plain", salt, "salt");
    const raw = Uint8Array.from(atob(secret), (one) => one.charCodeAt(0));
    const root = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`countinghouse 1 ${owner}`) },
      root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await put("own", { owner, key }, "key");
  };

  const bound = (owner, place) => new TextEncoder().encode(`${owner} ${place}`);

  const seal = async (place, value) => {
    const held = await own();
    if (!held) throw new Error("nobody is signed in on this device");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: bound(held.owner, place) }, held.key,
      new TextEncoder().encode(JSON.stringify(value)));
    return { owner: held.owner, iv, box };
  };

  // What was sealed, or undefined where it is another person's or cannot be opened.
  const unseal = async (place, row, held) => {
    if (!row || !held || row.owner !== held.owner) return undefined;
    try {
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: row.iv, additionalData: bound(row.owner, place) }, held.key, row.box);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return undefined;
    }
  };

  const carry = async (id, value) => put("carried", await seal("carried", value), id);
  const carried = async (id) => unseal("carried", await get("carried", id), await own());
  const leave = async (id) => answer((await store("carried", "readwrite")).delete(id));
  const carriedIds = async () => answer((await store("carried")).getAllKeys());

  // The queue in its order. `deed` is undefined where this person cannot open it.
  const queue = async () => {
    const [rows, held] = [await answer((await store("queue")).getAll()), await own()];
    return Promise.all(rows.map(async (row) => ({
      n: row.n, isMine: row.owner === held?.owner, deed: await unseal("queue", row, held) })));
  };
  const keep = async (deed, n) => put("queue", { ...await seal("queue", deed), ...(n ? { n } : {}) });
  const drop = async (n) => answer((await store("queue", "readwrite")).delete(n));

  // The sign-in is over: the key and what was carried go. What waits to be sent stays, and nobody can open it
  // until the same person signs in here again.
  const lock = async () => {
    for (const name of ["own", "carried"]) await answer((await store(name, "readwrite")).clear());
  };

  const wipe = async () => {
    (await open()).close();
    opened = undefined;
    await answer(indexedDB.deleteDatabase(NAME));
  };

  const met = async () => await get("plain", "met") ?? 0;
  const meet = () => put("plain", Date.now(), "met");

  return { own, admit, carry, carried, carriedIds, leave, queue, keep, drop, lock, wipe, met, meet };
})();
