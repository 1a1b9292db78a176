// What is typed is safe: from a closed tab, a dead connection, an answer that got lost. All @script.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

const story = { happened: "Het was een lange dienst.", tried: "Rust nemen.", question: "Wat doen jullie?" };

test("a draft is there again after the tab was closed @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  const title = unlike("Bewaard concept");
  await she.write({ ...story, title, theme: "making-mistakes" });
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  const context = she.page.context();
  await she.page.close();

  const page = await context.newPage();
  await page.goto("/threads/new");
  await expect(page.locator("[name=happened]")).toHaveValue(story.happened);
  await expect(page.locator("[name=title]")).toHaveValue(title);
  await expect(page.locator("[name=theme][value=making-mistakes]")).toBeChecked();
  await page.getByRole("button", { name: she.words.threads.share, exact: true }).click();
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);

  await page.goto("/threads/new");
  await expect(page.locator("html")).toHaveAttribute("data-awake", "");
  await expect(page.locator("[name=happened]"), "shared, so gone").toHaveValue("");
});

test("what was shared or kept leaves the device at once, and a draft does not come back with it @script", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  const onDevice = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft-")).length);
  await she.shareSafely({ ...story, title: unlike("Toch niet delen") });
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await expect.poll(onDevice, "it waits, so it is no draft").toBe(0);
  await page.locator(".toast--goes").getByRole("link").click();
  await she.button(words.waiting.remove_now!).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await she.visit("/threads/new");
  await expect(she.field("happened"), "taken back, so gone").toHaveValue("");

  await she.write({ ...story, title: unlike("Voor later") });
  await she.button(words.account.keep_draft!).click();
  await expect(page).toHaveURL(/\/account\/drafts$/);
  await expect.poll(onDevice, "it lies in the drawer").toBe(0);
  await she.visit("/threads/new");
  await expect(she.field("happened"), "a new story begins empty").toHaveValue("");
});

test("what was typed before the page woke up wins from the draft @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.field("happened").fill("Van gisteren");
  await she.page.route("**/pkg/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await she.page.goto("/threads/new");
  await she.field("happened").fill("Van nu");
  await she.awake();
  await expect(she.field("happened")).toHaveValue("Van nu");
});

test("a connection that dies while sending loses nothing @script", async ({ member, guard }) => {
  const she = await member();
  const { page } = she;
  const title = unlike("Verbinding weg");
  guard.excuse(/ERR_(FAILED|CONNECTION|INTERNET)/);
  await she.visit("/threads/new");
  await she.write({ ...story, title });
  await page.route("**/api/threads/add", (route) => route.abort("connectionreset"));
  const lost = page.waitForEvent("requestfailed");
  await she.button(she.words.threads.share).click();
  await lost;
  await page.unroute("**/api/threads/add");
  await she.visit("/threads/new");
  await expect(she.field("happened")).toHaveValue(story.happened);
  await expect(she.field("title")).toHaveValue(title);
  await she.button(she.words.threads.share).click();
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
});

test("when only the answer got lost, the draft knows that it was shared @script", async ({ member, guard }) => {
  const she = await member();
  const { page } = she;
  const title = unlike("Antwoord kwijt");
  guard.excuse(/ERR_(FAILED|CONNECTION|INTERNET)/);
  await she.visit("/threads/new");
  await she.write({ ...story, title });
  await page.route("**/api/threads/add", async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  const lost = page.waitForEvent("requestfailed");
  await she.button(she.words.threads.share).click();
  await lost;
  await page.unroute("**/api/threads/add");
  await she.visit("/threads/new");
  await expect(she.field("happened")).toHaveValue("");
  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
});

test("an answer is a draft too, per thread @script", async ({ member }) => {
  const she = await member();
  const thread = await she.share({ ...story, title: unlike("Met een half antwoord") });
  await she.awake();
  await she.field("body").fill("Half gety");
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.threads.draft_saved);
  const other = await she.share({ ...story, title: unlike("Zonder antwoord") });
  await she.visit(other);
  await expect(she.field("body")).toHaveValue("");
  await she.visit(thread);
  await expect(she.field("body")).toHaveValue("Half gety");
});

test("on a shared device nothing is kept @script", async ({ member, somebody }) => {
  const she = await member();
  const there = await somebody();
  await there.signIn(she.key, { shared: true });
  await expect(there.heading(there.words.threads.feed_title)).toBeVisible();
  await there.visit("/threads/new");
  await there.field("happened").fill("Op de computer van de afdeling.");
  await there.visit("/threads/new");
  await expect(there.field("happened")).toHaveValue("");
  expect(await there.page.evaluate(() => localStorage.length)).toBe(0);
});

test("on a slow line the button shows that the form is on its way, and a sentence says so @script", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.write({ ...story, title: unlike("Trage lijn") });
  // The page itself tells when its sentence stands there: until then, the answer does not come.
  let tell: (said: string) => void = () => {};
  const told = new Promise<string>((resolve) => (tell = resolve));
  await page.exposeFunction("told", tell);
  await page.evaluate(() => {
    const toast = document.getElementById("toast")!;
    const busy = () => document.querySelector("button[aria-busy=true]")?.textContent;
    const tell = () => toast.textContent && (window as unknown as { told(said: string): void }).told(`${busy()}|${toast.textContent}`);
    new MutationObserver(tell).observe(toast, { childList: true, characterData: true, subtree: true });
  });
  await page.route("**/api/threads/add", async (route) => {
    await told;
    await route.continue();
  });
  await she.button(words.threads.share).click({ noWaitAfter: true });
  expect(await told).toBe(`${words.threads.share}|${words.phone.busy}`);
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await page.goBack();
  await expect(page.locator("button[aria-busy]")).toHaveCount(0);
});

test("a form that is not filled in is refused in our words, as a whole", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  await she.button(she.words.threads.share).click();
  await she.refused(she.words.faults.missing!);
  expect(await she.page.locator("#faults li").count(), "everything at once").toBeGreaterThan(1);
  await she.accessible();
});
