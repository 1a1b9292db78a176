// Passkeys: asks the browser to make or to use one, and gives what it says to the form. Loaded by the page to sign in and by the
// page to add one. What a passkey gives for `salt` opens the account; a passkey that gives nothing is of no use here.

const salt = new TextEncoder().encode("Health-Thing passkey v1");
/** Younger than this, the challenge that the page came with is used; it lasts five minutes. */
const FRESH = 4 * 60_000;
const opened = Date.now();

const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (said) => Uint8Array.from(atob(said.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function able() {
  if (!window.PublicKeyCredential || !navigator.credentials?.create) return false;
  // Whoever does not say what they can may still be able.
  const can = await PublicKeyCredential.getClientCapabilities?.().catch(() => {});
  return can?.["extension:prf"] !== false;
}

const extensions = { prf: { eval: { first: salt } } };
const given = (credential) => credential.getClientExtensionResults().prf?.results?.first;

/** Uses a passkey: one of these, or whichever its owner chooses. */
const use = (challenge, allowCredentials = []) =>
  navigator.credentials.get({ publicKey: { challenge: bytes(challenge), allowCredentials, userVerification: "required", extensions } });

const make = (challenge) =>
  navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { name: "Health-Thing" },
      // Says nothing about anybody, and is another one each time.
      user: { id: crypto.getRandomValues(new Uint8Array(64)), name: "Health-Thing", displayName: "Health-Thing" },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      extensions,
    },
  });

function send(form, action, fields) {
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  // What opens the account is what the passkey gave; a key that was typed stays here.
  form.elements.password.disabled = true;
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
      const used = await use(await challengeOf(words));
      const prf = given(used);
      if (!prf) throw words.without;
      send(button.form, words.action, {
        credential: text(used.rawId),
        client_data: text(used.response.clientDataJSON),
        authenticator_data: text(used.response.authenticatorData),
        signature: text(used.response.signature),
        prf: text(prf),
      });
    }),
  );
}

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
      const body = new URLSearchParams(new FormData(form));
      const begun = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body });
      // The page of the refusal says why.
      if (!begun.ok) return form.submit();
      const { challenge } = await begun.json();
      const made = await make(challenge);
      const said = made.getClientExtensionResults().prf;
      // Some give it only when they are used.
      const prf = given(made) ?? (said?.enabled && given(await use(challenge, [{ type: "public-key", id: made.rawId }])));
      if (!prf) {
        await PublicKeyCredential.signalUnknownCredential?.({ rpId: location.hostname, credentialId: text(made.rawId) }).catch(() => {});
        throw words.without;
      }
      send(form, words.adds, {
        client_data: text(made.response.clientDataJSON),
        authenticator_data: text(made.response.getAuthenticatorData()),
        prf: text(prf),
      });
    });
  });
}

export default async function start(place) {
  if (await able()) return place.dataset.adds ? add(place) : signIn(place);
  if (place.dataset.unable) document.querySelector("[data-passkey-says]").textContent = place.dataset.unable;
}
