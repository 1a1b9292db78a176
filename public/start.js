// Wakes the islands when the page is calm, and makes "Snel weg" instant. No other script is ever written by hand.
// It runs as soon as it is there and does not wait for the style sheet: what it asks for travels while the page is drawn.
(() => {
  const { js, wasm, phone } = document.currentScript.dataset;

  const leave = (link) => {
    // Nothing is to be read any more, however long the other site is silent.
    document.title = "";
    document.body.replaceChildren();
    try {
      localStorage.clear();
    } catch {
      // Storage may be switched off; leaving goes on.
    }
    // The cookie `left` of app/src/kit/cookies.rs, which the answer replaces. Where none comes, the next request brings it.
    const tls = location.protocol === "https:";
    document.cookie = `${tls ? "__Host-" : ""}left=yes; Path=/; SameSite=Lax; Max-Age=2592000${tls ? "; Secure" : ""}`;
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
    // A key that is held down, and one that closes the list of an input method, mean something else.
    if (event.key !== "Escape" || event.repeat || event.isComposing) return;
    if (event.timeStamp - escaped < 700) {
      const link = document.querySelector("a.quick-exit");
      if (link) leave(link);
    }
    escaped = event.timeStamp;
  });

  // On a slow line the button that was pressed shows that its form is on the way, and after a while a sentence says so. Ten
  // seconds later it may be pressed again: some answers are files, and the page stays.
  const busy = () => document.querySelectorAll("button[aria-busy]");
  const calm = () => busy().forEach((button) => button.removeAttribute("aria-busy"));
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => {
      const region = document.getElementById("toast");
      if (busy().length && !region.hasChildNodes()) region.textContent = region.dataset.busy;
    }, 2_000);
    setTimeout(calm, 10_000);
  });
  addEventListener("pageshow", calm);

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

  // The page says what arrived, by the number of its form: that draft leaves the device, also when its post goes again.
  const forget = (number) => {
    try {
      for (const [key, draft] of Object.entries(localStorage)) {
        const fields = new URLSearchParams(draft);
        const arrived = fields.has("sent") && fields.get("once")?.startsWith(number);
        if (key.startsWith("draft-") && arrived) localStorage.removeItem(key);
      }
    } catch {
      // Without storage there is no draft.
    }
  };

  const begin = () => {
    const told = document.querySelector("[data-arrived]");
    if (told) forget(told.dataset.arrived);

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

    // A key is 28 characters: who types it may look. What is sent is a password again, which no browser keeps as text.
    for (const show of document.querySelectorAll("button[data-shows]")) {
      const field = document.getElementById(show.dataset.shows);
      const turn = (shown) => {
        field.type = shown ? "text" : "password";
        show.setAttribute("aria-pressed", shown);
      };
      show.hidden = false;
      show.addEventListener("click", () => turn(field.type === "password"));
      field.form.addEventListener("submit", () => turn(false));
    }

    // What needs more of the browser than a form can do names its own script.
    for (const place of document.querySelectorAll("[data-script]")) {
      import(place.dataset.script).then((part) => part.default(place)).catch(() => {});
    }

    const islands = document.querySelectorAll("leptos-island");
    if (!islands.length) return;
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
        bundle.hydrate();
      } catch {
        // The connection broke off. The page works without, and the next one tries again.
        return;
      }
      // Each in a task of its own, so that a tap between two of them is heard.
      const pause = () => window.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));
      // What Leptos' own script does: one after another in the order of the page, so that an island is awake before those
      // among its children, which hear whose children they are.
      for (const island of islands) {
        await pause();
        try {
          island.closest("leptos-children")?.$$on_hydrate?.();
          await bundle[island.dataset.component]?.(island);
        } catch {
          // Page and code are of two builds. The page works without this island.
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
