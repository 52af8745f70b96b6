// Reminders: lets this device be pushed to. Without script, or where the browser cannot, nothing is shown to press.
"use strict";

(() => {
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const refused = document.querySelector("[data-push-refused]");
  const raw = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const plain = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const subscribe = async () => {
    const worker = await navigator.serviceWorker.ready;
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw(form.dataset.push) });
  };

  navigator.serviceWorker.getRegistration().then((registration) => {
    if (!registration) return;
    form.hidden = false;
    document.querySelector("[data-push-none]").hidden = true;
  });

  form.querySelector("button").addEventListener("click", async () => {
    try {
      const made = await subscribe();
      form.elements.endpoint.value = made.endpoint;
      form.elements.public_key.value = plain(made.getKey("p256dh"));
      form.elements.secret.value = plain(made.getKey("auth"));
      form.submit();
    } catch {
      refused.hidden = false;
    }
  });
})();
