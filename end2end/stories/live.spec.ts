// News of open conversations: one stream per browser, each answer said once, in words of its own. All @script.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

const story = { happened: "Wie weet hier iets op?" };

test("the seventh open conversation is there, and each of them hears its news @script", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const threads: string[] = [];
  for (let n = 0; n < 7; n++) threads.push(await he.share({ ...story, title: unlike("Open gesprek") }));
  const context = she.page.context();
  const streams = new Set<string>();
  let open = 0;
  context.on("request", (request) => {
    if (request.url().includes("/live/")) streams.add(request.url()), open++;
  });
  context.on("requestfailed", (request) => void (request.url().includes("/live/") && open--));
  const tabs = await Promise.all(threads.map(async (thread) => {
    const tab = await context.newPage();
    await tab.goto(thread);
    await expect(tab.locator("html")).toHaveAttribute("data-awake", "");
    return tab;
  }));
  const all = threads.map((thread) => thread.split("/").pop() ?? "").sort().join();
  await expect.poll(() => [...streams].some((url) => url.endsWith(all)), "one asks for all").toBe(true);
  await expect.poll(() => open, "and the others let go").toBe(1);
  for (const [n, thread] of threads.entries()) {
    const body = unlike("Nieuws");
    await he.visit(thread);
    await he.answer(body);
    await expect(tabs[n]?.locator("#replies article").filter({ hasText: body }) ?? he.page.locator("none")).toBeVisible();
  }
  // Who leads goes; another one takes over.
  await tabs.shift()?.close();
  const body = unlike("Daarna");
  await he.visit(threads[6] ?? "");
  await he.answer(body);
  await expect(tabs[5]?.locator("#replies article").filter({ hasText: body }) ?? he.page.locator("none")).toBeVisible();
});

test("a hidden conversation has no stream, and catches up when it is seen again @script", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const thread = await he.share({ ...story, title: unlike("Verborgen") });
  const asked: string[] = [];
  let gone = 0;
  she.page.on("request", (request) => void (request.url().includes("/live/") && asked.push(request.url())));
  she.page.on("requestfailed", (request) => void (request.url().includes("/live/") && gone++));
  await she.visit(thread);
  await expect.poll(() => asked.length).toBe(1);
  const turn = (hidden: boolean) =>
    she.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await turn(true);
  await expect.poll(() => gone).toBe(1);
  const body = unlike("Toen niemand keek");
  await he.visit(thread);
  await he.answer(body);
  await turn(false);
  await expect(she.reply(body)).toBeVisible();
  expect(asked).toHaveLength(2);
});

test("each new answer is said in other words, where a screen reader already listens @script", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const thread = await she.share({ ...story, title: unlike("Voorgelezen") });
  await she.visit(thread);
  const region = she.page.locator("#live-said");
  await expect(region).toHaveAttribute("role", "status");
  await expect(region).toBeEmpty();
  await he.visit(thread);
  await he.answer("Vraag het de praktijkopleider.");
  await expect(region).toHaveText(she.words.threads.reply_arrived);
  await he.answer("Of bel je maatje.");
  await expect(region).toHaveText(she.words.threads.replies_arrived.replace("{number}", "2"));
});

test("every place in which something is said is there before, and seen by no eye @script", async ({ member }) => {
  const she = await member();
  const thread = await she.share({ ...story, title: unlike("Plekken") });
  for (const path of [thread, "/threads/new", "/threads"]) {
    await she.page.goto(path);
    const regions = await she.page.locator("[role=status]").evaluateAll((all) =>
      all.filter((one) => !one.textContent?.trim()).map((one) => ({
        id: one.id,
        told: one.checkVisibility(),
        height: one.id === "live-said" ? 0 : one.getBoundingClientRect().height,
      })),
    );
    expect(regions.map(({ id }) => id)).toContain("toast");
    for (const { id, told, height } of regions) expect([id, told, height]).toEqual([id, true, 0]);
  }
});
