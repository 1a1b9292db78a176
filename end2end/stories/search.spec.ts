// Finding what others shared; and finding it instead of asking.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

test("a story is found with a typo, and the address does not tell what was looked for", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/search");
  await she.accessible();
  await page.locator("#q").fill("medcatie ");
  await page.locator("#q").press("Enter");
  await expect(page).toHaveURL(/\/search\?s=[0-9a-f]+$/);
  await expect(page).not.toHaveTitle(/med/);
  await expect(page.locator(".feed mark").first()).toBeVisible();
  await expect(page.locator(".feed a").first()).toContainText("Ik heb een fout gemaakt met medicatie");
  await she.accessible();

  await page.locator(".feed a").first().click();
  await expect(she.heading("Ik heb een fout gemaakt met medicatie")).toBeVisible();
  await page.goBack();
  await expect(page.locator(".feed mark").first(), "the way back works").toBeVisible();

  await page.locator("#q").fill(unlike("xylofoonlessen"));
  await page.locator("#q").press("Enter");
  await expect(she.heading(words.search.nothing_title)).toBeVisible();
  await she.accessible();
});

test("suggestions come while typing @script", async ({ member }) => {
  const she = await member();
  await she.visit("/search");
  await she.page.locator("#q").pressSequentially("reani");
  await she.page.locator("#q").fill("begelei");
  const first = she.page.locator("#suggested a").first();
  await expect(first).toBeVisible();
  await she.accessible();
  await first.click();
  await expect(she.page).not.toHaveURL(/search/);
});

test("somebody who writes sees what is like it, and keeps what was typed", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.field("happened").fill("Mijn begeleider heeft nooit tijd voor een gesprek over mijn leerdoelen en de beoordeling komt eraan.");
  if (!she.scripts) await she.button(words.search.alike_ask).click();
  const alike = page.locator("#alike");
  await expect(alike).toContainText(words.search.alike_title);
  await expect(alike.getByRole("link", { name: "Mijn begeleider heeft nooit tijd" })).toBeVisible();
  await expect(alike.getByRole("button", { name: /Herken ik/ }).first()).toBeVisible();
  await expect(she.field("happened")).toHaveValue(/leerdoelen/);
  await she.accessible();
  await expect(page.locator("#alike-found a")).toContainText(/\d/);
  await page.locator("#alike-theme button").click();
  await expect(she.theme("placement-guidance")).toBeChecked();
  await expect(she.field("happened")).toHaveValue(/leerdoelen/);
});
