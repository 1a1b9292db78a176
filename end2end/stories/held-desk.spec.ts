// The desk of posts that wait: with keys alone, on a phone, without scripts; and what the author reads of it.
import { accessible } from "../support/access";
import type { Person } from "../support/person";
import { expect, test } from "../support/story";

/** The post of the queue that says this, opened as the list leads there. */
async function opens(noor: Person, words: string) {
  await noor.visit("/staff/held?order=newest");
  await noor.page.locator(".item", { hasText: words }).click();
  await expect(noor.page.locator(".held-post")).toContainText(words);
  return new URL(noor.page.url()).pathname;
}

test("a post is decided about by a button, and its author reads it", async ({ member, colleague }) => {
  test.setTimeout(120_000);
  const she = await member();
  await she.insists("Met knoppen besluit iemand hierover.");
  const noor = await colleague("moderator");
  const { page, words } = noor;
  const address = await opens(noor, "Met knoppen besluit iemand hierover.");
  await expect(page.locator(".held-post mark")).toHaveText("06-12345678");
  await accessible(page, "a post on the desk");
  await page.getByRole("button", { name: words.staff_held.ask }).click();
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.asked);
  expect(new URL(page.url()).pathname, "the next one is open").not.toBe(address);

  // Taken back within the minute, and asked again.
  await page.locator(".toast--undo button").click();
  await expect(page).toHaveURL(new RegExp(address));
  await page.getByRole("button", { name: words.staff_held.ask }).click();
  await noor.visit(address);
  await expect(page.getByText(words.staff_held.not_yet)).toBeVisible();
  await expect(page.locator("button[name=verdict]")).toHaveCount(0);

  // Until then its author may do anything with it.
  await she.visit("/account");
  await expect(she.page.locator("#held")).toContainText(she.words.held.row_waiting);
});

test("keys alone: open, decide, take back, decide, next @script", async ({ member, colleague, isMobile }) => {
  test.skip(isMobile, "a phone has no keys");
  test.setTimeout(120_000);
  const she = await member();
  await she.insists("Met toetsen besluit iemand hierover.");
  const noor = await colleague("moderator");
  const { page, words } = noor;
  await noor.visit("/staff/held?order=newest");
  const item = page.locator(".item", { hasText: "Met toetsen besluit iemand hierover." });
  await item.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".held-post")).toContainText("Met toetsen besluit iemand hierover.");
  const address = new URL(page.url()).pathname;
  await noor.awake();
  await page.keyboard.press("1");
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.released);
  await noor.awake();
  await page.keyboard.press("z");
  await expect(page).toHaveURL(new RegExp(address));
  await noor.awake();
  await page.keyboard.press("3");
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.removed_held);
  // J leads on in the list.
  await noor.awake();
  const before = new URL(page.url()).pathname;
  if ((await page.locator("[data-key=j]").count()) > 0) {
    await page.keyboard.press("j");
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(before);
  }
});

test("what comes in while somebody looks stands in the queue without reload @script", async ({ member, colleague }) => {
  const noor = await colleague("moderator");
  await noor.visit("/staff/held?order=newest");
  const she = await member();
  await she.insists("Dit komt erbij terwijl iemand kijkt.");
  await expect(noor.page.locator(".item", { hasText: "Dit komt erbij terwijl iemand kijkt." })).toHaveCount(1);
});
