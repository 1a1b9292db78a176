// A moderator at a desktop: 20 Mbps, 40 ms, 1440 x 900, a thousand posts that wait. Each visit starts with an empty browser.
// `cargo xtask bench desk` starts this; says one line of JSON.
// @ts-check
import { chromium } from "@playwright/test";

const { ADDRESS = "", LINK = "", CHROMIUM = "/usr/bin/chromium", VISITS = "5" } = process.env;

/** How long a new window is left alone: see phone.mjs. */
const CALM = 3000;
/** How long after the islands woke the page is still watched. */
const WATCHED = 1000;
/** Rounds of the keys below, one after another. */
const ROUNDS = 4;
/** On the page itself: the palette, what somebody types in it, moving in it, the list of keys. */
const KEYS = ["Control+k", "w", "a", "ArrowDown", "ArrowUp", "Backspace", "Escape", "?", "Escape"];
/** From post to post, and decisions: release, take back, remove, ask. Each leads to another page. */
const DEEDS = ["j", "j", "k", "1", "z", "3", "2", "j"];
/** How long somebody looks at a post, in milliseconds: nobody decides while its page still wakes up. */
const LOOKS = 700;
/** The browser tells of an event from this on, in milliseconds; what is quicker counts as this. */
const QUICK = 16;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });

/** Notes what the page itself can tell, before anything of it runs. */
function watch() {
  const seen = { lcp: 0, cls: 0, keys: /** @type {Record<number, number>} */ ({}), pressed: 0 };
  Object.assign(globalThis, { seen });
  /** @param {any} about @param {(entry: any) => void} note */
  const on = (about, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ buffered: true, ...about });
  on({ type: "largest-contentful-paint" }, (entry) => (seen.lcp = entry.startTime));
  on({ type: "layout-shift" }, (entry) => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
  // From the press to the next picture, as the browser measures it; several events belong to one press.
  on({ type: "event", durationThreshold: 16 }, (entry) => {
    if (entry.name !== "keydown") return;
    seen.keys[entry.startTime] = Math.max(seen.keys[entry.startTime] ?? 0, entry.duration);
    keep("lasted", Math.max(Number(kept("lasted")), entry.duration));
  });
  addEventListener("keydown", (event) => {
    seen.pressed += 1;
    keep("pressed", performance.timeOrigin + event.timeStamp);
    // After the next picture of this page, if there is one.
    requestAnimationFrame(() => setTimeout(() => keep("shown", 1)));
  }, true);
  on({ type: "paint" }, (entry) => {
    if (entry.name !== "first-contentful-paint" || kept("pressed") === null) return;
    keep("next", performance.timeOrigin + entry.startTime - Number(kept("pressed")));
  });

  // What a key did is told by the page that it leads to.
  /** @param {string} name */
  function kept(name) {
    return sessionStorage.getItem(`bench-${name}`);
  }
  /** @param {string} name @param {number} value */
  function keep(name, value) {
    sessionStorage.setItem(`bench-${name}`, String(value));
  }
}

/** Presses a key that leads to another page: how long until something showed it, and until the other page did.
 * @param {import("@playwright/test").Page} page @param {string} key */
async function deed(page, key) {
  await page.waitForTimeout(LOOKS);
  await page.evaluate(() => ["pressed", "lasted", "shown", "next"].forEach((name) => sessionStorage.removeItem(`bench-${name}`)));
  await page.keyboard.press(key);
  await page.waitForFunction(() => sessionStorage.getItem("bench-next") !== null && document.documentElement.dataset["awake"] !== undefined, null, { timeout: 20_000 });
  const [lasted, shown, next] = await page.evaluate(() => ["lasted", "shown", "next"].map((name) => Number(sessionStorage.getItem(`bench-${name}`))));
  // Too quick to be told of, or not shown before the other page was.
  return { press: lasted || (shown ? QUICK : (next ?? 0)), next: next ?? 0 };
}

async function visit() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "nl-NL" });
  const headers = { accept: "text/html", origin: ADDRESS };
  const answer = await context.request.post(`${ADDRESS}/api/staff/way_in/try_out`, { form: { code: LINK }, headers });
  if (!answer.ok()) throw new Error(`nobody came in: ${answer.status()}`);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.waitForTimeout(CALM);
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  const speed = 20_000_000 / 8;
  await tools.send("Network.emulateNetworkConditions", { offline: false, latency: 40, downloadThroughput: speed, uploadThroughput: speed });
  let entry_bytes = 0;
  /** @type {Set<string>} */
  const entry = new Set();
  tools.on("Network.responseReceived", ({ requestId, response }) => {
    if (/\/pkg\/staff\.[0-9a-f]+\.(js|wasm)$/.test(response.url)) entry.add(requestId);
  });
  tools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (entry.has(requestId)) entry_bytes += encodedDataLength;
  });
  await page.goto(`${ADDRESS}/staff/held`, { waitUntil: "load" });
  await page.waitForFunction(() => document.documentElement.dataset["awake"] !== undefined, null, { timeout: 20_000 });
  await page.waitForTimeout(WATCHED);
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of KEYS) {
      await page.keyboard.press(key);
      await page.waitForTimeout(120);
    }
  }
  await page.waitForTimeout(WATCHED);
  const seen = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
  const deeds = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of DEEDS) deeds.push(await deed(page, key));
  }
  await context.close();
  const slow = /** @type {number[]} */ (Object.values(seen.keys));
  const quick = Math.max(0, ROUNDS * KEYS.length - slow.length);
  const keys = [...slow, ...Array.from({ length: quick }, () => QUICK)];
  return { lcp: seen.lcp, cls: seen.cls, entry_bytes, keys, deeds };
}

const visits = [];
for (let n = 0; n < Number(VISITS); n++) visits.push(await visit());
/** @param {number[]} all @param {number} part */
const quantile = (all, part) => all.sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
const deeds = visits.flatMap((one) => one.deeds);
const told = {
  lcp: quantile(visits.map((one) => one.lcp), 0.5),
  cls: quantile(visits.map((one) => one.cls), 0.5),
  entry_bytes: quantile(visits.map((one) => one.entry_bytes), 0.5),
  key_p95: quantile(visits.flatMap((one) => one.keys), 0.95),
  deed_p95: quantile(deeds.map((one) => one.press), 0.95),
  next_p50: quantile(deeds.map((one) => one.next), 0.5),
  next_p95: quantile(deeds.map((one) => one.next), 0.95),
};
console.log(JSON.stringify({ browser: `Chromium ${browser.version()}`, visits: visits.length, ...told }));
await browser.close();
