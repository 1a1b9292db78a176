// Wakes the islands when the page is calm, and makes "Snel weg" instant. No other script is ever written by hand.
// It runs as soon as it is there and does not wait for the style sheet: what it asks for travels while the page is drawn.
(() => {
  const { js, wasm, phone } = document.currentScript.dataset;

  const leave = (link) => {
    try {
      localStorage.clear();
    } catch {
      // Storage may be switched off; leaving goes on.
    }
    // Without a connection the way out is an empty page.
    location.replace(navigator.onLine ? link.href : "about:blank");
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

  const begin = () => {
    // The privacy check comes when somebody begins to write, or when a draft is put back; who only reads does not pay for it.
    for (const form of document.querySelectorAll("form[data-privacy]")) {
      let asked = false;
      const check = async () => {
        if (asked) return;
        asked = true;
        try {
          const part = await import(form.dataset.privacy);
          const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: part.css });
          const styled = new Promise((done) => { style.onload = style.onerror = done; });
          document.head.append(style);
          await Promise.all([part.default({ module_or_path: fetch(part.code) }), styled]);
          part.watch(form);
          form.dataset.watched = "";
        } catch {
          // The connection broke off: the next field asks again, and the server checks in any case.
          asked = false;
        }
      };
      for (const event of ["focusin", "restored"]) form.addEventListener(event, check);
      if ([...form.querySelectorAll("textarea")].some((field) => field.value)) setTimeout(check, 500);
    }

    // A form that needs more of the browser than a form can do names its own script.
    for (const form of document.querySelectorAll("form[data-script]")) {
      import(form.dataset.script).then((part) => part.default(form)).catch(() => {});
    }

    if (!document.querySelector("[data-component]")) return;
    // Both files are asked for at once and side by side. The browser compiles while it fetches, beside the page; only the
    // work with it waits until the page is calm.
    const code = WebAssembly.compileStreaming(fetch(wasm, { priority: "low" }));
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
      // Each in a task of its own, so that a tap between two of them is heard.
      const pause = () => window.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));
      await pause();
      bundle.hydrate?.();
      const islands = [...document.querySelectorAll("[data-component]")];
      for (const island of islands.filter(({ dataset }) => !dataset.entry)) {
        await pause();
        await bundle[island.dataset.component]?.(island);
      }
      // What only few pages have is an entry of its own and comes after what all have.
      for (const island of islands.filter(({ dataset }) => dataset.entry)) {
        try {
          const part = await import(island.dataset.entry);
          await part.default({ module_or_path: fetch(part.code) });
          part[island.dataset.component](island);
        } catch {
          // The connection broke off: the page goes without.
        }
      }
      document.documentElement.dataset.awake = "";
    };
    if ("requestIdleCallback" in window) requestIdleCallback(wake, { timeout: 300 });
    else setTimeout(wake, 1);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();
