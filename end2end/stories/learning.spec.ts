// Learning from each other: a tip is tried, the author tells how it ended, a theme shows what worked.
import { expect, test } from "../support/story";
import { filled } from "../support/words";
import { unlike } from "../support/person";

test("a tip is tried, what became of it is changed and taken back", async ({ member, scripts }) => {
  const [she, he] = [await member(), await member()];
  const thread = await she.share({ happened: "Ik durf niets te vragen.", title: unlike("Vragen") });
  await she.visit(thread);
  await she.answer("Dit is mijn eigen aanvulling.");
  await expect(she.reply("eigen aanvulling").locator(".tried"), "nobody marks the own tip").toHaveCount(0);

  await he.visit(thread);
  const tip = () => he.reply("eigen aanvulling");
  const { tried } = he.words;
  await tip().getByText(tried.tried!, { exact: true }).click();
  await expect(tip().getByText(tried.ask!)).toBeVisible();
  await he.accessible();
  if (scripts) await he.page.evaluate(() => document.body.setAttribute("data-same", ""));
  const press = (word: string) => tip().getByRole("button", { name: word, exact: true });
  await press(tried.helped!).click();
  await expect(press(tried.helped!)).toHaveAttribute("aria-pressed", "true");
  await press(tried.partly!).click();
  await expect(press(tried.partly!)).toHaveAttribute("aria-pressed", "true");
  await expect(press(tried.helped!)).toHaveAttribute("aria-pressed", "false");
  if (scripts) await expect(he.page.locator("body"), "without leaving the page").toHaveAttribute("data-same", "");
  await he.page.reload();
  await he.awake();
  await expect(press(tried.partly!), "it was kept").toHaveAttribute("aria-pressed", "true");
  await press(tried.partly!).click();
  // On a page made anew the choices of a tip that one did not try are folded away.
  if (!scripts) await tip().getByText(tried.tried!, { exact: true }).click();
  await expect(press(tried.partly!)).toHaveAttribute("aria-pressed", "false");
  await he.page.reload();
  await expect(tip().locator("[aria-pressed=true]"), "it was taken back").toHaveCount(0);
});

test("the author tells how it ended, and changes it", async ({ member }) => {
  const [she, he] = [await member(), await member()];
  const title = unlike("Het liep zo af");
  const thread = await she.share({ happened: "Mijn rooster klopt nooit.", title, theme: "roster" });
  const { outcomes } = she.words;
  await she.visit(thread);
  await she.page.getByText(outcomes.tell!, { exact: true }).click();
  await she.page.getByText(outcomes.solved!, { exact: true }).click();
  await she.field("closing").fill("De planner past het nu aan.");
  await she.accessible();
  await she.button(outcomes.save!).click();
  const ended = filled(outcomes.told!, { outcome: outcomes.solved!.toLowerCase() });
  await expect(she.heading(ended)).toBeVisible();

  await he.visit(thread);
  await expect(he.heading(ended)).toBeVisible();
  await expect(he.page.locator("#outcome")).toContainText("De planner past het nu aan.");
  await expect(he.page.locator("#outcome details"), "only the author is asked").toHaveCount(0);
  await he.accessible();
  await he.visit("/themes/roster");
  await expect(he.page.locator("ul.feed li").filter({ hasText: title })).toContainText(outcomes.solved!.toLowerCase());

  await she.visit(thread);
  await she.page.getByText(outcomes.change!, { exact: true }).click();
  await she.field("closing").fill("x");
  await she.button(outcomes.save!).click();
  await she.refused(she.words.faults.too_short.replace("{min}", "3"));
  await she.field("closing").fill("");
  await she.page.getByText(outcomes.ongoing!, { exact: true }).click();
  await she.button(outcomes.save!).click();
  await expect(she.heading(filled(outcomes.told!, { outcome: outcomes.ongoing!.toLowerCase() }))).toBeVisible();
});

test("a theme is two taps away and shows what worked, who answered and what is shared", async ({ member }) => {
  const she = await member();
  await she.visit("/threads");
  await she.page.getByRole("navigation").getByRole("link", { name: she.words.ui.menu_discover! }).click();
  await she.accessible();
  await she.page.locator("a[href='/themes/placement-guidance']").click();
  const { themes } = she.words;
  for (const heading of [themes.worked!, themes.experts!, themes.stories!, themes.related!]) {
    await expect(she.heading(heading)).toBeVisible();
  }
  await expect(she.page.locator("ul.feed li").first()).toBeVisible();
  await she.accessible();
});

test("a bar says the whole in one sentence", async ({ member }) => {
  const she = await member();
  await she.visit("/themes");
  const themes = await she.page.locator("a.chip[href^='/themes/']").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const bar = she.page.locator(".tried-bar svg").first();
  for (const theme of themes) {
    await she.visit(theme);
    if ((await bar.count()) > 0) break;
  }
  const { tried } = she.words;
  const said = tried.sentence!.replace("{most}", "{a}");
  const parts = said.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  await expect(bar).toHaveAttribute("aria-label", new RegExp(`^${parts.join(".+")}$`));
  await she.page.locator("section[aria-labelledby=worked] article a").first().click();
  await expect(she.page.locator("#replies .tried-bar").first()).toBeVisible();
  await she.accessible();
});
