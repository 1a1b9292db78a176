// "Snel weg": one tap or Esc Esc, to the weather, and the page behind it is gone.
import type { Route } from "@playwright/test";
import { expect, test } from "../support/story";
import type { Person } from "../support/person";

/** Stands in for the weather: takes the server's redirect, but goes nowhere. */
async function weather(she: Person): Promise<string[]> {
  const ways: string[] = [];
  await she.page.route("**/leave", async (route: Route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    ways.push(answer.headers()["location"] ?? "");
    await route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><title>weer</title>" });
  });
  return ways;
}

test("one tap leads to the weather", async ({ member, scripts }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill("Niemand mag dit zien.");
  const ways = await weather(she);
  await she.page.locator("a.quick-exit").click();
  await expect(she.page).toHaveTitle("weer");
  expect(ways).toHaveLength(1);
  expect(ways[0]).toMatch(/^https:\/\/www\.knmi\.nl\//);
  if (scripts) {
    await she.page.unroute("**/leave");
    await she.page.goto("/about/terms");
    expect(await she.page.evaluate(() => Object.keys(localStorage)), "drafts are gone too").toEqual([]);
  }
});

test("Esc twice is as quick, and back does not lead back @script", async ({ member }) => {
  const she = await member();
  await she.page.clock.install();
  await she.visit("/account");
  await she.visit("/threads");
  const ways = await weather(she);
  // Whoever leaves clears the storage before anything else.
  await she.page.evaluate(() => localStorage.setItem("mark", "here"));
  // As slowly as a person who does not mean it.
  for (let slow = 0; slow < 2; slow++) {
    await she.page.keyboard.press("Escape");
    await she.page.clock.fastForward(800);
  }
  expect(await she.page.evaluate(() => localStorage.getItem("mark")), "once, or slowly twice, is nothing").toBe("here");
  await she.page.keyboard.press("Escape");
  await she.page.keyboard.press("Escape");
  await expect(she.page).toHaveTitle("weer");
  expect(ways[0]).toMatch(/^https:\/\/www\.knmi\.nl\//);
  await she.page.goBack();
  await expect(she.page, "nothing of hers is behind the back button").toHaveURL(/\/sign-in$/);
});

test("on a silent line nothing is to be read any more @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill("Niemand mag dit zien.");
  // The other site never answers.
  let asked: () => void = () => {};
  const silent = new Promise<void>((resolve) => (asked = resolve));
  await she.page.route("**/leave", () => asked());
  let tell: (said: string) => void = () => {};
  const emptied = new Promise<string>((resolve) => (tell = resolve));
  await she.page.exposeFunction("told", tell);
  await she.page.evaluate(() => {
    const tell = () => document.body.innerHTML || (window as unknown as { told(said: string): void }).told(document.title + location.pathname);
    new MutationObserver(tell).observe(document, { childList: true, subtree: true });
  });
  await she.page.locator("a.quick-exit").click({ noWaitAfter: true });
  await silent;
  expect(await emptied).toBe("/threads/new");
  // It was never told to the server. Whoever comes by is a visitor all the same.
  const later = await she.page.context().newPage();
  await later.goto("/threads");
  await expect(later).toHaveURL(/\/sign-in$/);
});

test("a held Escape, and one of an input method, leave nothing and nobody @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  await she.visit("/threads/new");
  await she.field("happened").fill("Dit blijft staan.");
  await expect(page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  const ways = await weather(she);
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft-")).length);
  // Held: the browser repeats the key, which is still the first press.
  for (let repeat = 0; repeat < 4; repeat++) await page.keyboard.down("Escape");
  await page.keyboard.up("Escape");
  await page.evaluate(() => {
    for (let twice = 0; twice < 2; twice++) {
      const composing = new KeyboardEvent("keydown", { key: "Escape", isComposing: true, bubbles: true });
      document.querySelector("textarea")?.dispatchEvent(composing);
    }
  });
  await expect(she.field("happened")).toHaveValue("Dit blijft staan.");
  expect([await kept(), ways.length]).toEqual([1, 0]);
});
