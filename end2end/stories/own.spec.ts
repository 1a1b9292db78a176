// Mijn plek: own conversations and what is new in them, and what somebody keeps for themselves, on every device of theirs.
import { type Person, unlike } from "../support/person";
import { expect, test } from "../support/story";
import { filled } from "../support/words";

/** The row of a list that holds these words. */
const row = (she: Person, words: string) => she.page.locator("ul.list > li, ul.stack > li").filter({ hasText: words });

test("a note is for its writer alone, can be changed and thrown away", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const { page, words } = she;
  const text = unlike("Een zware dienst");
  await she.visit("/account");
  await page.locator("main a[href='/account/notes']").click();
  await she.field("text").fill(text);
  await she.button(words.account.keep_note!).click();
  await expect(row(she, text)).toBeVisible();
  await she.accessible();

  await row(she, text).getByText(words.account.edit!, { exact: true }).click();
  await she.awake();
  await she.field("text").fill(`${text}, en nu weer lucht.`);
  await she.button(words.account.save!).click();
  await expect(row(she, "en nu weer lucht.")).toBeVisible();
  await he.visit("/account/notes");
  await expect(row(he, text), "nobody else's").toHaveCount(0);

  await row(she, text).getByText(words.account.edit!, { exact: true }).click();
  await page.locator("summary", { hasText: words.account.remove_note! }).click();
  await she.button(words.account.remove_note_now!).click();
  await expect(page).toHaveURL(/\/account\/notes$/);
  await expect(row(she, text)).toHaveCount(0);
});

test("an empty note is refused with the reason", async ({ member }) => {
  const she = await member();
  await she.visit("/account/notes");
  await she.button(she.words.account.keep_note!).click();
  await she.refused(she.words.faults.missing!);
});

test("a story kept for later waits on the other device too, and is gone once it was shared", async ({ member, somebody }) => {
  const she = await member();
  const { page, words } = she;
  const title = unlike("Halverwege");
  await she.visit("/threads/new");
  await she.write({ happened: "Ik ben nog niet klaar met dit verhaal.", title });
  await she.button(words.account.keep_draft!).click();
  await expect(page).toHaveURL(/\/account\/drafts$/);
  await expect(row(she, title)).toBeVisible();
  await she.accessible();

  const phone = await somebody();
  await phone.signIn(she.key);
  await phone.visit("/account/drafts");
  await row(phone, title).getByRole("link").click();
  await phone.awake();
  await expect(phone.field("happened")).toHaveValue("Ik ben nog niet klaar met dit verhaal.");
  await expect(phone.field("title")).toHaveValue(title);
  await phone.button(words.threads.share!).click();
  await phone.page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
  await she.visit("/account/drafts");
  await expect(row(she, title)).toHaveCount(0);
  await expect(she.heading(words.account.drafts_none!)).toBeVisible();
});

test("a draft can be thrown away", async ({ member }) => {
  const she = await member();
  const title = unlike("Toch maar niet");
  await she.visit("/threads/new");
  await she.write({ happened: "Dit wil ik niet meer delen.", title });
  await she.button(she.words.account.keep_draft!).click();
  await row(she, title).getByRole("button", { name: filled(she.words.account.remove_draft_named!, { title }) }).click();
  await expect(she.heading(she.words.account.drafts_none!)).toBeVisible();
});

test("a saved conversation is found again and let go", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const title = unlike("Bewaar mij");
  const thread = await she.share({ happened: "Dit gebeurde er vandaag op mijn werk.", title });
  await he.visit(thread);
  const save = () => he.page.locator("form[action='/api/account/set_saved'] button").first();
  await save().click();
  await expect(save()).toHaveAttribute("aria-pressed", "true");
  await he.visit("/account/saved");
  await expect(row(he, title)).toBeVisible();
  await he.accessible();
  await row(he, title).getByRole("button").click();
  await expect(he.heading(he.words.account.saved_none!)).toBeVisible();
  await he.visit(thread);
  await expect(save()).toHaveAttribute("aria-pressed", "false");
});

test("a followed theme stands at the own place", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/themes/workload");
  await she.button(words.account.follow!).click();
  await expect(she.button(words.account.followed!)).toHaveAttribute("aria-pressed", "true");
  await she.visit("/account");
  await page.locator("main a.chip[href='/themes/workload']").click();
  await she.button(words.account.followed!).click();
  await expect(she.button(words.account.follow!)).toHaveAttribute("aria-pressed", "false");
  await she.visit("/account");
  await expect(page.getByText(words.account.themes_none!)).toBeVisible();
});

test("a new answer is told once, with a number in the menu for who wants one", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const { page, words } = she;
  const title = unlike("Wie weet het");
  const thread = await she.share({ happened: "Ik weet niet hoe ik dit vraag.", title });
  // Elsewhere, or the open page would show the answer at once, and it would be read.
  await she.visit("/help");
  await he.visit(thread);
  await he.answer("Vraag het gewoon aan je begeleider.");
  const told = filled(words.account["new_replies.one"]!, { count: 1 });
  const badge = page.locator("nav .badge");
  // What was looked at a moment ago is not looked at again at once.
  await expect(async () => {
    await she.visit("/account");
    await expect(row(she, title)).toContainText(told, { timeout: 500 });
  }).toPass();
  await she.accessible();

  await she.visit("/account/settings");
  await expect(badge).toHaveCount(1);
  await she.field("number").uncheck();
  await page.locator("form[action='/api/account/set_settings']").getByRole("button").click();
  await expect(badge).toHaveCount(0);
  await she.field("number").check();
  await page.locator("form[action='/api/account/set_settings']").getByRole("button").click();
  await expect(badge).toHaveCount(1);

  await she.visit(thread);
  await she.visit("/account");
  await expect(row(she, title)).toBeVisible();
  await expect(row(she, title)).not.toContainText(told);
  await she.visit("/account/settings");
  await expect(badge).toHaveCount(0);
});
