// T19: a computer that others use as well, and a phone that somebody else picks up. After "Snel weg" and after signing out
// nothing of anybody is left: not behind the back button, not in a cache, a store or the titles of the history.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { ground, phone } from "../support/ground";
import { Person, unlike } from "../support/person";
import { expect, test as base } from "../support/story";
import { words } from "../support/words";

/** A browser that keeps pages for the way back, as people's browsers do and Playwright's does not. */
const test = base.extend<{ keeping: BrowserContext }, { keeper: Browser }>({
  keeper: [
    async ({ playwright }, use) => {
      const { launchOptions } = ground.use ?? {};
      const keeper = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
      await use(keeper);
      await keeper.close();
    },
    { scope: "worker" },
  ],
  keeping: async ({ keeper, house, guard, scripts, isMobile }, use) => {
    const context = await keeper.newContext({
      ...(isMobile ? phone : {}),
      locale: "nl-NL",
      baseURL: house.origin,
      javaScriptEnabled: scripts,
      // Only so that this story may look into the cache from a page of ours; no page is shown differently.
      bypassCSP: true,
    });
    guard.watch(context, house.origin);
    // The weather is on another computer, which this machine does not know.
    guard.excuse(/knmi\.nl|ERR_NAME_NOT_RESOLVED/);
    // Looking for what is not in the cache, from an address without a page.
    guard.excuse(/ERR_CACHE_MISS|favicon\.ico/);
    await use(context);
    await context.close();
  },
});

const secret = "Niemand mag weten dat ik dit las";

/** Reads, writes half an answer, and comes by a few pages. */
async function readsAndWrites(she: Person, thread: string) {
  for (const path of ["/threads", thread, "/account"]) await she.visit(path);
  await she.visit("/threads/new");
  await she.field("happened").fill("Niemand mag weten dat ik dit schreef.");
}

/** What the browser still knows of the site, seen in another tab from an address that is no page. */
async function remains(context: BrowserContext, files: Iterable<string>) {
  const page = await context.newPage();
  await page.goto("/health");
  const found = await page.evaluate(async (files) => {
    const kept = await Promise.all(
      files.map(async (file) => {
        const answer = await fetch(file, { cache: "only-if-cached", mode: "same-origin" }).catch(() => undefined);
        return answer?.ok ? file : "";
      }),
    );
    return {
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      files: kept.filter(Boolean),
    };
  }, [...files]);
  await page.close();
  return found;
}

const nothing = { local: [], session: [], databases: [], caches: [], workers: 0, files: [] };

/** The titles of the history, oldest first. */
async function titles(page: Page): Promise<{ url: string; title: string }[]> {
  const chromium = await page.context().newCDPSession(page);
  return (await chromium.send("Page.getNavigationHistory")).entries;
}

/** Goes back as far as it goes; no page on the way shows anything of anybody. */
async function nothingBehind(page: Page, origin: string) {
  for (let step = 0; step < 8; step++) {
    const moved = await page.goBack({ waitUntil: "load" }).catch(() => null);
    const seen = await page.evaluate(() => document.documentElement.textContent ?? "");
    expect(seen, `${step + 1} back`).not.toContain("Niemand mag weten");
    const { pathname } = new URL(page.url());
    if (page.url().startsWith(origin)) {
      expect(["/sign-in", "/join", "/health", "/leave"], `${step + 1} back`).toContain(pathname);
    }
    if (!moved && page.url() === "about:blank") return;
  }
}

const ways = {
  "Snel weg": async (she: Person) => {
    await she.page.locator("a.quick-exit").click();
    await she.page.waitForURL((url) => !url.href.startsWith(she.house.origin) || url.pathname === "/leave");
  },
  "signing out": async (she: Person) => {
    await she.page.goto("/account");
    await she.button(she.words.account.sign_out).click();
    await she.page.waitForURL("**/sign-in");
  },
};

for (const shared of [true, false]) {
  for (const [way, goes] of Object.entries(ways)) {
    test(`T19: after ${way} on ${shared ? "a shared computer" : "an own device"} nothing is left`, async ({ keeping, house, member, scripts }) => {
      test.setTimeout(90_000);
      const author = await member();
      const thread = await author.share({ happened: "Het ging zo.", title: unlike(secret) });

      const page = await keeping.newPage();
      const she = new Person(page, house, words("nl"), scripts);
      const files = new Set<string>();
      page.on("response", (answer) => files.add(new URL(answer.url()).pathname));
      await she.signIn(author.key, { shared });
      await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
      await readsAndWrites(she, thread);
      const before = await remains(keeping, files);
      expect(before.files.length, "there is something to forget").toBeGreaterThan(0);
      // The service worker and the day of the first visit come later than this story, or just in time.
      expect(before.local.filter((key) => key !== "visits").map((key) => key.replace(/-[0-9a-f]{32}-/, "-"))).toEqual(scripts && !shared ? ["draft-thread"] : []);
      await goes(she);
      const after = await remains(keeping, files);
      // Signing out leads to a page of ours, which fetches what it needs.
      if (way === "signing out") after.files = after.files.filter((file) => !file.startsWith("/pkg/") && !file.endsWith(".svg"));
      expect(after).toEqual(nothing);

      const name = shared ? she.words.phone.notes : "Health-Thing";
      const ours = (await titles(page)).filter(({ url }) => url.startsWith(house.origin) && !url.endsWith("/sign-in"));
      expect(ours.filter(({ url }) => !url.endsWith("/leave")).map(({ title }) => title).filter((title) => title !== name)).toEqual([]);
      await nothingBehind(page, house.origin);
      await page.goto("/threads");
      await expect(page, "nobody is signed in").toHaveURL(/\/sign-in$/);
    });
  }
}

test("on a shared computer the history holds one entry, whatever was read @script", async ({ member, somebody }) => {
  const author = await member();
  const thread = await author.share({ happened: "Het ging zo.", title: unlike("Eén regel in de geschiedenis") });
  const she = await somebody();
  await she.signIn(author.key, { shared: true });
  await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
  await she.page.waitForLoadState(); // The words can be read before the deferred script watches.
  const before = (await titles(she.page)).length;
  await she.page.locator(`a[href="${thread}"]`).first().click();
  await she.page.waitForURL(`**${thread}`);
  // On a phone the bar to answer stands where the menu is elsewhere.
  await she.page.locator('a[href="/threads"]:visible').first().click();
  await she.page.waitForURL("**/threads");
  await she.page.locator("nav.nav a").last().click();
  await she.page.waitForURL("**/account");
  expect((await titles(she.page)).length).toBe(before);
});

test("a shared computer asks after nine quiet minutes and closes after ten @script", async ({ member, somebody, guard }) => {
  // The page that closes may still be asking about what is written on it.
  guard.excuse(/401.*\/api\/posts\/arrived/);
  const author = await member();
  const she = await somebody();
  const { page } = she;
  await page.clock.install();
  await she.signIn(author.key, { shared: true });
  await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
  await page.waitForLoadState(); // The words can be read before the deferred script watches.
  await page.clock.fastForward("09:10");
  const question = page.getByRole("alert");
  await expect(question).toContainText(she.words.phone.still_there);
  await she.accessible();
  await she.button(she.words.phone.stay).click();
  await expect(question).toBeEmpty();
  await page.clock.fastForward("09:10");
  await expect(question).toBeVisible();
  await page.clock.fastForward("01:00");
  await page.waitForURL("**/sign-in");
  await page.goto("/threads");
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("whoever left by Snel weg on an own phone comes back with the last group of the key", async ({ member, guard }) => {
  guard.excuse(/knmi\.nl|ERR_NAME_NOT_RESOLVED/);
  const she = await member();
  await she.visit("/threads");
  await ways["Snel weg"](she);
  await she.page.goto("/threads");
  await she.accessible();
  await she.field("password").fill(she.key.split("-").at(-1) ?? "");
  await she.button(she.words.people.sign_in).click();
  await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
});
