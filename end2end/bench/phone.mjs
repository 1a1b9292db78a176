// A member on a slow phone: processor 4 times slower, 1.6 Mbps down, 750 kbps up, 150 ms, 390 x 844. Each visit starts
// with an empty browser. `cargo xtask bench phone` starts this; says one line of JSON.
// @ts-check
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const { ADDRESS = "", COOKIE = "", THREAD = "", CHROMIUM = "/usr/bin/chromium", VISITS = "5" } = process.env;
const [name = "", value = ""] = COOKIE.split(/=(.*)/s);

/** Blocking time beyond 50 ms of a task counts. */
const SHORT_TASK = 50;
/** What the privacy check is given to read: 2,000 characters of its labelled sentences, without the labels. */
const STORY = readFileSync(new URL("../../privacy/tests/sentences/tuned.txt", import.meta.url), "utf8")
  .replace(/^#.*$/gm, "")
  .replace(/\{\w+\|([^}]*)\}/g, "$1")
  .trim()
  .slice(0, 2000);
/** How often the same text is checked before a clock is read: one check is too short for a clock that is slowed down. */
const CHECKS = 10;
/** How long a new window is left alone. Chromium loads pages of its own into each (its address bar is one), on the same two
 * cores, for up to a second; somebody who follows a link has had the browser open for longer. */
const CALM = 3000;
/** How long after the islands woke the page is still watched: shifts and long tasks come late. */
const WATCHED = 1500;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });

/** Notes what the page itself can tell, before anything of it runs. */
function watch() {
  const seen = { lcp: 0, cls: 0, long: /** @type {number[][]} */ ([]), form: 0, awake: 0 };
  Object.assign(globalThis, { seen });
  /** @param {string} type @param {(entry: any) => void} note */
  const on = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  on("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
  on("layout-shift", (entry) => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
  on("longtask", (entry) => seen.long.push([entry.startTime, entry.duration]));
  addEventListener("DOMContentLoaded", () => (seen.form = performance.now()));
  new MutationObserver((_, self) => {
    if (document.documentElement?.dataset["awake"] === undefined) return;
    seen.awake = performance.now();
    self.disconnect();
  }).observe(document, { subtree: true, attributes: true, childList: true });
}

/** An empty browser with a signed-in member; gives its page and what was fetched since the last look. */
async function phone(options = {}) {
  const context = await browser.newContext({
    ...options,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: "nl-NL",
  });
  await context.addCookies([{ name, value, url: ADDRESS }]);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.waitForTimeout(CALM);
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  /** @type {Map<string, { type: string, bytes: number, cached: boolean }>} */
  const fetched = new Map();
  tools.on("Network.responseReceived", ({ requestId, type, response }) => {
    const cached = Boolean(response.fromDiskCache || response.fromPrefetchCache);
    const path = new URL(response.url, ADDRESS).pathname;
    fetched.set(requestId, { type: path.endsWith(".wasm") ? "Wasm" : type, bytes: response.encodedDataLength, cached });
  });
  tools.on("Network.requestServedFromCache", ({ requestId }) => {
    fetched.set(requestId, { type: "Cache", bytes: 0, cached: true });
  });
  tools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const one = fetched.get(requestId);
    if (one && !one.cached) one.bytes = encodedDataLength;
  });
  return { context, page, fetched };
}

/** @param {import("@playwright/test").Page} page @param {string} path */
async function open(page, path) {
  await page.goto(ADDRESS + path, { waitUntil: "load" });
  await page.waitForFunction(() => document.documentElement.dataset["awake"] !== undefined, null, { timeout: 20_000 });
  await page.waitForTimeout(WATCHED);
  return page.evaluate(() => /** @type {any} */ (globalThis).seen);
}

/** @param {Map<string, { type: string, bytes: number, cached: boolean }>} fetched @param {string[]} types */
const bytes = (fetched, ...types) =>
  [...fetched.values()]
    .filter((one) => !one.cached && (types.length === 0 || types.includes(one.type)))
    .reduce((sum, one) => sum + one.bytes, 0);

/** How long a check of the story takes, in milliseconds: the first one, which is compiled on the way, and one of many. */
async function timed(/** @type {{ story: string, times: number }} */ { story, times }) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-privacy]"));
  const check = await import(form.dataset["privacy"] ?? "");
  await check.default({ module_or_path: fetch(check.code) });
  const take = (/** @type {number} */ count) => {
    const begin = performance.now();
    for (let n = 0; n < count; n++) check.count(story);
    return (performance.now() - begin) / count;
  };
  const check_first = take(1);
  const takes = [];
  for (let n = 0; n < 9; n++) {
    await new Promise((done) => setTimeout(done, 50));
    takes.push(take(times));
  }
  return { check_first, check: takes.sort((a, b) => a - b)[4] ?? 0 };
}

async function visit() {
  const feed = await phone();
  const seen = await open(feed.page, "/threads");
  const first = {
    total_bytes: bytes(feed.fetched),
    readable_bytes: bytes(feed.fetched, "Document", "Stylesheet", "Font"),
    wasm_bytes: bytes(feed.fetched, "Wasm"),
    script_bytes: bytes(feed.fetched, "Script"),
    lcp: seen.lcp,
    tbt: seen.long
      .reduce((/** @type {number} */ sum, /** @type {number[]} */ [, long = 0]) => sum + Math.max(0, long - SHORT_TASK), 0),
    cls: seen.cls,
  };
  feed.fetched.clear();
  await open(feed.page, THREAD);
  const second_bytes = bytes(feed.fetched);
  await feed.context.close();

  const thread = await phone();
  const there = await open(thread.page, THREAD);
  await thread.context.close();
  // The page may not load code for us, who are no script of it.
  const form = await phone({ bypassCSP: true });
  await open(form.page, "/threads/new");
  const check = await form.page.evaluate(timed, { story: STORY, times: CHECKS });
  await form.context.close();

  return { ...first, ...check, second_bytes, thread_lcp: there.lcp, form_works: there.form, awake: there.awake };
}

/** @type {Record<string, number>[]} */
const visits = [];
for (let n = 0; n < Number(VISITS); n++) visits.push(await visit());
/** @param {string} key */
const middle = (key) => visits.map((one) => one[key] ?? 0).sort((a, b) => a - b)[Math.floor(visits.length / 2)];
const told = Object.fromEntries(Object.keys(visits[0] ?? {}).map((key) => [key, middle(key)]));
console.log(JSON.stringify({ browser: `Chromium ${browser.version()}`, visits: visits.length, ...told }));
await browser.close();
