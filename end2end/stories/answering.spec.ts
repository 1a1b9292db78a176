// Others read, recognise and answer; the author says what helped. Each has one name per thread.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

test("one shares, another recognises and answers, the first says that it helped", async ({ member, scripts }) => {
  const [she, he] = [await member(), await member()];
  const title = unlike("Grapjes over mijn hoofddoek");
  const thread = await she.share({ happened: "Ik lach maar mee.", title, theme: "placement-guidance" });
  const author = await she.page.locator(".thread-top .who b").innerText();

  await he.visit("/threads");
  await he.listed(title).getByRole("link").first().click();
  await expect(he.heading(title)).toBeVisible();
  await expect(he.page.locator(".thread-top")).toContainText(author);
  await he.awake();
  const recognise = he.page.locator("main .recognise").first();
  await expect(recognise).toHaveAttribute("aria-pressed", "false");
  await recognise.click();
  await expect(he.page.locator("main .recognise").first()).toHaveAttribute("aria-pressed", "true");
  await he.page.reload();
  await expect(he.page.locator("main .recognise").first()).toHaveAttribute("aria-pressed", "true");
  await he.accessible();

  if (scripts) await she.visit(thread);
  await he.answer("Zeg rustig: dit vind ik niet grappig.\n\nEn ga dan weg.");
  const reply = he.reply("dit vind ik niet grappig");
  await expect(reply.locator("p").filter({ hasText: "En ga dan weg." }), "paragraphs stay").toHaveCount(1);
  const helper = await reply.locator(".who b").innerText();
  expect(helper).not.toBe(author);
  await he.answer("En vertel het iemand.", "support");
  await expect(he.reply("vertel het iemand").locator(".who b"), "one name per thread").toHaveText(helper);
  await he.accessible();

  await she.visit(thread);
  const tip = she.reply("dit vind ik niet grappig");
  await tip.getByRole("button", { name: she.words.posts.this_helps! }).click();
  await expect(she.reply("dit vind ik niet grappig").locator(".tag--ok")).toHaveText(she.words.posts.helpful);
  await she.accessible();

  // The button names a form that all replies share; it is pressed and taken back, for this reply alone.
  const strength = (reply: string) => she.reply(reply).getByRole("button", { name: she.words.reactions.strength! });
  for (const pressed of ["true", "false", "true"]) {
    await she.awake();
    await strength("dit vind ik niet grappig").click();
    await expect(strength("dit vind ik niet grappig")).toHaveAttribute("aria-pressed", pressed);
  }
  await she.visit(thread);
  await expect(strength("dit vind ik niet grappig"), "it was kept").toHaveAttribute("aria-pressed", "true");
  await expect(strength("vertel het iemand")).toHaveAttribute("aria-pressed", "false");

  await he.page.reload();
  await expect(he.reply("dit vind ik niet grappig")).toContainText(he.words.posts.helpful);
  await expect(
    he.reply("dit vind ik niet grappig").getByRole("button", { name: he.words.posts.this_helps! }),
    "only the author says what helped",
  ).toHaveCount(0);
});

test("a new answer appears in the open thread without a reload @script", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const thread = await she.share({ happened: "Wie weet hier iets op?", title: unlike("Live") });
  await she.visit(thread);
  await she.page.evaluate(() => document.body.setAttribute("data-same", ""));
  await she.field("body").fill("Ik typ zelf ook iets");
  await he.visit(thread);
  await he.answer("Vraag het de praktijkopleider.");
  await expect(she.reply("praktijkopleider")).toBeVisible();
  await expect(she.page.locator("#live-said")).toHaveText(she.words.threads.reply_arrived);
  await expect(she.page.locator("#replies-count")).toHaveText(she.words.posts["count.one"].replace("{count}", "1"));
  await expect(she.page.locator("body"), "the page was not loaded again").toHaveAttribute("data-same", "");
  await expect(she.field("body"), "nor what is being typed touched").toHaveValue("Ik typ zelf ook iets");
  const strength = she.reply("praktijkopleider").getByRole("button", { name: she.words.reactions.strength! });
  await strength.click();
  await expect(strength, "what arrived can be answered at once").toHaveAttribute("aria-pressed", "true");
  await she.accessible();
});

test("an own answer is changed, then removed; a foreign one cannot be", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const thread = await she.share({ happened: "Mijn rooster klopt nooit.", title: unlike("Rooster") });
  await he.visit(thread);
  await he.answer("Bel je planer.");
  await he.reply("Bel je planer").getByRole("link", { name: he.words.posts.edit, exact: true }).click();
  await he.accessible();
  await he.field("body").fill("y");
  await he.button(he.words.posts.save).click();
  await he.refused(he.words.faults.too_short.replace("{min}", "3"));
  await he.field("body").fill("Bel je planner.");
  await he.button(he.words.posts.save).click();
  await expect(he.reply("Bel je planner.")).toContainText(he.words.posts.edited);

  await she.visit(thread);
  await expect(
    she.reply("Bel je planner.").getByRole("link", { name: she.words.posts.edit, exact: true }),
  ).toHaveCount(0);
  const id = await she.reply("Bel je planner.").getAttribute("id");
  const answer = await she.page.goto(`/posts/${id?.replace("post-", "")}/edit`);
  expect(answer?.status()).toBe(403);

  await he.page.goto(thread);
  await he.reply("Bel je planner.").getByRole("link", { name: he.words.posts.remove, exact: true }).click();
  await he.accessible();
  await he.button(he.words.posts.remove_now).click();
  await expect(he.page).toHaveURL(new RegExp(`${thread}$`));
  await expect(he.page.locator("#replies")).toContainText(he.words.posts.removed);
  await expect(he.page.locator("#replies")).not.toContainText("planner");
});

test("an own story is changed and removed; the answers of others stay", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const title = unlike("Nachtdienst");
  const thread = await she.share({ happened: "Alleen op de afdeling.", title });
  await she.page.locator("main").getByRole("link", { name: she.words.posts.edit, exact: true }).click();
  await she.field("body").fill("Alleen op een grote afdeling.");
  await she.field("title").fill(`${title}!`);
  await she.button(she.words.posts.save).click();
  await expect(she.heading(`${title}!`)).toBeVisible();
  await expect(she.page.locator("main")).toContainText("Alleen op een grote afdeling.");

  await he.visit(thread);
  await he.answer("Spreek een belmoment af.");
  await she.visit(thread);
  await she.page.locator("main").getByRole("link", { name: she.words.posts.remove, exact: true }).first().click();
  await she.button(she.words.posts.remove_now).click();
  await expect(she.page).toHaveURL(/\/threads$/);
  await expect(she.listed(title)).toHaveCount(0);
  await he.visit(thread);
  await expect(he.page.locator("main")).toContainText(he.words.threads.story_removed);
  await expect(he.reply("Spreek een belmoment af.")).toBeVisible();
  await he.accessible();
});

test("an answer that is refused is kept, and the fault is shown where it is", async ({ member }) => {
  const she = await member();
  await she.share({ happened: "Even iets vragen.", title: unlike("Kort antwoord") });
  await she.field("body").fill("a");
  await she.page.locator("#reply input[name=kind][value=support]").check({ force: true });
  await she.button(she.words.posts.send).click();
  await she.refused(she.words.faults.too_short.replace("{min}", "3"));
  await expect(she.field("body")).toHaveValue("a");
  await expect(she.page.locator("#reply input[name=kind][value=support]")).toBeChecked();
  await she.accessible();
});
