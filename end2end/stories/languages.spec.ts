// Dutch and English: by the browser's wish, and by a switch that is remembered.
import { expect, test } from "../support/story";
import { words } from "../support/words";

test("the switch changes the language and is remembered", async ({ somebody }) => {
  const she = await somebody();
  const english = words("en");
  await she.visit("/");
  await expect(she.page.locator("html")).toHaveAttribute("lang", "nl");
  await she.button("English").click();
  await expect(she.page).toHaveURL(/\/$/);
  await expect(she.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(she.heading(english.about["hero.title"])).toBeVisible();
  await she.visit("/sign-in");
  await expect(she.heading(english.people.sign_in_title)).toBeVisible();
  await she.visit("/about/privacy");
  await she.button("Nederlands").click();
  await expect(she.page).toHaveURL(/\/about\/privacy$/);
  await expect(she.page.locator("html")).toHaveAttribute("lang", "nl");
});

test("somebody whose browser speaks English joins in English", async ({ somebody }) => {
  const she = await somebody({ lang: "en" });
  await she.join();
  await expect(she.page.locator("html")).toHaveAttribute("lang", "en");
  await she.visit("/account");
  await she.button("Nederlands").click();
  await expect(she.heading(words("nl").account.title)).toBeVisible();
});
