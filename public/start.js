// Wakes the islands when the page is calm, and makes "Snel weg" instant. No other script is ever written by hand.
(() => {
  const { js, wasm, phone } = document.currentScript.dataset;

  const leave = (link) => {
    try {
      localStorage.clear();
    } catch {
      // Storage may be switched off; leaving goes on.
    }
    location.replace(link.href);
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a.quick-exit");
    if (link) {
      event.preventDefault();
      leave(link);
    }
  });
  let escaped = -Infinity;
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - escaped < 700) {
      const link = document.querySelector("a.quick-exit");
      if (link) leave(link);
    }
    escaped = event.timeStamp;
  });

  // What a visit can do without comes when everything else is there; what waits to be sent does not wait for that.
  if (phone) {
    const late = () => import(phone).catch(() => {});
    addEventListener("online", late);
    try {
      if (Object.keys(localStorage).some((key) => key.startsWith("outbox-"))) late();
      else addEventListener("load", () => setTimeout(late, 4000));
    } catch {
      // Without storage there is nothing to wait for.
    }
  }

  if (!document.querySelector("leptos-island")) return;
  // Both files are asked for at once and side by side; only the work on them waits until the page is calm.
  const code = fetch(wasm, { priority: "low" });
  const loaded = import(js);
  code.catch(() => {});
  const wake = async () => {
    let bundle;
    try {
      bundle = await loaded;
      await bundle.default({ module_or_path: code });
    } catch {
      // The connection broke off. The page works without, and the next one tries again.
      return;
    }
    bundle.hydrate();
    for (const island of document.querySelectorAll("leptos-island")) await bundle[island.dataset.component]?.(island);
    document.documentElement.dataset.awake = "";
  };
  if ("requestIdleCallback" in window) requestIdleCallback(wake, { timeout: 300 });
  else setTimeout(wake, 1);
})();
