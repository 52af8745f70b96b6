{#- The worker. Static files and the empty shell are kept; pages and answers never are. -#}
"use strict";
{% if not is_on %}
// This house keeps nothing on devices: what was kept goes, and the worker with it.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
})()));
{% else %}
const KEPT = "house-{{ version }}";
const FILES = {{ kept|tojson }};
const SHELLS = {{ shells|tojson }};
const LANGUAGE = "house-language";

importScripts("{{ asset('pocket.js') }}", "{{ asset('queue.js') }}", "{{ asset('push.js') }}");

// The shells are asked for as by nobody, so that nothing of anybody can be in them.
self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(KEPT);
  await kept.addAll(FILES);
  for (const shell of SHELLS) await kept.put(shell, await fetch(shell, { credentials: "omit", cache: "no-store" }));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("house-") && name !== KEPT && name !== LANGUAGE) await caches.delete(name);
  }
  await self.clients.claim();
})()));

const shell = async () => {
  const said = await (await caches.match("/offline/language", { cacheName: LANGUAGE }))?.text();
  const wanted = SHELLS.find((one) => one.endsWith(`=${said}`)) ?? SHELLS[0];
  return await caches.match(wanted, { cacheName: KEPT, ignoreVary: true }) ?? Response.error();
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(shell));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request, { cacheName: KEPT, ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});

// Where the browser wakes us when the network is back, what waits is sent without a page being open.
self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(Queue.send());
});
{% endif %}
