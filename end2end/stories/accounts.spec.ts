// The account: signing in on a second device, sessions, a new key, taking data along, leaving for good.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

test("signing out, signing in on a second device, ending it from the first", async ({ member, somebody }) => {
  const she = await member();
  const { words } = she;
  await she.visit("/account");
  await she.accessible();
  await she.button(words.account.sign_out).click();
  await expect(she.page).toHaveURL(/\/sign-in$/);
  await expect(she.heading(words.people.out_title)).toBeVisible();
  await she.accessible();
  await she.page.reload();
  await expect(she.heading(words.people.sign_in_title), "said once").toBeVisible();
  await she.page.goBack();
  await she.visit("/account");
  await expect(she.page, "signed out means signed out").toHaveURL(/\/sign-in$/);
  await she.signIn(she.key.replaceAll("-", "").toLowerCase());
  // Signing in leads to where somebody wanted to be.
  await expect(she.page).toHaveURL(/\/account$/);

  const phone = await somebody();
  await phone.visit("/sign-in");
  await phone.accessible();
  await phone.signIn("NIET-COMP-LEET");
  await phone.refused(words.faults.code_incomplete.replace("{characters}", "28"));
  await phone.accessible();
  await phone.signIn(she.key, { shared: true });
  await expect(phone.heading(words.threads.feed_title)).toBeVisible();

  await she.visit("/account/sessions");
  await she.accessible();
  const rows = she.page.locator("main ul.list > li");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: words.account.this_device! })).toHaveCount(1);
  await rows.filter({ hasText: words.account.shared_device! }).getByRole("button").click();
  await expect(rows).toHaveCount(1);
  await phone.visit("/threads");
  await expect(phone.page).toHaveURL(/\/sign-in$/);

  await phone.signIn(she.key);
  await phone.visit("/account/sessions");
  await phone.button(words.account.end_all).click();
  await expect(phone.page).toHaveURL(/\/sign-in$/);
  await expect(phone.heading(words.people.out_everywhere_title)).toBeVisible();
  await she.visit("/threads");
  await expect(she.page).toHaveURL(/\/sign-in$/);
});

test("a new key replaces the old one everywhere, and threads stay one's own", async ({ member, somebody }) => {
  const she = await member();
  const { words } = she;
  const thread = await she.share({ happened: "Van voor de nieuwe sleutel.", title: unlike("Oude sleutel") });
  const old = she.key;
  await she.visit("/account/code");
  await she.accessible();
  await she.field("password").fill("ABCD");
  await she.button(words.people.new_key).click();
  await she.refused(words.faults.code_incomplete.replace("{characters}", "28"));
  await she.field("password").fill(old);
  await she.button(words.people.new_key).click();
  await she.readKey();
  expect(she.key).not.toBe(old);
  await she.typeBack();
  await she.visit(thread);
  await expect(she.page.locator("main").getByRole("link", { name: words.posts.edit, exact: true })).toBeVisible();

  const device = await somebody();
  await device.signIn(old);
  await device.refused(words.faults.code_unknown);
  await device.signIn(she.key);
  await expect(device.heading(words.threads.feed_title)).toBeVisible();
});

test("what is declared can be changed", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/account/about");
  await she.accessible();
  await expect(page.locator("input[name=phase][value=student]")).toBeChecked();
  await page.locator("input[name=phase][value=starter]").check();
  await she.field("sector").selectOption("ggz");
  await she.button(words.account.save).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.locator("main")).toContainText("ggz");
});

test("everything that is kept can be taken along", async ({ member }) => {
  const she = await member();
  const { words } = she;
  const happened = unlike("Dit wil ik bewaren.");
  await she.share({ happened, title: unlike("Om mee te nemen") });
  await she.visit("/account/data");
  await she.accessible();
  await she.field("password").fill(she.key);
  const coming = she.page.waitForEvent("download");
  await she.button(words.account.download).click();
  const file = await (await coming).createReadStream();
  let text = "";
  for await (const chunk of file) text += String(chunk);
  const kept = JSON.parse(text) as { sector: string; posts: { body?: string }[] };
  expect(JSON.stringify(kept)).toContain(happened);
  expect(kept.posts).toHaveLength(1);
});

test("an account is deleted and its stories stay, without anybody behind them", async ({ member, somebody }) => {
  const [she, he] = [await member(), await member()];
  const { words } = she;
  const thread = await she.share({ happened: "Ik ga, dit mag blijven.", title: unlike("Blijft") });
  await she.visit("/account/remove");
  await she.accessible();
  await she.field("password").fill(she.key);
  await she.page.locator("input[name=posts][value=keep]").check();
  await she.button(words.account.remove_now).click();
  await expect(she.page).toHaveURL(/\/$/);
  await expect(she.page.locator("[role=status]:not(:empty)")).toContainText(words.people.removed_text);
  await she.accessible();
  await she.page.reload();
  await expect(she.page.locator("[role=status]:not(:empty)"), "said once").toHaveCount(0);
  await he.visit(thread);
  await expect(he.page.locator("main")).toContainText("Ik ga, dit mag blijven.");
  const again = await somebody();
  await again.signIn(she.key);
  await again.refused(words.faults.code_unknown);
});

test("an account is deleted with all its stories", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const { words } = she;
  const own = await she.share({ happened: "Dit moet mee weg.", title: unlike("Gaat mee") });
  const other = await he.share({ happened: "Wie helpt?", title: unlike("Van een ander") });
  await she.visit(other);
  await she.answer("Mijn antwoord moet ook weg.");
  await she.visit("/account/remove");
  await she.field("password").fill("ABCD");
  await she.page.locator("input[name=posts][value=remove]").check();
  await she.button(words.account.remove_now).click();
  await she.refused(words.faults.code_incomplete.replace("{characters}", "28"));
  await expect(she.page.locator("input[name=posts][value=remove]")).toBeChecked();
  await she.field("password").fill(she.key);
  await she.button(words.account.remove_now).click();
  await expect(she.page).toHaveURL(/\/$/);
  await expect(she.page.locator("[role=status]:not(:empty)")).toContainText(words.people.removed_all_text);

  expect((await he.page.goto(own))?.status()).toBe(404);
  await he.visit(other);
  await expect(he.page.locator("#replies")).toContainText(words.posts.removed);
  await expect(he.page.locator("#replies")).not.toContainText("moet ook weg");
});
