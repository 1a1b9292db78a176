// The queue of posts that wait: with keys alone, on a phone, without scripts; and what the author reads of it.
import { accessible } from "../support/access";
import { test } from "../support/aging";
import { tabTo } from "../support/keys";
import { type Person, unlike } from "../support/person";
import { expect } from "../support/story";
import { filled } from "../support/words";

/** The post of the queue that says this, opened as the list leads there. */
async function opens(noor: Person, words: string) {
  await noor.visit("/staff/held?order=newest");
  await noor.page.locator(".item", { hasText: words }).click();
  await expect(noor.page.locator(".held-post")).toContainText(words);
  return place(noor);
}

/** Where somebody is, without what the address asks for besides. */
const place = (person: Person) => new URL(person.page.url()).pathname;

/** The places to which the queue leads that is shown, in its order. */
async function queue(noor: Person): Promise<string[]> {
  const hrefs = await noor.page.locator("#queue .item").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  return hrefs.map((href) => href?.split("?")[0] ?? "");
}

/** The button of a decision, on which its key is drawn. */
const decision = (noor: Person, words: string) => noor.page.getByRole("button", { name: words });

for (const lang of ["nl", "en"] as const) {
  test(`a post is decided about by a button, and its author reads that it waits, ${lang}`, async ({ member, colleague }) => {
    test.setTimeout(120_000);
    const she = await member({ lang });
    const story = unlike("Met knoppen besluit iemand hierover.");
    await she.insists(story);
    const noor = await colleague("moderator", { lang });
    const { page, words } = noor;
    const address = await opens(noor, story);
    await expect(page.locator(".held-post mark")).toHaveText("06-12345678");
    await accessible(page, "a post in the queue");
    await decision(noor, words.staff_held.ask).click();
    await expect(page.locator(".toast--undo")).toContainText(words.deeds.asked);
    expect(place(noor), "the next one is open").toMatch(/held\/[0-9a-f]{32}$/);
    expect(place(noor)).not.toBe(address);
    await accessible(page, "a decision that can be taken back");

    // Taken back within the minute, and asked again.
    await page.locator(".toast--undo button").click();
    await expect(page).toHaveURL(new RegExp(address));
    await decision(noor, words.staff_held.ask).click();
    await expect(page.locator(".toast--undo")).toContainText(words.deeds.asked);
    await noor.visit(address);
    await expect(page.getByText(words.staff_held.not_yet)).toBeVisible();
    await expect(page.locator("button[name=verdict]")).toHaveCount(0);
    await accessible(page, "a post that was decided about");

    // Until then its author may do anything with it.
    await she.visit("/account");
    await expect(she.page.locator("#held")).toContainText(she.words.held.row_waiting);
  });

  test(`after the minute its author reads each decision, and no row of an account is other, ${lang}${lang === "en" ? " @script" : ""}`, async ({ aging, member, colleague }) => {
    test.setTimeout(180_000);
    const at = aging.house;
    const she = await member({ lang, at });
    const noor = await colleague("moderator", { lang, at });
    const { held, staff_held } = she.words;
    const decisions = [
      { button: staff_held.release, row: held.row_released, title: held.released_title, reason: held.released_text },
      { button: staff_held.ask, row: held.row_asked, title: held.asked_title, reason: held["reason.reaches"] },
      { button: staff_held.remove, row: held.row_removed, title: held.removed_title, reason: held["reason.person"] },
    ].map((one) => ({ ...one, story: unlike("Mijn collega leest mee.") }));
    for (const { story } of decisions) await she.insists(story);
    const before = aging.accounts();
    for (const { button, reason, story } of decisions) {
      await opens(noor, story);
      if (reason === held["reason.person"]) await noor.page.getByLabel(reason).check();
      await decision(noor, button).click();
      await expect(noor.page.locator(".toast--undo")).toBeVisible();
    }
    const rows = she.page.locator("#held li");
    await she.visit("/account");
    await expect(rows.filter({ hasText: held.row_waiting })).toHaveCount(decisions.length);

    // The server looks every five seconds.
    aging.aMinutePasses();
    await expect
      .poll(async () => {
        await she.visit("/account");
        return rows.filter({ hasText: held.row_waiting }).count();
      }, { timeout: 30_000 })
      .toBe(0);
    for (const { row, title, reason } of decisions) {
      await she.visit("/account");
      await rows.filter({ hasText: row }).getByRole("link").click();
      await expect(she.page.getByText(title, { exact: true })).toBeVisible();
      await expect(she.page.locator("main")).toContainText(reason);
      await she.awake();
      await she.accessible();
      // What is asked is answered by other words; the others are read, and gone.
      if (row === held.row_asked) continue;
      await she.button(held.read).click();
      await she.visit("/account");
      await expect(rows.filter({ hasText: row })).toHaveCount(0);
    }
    expect(aging.accounts()).toBe(before);
  });
}

test("keys alone: move, decide, take back, choose a reason @script", async ({ member, colleague, isMobile }) => {
  test.skip(isMobile, "a phone has no keys");
  test.setTimeout(120_000);
  const she = await member();
  for (let count = 0; count < 3; count++) await she.insists(unlike("Met toetsen besluit iemand hierover."));
  const noor = await colleague("moderator");
  const { page, words } = noor;
  const { keyboard } = page;
  await noor.visit("/staff/held?order=newest");
  const [first = "", second = "", third = ""] = await queue(noor);
  expect(third, "three posts wait at least").not.toBe("");
  const isAt = async (where: string) => {
    await expect(page).toHaveURL(new RegExp(where));
    await expect(page.locator("#queue [aria-current]")).toHaveAttribute("href", new RegExp(where));
    await noor.awake();
  };
  await tabTo(noor, page.locator("#queue .item").first());
  await keyboard.press("Enter");
  await isAt(first);
  await keyboard.press("j");
  await isAt(second);
  await keyboard.press("j");
  await isAt(third);
  await keyboard.press("k");
  await isAt(second);
  await keyboard.press("k");
  await isAt(first);

  // Each decision opens the next one.
  await keyboard.press("1");
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.released);
  await isAt(second);
  await keyboard.press("z");
  await expect(page.getByText(words.deeds.took_back)).toBeVisible();
  await isAt(first);
  await keyboard.press("2");
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.asked);
  await noor.awake();

  // The reason: of a group of choices the chosen one is reached, and arrows move.
  const removed = place(noor);
  const reason = page.locator("input[name=reason]");
  await expect(page.locator("input[name=reason]:checked")).toHaveValue("reaches");
  await tabTo(noor, page.locator("input[name=reason]:checked"), 120);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await expect(reason.nth(2)).toBeChecked();
  await keyboard.press("3");
  await expect(page.locator(".toast--undo")).toContainText(words.deeds.removed_held);
  await noor.visit(removed);
  await expect(page.getByText(words.held["reason.client"])).toBeVisible();
  await expect(page.getByText(words.staff_held.not_yet)).toBeVisible();
});

test("what comes in while somebody looks stands in the queue without reload @script", async ({ member, colleague }) => {
  const she = await member();
  for (let count = 0; count < 3; count++) await she.insists(unlike("Dit wacht al."));
  const noor = await colleague("moderator");
  const { page, words } = noor;
  await noor.visit("/staff/held?order=newest");
  const badge = page.locator("#held-waits .count");
  const before = Number.parseInt(await badge.innerText(), 10);
  const item = (said: string) => page.locator("#queue .item", { hasText: said });
  const isTold = async (number: number) => {
    await expect(page.locator("#live-said")).toHaveText(filled(words.staff_held.changed, { number }));
    await expect(badge).toContainText(new RegExp(`^${before + number}\\b`));
  };
  const first = unlike("Dit komt erbij terwijl iemand kijkt.");
  await she.insists(first);
  await expect(item(first)).toHaveCount(1);
  await isTold(1);

  // Who is in the list with the keyboard keeps their place, also where they scrolled to; they are told all the same.
  const [third = ""] = (await queue(noor)).slice(2);
  const mine = page.locator(`#queue .item[href^="${third}"]`);
  await mine.focus();
  await mine.evaluate((one) => one.scrollIntoView({ block: "start", behavior: "instant" }));
  const at = await mine.boundingBox();
  const second = unlike("Dit komt er ook nog bij.");
  await she.insists(second);
  await isTold(2);
  await expect(mine).toBeFocused();
  expect(await mine.boundingBox()).toEqual(at);
  await expect(item(second)).toHaveCount(0);
  // It stands there at the next change that finds them elsewhere.
  await mine.blur();
  await she.insists(unlike("En dit ook."));
  await isTold(3);
  await expect(item(second)).toHaveCount(1);
});
