// On a device of one's own: works without a connection, sends what waited for one, and can stand on the home screen.
// Loaded late by start.js, or at once when something waits; never on a shared computer.
const WORDS = { nl: {}, en: {} };
const words = WORDS[document.documentElement.lang] ?? WORDS.nl;

navigator.serviceWorker?.register("/sw.js").catch(() => {});

const region = document.getElementById("toast");
let gone;

/** A sentence over the page, with buttons: `[text, what it does]`. Its place is there before and is emptied first, so that
 * a screen reader hears it, also when it is the same once more. */
function say(text, ...buttons) {
  clearTimeout(gone);
  region.replaceChildren();
  const made = buttons.map(([name, act]) => {
    const button = document.createElement("button");
    button.className = "btn btn--s btn--primary";
    button.textContent = name;
    button.onclick = () => (region.replaceChildren(), act());
    return button;
  });
  gone = setTimeout(() => {
    region.replaceChildren(text, ...made.flatMap((button) => [" ", button]));
    if (!made.length) gone = setTimeout(() => region.replaceChildren(), 8000);
  }, 100);
}

// The shelf of the member whose page this is: `draft-<shelf>-<form>` and `outbox-<shelf>-<form>-`, written by the islands.
// Pages of nobody have none. What another member left here is nobody else's to see or to send, and goes.
const { shelf } = document.body.dataset;
const kept = (kind) => Object.keys(localStorage).filter((key) => key.startsWith(kind)).sort();
const MINE = `outbox-${shelf}-`;
if (shelf) {
  for (const key of [...kept("draft-"), ...kept("outbox-")]) {
    if (!key.startsWith(MINE) && !key.startsWith(`draft-${shelf}-`)) localStorage.removeItem(key);
  }
}

// An entry of the outbox holds an address and the fields. A form is one post however often it is sent, because of its
// number, the field `once`. What was typed after something waited has none yet: its page gives one.
const AGAIN = 60_000;
const AS_SLOW_AS_A_PERSON = 5_000; // The server refuses a form that was sent quicker.
const used = new Map();
const typed = (form) => [...form.querySelectorAll("textarea")].some((field) => field.value.trim());
const formOf = (key) => key.slice(MINE.length).replace(/-\+*$/, "");
const open = (form) => document.querySelector(`form[data-draft="${form}"]`);

/** A fresh number for this form, from its page. */
async function number(form) {
  const page = form === "thread" ? "/threads/new" : form.replace("reply-", "/threads/");
  const answer = await fetch(page).catch(() => undefined);
  const fresh = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  return fresh.querySelector(`form[data-draft="${form}"] [name=once]`)?.value;
}

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

function askToSignIn() {
  const there = location.pathname === "/sign-in";
  say(words.waits_for_sign_in, ...(there ? [] : [[words.sign_in, () => location.assign("/sign-in")]]));
}

/** Sends one entry; says where to go when everything is sent. */
async function send(key) {
  const [action, body] = (localStorage.getItem(key) ?? "").split("\n");
  if (!action?.startsWith("/api/") || !body) return void localStorage.removeItem(key);
  const fields = new URLSearchParams(body);
  const [form, once] = [formOf(key), fields.get("once")];
  const press = form.startsWith("press-");
  const taken = used.has(once) && used.get(once) !== body;
  const fresh = once === "" || taken ? await number(form) : undefined;
  if (fresh) {
    fields.set("once", fresh);
    localStorage.setItem(key, `${action}\n${fields}`);
    return void setTimeout(sendAll, AS_SLOW_AS_A_PERSON);
  }
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await fetch(action, { method: "POST", headers, body }).catch(() => undefined);
  if (!answer || answer.status === 429 || answer.status >= 500) {
    setTimeout(sendAll, AGAIN);
  } else if (answer.ok) {
    localStorage.removeItem(key);
    if (once) used.set(once, body);
    const shown = open(form);
    const done = await answer.json().catch(() => undefined);
    // Somebody who already types the next one stays.
    if (!shown || typed(shown)) say(press ? words.reaction_sent : words.sent);
    else if (form === "thread" && done?.at) return () => location.assign(done.at);
    else return () => location.reload();
  } else if (answer.status === 401) {
    askToSignIn();
  } else if (press) {
    localStorage.removeItem(key);
    say(words.reaction_refused);
  } else {
    // It is asked again at every page until somebody looks why: the page of the form says it.
    say(words.refused, [words.see_why, () => show(action, body)]);
  }
}

/** What was refused stands in the form of this page by now, which says why: it waits no longer. */
function isShown(key) {
  const [action, body] = (localStorage.getItem(key) ?? "").split("\n");
  const form = location.pathname === action && open(formOf(key));
  const sent = new URLSearchParams(body);
  return form && [...form.querySelectorAll("textarea")].every((field) => field.value === (sent.get(field.name) ?? ""));
}
if (shelf) kept(MINE).filter(isShown).forEach((key) => localStorage.removeItem(key));

/** One tab at a time. */
async function sendAll() {
  if (!navigator.onLine || !kept("outbox-").length) return;
  if (!shelf) return askToSignIn();
  const all = async () => {
    let go;
    for (const key of kept(MINE)) go = (await send(key)) ?? go;
    const form = document.querySelector("form[data-draft]");
    if (form?.elements.once?.value === "" && !kept(MINE).length) {
      form.elements.once.value = (await number(form.dataset.draft)) ?? "";
      form.dispatchEvent(new Event("input"));
    }
    go?.();
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
