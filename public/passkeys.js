// Passkeys: asks the browser to make or to use one, and gives what it says to the form. Loaded by the page to sign in and by the
// page to add one. What a passkey gives for `salt` opens the account of a member; a passkey that gives nothing is of no use there.
// Of staff (`data-plain`) a passkey shows who it is, and opens nothing by itself.

const salt = new TextEncoder().encode("Health-Thing passkey v1");
/** Younger than this, the challenge that the page came with is used; it lasts five minutes. */
const FRESH = 4 * 60_000;
const opened = Date.now();

const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (said) => Uint8Array.from(atob(said.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function able({ plain }) {
  if (!window.PublicKeyCredential || !navigator.credentials?.create) return false;
  if (plain === "") return true;
  // Whoever does not say what they can may still be able.
  const can = await PublicKeyCredential.getClientCapabilities?.().catch(() => {});
  return can?.["extension:prf"] !== false;
}

const extensions = { prf: { eval: { first: salt } } };
const given = (credential) => credential.getClientExtensionResults().prf?.results?.first;

/** Uses a passkey: one of these, or whichever its owner chooses. */
const use = (challenge, { plain } = {}, allowCredentials = []) =>
  navigator.credentials.get({
    publicKey: { challenge: bytes(challenge), allowCredentials, userVerification: "required", ...(plain === "" ? {} : { extensions }) },
  });

const make = (challenge, { plain, email = "Health-Thing", name = email }) =>
  navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { name: "Health-Thing" },
      // Says nothing about any member, and is another one each time.
      user: { id: crypto.getRandomValues(new Uint8Array(64)), name: email, displayName: name },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      ...(plain === "" ? {} : { extensions }),
    },
  });

function send(form, action, fields, prefix = "") {
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: prefix + name, value }));
  }
  // What opens the account is what the passkey gave; a key, or a code, that was typed stays here.
  for (const typed of form.querySelectorAll("[type=password], .input--code")) typed.disabled = true;
  form.action = action;
  form.submit();
}

/** Does something while its button is busy, and says what went wrong. */
async function during(button, says, words, work) {
  says.textContent = "";
  says.hidden = true;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (why) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    says.textContent = why === words.without ? why : words.failed;
    says.hidden = false;
  }
}

/** The challenge of this page, or of the same page as it would be now. */
async function challengeOf({ challenge, page }) {
  if (Date.now() - opened < FRESH) return challenge;
  const now = new DOMParser().parseFromString(await (await fetch(page)).text(), "text/html");
  return now.querySelector("[data-challenge]").dataset.challenge;
}

function signIn(button) {
  const says = document.querySelector("[data-passkey-says]");
  const words = button.dataset;
  button.hidden = false;
  button.addEventListener("click", () =>
    during(button, says, words, async () => {
      const used = await use(await challengeOf(words), words);
      const fields = {
        credential: text(used.rawId),
        client_data: text(used.response.clientDataJSON),
        authenticator_data: text(used.response.authenticatorData),
        signature: text(used.response.signature),
      };
      if (words.plain === "") return send(button.form, words.action, fields, words.prefix);
      const prf = given(used);
      if (!prf) throw words.without;
      send(button.form, words.action, { ...fields, prf: text(prf) });
    }),
  );
}

const madeFields = ({ response }) => ({
  client_data: text(response.clientDataJSON),
  authenticator_data: text(response.getAuthenticatorData()),
});

function add(form) {
  const says = document.querySelector("[data-passkey-says]");
  const words = form.dataset;
  says.textContent = "";
  says.hidden = true;
  says.setAttribute("role", "status");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    during(form.querySelector("[type=submit]"), says, words, async () => {
      if (words.plain === "") return send(form, words.adds, madeFields(await make(await challengeOf(words), words)));
      const body = new URLSearchParams(new FormData(form));
      const begun = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body });
      // The page of the refusal says why.
      if (!begun.ok) return form.submit();
      const { challenge } = await begun.json();
      const made = await make(challenge, words);
      const said = made.getClientExtensionResults().prf;
      // Some give it only when they are used.
      const prf = given(made) ?? (said?.enabled && given(await use(challenge, words, [{ type: "public-key", id: made.rawId }])));
      if (!prf) {
        await PublicKeyCredential.signalUnknownCredential?.({ rpId: location.hostname, credentialId: text(made.rawId) }).catch(() => {});
        throw words.without;
      }
      send(form, words.adds, { ...madeFields(made), prf: text(prf) });
    });
  });
}

export default async function start(place) {
  if (await able(place.dataset)) return place.dataset.adds ? add(place) : signIn(place);
  if (place.dataset.unable) document.querySelector("[data-passkey-says]").textContent = place.dataset.unable;
}
