// On the phone: without a connection, on the home screen, and what was written meanwhile. All @script.
import { expect, test } from "../support/story";
import { type Person, unlike } from "../support/person";

const story = { happened: "Het was een lange dienst.", tried: "Rust nemen.", question: "Wat doen jullie?" };
const withWorker = { serviceWorkers: "allow" as const };

/** Waits until the page is also there without a connection. */
async function installed(she: Person) {
  await she.page.evaluate(() => navigator.serviceWorker.ready.then((one) => one.active?.state));
  await expect.poll(() => she.page.evaluate(async () => (await caches.keys()).length)).toBe(1);
}

test("without a connection there is a calm page with numbers to call @script", async ({ somebody, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await somebody(withWorker);
  const { page, words } = she;
  await she.joinQuickly();
  await she.visit("/threads");
  await installed(she);
  await page.context().setOffline(true);
  await page.goto("/account");
  await expect(she.heading(words.phone.offline_title)).toBeVisible();
  await expect(page.locator("a[href='tel:113']")).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily), "its style came along").toContain("HT Next");
  await she.accessible();
  await page.context().setOffline(false);
  await she.link(words.phone.try_again).click();
  await expect(page, "the page that was asked for").toHaveURL(/\/account$/);
  await expect(she.button(words.account.sign_out)).toBeVisible();
});

test("Snel weg works without a connection as well, and takes drafts along @script", async ({ somebody, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await somebody(withWorker);
  const { page, words } = she;
  await she.joinQuickly();
  await she.visit("/threads/new");
  await installed(she);
  await she.field("happened").fill("Niemand mag weten dat ik dit schreef.");
  await page.context().setOffline(true);
  await page.goto("/account");
  await expect(she.heading(words.phone.offline_title)).toBeVisible();
  await she.link(words.ui.leave).click();
  await expect(page).toHaveURL("about:blank");
  await page.context().setOffline(false);
  await page.goto("/help");
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft-")))).toEqual([]);
  await page.goto("/threads");
  await expect(page, "the server was not told then, and knows now").toHaveURL(/\/sign-in$/);
});

test("the page without a connection speaks the language of the last page @script", async ({ somebody, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await somebody(withWorker);
  await she.visit("/about/terms");
  await installed(she);
  await she.visit("/about/terms");
  await she.button("English").click();
  await expect(she.page.locator("html")).toHaveAttribute("lang", "en");
  await expect
    .poll(() => she.page.evaluate(async () => (await caches.match("/offline", { ignoreVary: true }))?.headers.get("content-language")))
    .toBe("en");
});

test("the worker keeps files and one page, never a page of somebody or an answer @script", async ({ somebody }) => {
  const she = await somebody(withWorker);
  await she.joinQuickly();
  await she.visit("/threads");
  await installed(she);
  for (const path of ["/threads", "/threads/new", "/account", "/about/terms"]) await she.visit(path);
  const kept = await she.page.evaluate(async () => {
    const [name = ""] = await caches.keys();
    return (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname);
  });
  expect(kept).toContain("/offline");
  expect(kept.filter((path) => path !== "/offline" && !path.startsWith("/pkg/"))).toEqual([]);
});

test("a phone can put the site on its home screen, under either name @script", async ({ somebody }) => {
  const she = await somebody();
  await she.visit("/");
  const linked = await she.page.locator("link[rel=manifest]").getAttribute("href");
  expect(linked).toBe("/manifest.webmanifest");
  for (const [address, name] of [[linked ?? "", "Health-Thing"], ["/manifest.notes.webmanifest", she.words.phone.notes]]) {
    const answer = await she.page.request.get(address ?? "");
    expect(answer.headers()["content-type"]).toBe("application/manifest+json");
    const manifest = (await answer.json()) as { name: string; icons: { src: string; purpose?: string }[] };
    expect(manifest.name).toBe(name);
    expect(manifest.icons.some((icon) => icon.purpose === "maskable")).toBe(true);
    for (const { src } of manifest.icons) expect((await she.page.request.get(src)).status(), src).toBe(200);
  }
});

test("what is sent without a connection goes by itself when there is one, once @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await member();
  const { page, words } = she;
  const title = unlike("Midden in de lift");
  await she.visit("/threads/new");
  await she.write({ ...story, title });
  await page.context().setOffline(true);
  await she.button(words.threads.share).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.waits);
  await expect(she.field("happened"), "what waits has left the form").toHaveValue("");
  await she.button(words.threads.share).click();
  await page.context().setOffline(false);
  await page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== "visits"))).toEqual([]);
});

test("a closed tab sends it at the next visit, and two tabs send it once @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await member();
  const { page, words } = she;
  const thread = await she.share({ ...story, title: unlike("Met een antwoord onderweg") });
  await she.awake();
  const body = unlike("Onderweg geschreven");
  await she.field("body").fill(body);
  await page.context().setOffline(true);
  await she.button(words.posts.send).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.waits);
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all(tabs.map((tab) => tab.goto("/themes")));
  const [first] = tabs;
  await expect.poll(() => first?.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("outbox-")).length)).toBe(0);
  await first?.goto(thread);
  await expect(first?.locator("#replies article").filter({ hasText: body }) ?? page.locator("none")).toHaveCount(1);
});

test("what is refused later comes back with its text and the reason @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED|422/);
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.write({ ...story, happened: "x" });
  await page.context().setOffline(true);
  await she.button(words.threads.share).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.waits);
  await page.context().setOffline(false);
  await page.goto("/themes");
  await she.button(words.phone.see_why).click();
  await expect(page.locator("#faults")).toBeVisible();
  await expect(she.field("happened")).toHaveValue("x");
});

test("when the session ended meanwhile it waits for signing in @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED|401/);
  const she = await member();
  const { page, words } = she;
  const title = unlike("Na het inloggen");
  await she.visit("/threads/new");
  await she.write({ ...story, title });
  await page.context().setOffline(true);
  await she.button(words.threads.share).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.waits);
  // Before the connection is back: the waiting story is sent the moment it is.
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.goto("/themes");
  await expect(page.locator(".toast")).toContainText(words.phone.waits_for_sign_in);
  await she.signIn(she.key);
  await expect(page.locator(".toast")).toContainText(words.phone.sent);
  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
});

test("a shared computer has no worker, no manifest and no outbox @script", async ({ member, somebody, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const author = await member();
  const she = await somebody(withWorker);
  await she.signIn(author.key, { shared: true });
  await she.visit("/threads/new");
  await she.write(story);
  await she.page.context().setOffline(true);
  await she.button(she.words.threads.share).click();
  await expect(she.page.locator("#draft-said")).toHaveText(she.words.phone.not_kept);
  await she.page.context().setOffline(false);
  await expect(she.page.locator("link[rel=manifest]")).toHaveCount(0);
  // What would fetch the worker, four seconds after a page, is not there.
  await expect(she.page.locator("script[data-phone]")).toHaveCount(0);
  expect(await she.page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
  expect(await she.page.evaluate(() => localStorage.length)).toBe(0);
});

test("a tap without a connection stays on the page, says so, and is sent later @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const [author, she] = [await member(), await member()];
  const { page, words } = she;
  const thread = await author.share({ ...story, title: unlike("Getikt in de lift") });
  await author.answer("Vraag het de praktijkopleider.");
  await she.visit(thread);
  const recognise = page.locator("main .recognise").first();
  const strength = she.reply("praktijkopleider").getByRole("button", { name: words.reactions.strength! });
  const waiting = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("outbox-")).length);
  await page.context().setOffline(true);
  await recognise.click();
  await expect(recognise).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("#toast")).toHaveText(words.phone.waits);
  await strength.click();
  await expect(strength).toHaveAttribute("aria-pressed", "true");
  // Pressed and taken back: the last wish counts.
  for (const pressed of ["false", "true"]) {
    await recognise.click();
    await expect(recognise).toHaveAttribute("aria-pressed", pressed);
  }
  await expect(page).toHaveURL(new RegExp(`${thread}$`));
  await she.accessible();
  expect(await waiting()).toBe(2);
  await page.context().setOffline(false);
  await expect.poll(waiting).toBe(0);
  await page.reload();
  await expect(recognise).toHaveAttribute("aria-pressed", "true");
  await expect(strength).toHaveAttribute("aria-pressed", "true");
});

test("on a shared computer a tap without a connection says that nothing is kept @script", async ({ member, somebody, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const author = await member();
  const thread = await (await member()).share({ ...story, title: unlike("Getikt op de afdeling") });
  const she = await somebody();
  await she.signIn(author.key, { shared: true });
  await expect(she.heading(she.words.threads.feed_title)).toBeVisible();
  await she.visit(thread);
  await she.page.context().setOffline(true);
  const recognise = she.page.locator("main .recognise").first();
  await recognise.click();
  await expect(she.page.locator("#toast")).toHaveText(she.words.phone.not_kept);
  await expect(recognise).toHaveAttribute("aria-pressed", "false");
  expect(await she.page.evaluate(() => localStorage.length)).toBe(0);
});

test("what only the server can show says why it does not, and keeps the text @script", async ({ member, guard }) => {
  guard.excuse(/ERR_INTERNET_DISCONNECTED/);
  const she = await member();
  const { page, words } = she;
  await she.visit("/threads/new");
  await she.write(story);
  await page.context().setOffline(true);
  await she.button(words.threads.who_sees_what).click();
  await expect(page.locator("#draft-said")).toHaveText(words.phone.needs_line);
  await expect(she.field("happened")).toHaveValue(story.happened);
  const kept = await page.evaluate(() => Object.keys(localStorage).map((key) => key.split("-")[0]));
  expect(kept, "it must never become a post").not.toContain("outbox");
});
