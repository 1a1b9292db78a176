// What a device keeps has an owner, and what waits there is never lost, whoever types what in which tab. All @script.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/story";
import { type Person, unlike } from "../support/person";

const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /^(draft|outbox)-/.test(key)).length);

/** The session ends as it does when nobody is there: the device is not told to forget anything. */
const sessionEnds = (she: Person) => she.page.context().clearCookies();

/** A thread of somebody else. */
async function thread(member: () => Promise<Person>) {
  return (await member()).share({ happened: "Wie weet hier iets op?", title: unlike("Plank") });
}

test("the next member on a device sees and sends nothing of the one before @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED|401/);
  const there = await thread(member);
  const she = await member();
  const { page, words } = she;
  const waits = unlike("Dit antwoord wachtte");
  await she.visit("/threads/new");
  await she.field("happened").fill("Niemand mag weten dat ik dit schreef.");
  await she.visit(there);
  await she.field("body").fill(waits);
  await page.context().setOffline(true);
  await she.button(words.posts.send).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.waits);
  await she.field("body").fill("Niemand mag weten dat ik dit dacht.");
  expect(await kept(page)).toBe(3);
  await sessionEnds(she);
  await page.context().setOffline(false);

  await she.joinQuickly();
  await she.visit("/threads/new");
  await expect(she.field("happened")).toHaveValue("");
  await she.visit(there);
  await expect(she.field("body")).toHaveValue("");
  await expect.poll(() => kept(page), "what nobody may see any more is gone").toBe(0);
  await page.reload();
  await expect(she.reply(waits)).toHaveCount(0);
});

test("who signs in again finds what was being written @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill("Ik was nog bezig.");
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  await sessionEnds(she);
  await she.signIn(she.key);
  await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
  await she.visit("/threads/new");
  await expect(she.field("happened")).toHaveValue("Ik was nog bezig.");
});

test("two answers without a connection are two answers, and what is being typed stays @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const there = await thread(member);
  const she = await member();
  const { page, words } = she;
  const [first, second, half] = [unlike("Eerste"), unlike("Tweede"), unlike("Nog niet af")];
  await she.visit(there);
  await page.context().setOffline(true);
  for (const body of [first, second]) {
    await she.field("body").fill(body);
    await she.button(words.posts.send).click();
    await expect(she.field("body")).toHaveValue("");
  }
  await she.field("body").fill(half);
  await page.context().setOffline(false);
  await expect(she.reply(first)).toHaveCount(1, { timeout: 20_000 });
  await expect(she.reply(second)).toHaveCount(1, { timeout: 20_000 });
  await expect(she.field("body")).toHaveValue(half);
  await expect.poll(() => kept(page), "the draft alone").toBe(1);
  await page.reload();
  await she.awake();
  await expect(she.field("body"), "it is a draft of its own").toHaveValue(half);
  await she.button(words.posts.send).click();
  for (const body of [first, second, half]) await expect(she.reply(body)).toHaveCount(1);
});

test("what was typed in a second tab outlives what the first one sent @script", async ({ member }) => {
  const there = await thread(member);
  const she = await member();
  const [first, second] = [unlike("In de ene"), unlike("In de andere")];
  await she.visit(there);
  await she.field("body").fill(first);
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  const other = await she.page.context().newPage();
  await other.goto(there);
  await expect(other.locator("[name=body]"), "the same draft, under the same number").toHaveValue(first);
  await she.button(she.words.posts.send).click();
  await expect(she.reply(first)).toBeVisible();
  await other.locator("[name=body]").fill(second);
  await other.close();
  await she.visit(there);
  await expect(she.field("body")).toHaveValue(second);
  await she.button(she.words.posts.send).click();
  await expect(she.reply(second)).toBeVisible();
  await expect(she.reply(first)).toHaveCount(1);
});
