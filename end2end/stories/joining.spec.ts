// Joining with the code of a group: four steps, no name, and a key that is shown once.
import { expect, test } from "../support/story";

test("somebody joins from a link, step by step, and each step is accessible", async ({ somebody, scripts }) => {
  const she = await somebody();
  const { page, words } = she;
  const { people, faults, errors } = words;

  await she.visit(`/join#${she.house.code}`);
  await she.accessible();
  const code = page.getByLabel(people.cohort_code);
  if (scripts) {
    await expect(code).toHaveValue(she.house.code);
    expect(page.url(), "the code stays out of the address").not.toContain("#");
  } else {
    await code.fill(she.house.code.toLowerCase().replace("-", " "));
  }
  await she.button(people.go_on).click();

  await expect(page).toHaveURL(/\/join\/rules$/);
  await she.accessible();
  await she.field("listen").check();
  await she.button(people.go_on).click();
  await she.refused(errors.faults, faults.not_accepted);
  await expect(she.field("listen"), "what was ticked stays ticked").toBeChecked();
  await she.accessible();
  await she.acceptRules();

  await expect(page).toHaveURL(/\/join\/about$/);
  await she.accessible();
  await she.declare("starter", "ziekenhuis", "zeeland");

  await expect(page).toHaveURL(/\/join\/key$/);
  await she.accessible();
  await expect(page.locator("input[name=password]"), "what a password manager keeps").toHaveValue(she.key);
  await she.typeBack("0000");
  await she.refused(faults.group_differs);
  await expect(page.getByLabel(people.last_group)).toHaveValue("0000");
  await expect(page.locator(".keys .last")).toHaveText(she.key.slice(-4));
  await she.accessible();
  await she.typeBack();

  await expect(page).toHaveURL(/\/threads$/);
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await page.goto("/join/key");
  await expect(page.locator("body"), "the key is not shown a second time").not.toContainText(she.key.slice(0, 4));
  await she.accessible();
});

test("who taps “Herken ik” before the key was kept keeps the key, and the tap is there", async ({ somebody, guard }) => {
  guard.excuse(/403.*\/api\/reactions\/set/);
  const she = await somebody();
  const { page, words } = she;
  const { people, reactions } = words;
  await she.typeCohortCode();
  await she.acceptRules();
  await she.declare();
  await page.getByRole("link", { name: words.ui.later }).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  const button = () => page.getByRole("button", { name: reactions.recognise! }).first();
  await button().click();

  await expect(page.getByText(people.wanted)).toBeVisible();
  await she.accessible();
  await she.typeBack();
  await expect(page).toHaveURL(/\/threads#thread-/);
  await expect(button()).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(button()).toHaveAttribute("aria-pressed", "true");
});

test("each wrong code gets its own answer, and what was typed stays", async ({ somebody, house }) => {
  const he = await somebody();
  const { faults } = he.words;
  const full = house.group(["--name", "Full", "--seats", "10", "--ends", "2099-12-31"]);
  const swap = house.code.replace(/[0-9A-Z]$/, (last) => (last === "0" ? "1" : "0"));
  const wrong: [string, string][] = [
    ["KORT", faults.code_incomplete.replace("{characters}", "10")],
    [swap, faults.code_mistyped],
  ];
  for (const [code, sentence] of wrong) {
    await he.typeCohortCode(code);
    await he.refused(sentence);
    await expect(he.field("code")).toHaveValue(code);
    await expect(he.field("code")).toHaveAttribute("aria-invalid", "true");
  }
  await he.accessible();

  for (let seat = 1; seat < 10; seat += 1) await (await somebody()).joinQuickly(full);
  await he.typeCohortCode(full);
  await he.acceptRules();
  await he.declare();
  const late = await somebody();
  await late.typeCohortCode(full);
  await late.refused(faults.code_exhausted);
});

test("a step that was skipped leads back to the code", async ({ somebody }) => {
  const he = await somebody();
  await he.visit("/join/about");
  await expect(he.page).toHaveURL(/\/join$/);
  await he.visit("/join/key");
  await expect(he.page).toHaveURL(/\/sign-in$/);
  await he.visit("/threads");
  await expect(he.page).toHaveURL(/\/sign-in$/);
});

test("who types the key back later may read, and is asked before writing", async ({ somebody }) => {
  const she = await somebody();
  const { page, words } = she;
  await she.typeCohortCode();
  await she.acceptRules();
  await she.declare();
  await she.link(words.ui.later).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await page.locator("ul.feed a[href^='/threads/']").first().click();
  await expect(page.getByText(words.errors.confirm_code)).toBeVisible();
  await she.accessible();
  await she.visit("/account");
  await expect(page.getByText(words.account.key_unknown_title)).toBeVisible();
  await she.accessible();
  await she.visit("/threads/new");
  await expect(page).toHaveURL(/\/join\/key$/);
  await she.typeBack();
  await she.visit("/threads/new");
  await expect(she.heading(words.threads.new_title)).toBeVisible();
});

test("the key is copied and printed, alone on its page @script", async ({ somebody }) => {
  const she = await somebody({ permissions: ["clipboard-write"] });
  const { page, words } = she;
  await she.typeCohortCode();
  await she.acceptRules();
  await she.declare();
  await she.awake();
  await she.button(words.people.copy).click();
  await expect(page.locator("#key-said")).toHaveText(words.people.copied);
  const rows = await page.locator(".keys li:not(.art)").evaluateAll((all) => new Set(all.map((one) => one.getBoundingClientRect().top)).size);
  expect(rows, "four groups and three, with the face beside them").toBe(2);
  await expect(page.locator("#key-said"), "and it is there to be seen").not.toHaveCSS("clip-path", "inset(50%)");
  await she.field("group").press("ControlOrMeta+V");
  await expect(she.field("group")).toHaveValue(she.key);

  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await she.button(words.people.print).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
});

test("the printed key stands alone on one page", async ({ somebody }) => {
  const she = await somebody();
  const { page } = she;
  await she.typeCohortCode();
  await she.acceptRules();
  await she.declare();
  await page.emulateMedia({ media: "print" });
  const shown = (await page.locator("body").innerText()).split(/\s+/).filter(Boolean);
  expect(shown.join(" ")).toBe(`Health-Thing ${she.key.replaceAll("-", " ")}`);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test("a link comes with what apps hang on to it, and a second one in the same tab counts @script", async ({ somebody, house }) => {
  const she = await somebody();
  const { page, words } = she;
  const code = page.getByLabel(words.people.cohort_code);
  const behind = ["?utm_source=whatsapp", "&fbclid=IwAR0xY", ")", "/", ","];
  const links = [
    ...behind.map((end) => `/join#${house.code}${end}`),
    ...["%23", "code=", "/", "(", "#"].map((sign) => `/join#${sign}${house.code}`),
    `/join#${house.code.replace("-", "%2D")}`,
    `/join/#${house.code}`,
    `/join%23${house.code}`,
    `/join/${house.code}`,
  ];
  for (const link of links) {
    // Another document first: the same one with another end is the second link in the same tab, below.
    await page.goto("/sign-in");
    await page.goto(link);
    await expect(code, link).toHaveValue(house.code);
    expect(page.url(), link).not.toContain(house.code);
  }
  const other = house.group(["--name", "Other", "--seats", "50", "--ends", "2099-12-31"]);
  await page.evaluate((hash) => (location.hash = hash), other);
  await expect(code).toHaveValue(other);
});
