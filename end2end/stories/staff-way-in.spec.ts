// How staff come in: a personal link, a passkey or an app, recovery codes, the own page, and a factor asked for again.
import { test } from "../support/aging";
import { withAuthenticator } from "../support/authenticator";
import { Newcomer, PASSPHRASE } from "../support/newcomer";
import type { Person } from "../support/person";
import { expect } from "../support/story";
import { filled } from "../support/words";

for (const lang of ["nl", "en"] as const) {
  test(`a personal link and an app let somebody in, and the link works once, ${lang}`, async ({ somebody, scripts }) => {
    const she = await somebody({ lang });
    const samira = Newcomer.hired(she, "expert", "moderator");
    const { page, words } = she;
    await she.visit(samira.hired.link);
    await expect(page, "the secret does not stay in the address").toHaveURL(scripts ? /\/staff\/activate$/ : /#/);
    await she.accessible();
    await she.button(words.staff_way_in.go_on).click();
    if (!scripts) {
      await she.refused(words.faults.missing);
      await samira.opensLink();
    }
    await expect(she.heading(filled(words.staff_way_in.welcome, { name: samira.hired.name }))).toBeVisible();
    await expect(she.button(words.staff_way_in.make_passkey)).toBeVisible({ visible: scripts });
    await expect(page.getByText(words.staff_way_in.passkey_needs_script)).toBeVisible({ visible: !scripts });
    await expect(page.getByRole("img", { name: words.staff_way_in.app_picture })).toBeVisible();
    await she.accessible();

    // A code that is wrong uses nothing up, and the app stays set as it is.
    const letters = page.locator("form .link-text");
    const before = await letters.innerText();
    await samira.setsApp("000000");
    await she.refused(words.faults.factor_differs);
    await expect(letters).toHaveText(before);
    await she.accessible();
    await samira.setsApp();

    // The recovery codes are shown until they are kept, and then never again.
    await expect(she.heading(words.staff_account.codes_title)).toBeVisible();
    await page.reload();
    await expect(page.locator("ol.codes li")).toHaveCount(10);
    await expect(she.button(words.people.copy)).toBeVisible({ visible: scripts });
    await she.accessible();
    await she.button(words.staff_way_in.go_on).click();
    await she.refused(words.faults.not_accepted);
    await she.visit("/staff/account");
    await page.getByRole("link", { name: words.staff_account.see_codes }).click();
    await samira.keepsCodes();
    await she.visit("/staff/account/recovery-codes");
    await expect(page).toHaveURL(/\/staff\/account$/);

    // Who finds the link now is told that it is over.
    const finder = await somebody({ lang });
    await new Newcomer(finder, samira.hired).opensLink();
    await finder.refused(words.faults.staff_link_over);
    await finder.accessible();
    await finder.link(words.staff_way_in.to_sign_in).click();
    await expect(finder.heading(words.staff_way_in.title)).toBeVisible();
  });
}

test("a code of the app and a recovery code open once each, a passphrase alone opens nothing", async ({ somebody }) => {
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  await samira.starts();
  await samira.signsOut();
  await she.accessible();
  await page.goto("/staff/account");
  await expect(page).toHaveURL(/\/staff\/sign-in$/);

  await samira.signsIn("", PASSPHRASE);
  await she.refused(words.faults.missing);
  await samira.signsIn(samira.app.last(), PASSPHRASE);
  await she.refused(words.faults.staff_unknown);
  await expect(she.field("email")).toHaveValue(samira.hired.email);
  await she.accessible();
  await samira.signsIn(samira.app.next(), "een heel andere zin dan eerst");
  await she.refused(words.faults.staff_unknown);
  await samira.signsIn(samira.app.last(), PASSPHRASE);
  // Whoever wanted a page lands there.
  await expect(page).toHaveURL(/\/staff\/account$/);

  const [first = "", second = ""] = samira.recovery;
  await samira.signsOut();
  await samira.signsIn(first);
  await expect(page).toHaveURL(/\/staff$/);
  await she.visit("/staff/account");
  await expect(page.getByText(filled(words.staff_account.codes_left, { left: 9, of: 10 }))).toBeVisible();
  await samira.signsOut();
  await samira.signsIn(first);
  await she.refused(words.faults.staff_unknown);
  await samira.signsIn(second.toLowerCase().replaceAll("-", " "));
  await expect(page).toHaveURL(/\/staff$/);
});

test("a passkey lets somebody in; a second one gets a name and is removed @script", async ({ somebody, guard }) => {
  // Only ES256 is asked for, on purpose; Chromium would rather be asked for RSA too.
  guard.excuse(/pubKeyCredParams is missing/);
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  const credentials = await withAuthenticator(she);
  await samira.opensLink();
  await expect(she.field("name")).toHaveValue(words.staff_way_in.passkey_example);
  await she.field("name").fill("Laptop op het werk");
  await she.button(words.staff_way_in.make_passkey).click();
  await samira.keepsCodes();
  expect(await credentials()).toMatchObject([{ rpId: "localhost", userName: samira.hired.email, userDisplayName: samira.hired.name }]);

  await samira.signsOut();
  await she.button(words.staff_way_in.by_passkey).click();
  await expect(page.locator(".rail")).toBeVisible();

  await she.visit("/staff/account");
  await she.button(words.staff_account.add_passkey).click();
  await expect(page).toHaveURL(/\/api\/staff\/account\/begin_passkey$/);
  await she.accessible();
  await she.field("name").fill("Telefoon");
  await she.button(words.staff_way_in.make_passkey).click();
  await expect(page).toHaveURL(/\/staff\/account$/);
  await expect(page.getByRole("status").filter({ hasText: words.deeds.added_passkey })).toBeVisible();
  expect(await credentials()).toHaveLength(2);
  await she.accessible();

  const remove = (name: string) => she.button(filled(words.staff_account.remove_named, { name })).click();
  await remove("Telefoon");
  await expect(page.getByRole("status").filter({ hasText: words.deeds.removed_way_in })).toBeVisible();
  await expect(page.getByText("Telefoon", { exact: true })).toHaveCount(0);
  // The last way in stays.
  await remove("Laptop op het werk");
  await she.refused(words.faults.last_way_in);
  await she.accessible();
});

test("something grave asks for the factor again and loses nothing", async ({ aging, somebody }) => {
  const saskia = await somebody({ at: aging.house });
  const admin = Newcomer.hired(saskia, "admin");
  const { page, words } = saskia;
  await admin.starts();
  await saskia.visit("/staff/team/new");
  await saskia.field("email").fill("noor@linde.example");
  await saskia.field("name").fill("Noor van “de” Linde & co");
  await saskia.field("function").fill("moderator, dinsdag");
  for (const role of ["expert", "moderator"]) await page.locator(`input[name=roles][value=${role}]`).check();
  aging.factorsGrowOld();
  await saskia.button(words.team.add).click();
  await expect(saskia.heading(words.staff_way_in.prove_title)).toBeVisible();
  await expect(page.getByText(words.team.grave_add)).toBeVisible();
  await saskia.accessible();
  await saskia.field("factor_code").fill("000000");
  await saskia.button(words.staff_way_in.prove_by_code).click();
  await expect(page.getByText(words.faults.factor_differs)).toBeVisible();
  await saskia.accessible();
  await saskia.field("factor_code").fill(admin.app.next());
  await saskia.button(words.staff_way_in.prove_by_code).click();
  await expect(saskia.heading("Noor van “de” Linde & co")).toBeVisible();
  await expect(page.getByLabel(words.team.link, { exact: true })).toHaveValue(/activate#/);
  for (const role of ["expert", "moderator"]) await expect(page.locator(`input[name=roles][value=${role}]`)).toBeChecked();

  // For five minutes it is not asked again.
  await saskia.button(words.team.make_link).click();
  await expect(page.getByLabel(words.team.link, { exact: true })).toHaveValue(/activate#/);
});

test("a passkey shows again who is there @script", async ({ aging, somebody, guard }) => {
  guard.excuse(/pubKeyCredParams is missing/);
  const she = await somebody({ at: aging.house });
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  await withAuthenticator(she);
  await samira.opensLink();
  await she.button(words.staff_way_in.make_passkey).click();
  await samira.keepsCodes();
  await she.visit("/staff/account");
  aging.factorsGrowOld();
  const renew = () => page.locator("form[action$=make_codes] button").click();
  await renew();
  await expect(page.getByText(words.staff_account.grave_make_codes)).toBeVisible();
  await she.accessible();
  await she.link(words.ui.cancel).click();
  await expect(page).toHaveURL(/\/staff\/account$/);
  await renew();
  await she.button(words.staff_way_in.prove_by_passkey).click();
  const before = samira.recovery;
  await samira.keepsCodes();
  expect(samira.recovery.filter((code) => before.includes(code))).toEqual([]);
});

test("a session that is ended elsewhere is over at the next click", async ({ somebody }) => {
  const samira = Newcomer.hired(await somebody(), "expert");
  const { person: she } = samira;
  const { page, words } = she;
  await samira.starts();
  const there = await somebody();
  await samira.signsIn(samira.recovery[0] ?? "", "", there);
  await expect(there.page).toHaveURL(/\/staff$/);

  await she.visit("/staff/account");
  const row = page.locator("section[aria-labelledby=sessions] li").filter({ has: page.getByRole("button") });
  await expect(row).toHaveCount(1);
  await row.getByRole("button").click();
  await expect(page.getByRole("status").filter({ hasText: words.deeds.ended })).toBeVisible();
  await expect(row).toHaveCount(0);
  await there.page.locator(".rail").getByText(words.staff.seen).click();
  await expect(there.page).toHaveURL(/\/staff\/sign-in$/);
});

test("somebody who is both a member and staff has two accounts that know nothing of each other", async ({ member, house }) => {
  const she = await member();
  const { page, words } = she;
  await she.comesIn("expert");
  await she.visit("/staff");
  await expect(page.locator(".rail")).toBeVisible();
  await she.visit("/threads");
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await expect(page.locator("a[href^='/staff']")).toHaveCount(0);

  // Leaving one leaves the other.
  await she.visit("/account");
  await she.button(words.account.sign_out).click();
  await she.visit("/staff");
  await expect(page.locator(".rail")).toBeVisible();
  await page.goto("/threads");
  await expect(page).toHaveURL(`${house.origin}/sign-in`);
});

test("a photo is made square and shown, no other file is, and it goes again", async ({ somebody, colleague, member }) => {
  const she = await somebody();
  const samira = Newcomer.hired(she, "expert");
  const { page, words } = she;
  await samira.starts();
  const picture = { name: "ik.jpg", mimeType: "image/jpeg", buffer: await page.screenshot({ type: "jpeg" }) };
  await she.visit("/staff/account");
  const set = she.button(words.staff_photo.set);
  const shown = page.locator("section[aria-labelledby=own-photo] img");
  await set.click();
  await she.refused(words.faults.missing);
  await she.field("photo").setInputFiles({ name: "ik.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dit is geen foto.") });
  await set.click();
  await she.refused(words.faults.not_a_photo);
  await she.accessible();
  await expect(shown).toHaveCount(0);

  await she.field("photo").setInputFiles(picture);
  await set.click();
  await expect(page).toHaveURL(/\/staff\/account$/);
  await expect(page.getByRole("status").filter({ hasText: words.deeds.set })).toBeVisible();
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth === one.naturalHeight && one.naturalWidth > 90))).toBe(true);
  await she.accessible();

  // A colleague sees it; who is no colleague does not.
  const address = (await shown.getAttribute("src")) ?? "";
  const asks = async (person: Person) => {
    const answer = await person.page.context().request.get(address);
    return [answer.status(), answer.headers()["content-type"]];
  };
  expect(await asks(await colleague("moderator"))).toEqual([200, "image/jpeg"]);
  for (const nobody of [await somebody(), await member()]) expect((await asks(nobody))[0]).toBe(401);
  await she.button(words.staff_photo.remove).click();
  await expect(shown).toHaveCount(0);
  expect((await asks(she))[0]).toBe(404);
});

test("the field for a code says how long the app still shows it, and tells nobody each second @script", async ({ somebody }) => {
  const she = await somebody();
  const { page, words } = she;
  await she.visit("/staff/sign-in");
  const line = page.locator("#code-left");
  const seconds = async () => Number((await line.innerText()).match(/\d+/)?.[0]);
  await expect(line).toContainText(filled(words.staff_way_in.code_left, { number: "" }).trim());
  const first = await seconds();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(30);
  await expect.poll(seconds).not.toBe(first);
  await expect(page.locator("[aria-live] #code-left, [role=status] #code-left, #code-left[aria-live], #code-left[role]")).toHaveCount(0);
  await she.accessible();
});
