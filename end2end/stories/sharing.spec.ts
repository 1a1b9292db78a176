// Sharing a challenge: a guided form that loses nothing and never posts twice.
import { fits } from "../support/access";
import { expect, test } from "../support/story";
import { unlike } from "../support/person";

test("a challenge that is too short is refused with everything kept, then shared and found", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  const title = unlike("Hoe vraag ik om uitleg?");
  await she.visit("/threads/new");
  await she.accessible();
  await she.write({ happened: "x", tried: "Ik vroeg het bij de koffie.", question: "Wanneer past het?", title });
  await page.getByLabel(/ouderenzorg/).uncheck();
  await she.button(words.threads.share).click();

  await she.refused(words.errors.faults, words.faults.too_short.replace("{min}", "3"));
  await expect(she.field("happened")).toHaveValue("x");
  await expect(she.field("tried")).toHaveValue("Ik vroeg het bij de koffie.");
  await expect(she.field("question")).toHaveValue("Wanneer past het?");
  await expect(she.field("title")).toHaveValue(title);
  await expect(she.theme("placement-guidance")).toBeChecked();
  await expect(she.field("show_sector"), "a choice is kept too").not.toBeChecked();
  await expect(she.field("happened")).toHaveAttribute("aria-invalid", "true");
  await she.accessible();
  await page.locator("#faults a").first().click();
  await expect(she.field("happened")).toBeFocused();

  await she.field("happened").fill("Mijn begeleider heeft nooit tijd.\n\n- straks\n- straks\n\nStraks komt niet.");
  await she.button(words.threads.share).click();
  await expect(page).toHaveURL(/\/threads\/[0-9a-f]{32}$/);
  await expect(she.heading(title)).toBeVisible();
  await expect(page.locator("main li").filter({ hasText: "straks" })).toHaveCount(2);
  await expect(page.locator("main"), "the sector stays hidden").not.toContainText("ouderenzorg");
  await she.accessible();

  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
  await she.visit("/threads?filter=unanswered");
  await expect(she.listed(title)).toHaveCount(1);
  await she.visit("/threads?theme=placement-guidance");
  await expect(she.listed(title)).toHaveCount(1);
  await she.visit("/threads?filter=expert");
  await expect(she.listed(title)).toHaveCount(0);
});

test("a challenge stands under each of its themes, three at the most", async ({ member }) => {
  const she = await member();
  const title = unlike("Drie dingen tegelijk");
  await she.visit("/threads/new");
  const four = ["placement-guidance", "insecurity", "workload", "receiving-feedback"];
  await she.write({ happened: "Ik kreeg te horen dat ik te langzaam werk.", title, theme: four.join(" ") });
  await she.button(she.words.threads.share).click();
  await she.refused(she.words.errors.faults, she.words.faults.too_many.replace("{most}", "3"));
  for (const theme of four) await expect(she.theme(theme)).toBeChecked();
  await she.accessible();
  await she.theme("receiving-feedback").uncheck();
  await she.button(she.words.threads.share).click();
  await expect(she.heading(title)).toBeVisible();
  for (const theme of four.slice(0, 3)) {
    await she.visit(`/threads?theme=${theme}`);
    await expect(she.listed(title)).toHaveCount(1);
  }
  await she.visit("/threads?theme=receiving-feedback");
  await expect(she.listed(title)).toHaveCount(0);
});

test("without a title, the question becomes the title", async ({ member }) => {
  const she = await member();
  const question = `${unlike("Hoe zeg ik nee tegen dienst")}?`;
  await she.share({ happened: "Ze bellen elke vrije dag.", question });
  await expect(she.heading(question)).toBeVisible();
});

test("a double click shares once", async ({ member }) => {
  const she = await member();
  const title = unlike("Twee keer geklikt");
  await she.visit("/threads/new");
  await she.write({ happened: "Mijn duim trilde.", title });
  await she.button(she.words.threads.share).dblclick();
  await expect(she.heading(title)).toBeVisible();
  await she.page.waitForURL(/\/threads\/[0-9a-f]{32}$/);

  await she.field("body").fill("Ook dit maar één keer.");
  await she.button(she.words.posts.send).dblclick();
  await expect(she.reply("Ook dit maar één keer.")).toHaveCount(1);
  await she.page.reload();
  await expect(she.reply("Ook dit maar één keer.")).toHaveCount(1);
  await she.visit("/threads");
  await expect(she.listed(title)).toHaveCount(1);
});

test("hostile text stays text, and text nobody can read is refused in plain words", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  const script = unlike("<script>document.title='hacked'</script><img src=x onerror=alert(1)>");
  await she.share({ happened: `${script} javascript:alert(1)`, title: script.slice(0, 110) });
  await expect(page.locator("main")).toContainText(script);
  await expect(page).not.toHaveTitle(/hacked/);
  expect(await page.locator("main img, main script").count()).toBe(0);

  const hostile: [string, string][] = [
    ["\u202Eomgekeerd verhaal", words.faults.direction_marks],
    ["a".repeat(100), words.faults.long_word.replace("{max}", "60")],
    [`e${"\u0301".repeat(40)} veel accenten`, words.faults.invisible_characters],
    ["woord ".repeat(1000), words.faults.too_long.replace("{max}", "4.000")],
  ];
  for (const [happened, sentence] of hostile) {
    await she.visit("/threads/new");
    await she.write({ happened });
    await she.button(words.threads.share).click();
    await she.refused(sentence);
    await expect(she.field("happened")).toHaveValue(happened.trim() === happened ? happened : /./);
  }
});

test("the counter counts what a person sees @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads/new");
  const counter = she.page.locator("#field-title-counter");
  await she.field("title").fill("Zorg 💚");
  await expect(counter).toHaveText("6 / 120");
  await she.field("title").fill("a ".repeat(70));
  await expect(counter).toHaveText("140 / 120");
  await expect(counter).toHaveAttribute("data-over", "");
});

test("a row of joined emoji does not widen the page", async ({ member }) => {
  const she = await member();
  const { page } = she;
  await page.setViewportSize({ width: 390, height: 844 });
  const row = Array(60).fill("👩").join("\u200d");
  const long = `Zo voelde het ${row} en ${"ကာ" + "ာ".repeat(300)}`;
  await she.share({ happened: long, title: `Alles tegelijk ${Array(40).fill("👩").join("\u200d")}` });
  await fits(page, "a thread");
  await she.visit("/threads");
  await fits(page, "the feed");
});
