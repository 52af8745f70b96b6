// In the worker: a push becomes a notice of the device, and a tap on it opens the page it is about.
"use strict";

self.addEventListener("push", (event) => {
  let said;
  try { said = event.data.json(); } catch { return; }
  event.waitUntil(self.registration.showNotification(said.title, {
    body: said.body, tag: said.tag, icon: "/static/icon-192.png", badge: "/static/icon-192.png", data: { path: said.path },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? "/", self.location.origin);
  if (address.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const [open] = await self.clients.matchAll({ type: "window" });
    if (!open) return self.clients.openWindow(address.href);
    await open.navigate(address.href);
    return open.focus();
  })());
});
