// A story waits for a safe moment; who sees what is shown before it is shared and after.
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

test("who sees what is shown with everything kept, the story waits, and its author lets it appear", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  const title = unlike("Hoe vraag ik om uitleg?");
  const typed = { happened: "Mijn begeleider heeft nooit tijd.\n\n- niet in de ochtend\n- niet na de dienst", tried: "Bij de koffie.", question: "Wanneer past het?", title };
  await she.visit("/threads/new");
  await she.write(typed);
  await page.locator("input[name=moment][value=safe]").check();
  await she.button(words.threads.who_sees_what).click();

  await expect(she.heading(words.threads.who_sees_what)).toBeVisible();
  await expect(page.locator("#peer")).toContainText(title);
  for (const role of ["peer", "colleague", "expert", "moderator", "researcher"]) {
    await expect(page.locator(`#${role} .seen`), role).toHaveCount(1);
  }
  for (const role of ["employer", "admin"]) await expect(page.locator(`#${role} .seen`), role).toHaveCount(0);
  await page.locator("#employer summary").click();
  await expect(page.locator("#employer p")).toBeVisible();
  await she.accessible();

  await expect(page.locator("#peer .seen li").first(), "a list looks like one").toHaveCSS("display", "list-item");
  await she.button(words.viewers.write_on).click();
  await expect(she.heading(words.threads.new_title)).toBeVisible();
  for (const [name, text] of Object.entries(typed)) await expect(she.field(name), name).toHaveValue(text);
  await expect(page.locator("input[name=moment][value=safe]")).toBeChecked();
  await she.button(words.threads.share).click();

  await expect(page).toHaveURL(/\/threads\/[0-9a-f]{32}$/);
  await expect(page.locator("main")).toContainText(words.waiting.waits_title);
  await she.accessible();
  const here = new URL(page.url()).pathname;
  const he = await member();
  await he.visit(here);
  await expect(he.page.locator("main")).toContainText(words.errors.not_found_title);
  await he.visit("/threads");
  await expect(he.listed(title)).toHaveCount(0);

  await she.visit("/waiting");
  await she.accessible();
  await page.locator("main").getByText(title).click();
  await she.button(words.waiting.publish).click();
  await expect(page.locator("main")).not.toContainText(words.waiting.waits_title);
  await he.visit("/threads");
  await expect(he.listed(title)).toHaveCount(1);
  await she.visit(`${here}/seen`);
  await expect(page.locator("#peer .seen")).toContainText(typed.happened.split("\n")[0] ?? "");
  await she.accessible();
});

test("a story that waits is changed and withdrawn", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await she.shareSafely({ happened: "Ik gaf het medicijn te laat." });
  await expect(page.locator("main")).toContainText(words.waiting.waits_title);
  await she.link(words.posts.edit).click();
  await she.field("body").fill("Mevrouw Jansen riep. Ik belde meteen zelf.");
  await she.button(words.posts.save).click();
  await expect(page.locator("#privacy")).toContainText("Mevrouw Jansen");
  await she.accessible();
  await page.locator("#privacy button").first().click();
  await expect(she.field("body")).toHaveValue("Een bewoner riep. Ik belde meteen zelf.");
  await she.button(words.posts.save).click();
  await expect(page.locator("main")).toContainText("Ik belde meteen zelf.");
  await she.link(words.waiting.remove).click();
  await she.accessible();
  await she.button(words.waiting.remove_now).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await she.visit("/waiting");
  await expect(page.locator("main")).toContainText(words.waiting.nothing);
});
