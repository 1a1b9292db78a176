// The message of the day: asks the browser for an address at its push service, and gives it back. Loaded by the settings
// alone, and never on a shared computer. The forms do the rest: asking needs this script, everything else does not.

const able = () => "PushManager" in window && "Notification" in window && "serviceWorker" in navigator;

/** The browser's own half. */
async function given() {
  const worker = await navigator.serviceWorker?.getRegistration();
  return worker?.pushManager?.getSubscription();
}

/** Gives it back; the server's row is what counts, so it does not matter when the browser refuses. */
const giveBack = () =>
  given()
    .then((half) => half?.unsubscribe())
    .catch(() => {});

/** Always a new address: one that was used before, perhaps by somebody else, would tie two people together. */
async function ask(key) {
  await navigator.serviceWorker.register("/sw.js");
  const worker = await navigator.serviceWorker.ready;
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function start(form) {
  const { key, unable, home, denied, failed } = form.dataset;
  const says = document.querySelector("[data-push-says]");
  const say = (words) => {
    says.textContent = words;
    says.hidden = !words;
    if (words) says.setAttribute("role", "status");
  };
  // Only a page from the home screen of an iPhone can do it; `standalone` is there on iPhones alone.
  if (!able()) return say(navigator.standalone === false ? home : unable);
  if (Notification.permission === "denied") return say(denied);
  say("");
  form.hidden = false;
  // The server has nothing of this device, or has refused it: then the browser's half is for nobody, and is given back.
  const gone = giveBack();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") throw denied;
      await gone;
      form.elements.endpoint.value = (await ask(key)).endpoint;
      form.submit();
    } catch (why) {
      button.disabled = false;
      say(why === denied ? denied : failed);
    }
  });
}

function stop(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // The row is what counts: it goes whether or not the browser gives up its half.
    giveBack().finally(() => form.submit());
  });
}

export default (form) => (form.dataset.key ? start(form) : stop(form));
