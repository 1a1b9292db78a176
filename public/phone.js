// On a device of one's own: works without a connection, sends what waited for one, and can stand on the home screen.
// Loaded late by start.js, or at once when something waits; never on a shared computer.
const WORDS = { nl: {}, en: {} };
const words = WORDS[document.documentElement.lang] ?? WORDS.nl;

navigator.serviceWorker?.register("/sw.js").catch(() => {});

/** A sentence over the page, with buttons: `[text, what it does]`. */
function say(text, ...buttons) {
  document.querySelector(".toast.phone")?.remove();
  const toast = document.createElement("div");
  toast.className = "toast row--wrap phone";
  toast.setAttribute("role", "status");
  document.body.append(toast);
  const made = buttons.map(([name, act]) => {
    const button = document.createElement("button");
    button.className = "btn btn--s btn--primary";
    button.textContent = name;
    button.onclick = () => (toast.remove(), act());
    return button;
  });
  toast.append(text, " ", ...made);
  if (!made.length) setTimeout(() => toast.remove(), 8000);
}

// The outbox: `outbox-<form>` holds an address and the fields, written by the island Draft. A form is one post however
// often it is sent, because of its field `once`.
const AGAIN = 60_000;
const waiting = () => Object.keys(localStorage).filter((key) => key.startsWith("outbox-"));

/** Sends the form as a plain form: the answer is its page, with what was typed and why it was refused. */
function show(action, body) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action, hidden: true });
  for (const [name, value] of new URLSearchParams(body)) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

async function send(key) {
  const [action, body] = (localStorage.getItem(key) ?? "").split("\n");
  if (!action?.startsWith("/api/") || !body) return localStorage.removeItem(key);
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await fetch(action, { method: "POST", headers, body }).catch(() => undefined);
  const form = key.replace("outbox-", "");
  if (!answer || answer.status === 429 || answer.status >= 500) {
    setTimeout(sendAll, AGAIN);
  } else if (answer.ok) {
    localStorage.removeItem(key);
    localStorage.removeItem(`draft-${form}`);
    const shown = document.querySelector(`form[data-draft="${form}"]`);
    const done = await answer.json().catch(() => undefined);
    if (shown && form === "thread" && done?.at) location.assign(done.at);
    else if (shown) location.reload();
    else say(words.sent);
  } else if (answer.status === 401) {
    const there = location.pathname === "/sign-in";
    say(words.waits_for_sign_in, ...(there ? [] : [[words.sign_in, () => location.assign("/sign-in")]]));
  } else {
    // Its draft stays. It is asked again at every page until somebody looks why: the page of the form says it.
    say(words.refused, [words.see_why, () => (localStorage.removeItem(key), show(action, body))]);
  }
}

/** One tab at a time. */
async function sendAll() {
  if (!navigator.onLine) return;
  const all = async () => {
    for (const key of waiting()) await send(key);
  };
  await (navigator.locks ? navigator.locks.request("outbox", all) : all());
}

addEventListener("online", sendAll);
sendAll();

// The hint to put the site on the home screen: not on the first day, not after "Niet nu", and under a name that says
// nothing for who likes that better.
const DAYS = "visits";
let prompt;
let named = false;
const today = new Date().toDateString();
const member = document.querySelector(".nav");
const seen = localStorage.getItem(DAYS);
if (member && !seen) localStorage.setItem(DAYS, today);

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  if (named) return prompt.prompt();
  if (!member || !seen || seen === today || seen === "no") return;
  say(
    words.install,
    [words.as_product, () => prompt.prompt()],
    [words.as_notes, () => {
      // Another manifest is another name and icon; the browser asks again with those.
      named = true;
      document.querySelector("link[rel=manifest]").href = "/manifest.notes.webmanifest";
    }],
    [words.not_now, () => localStorage.setItem(DAYS, "no")],
  );
});
