// The hint to put the site on the home screen, and a new version that arrives while somebody writes. All @script.
import { expect, test } from "../support/story";
import type { Person } from "../support/person";

/** What Chromium says when a site can stand on the home screen; gives whether the page took it over. */
async function offered(she: Person): Promise<boolean> {
  return she.page.evaluate(() => {
    const event = new Event("beforeinstallprompt", { cancelable: true });
    Object.assign(event, { prompt: () => document.body.setAttribute("data-prompted", "") });
    dispatchEvent(event);
    return event.defaultPrevented;
  });
}

/** Opens the feed as somebody whose first visit was on that day, and waits until the late script listens. */
async function visitSince(she: Person, day: string) {
  await she.page.evaluate((seen) => localStorage.setItem("visits", seen), day);
  await she.visit("/threads");
  await expect.poll(() => offered(she)).toBe(true);
}

test("the home screen is offered from the second day on, under either name, until Niet nu @script", async ({ member }) => {
  // The script that offers it comes seconds after each of five pages.
  test.setTimeout(180_000);
  const she = await member();
  const { page, words } = she;
  const hint = page.locator("#toast");
  await she.visit("/threads");
  await expect.poll(() => offered(she), "the browser's own bar stays away").toBe(true);
  await expect(hint, "not on the first day").toBeEmpty();

  await visitSince(she, "Mon Jan 05 2026");
  await expect(hint).toContainText(words.phone.install);
  await she.accessible();
  await she.button(words.phone.as_product).click();
  await expect(page.locator("body[data-prompted]")).toHaveCount(1);

  await visitSince(she, "Mon Jan 05 2026");
  await she.button(words.phone.as_notes).click();
  await expect(page.locator("link[rel=manifest]")).toHaveAttribute("href", "/manifest.notes.webmanifest");
  await expect(page.locator("body[data-prompted]"), "the browser asks again first").toHaveCount(0);
  await offered(she);
  await expect(page.locator("body[data-prompted]")).toHaveCount(1);

  await visitSince(she, "Mon Jan 05 2026");
  await she.button(words.phone.not_now).click();
  await expect(hint).toBeEmpty();
  await she.visit("/threads");
  await expect.poll(() => offered(she)).toBe(true);
  await expect(hint, "never again").toBeEmpty();
});

test("a new version that arrives while somebody writes waits, and nothing typed is lost @script", async ({ somebody }) => {
  const she = await somebody({ serviceWorkers: "allow" });
  const { page } = she;
  await she.joinQuickly();
  await she.visit("/threads/new");
  await page.evaluate(() => navigator.serviceWorker.ready.then((one) => one.active?.state));
  await she.visit("/threads/new");
  await she.field("happened").fill("Halverwege een zin over mijn");
  await page.evaluate(() => document.body.setAttribute("data-same", ""));
  // Another address for the same scope is to a browser what other bytes are: a newer worker.
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js?newer"));
  const state = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state);
  await expect.poll(state, "the new one waits for the old pages").toBe("installed");
  await expect(page.locator("body[data-same]"), "the page was not loaded again").toHaveCount(1);
  await expect(she.field("happened")).toHaveValue("Halverwege een zin over mijn");
  await page.reload();
  await she.awake();
  await expect(she.field("happened"), "the draft is on the phone").toHaveValue("Halverwege een zin over mijn");
});
