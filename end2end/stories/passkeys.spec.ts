// Further ways in: a passkey, by an authenticator that the browser plays, and a second key on paper.
import { withAuthenticator } from "../support/authenticator";
import type { Guard } from "../support/guard";
import type { House } from "../support/house";
import type { Person } from "../support/person";
import { expect, test } from "../support/story";

type Somebody = (options: { at: House }) => Promise<Person>;

/** Somebody who joined at a house with a name: no passkey is made for an address of numbers. */
async function newcomer(another: () => Promise<House>, somebody: Somebody, guard: Guard) {
  // Only ES256 is asked for, on purpose; Chromium would rather be asked for RSA too.
  guard.excuse(/pubKeyCredParams is missing/);
  const she = await somebody({ at: await another() });
  await she.joinQuickly();
  return she;
}

async function add(she: Person, name: string) {
  const { words } = she;
  await she.visit("/account/ways-in");
  await she.link(words.ways_in.add_passkey).click();
  await expect(she.field("name")).toBeVisible();
  await she.field("name").fill(name);
  await she.field("password").fill(she.key);
  await she.button(words.ways_in.add_passkey).click();
}

test("a passkey is added, opens the account, and is removed @script", async ({ another, somebody, guard }) => {
  const she = await newcomer(another, somebody, guard);
  const { page, words } = she;
  guard.excuse(/422 POST .*begin_passkey|status of 422/);
  const credentials = await withAuthenticator(she);
  await she.visit("/account/ways-in");
  await she.accessible();
  await she.visit("/account/ways-in/passkey");
  await expect(she.field("name")).toHaveValue(words.ways_in.name_example);
  await she.accessible();

  // A key with a mistake in it is said before the phone makes anything.
  await she.field("password").fill("ABCD");
  await she.button(words.ways_in.add_passkey).click();
  await she.refused(words.faults.code_incomplete.replace("{characters}", "28"));
  await expect(she.field("name")).toBeVisible();
  expect(await credentials()).toHaveLength(0);

  await add(she, "Telefoon met het barstje");
  await expect(page).toHaveURL(/\/account\/ways-in$/);
  const rows = page.locator("main ul.list > li");
  await expect(rows.filter({ hasText: "Telefoon met het barstje" })).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: words.deeds.added_passkey  })).toBeVisible();
  await she.accessible();
  const [made] = await credentials();
  expect(made, "neither the device nor its owner is told who this is").toMatchObject({ isResidentCredential: true, rpId: "localhost", userName: "Health-Thing" });

  await she.visit("/account");
  await she.button(words.account.sign_out).click();
  await expect(she.button(words.ways_in.sign_in)).toBeVisible();
  await she.accessible();
  await she.button(words.ways_in.sign_in).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();

  // The way back from "Snel weg", where no key was typed.
  await page.context().request.get("/leave", { maxRedirects: 0 });
  await she.visit("/account/ways-in");
  await expect(page).toHaveURL(/\/sign-in$/);
  await she.button(words.ways_in.sign_in).click();
  await expect(page).toHaveURL(/\/account\/ways-in$/);

  await rows.filter({ hasText: "Telefoon met het barstje" }).getByRole("link").click();
  await expect(she.heading(words.ways_in.remove_title)).toBeVisible();
  await she.accessible();
  await she.field("password").fill(she.key);
  await she.button(words.ways_in.remove_now).click();
  await expect(rows).toHaveCount(1);
  await she.visit("/sign-in");
  await she.button(words.ways_in.sign_in).click();
  await she.refused(words.faults.passkey_unknown);
});

test("a page that stood open for long gets a new challenge @script", async ({ another, somebody, guard }) => {
  const she = await newcomer(another, somebody, guard);
  const { page, words } = she;
  await withAuthenticator(she);
  await add(she, "Laptop");
  await expect(page).toHaveURL(/\/account\/ways-in$/);
  await she.visit("/sign-in");
  await expect(she.button(words.ways_in.sign_in)).toBeVisible();
  // A challenge that is none: only the one of a new page opens anything.
  await page.locator("[data-challenge]").evaluate((button: HTMLElement) => (button.dataset["challenge"] = "AAAA"));
  await page.evaluate(() => {
    const now = Date.now();
    Date.now = () => now + 5 * 60_000;
  });
  await she.button(words.ways_in.sign_in).click();
  await expect(she.heading(words.threads.feed_title)).toBeVisible();
});

test("a passkey that cannot lock the account is not kept, and it is said @script", async ({ another, somebody, guard }) => {
  const she = await newcomer(another, somebody, guard);
  const { page, words } = she;
  await withAuthenticator(she, false);
  await add(she, "Oude telefoon");
  await expect(page.getByRole("status").filter({ hasText: words.ways_in.without  })).toBeVisible();
  await she.accessible();
  await she.visit("/account/ways-in");
  await expect(page.locator("main ul.list > li")).toHaveCount(1);
});

test("whoever says no on the phone can try again @script", async ({ another, somebody, guard }) => {
  const she = await newcomer(another, somebody, guard);
  const { page, words } = she;
  await page.addInitScript(() => {
    navigator.credentials.create = async () => {
      throw new DOMException("no", "NotAllowedError");
    };
  });
  await add(she, "Mijn telefoon");
  await expect(page.getByRole("status").filter({ hasText: words.ways_in.failed  })).toBeVisible();
  await expect(she.button(words.ways_in.add_passkey)).toBeEnabled();
  await expect(she.field("password")).toHaveValue(she.key);
});

test("without JavaScript the page says what a passkey needs", async ({ member, scripts }) => {
  const she = await member();
  await she.visit("/account/ways-in/passkey");
  await expect(she.page.getByText(she.words.ways_in.needs_script)).toBeVisible({ visible: !scripts });
  await expect(she.field("name")).toBeVisible({ visible: scripts });
  await she.visit("/sign-in");
  await expect(she.button(she.words.ways_in.sign_in)).toBeVisible({ visible: scripts });
});

test("a second key is printed, typed back, and opens the account", async ({ member, somebody, scripts }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/account/ways-in");
  await she.link(words.ways_in.make_second_key).click();
  await she.accessible();
  await she.field("password").fill(she.key);
  await she.button(words.ways_in.make_second_key).click();
  const groups = await page.locator(".keys li:not(.art)").allTextContents();
  const second = groups.join("-");
  expect(second).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  expect(second).not.toBe(she.key);
  await expect(she.button(words.people.print)).toBeVisible({ visible: scripts });
  await she.accessible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".keycard")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  await page.emulateMedia({ media: null });

  await she.field("group").fill("0000");
  await she.button(words.ways_in.kept_second_key).click();
  await she.refused(words.faults.group_differs);
  await she.field("group").fill(second.slice(-4));
  await she.button(words.ways_in.kept_second_key).click();
  await expect(page).toHaveURL(/\/account\/ways-in$/);
  await expect(page.locator("main ul.list > li").filter({ hasText: words.ways_in.second_key  })).toHaveCount(1);

  const there = await somebody();
  await there.signIn(second);
  await expect(there.heading(words.threads.feed_title)).toBeVisible();
});
