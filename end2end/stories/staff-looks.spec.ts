// What of the pages of staff no address leads to: what follows a form, what comes back refused, what opens over a page. In light and dark.
import { accessible, inScheme } from "../support/access";
import { test } from "../support/aging";
import { withAuthenticator } from "../support/authenticator";
import { Newcomer } from "../support/newcomer";
import { type Person, unlike } from "../support/person";
import { expect } from "../support/story";
import { filled } from "../support/words";

/** axe on the page that is open, in light, and in dark where scripts say when the colours have changed. */
async function accessibleInBoth(person: Person, name: string) {
  await person.awake();
  for (const colorScheme of person.scripts ? (["dark", "light"] as const) : (["light"] as const)) {
    if (person.scripts) await inScheme(person.page, colorScheme);
    await accessible(person.page, `${name} (${colorScheme})`);
  }
}

test("signing in, a personal link, and what is set up on the own page", async ({ somebody }) => {
  test.setTimeout(180_000);
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert", "moderator");
  const { page, words } = she;
  const { missing, not_accepted, factor_differs } = words.faults;
  const own = async (endpoint: string) => {
    await she.visit("/staff/account");
    await page.locator(`form[action$="/${endpoint}"] button`).click();
  };
  await samira.signsIn("");
  await she.refused(missing);
  await accessibleInBoth(she, "signing in, refused");
  await she.visit("/staff/activate");
  await she.button(words.staff_way_in.go_on).click();
  await she.refused(missing);
  await accessibleInBoth(she, "a link, refused");
  await samira.opensLink();
  await expect(she.button(words.staff_way_in.set_app)).toBeVisible();
  await accessibleInBoth(she, "what a link leads to");
  await samira.setsApp("000000");
  await she.refused(factor_differs);
  await accessibleInBoth(she, "what a link leads to, refused");
  await samira.setsApp();
  await expect(she.heading(words.staff_account.codes_title)).toBeVisible();
  await accessibleInBoth(she, "the recovery codes");
  await she.button(words.staff_way_in.go_on).click();
  await she.refused(not_accepted);
  await accessibleInBoth(she, "the recovery codes, refused");
  await samira.keepsCodes();

  await own("begin_app");
  await expect(she.heading(words.staff_account.set_app)).toBeVisible();
  await accessibleInBoth(she, "setting up an app");
  await she.button(words.staff_way_in.set_app).click();
  await she.refused(missing);
  await accessibleInBoth(she, "setting up an app, refused");
  await own("begin_passkey");
  await expect(she.heading(words.staff_account.add_passkey)).toBeVisible();
  await accessibleInBoth(she, "adding a passkey");
  await own("set");
  await she.refused(missing);
  await accessibleInBoth(she, "the own page, refused");
});

test("a passkey without a name is refused, and so is taking away the last way in @script", async ({ somebody, guard }) => {
  // Only ES256 is asked for, on purpose; Chromium would rather be asked for RSA too.
  guard.excuse(/pubKeyCredParams is missing/);
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  await withAuthenticator(she);
  await samira.opensLink();
  await she.field("name").fill("");
  await she.button(words.staff_way_in.make_passkey).click();
  await she.refused(words.faults.missing);
  await accessibleInBoth(she, "a passkey by a link, refused");
  await she.field("name").fill("Laptop op het werk");
  await she.button(words.staff_way_in.make_passkey).click();
  await samira.keepsCodes();
  await she.visit("/staff/account");
  await she.button(words.staff_account.add_passkey).click();
  await expect(she.heading(words.staff_account.add_passkey)).toBeVisible();
  await she.awake();
  await she.field("name").fill("");
  await she.button(words.staff_way_in.make_passkey).click();
  await she.refused(words.faults.missing);
  await accessibleInBoth(she, "adding a passkey, refused");
  await she.visit("/staff/account");
  await page.locator("form[action$=remove_passkey] button").click();
  await she.refused(words.faults.last_way_in);
  await accessibleInBoth(she, "the last way in");
});

test("a form that waits for a factor", async ({ aging, somebody }) => {
  const she = await somebody({ at: aging.house });
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  await samira.starts();
  await she.visit("/staff/account");
  aging.factorsGrowOld();
  await page.locator("form[action$=make_codes] button").click();
  await expect(she.heading(words.staff_way_in.prove_title)).toBeVisible();
  await accessibleInBoth(she, "a form that waits for a factor");
  await she.field("factor_code").fill("000000");
  await she.button(words.staff_way_in.prove_by_code).click();
  await expect(page.getByText(words.faults.factor_differs)).toBeVisible();
  await accessibleInBoth(she, "a form that waits for a factor, refused");
});

test("forms of running the place, refused", async ({ colleague }) => {
  test.setTimeout(120_000);
  const saskia = await colleague("admin");
  const { page, words } = saskia;
  const { missing, nothing_chosen } = words.faults;
  await saskia.visit("/staff/team/new");
  await saskia.button(words.team.add).click();
  await saskia.refused(missing, nothing_chosen);
  await accessibleInBoth(saskia, "a new colleague, refused");
  const of = async (list: string, name: string) => {
    await saskia.visit(list);
    await page.locator("main tbody").getByRole("link", { name }).click();
    await saskia.awake();
    await saskia.field("name").fill("");
  };
  const noor = Newcomer.hired(saskia, "expert");
  await of("/staff/team", noor.hired.name);
  await saskia.button(words.staff.keep).click();
  await saskia.refused(missing);
  await accessibleInBoth(saskia, "a colleague, refused");

  await saskia.visit("/staff/organisations/new");
  await saskia.button(words.staff.keep).click();
  await saskia.refused(missing);
  await accessibleInBoth(saskia, "a new organisation, refused");
  const linde = unlike("Zorggroep");
  await saskia.field("name").fill(linde);
  await page.locator("input[name=kind]").first().check();
  await saskia.button(words.staff.keep).click();
  await expect(page.getByRole("status").filter({ hasText: words.deeds.added })).toBeVisible();
  await accessibleInBoth(saskia, "what is told of a deed");
  await of("/staff/organisations", linde);
  await saskia.button(words.staff.keep).click();
  await saskia.refused(missing);
  await accessibleInBoth(saskia, "an organisation, refused");
  await saskia.visit("/staff/cohorts/new");
  await saskia.field("ends").fill("");
  await saskia.button(words.cohorts.add).click();
  await saskia.refused(missing);
  await accessibleInBoth(saskia, "a new cohort, refused");
});

test("a post about which a colleague decided first, and what can be taken back", async ({ member, colleague, somebody }) => {
  const she = await member();
  const story = unlike("Twee kijken er tegelijk naar.");
  await she.insists(story);
  const first = Newcomer.hired(await somebody(), "moderator");
  await first.starts();
  const [noor, bas] = [first.person, await colleague("moderator")];
  for (const who of [noor, bas]) {
    await who.visit("/staff/held?order=newest");
    await who.page.locator(".item", { hasText: story }).click();
    await expect(who.page.locator(".held-post")).toContainText(story);
  }
  await noor.page.getByRole("button", { name: noor.words.staff_held.release }).click();
  await expect(noor.page.locator(".toast--undo")).toBeVisible();
  await accessibleInBoth(noor, "a decision that can be taken back");
  await bas.page.getByRole("button", { name: bas.words.staff_held.ask }).click();
  await bas.refused(bas.words.faults.decided_before);
  const { decided_by, verdict_released } = bas.words.staff_held;
  await expect(bas.page.getByText(filled(decided_by, { name: first.hired.name, verdict: verdict_released }))).toBeVisible();
  await accessibleInBoth(bas, "a post about which a colleague was first");
});

test("the palette and the list of keys, open over a page @script", async ({ member, colleague }) => {
  await (await member()).insists(unlike("Hierover wordt besloten."));
  const noor = await colleague("moderator");
  const { page } = noor;
  await noor.visit("/staff/held?order=newest");
  await page.locator("#queue .item").first().click();
  await noor.awake();
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette")).toBeVisible();
  await accessibleInBoth(noor, "the palette");
  await page.keyboard.type("zzzz");
  await expect(page.getByRole("option")).toHaveCount(0);
  await accessibleInBoth(noor, "the palette, with nothing in it");
  await page.keyboard.press("Escape");
  await expect(page.locator("#palette")).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.locator("#keys")).toBeVisible();
  await accessibleInBoth(noor, "the list of keys");
});
