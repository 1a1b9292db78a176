// A shared computer: what one person leaves, the next one must not find. The server keeps the session short and says
// `no-store`; this keeps the screen, the way back and the memory of the browser empty.
(() => {
  const { asks, stays } = document.currentScript.dataset;
  const LONGEST = 600_000; // As SHARED_IDLE_MINUTES in app/src/kit/session/mod.rs.
  const ASKS_BEFORE = 60_000;
  const TELLS_EVERY = 120_000; // As often as the server renews the time in the cookie.

  // One entry in the history, whatever was read. A form still adds one; its page is empty when somebody goes back.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
    event.preventDefault();
    location.replace(link.href);
  });

  // No page waits in memory for somebody who goes back: what is kept is empty, and is asked for again.
  addEventListener("pagehide", () => document.body.replaceChildren());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const ask = (path) =>
    fetch(path, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      keepalive: true,
    }).catch(() => {});
  if (!document.querySelector("form, .nav") || location.pathname === "/sign-in") return;

  let seen = Date.now();
  let told = seen;
  // There before anything is asked in it: a screen reader is not told of one that appears with its words.
  const question = document.createElement("div");
  question.className = "toast row--wrap";
  question.setAttribute("role", "alert");
  document.body.append(question);
  const here = () => {
    seen = Date.now();
    question.replaceChildren();
    // Whoever writes for a quarter of an hour asks for no page: the session must not end under their hands.
    if (seen - told > TELLS_EVERY) {
      told = seen;
      ask("/api/posts/arrived");
    }
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll", "wheel"]) addEventListener(sign, here, { passive: true });
  setInterval(async () => {
    const quiet = Date.now() - seen;
    if (quiet >= LONGEST) {
      await ask("/api/people/sign_out");
      location.replace("/sign-in");
    } else if (quiet >= LONGEST - ASKS_BEFORE && !question.hasChildNodes()) {
      const button = document.createElement("button");
      button.className = "btn btn--s btn--primary";
      button.textContent = stays;
      question.append(asks, " ", button);
    }
  }, 5_000);
})();
