// What is typed is looked at on the device: found, said why, reworded with one tap, taken back; nothing is sent. What was not
// decided there comes back from the server in one list.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/story";

const NAME = "Ik help mevrouw Jansen elke ochtend.";

const watched = (page: Page) => expect(page.locator("form[data-privacy]")).toHaveAttribute("data-watched", "");

test("a name is found while typing, reworded with one tap and put back with another @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  const words = she.words.check;
  await she.visit("/threads/new");
  const field = she.field("happened");
  await field.fill(NAME);
  await watched(page);
  await expect(page.locator("mark.find")).toHaveText("mevrouw Jansen");
  const finding = page.locator(".finding");
  await expect(finding).toContainText("‘mevrouw Jansen’ is misschien een naam.");
  await she.accessible();

  const accept = finding.getByRole("button", { name: words.accept.replace("{text}", "een bewoner") });
  expect((await accept.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await accept.click();
  await expect(field).toHaveValue("Ik help een bewoner elke ochtend.");
  await expect(page.locator("mark.find")).toHaveCount(0);
  await page.getByRole("button", { name: words.undo }).click();
  await expect(field).toHaveValue(NAME);
  await expect(page.locator("mark.find")).toHaveText("mevrouw Jansen");
  await finding.getByRole("button", { name: words.not_a_name }).click();
  await expect(finding).toHaveCount(0);
  await expect(field, "the author decides").toHaveValue(NAME);
});

test("what was decided while typing is not asked again @script", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.write({ happened: NAME, question: "Wat zeg ik tegen mevrouw Pietersen?" });
  await watched(page);
  for (const left of [1, 0]) {
    await page.locator(".finding").first().getByRole("button", { name: words.check.not_a_name }).click();
    await expect(page.locator(".finding")).toHaveCount(left);
  }
  await she.button(words.threads.share).click();
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await expect(page.locator("main")).toContainText(NAME);
});

test("what was not decided comes back in one list with two buttons each, where the form is", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.write({ happened: NAME, tried: "Ik belde in Zwolle." });
  await she.button(words.threads.share).click();
  const list = page.locator("#privacy");
  await expect(list).toBeFocused();
  await expect(list).toBeInViewport();
  await expect(list).toContainText(words.privacy.title);
  await expect(page.locator("#faults")).toHaveCount(0);
  if (she.scripts) await watched(page);
  await expect(page.locator(".finding"), "one list, with and without scripts").toHaveCount(2);
  await expect(list.locator(".finding button")).toHaveCount(4);
  await expect(list.locator(".done")).toBeHidden();
  await she.accessible();

  await list.getByRole("button", { name: words.check.accept.replace("{text}", "een bewoner") }).click();
  await expect(she.field("happened")).toHaveValue("Ik help een bewoner elke ochtend.");
  await expect(she.field("tried"), "what was typed is kept").toHaveValue("Ik belde in Zwolle.");
  if (she.scripts) await watched(page);
  await list.getByRole("button", { name: words.check.leave, exact: true }).click();
  await expect(list.locator(".done")).toBeVisible();
  if (she.scripts) await watched(page);
  await she.accessible();
  await she.button(words.threads.share).click();
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await expect(page.locator("main")).toContainText("Ik belde in Zwolle.");
});

test("an answer with a name comes back at its form", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.share({ happened: "Ik durf niet te vragen hoe de tillift werkt." });
  await she.field("body").fill("Vraag het aan mevrouw Jansen.");
  await she.button(words.posts.send).click();
  const list = page.locator("#reply #privacy");
  await expect(list).toBeInViewport();
  // The author of a thread has a second form there, about how it ended.
  if (she.scripts) await expect(page.locator("#reply form")).toHaveAttribute("data-watched", "");
  await expect(page.locator(".finding button")).toHaveCount(2);
  await she.accessible();
  await list.getByRole("button", { name: words.check.not_a_name }).click();
  await expect(list.locator(".done")).toBeVisible();
  await she.button(words.posts.send).click();
  await expect(she.reply("Vraag het aan mevrouw Jansen.")).toBeVisible();
});

test("a phone number says that somebody looks first @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill("Bel me op 06-12345678 als je dit ook hebt.");
  const finding = she.page.locator(".finding");
  await expect(finding).toContainText(she.words.check.held);
  await expect(finding.getByRole("button")).toHaveCount(2);
});

test("the check sends nothing while somebody types @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  await she.visit("/threads");
  await page.locator(".feed a[href^='/threads/']").first().click();
  await she.awake();
  const field = page.locator("#reply textarea");
  await field.focus();
  await watched(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await field.pressSequentially(`${NAME} Bel 06-12345678.`);
  await expect(page.locator("#reply mark.find")).toHaveCount(2);
  await page.locator("#reply .finding button").first().click();
  await expect(field).toHaveValue(/een bewoner/);
  expect(sent).toEqual([]);
});

test("what is found is not among the words that similar challenges are looked up by @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  await she.visit("/threads/new");
  await she.awake();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  const looked = page.waitForResponse("**/api/search/alike");
  await she.field("happened").fill(`${NAME} Agressie tijdens wassen, begeleider reageert laconiek. Bel 06-12345678.`);
  await expect(page.locator("mark.find")).toHaveCount(2);
  await looked;
  expect(sent.filter((line) => /jansen|12345678/i.test(line))).toEqual([]);
});

test("a story that waits is looked at when it is changed @script", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.shareSafely({ happened: "Ik gaf het medicijn te laat." });
  await she.link(words.posts.edit).click();
  await she.field("body").fill(NAME);
  await watched(page);
  await expect(page.locator("mark.find")).toHaveText("mevrouw Jansen");
  await she.accessible();
});

test("reading loads no privacy check, and writing an answer does @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const checks = () => loaded.filter((path) => path.startsWith("/pkg/privacy."));
  await she.visit("/threads");
  await she.awake();
  await page.locator(".feed a[href^='/threads/']").first().click();
  await she.awake();
  expect(checks()).toEqual([]);
  await page.locator("#reply textarea").fill("Mijn collega dr. De Vries weet dat.");
  await watched(page);
  expect(checks().length).toBeGreaterThan(0);
  await expect(page.locator("#reply .finding")).toContainText("De Vries");
});

test("a draft that comes back is checked, and an accepted wording is in the draft @script", async ({ member }) => {
  const she = await member();
  const context = she.page.context();
  await she.visit("/threads/new");
  await she.awake();
  await she.field("happened").fill(NAME);
  await she.page.locator(".finding .btn--primary").click();
  await she.field("question").fill("En mevrouw Pietersen?");
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  await she.page.close();
  const page = await context.newPage();
  await page.goto("/threads/new");
  await expect(page.locator("[name=happened]")).toHaveValue("Ik help een bewoner elke ochtend.");
  await expect(page.locator("mark.find")).toHaveText("mevrouw Pietersen");
});

test("the marks stand behind their words, also when the field scrolls @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  await she.visit("/threads/new");
  const field = she.field("happened");
  await field.fill(`${"Een lange dienst met veel te doen.\n".repeat(40)}${NAME}`);
  await expect(page.locator("mark.find")).toHaveText("mevrouw Jansen");
  const apart = await field.evaluate((area: HTMLTextAreaElement) => {
    area.scrollTop = area.scrollHeight;
    const layer = area.previousElementSibling as HTMLElement;
    layer.scrollTop = area.scrollTop;
    return [layer.clientWidth - area.clientWidth, layer.scrollHeight - area.scrollHeight];
  });
  expect(apart.map(Math.abs).every((pixels) => pixels <= 2), `${apart}`).toBe(true);
});

test("an own key is found in whatever is written, and cannot stay @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill(`Mijn sleutel is ${she.key.toLowerCase().replaceAll("-", " ")}, wie helpt me?`);
  const finding = she.page.locator(".finding");
  await expect(finding).toContainText(she.words.check.key.split("{text}’")[1]?.trim() ?? "?");
  await expect(finding.getByRole("button"), "only to leave it out").toHaveCount(1);
  await finding.getByRole("button").click();
  await expect(she.field("happened")).toHaveValue("Mijn sleutel is (code weggelaten), wie helpt me?");
});

test("one endless word does not freeze the page @script", async ({ member }) => {
  const she = await member();
  const { page } = she;
  for (const word of ["A".repeat(100_000), "Jan-".repeat(25_000), "1".repeat(100_000)]) {
    await she.visit("/threads/new");
    const field = she.field("happened");
    await field.focus();
    // The draft of the word before.
    await field.fill("");
    await watched(page);
    const began = Date.now();
    await page.keyboard.insertText(word);
    await page.keyboard.press("b");
    // Whatever waits for the field to be quiet has been done when the next thing typed is there.
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 5_000 })));
    await page.keyboard.press("c");
    expect(await field.inputValue()).toHaveLength(word.length + 2);
    expect(Date.now() - began, word.slice(0, 4)).toBeLessThan(8_000);
  }
});
