// Running the place with keys alone: a colleague, their roles, an organisation, a cohort with its poster, the log, the system.
import type { Locator } from "@playwright/test";
import { test } from "../support/aging";
import { tabTo } from "../support/keys";
import { Newcomer } from "../support/newcomer";
import { type Person, unlike } from "../support/person";
import { filled } from "../support/words";
import { expect } from "../support/story";

/** Somebody who has no mouse. */
function byKeys(she: Person) {
  const { keyboard } = she.page;
  const press = async (goal: Locator, key: string) => {
    await tabTo(she, goal, 120);
    await keyboard.press(key);
  };
  return {
    /** Follows a link, or presses a button. */
    enter: (goal: Locator) => press(goal, "Enter"),
    tick: (goal: Locator) => press(goal, "Space"),
    async type(name: string, text: string) {
      await tabTo(she, she.field(name), 120);
      await keyboard.type(text);
    },
    /** Goes down in a closed list until this is chosen. */
    async choose(list: Locator, value: string) {
      await tabTo(she, list, 120);
      for (let most = 60; (await list.inputValue()) !== value; most--) {
        if (most === 0) throw new Error(`${value} is no choice`);
        await keyboard.press("ArrowDown");
      }
    },
    /** Goes to a page of running the place, by the navigation beside it. */
    async to(words: string) {
      await press(she.page.locator(".subnav").getByRole("link", { name: words, exact: true }), "Enter");
      await expect(she.heading(words)).toBeVisible();
      await she.awake();
    },
  };
}

for (const lang of ["nl", "en"] as const) {
  test(`a colleague is added with keys alone, comes in by the link, and does more the next time, ${lang}`, async ({ colleague, somebody, scripts }) => {
    test.setTimeout(120_000);
    const saskia = await colleague("admin", { lang });
    const { page, words } = saskia;
    const { enter, tick, type, to } = byKeys(saskia);
    const name = unlike("Samira");
    const email = `${name.replace(" ", ".").toLowerCase()}@linde.example`;
    await saskia.visit("/staff");
    await enter(page.locator(".rail").getByRole("link", { name: words.staff.admin, exact: true }));
    await saskia.awake();
    await to(words.staff.team);
    await saskia.accessible();
    await enter(saskia.link(words.team.new));
    await expect(saskia.heading(words.team.new)).toBeVisible();
    await saskia.awake();
    await saskia.accessible();

    // What is missing is said, and what was typed stays.
    await type("email", email);
    await type("name", name);
    await enter(saskia.button(words.team.add));
    await saskia.refused(words.faults.missing, words.faults.nothing_chosen);
    await saskia.awake();
    await saskia.accessible();
    await expect(saskia.field("email")).toHaveValue(email);
    await type("function", "wijkverpleegkundige");
    await tick(page.locator("input[name=roles][value=expert]"));
    await enter(saskia.button(words.team.add));

    // The link is shown once, as a picture too.
    await expect(saskia.heading(name)).toBeVisible();
    await saskia.awake();
    await expect(page.getByRole("img", { name: words.team.qr })).toBeVisible();
    const shown = page.getByLabel(words.team.link, { exact: true });
    const link = await shown.inputValue();
    expect(link).toMatch(/\/staff\/activate#/);
    await expect(saskia.button(words.staff.copy_link)).toBeVisible({ visible: scripts });
    await saskia.accessible();
    await page.reload();
    await saskia.awake();
    await expect(shown).toHaveCount(0);

    const she = await somebody({ lang });
    const samira = new Newcomer(she, { name, email, link });
    await samira.starts();
    await she.visit("/staff");
    await expect(she.page.locator(".rail").getByText(words.staff.held)).toHaveCount(0);

    await tick(page.locator("input[name=roles][value=moderator]"));
    await enter(saskia.button(words.staff.keep));
    await expect(page.getByRole("status").filter({ hasText: words.deeds.kept })).toBeVisible();
    await saskia.awake();
    for (const role of ["expert", "moderator"]) await expect(page.locator(`input[name=roles][value=${role}]`)).toBeChecked();
    await saskia.accessible();
    await she.visit("/staff/held");
    await expect(she.page.locator(".rail").getByText(words.staff.held)).toBeVisible();

    // Removed: over at the next click.
    await enter(saskia.button(words.staff.remove));
    await expect(saskia.heading(words.staff.team)).toBeVisible();
    await expect(page.locator("main").getByText(name)).toHaveCount(0);
    await she.page.locator(".rail").getByText(words.staff.seen).click();
    await expect(she.page).toHaveURL(/\/staff\/sign-in$/);
  });

  test(`an organisation, a cohort, its poster, the log and the system with keys alone, ${lang}`, async ({ colleague, somebody }) => {
    test.setTimeout(120_000);
    const saskia = await colleague("admin", { lang });
    const { page, words } = saskia;
    const { enter, tick, type, choose, to } = byKeys(saskia);
    const linde = unlike("Zorggroep");
    await saskia.visit("/staff/system");
    await saskia.accessible();
    await expect(page.locator(".checks li")).not.toHaveCount(0);
    const jobs = await page.locator(".jobs b").allTextContents();
    expect(jobs.filter((job) => /^[a-z_]*$/.test(job)), "each job has a name in words").toEqual([]);
    await to(words.staff.organisations);
    await enter(saskia.link(words.organisations.new));
    await expect(saskia.heading(words.organisations.new)).toBeVisible();
    await saskia.awake();
    await saskia.accessible();
    await type("name", linde);
    await tick(page.locator("input[name=kind]").first());
    await choose(saskia.field("region"), "utrecht");
    await enter(saskia.button(words.staff.keep));
    await expect(page.getByRole("status").filter({ hasText: words.deeds.added })).toBeVisible();
    await saskia.awake();

    await to(words.staff.cohorts);
    await saskia.accessible();
    await enter(saskia.link(words.cohorts.new));
    await expect(saskia.heading(words.cohorts.new)).toBeVisible();
    await saskia.awake();
    const starters = unlike("Starters");
    const choice = (await saskia.field("organisation").locator("option", { hasText: linde }).getAttribute("value")) ?? "";
    await type("name", starters);
    await choose(saskia.field("organisation"), choice);
    // Typed one after the other, day and month in the order of this machine: the third of March in either.
    await type("ends", "03032020");
    await enter(saskia.button(words.cohorts.add));
    await saskia.refused(words.faults.day_over);
    await saskia.awake();
    await saskia.accessible();
    await expect(saskia.field("organisation")).toHaveValue(choice);
    await expect(saskia.field("ends")).toHaveValue("2020-03-03");
    await type("ends", "03032099");
    await enter(saskia.button(words.cohorts.add));
    await expect(saskia.heading(starters)).toBeVisible();
    await saskia.awake();
    await expect(page.locator(".facts")).toContainText(linde);
    await saskia.accessible();
    const code = await page.locator(".invite .code").innerText();
    const joining = await page.getByLabel(words.cohorts.link, { exact: true }).inputValue();

    await enter(saskia.link(words.cohorts.poster));
    await expect(saskia.heading(words.cohorts.poster)).toBeVisible();
    await expect(page.locator(".paper")).toContainText(code);
    await expect(page.locator(".paper"), "a poster does not say where people work").not.toContainText(linde);
    await saskia.accessible();
    await page.emulateMedia({ media: "print" });
    await expect(saskia.heading(words.cohorts.poster)).toBeHidden();
    await page.emulateMedia({ media: null });
    await saskia.awake();

    // The code lets people join.
    const she = await somebody({ lang });
    await she.visit(joining);
    if (!she.scripts) await she.field("code").fill(code);
    await she.button(words.people.go_on).click();
    await expect(she.heading(words.people.rules_title)).toBeVisible();

    await enter(saskia.link(words.cohorts.back));
    await saskia.awake();
    await to(words.staff.cohorts);
    await expect(page.locator("tbody tr").filter({ hasText: starters })).toContainText(code);
    await saskia.accessible();
    await to(words.staff.log);
    await choose(page.locator("select[name=deed]"), "add_cohort");
    await enter(saskia.button(words.staff.filter));
    await expect(page).toHaveURL(/deed=add_cohort/);
    await saskia.awake();
    const rows = page.locator("tbody tr");
    await expect(rows.filter({ hasText: starters })).toHaveCount(1);
    expect(await rows.count()).toBe(await rows.filter({ hasText: words.staff_log.add_cohort }).count());
    await saskia.accessible();
  });
}

test("a list is taken along after a factor, as it was asked for", async ({ aging, somebody }) => {
  const saskia = await somebody({ at: aging.house });
  const { page, words } = saskia;
  const admin = Newcomer.hired(saskia, "admin");
  await admin.starts();
  for (const [name, email, role] of [["Émile Aalders", "emile", "expert"], ["=Bo, “de” Wit", "bo", "expert"], ["Zoë Bos", "zoe", "moderator"]] as const) {
    aging.house.hire(name, `${email}@linde.example`, role);
  }
  await saskia.visit("/staff/team?role=expert&sort=name&down=yes");
  const names = page.locator("tbody .table-link");
  await expect(names.filter({ hasText: "Émile Aalders" })).toHaveCount(1);
  await expect(names.filter({ hasText: "Zoë Bos" })).toHaveCount(0);
  const shown = await page.locator("tbody .table-link").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").pop()));
  aging.factorsGrowOld();
  await saskia.button(words.staff.export).click();
  await expect(saskia.heading(words.staff_way_in.prove_title)).toBeVisible();
  await expect(page.getByText(words.team.grave_export)).toBeVisible();
  await saskia.accessible();
  const coming = page.waitForEvent("download");
  await saskia.field("factor_code").fill(admin.app.next());
  await saskia.button(words.staff_way_in.prove_by_code).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe("health-thing-team.csv");
  let text = "";
  for await (const chunk of await file.createReadStream()) text += String(chunk);
  const [heads = "", ...lines] = text.trimEnd().split("\r\n");
  expect(heads).toBe(`\uFEFF${[words.staff.name, words.team.roles, words.team.ways_in, words.team.seen, words.team.function, words.staff.id].map((head) => `"${head}"`).join(",")}`);
  expect(lines.map((line) => line.slice(-33, -1)), "the rows of the page, in its order").toEqual(shown);
  expect(text).toContain(`"'=Bo, “de” Wit",`);

  await saskia.visit("/staff/log");
  await expect(page.locator("tbody tr").filter({ hasText: words.staff_log.export })).toContainText(words.staff.team);
});

test("a link that nobody used stays the only one: the next one ends it", async ({ colleague, somebody, house }) => {
  const saskia = await colleague("admin");
  const { page, words } = saskia;
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert");
  await saskia.visit("/staff/team");
  await page.locator("main").getByRole("link", { name: samira.hired.name }).click();
  await expect(page.getByText(samira.hired.email)).toBeVisible();
  await saskia.button(words.team.make_link).click();
  const link = await page.getByLabel(words.team.link, { exact: true }).inputValue();
  expect(link.startsWith(`${house.origin}/staff/activate#`)).toBe(true);
  await samira.opensLink();
  await she.refused(words.faults.staff_link_over);
  await samira.opensLink(link);
  await expect(she.heading(filled(words.staff_way_in.welcome, { name: samira.hired.name }))).toBeVisible();
});
