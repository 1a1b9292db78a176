// The service worker. It keeps files with their content in their name and the page for when there is no connection;
// never a page of anybody, never an answer of /api or /live. It never takes over an open page: a new one waits until the
// old pages are closed, so no form is reloaded under somebody's hands.
const BUNDLE = { version: "", files: [], words: {} };
const KEPT = `kept-${BUNDLE.version}`;
const OFFLINE = "/offline";

/** Asks for the page again, in the language of today. */
const keepOffline = async (cache) => cache.add(new Request(OFFLINE, { cache: "reload" }));
const find = (what) => caches.match(what, { ignoreVary: true });
const language = (answer) => answer?.headers.get("content-language");

addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(KEPT);
    await Promise.all([cache.addAll(BUNDLE.files), keepOffline(cache)]);
  };
  event.waitUntil(fill());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
    // The page is asked for while this worker wakes up, which takes a phone a tenth of a second.
    await registration.navigationPreload?.enable();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/pkg/")) event.respondWith(file(request));
  // Leaving is the browser's own affair: its answer makes the browser forget this worker.
  else if (request.mode === "navigate" && pathname !== "/leave") event.respondWith(page(event));
});

async function file(request) {
  const kept = await find(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}

async function page(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(followLanguage(answer));
    return answer;
  } catch {
    return (await find(OFFLINE)) ?? Response.error();
  }
}

async function followLanguage(answer) {
  const now = language(answer);
  if (now && now !== language(await find(OFFLINE))) await keepOffline(await caches.open(KEPT)).catch(() => {});
}

// A push has no content: everybody gets the same one. What is new, the page tells after signing in.
addEventListener("push", (event) => {
  const tell = async () => {
    const words = BUNDLE.words[language(await find(OFFLINE)) ?? "nl"];
    const look = { body: words.push, tag: "news", icon: "/icons/192.png", badge: "/icons/badge.png" };
    await registration.showNotification(words.name, look);
  };
  event.waitUntil(tell());
});

// The push service gave this device another address: the server hears it, and keeps everything else as it was. What it
// does not want (nobody asked for the message any more) is given back.
addEventListener("pushsubscriptionchange", (event) => {
  const { oldSubscription, newSubscription } = event;
  const renew = async () => {
    const half = newSubscription ?? (await registration.pushManager.subscribe(oldSubscription.options));
    const body = new URLSearchParams({ endpoint: half.endpoint });
    const answer = await fetch("/api/push/renew", { method: "POST", body, headers: { accept: "application/json" } });
    if (!answer.ok) await half.unsubscribe();
  };
  event.waitUntil(renew());
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const open = async () => {
    const [here] = await clients.matchAll({ type: "window", includeUncontrolled: true });
    await (here ? here.focus() : clients.openWindow("/threads"));
  };
  event.waitUntil(open());
});
