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
