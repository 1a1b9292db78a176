// The frame around the pages of staff: the rail, keys, the palette; on a phone and on a desktop, with and without scripts.
import { accessible, fits, inScheme, reachable, uncovered } from "../support/access";
import { everywhereOfStaff } from "../support/pages";
import type { Person } from "../support/person";
import { expect, test } from "../support/story";

/** The items of the rail, in words, without what only a wide window and scripts have. */
async function rail(person: Person): Promise<string[]> {
  const items = await person.page.locator(".rail > a").evaluateAll((all) =>
    all.map((one) => [...one.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.textContent).join("").trim()),
  );
  return items;
}

for (const lang of ["nl", "en"] as const) {
  test(`the rail holds what somebody may do, and leads there, ${lang}`, async ({ colleague }) => {
    const noor = await colleague("moderator", { lang });
    const { staff } = noor.words;
    await noor.visit("/staff");
    expect(await rail(noor)).toEqual([staff.home, staff.held, staff.seen, staff.me]);
    await noor.page.locator(".rail").getByText(staff.seen).click();
    await expect(noor.heading(staff.seen)).toBeVisible();
    await expect(noor.page.locator(".rail [aria-current=page]")).toHaveText(staff.seen);
    await expect(noor.page).toHaveTitle(`${staff.seen} · Health-Thing`);

    const saskia = await colleague("admin", { lang });
    await saskia.visit("/staff");
    expect(await rail(saskia)).toEqual([staff.home, staff.admin, staff.seen, staff.me]);
    const expert = await colleague("expert", { lang });
    await expert.visit("/staff");
    expect(await rail(expert)).toEqual([staff.home, staff.seen, staff.me]);
  });
}

test("a member is nobody among staff, and staff are nobody among members", async ({ member, colleague }) => {
  const she = await member();
  await she.page.goto("/staff");
  await expect(she.page).toHaveURL(/\/staff\/sign-in$/);
  const noor = await colleague("moderator");
  await noor.page.goto("/threads");
  await expect(noor.page).toHaveURL(/\/sign-in$/);
});

for (const role of ["moderator", "admin"] as const) {
  for (const lang of ["nl", "en"] as const) {
    test(`every page of staff is accessible in light and dark, ${role}, ${lang}${lang === "en" ? " @script" : ""}`, async ({ member, colleague, scripts }) => {
      test.setTimeout(180_000);
      await (await member()).insists("Iemand wacht hierop.");
      const noor = await colleague(role, { lang });
      await everywhereOfStaff(noor, role, async (stop) => {
        for (const colorScheme of scripts ? (["light", "dark"] as const) : (["light"] as const)) {
          await inScheme(noor.page, colorScheme);
          await accessible(noor.page, `${stop.name} (${role}, ${lang}, ${colorScheme})`);
        }
        if (scripts) await inScheme(noor.page, "light");
      });
    });
  }

  test(`no page of staff scrolls sideways, is covered at 400 % or has small targets, ${role} @script`, async ({ member, colleague }) => {
    test.setTimeout(180_000);
    await (await member()).insists("Iemand wacht ook hierop.");
    const noor = await colleague(role);
    const { page } = noor;
    const usual = page.viewportSize() ?? { width: 390, height: 844 };
    await everywhereOfStaff(noor, role, async (stop) => {
      for (const width of [320, 390, 900, 1100, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await fits(page, `${stop.name} on ${width} px`);
      }
      await page.setViewportSize({ width: 320, height: 256 });
      await uncovered(page, `${stop.name} at 400 %`);
      await page.setViewportSize(usual);
      if (usual.width < 600) await reachable(page, stop.name);
    });
  });
}

test("Ctrl K finds pages and colleagues, by keys alone @script", async ({ colleague }) => {
  const saskia = await colleague("admin");
  const { page, words } = saskia;
  await saskia.visit("/staff");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: words.staff.find });
  await expect(field).toBeFocused();
  await accessible(page, "the palette");
  await page.keyboard.type("noor");
  const noor = page.getByRole("option", { name: /Noor/ });
  await expect(noor).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await noor.getAttribute("id")) ?? "");
  await field.fill(words.staff.seen.slice(0, 6).toUpperCase());
  await expect(page.getByRole("option", { name: words.staff.seen })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(saskia.heading(words.staff.seen)).toBeVisible();

  // Nothing is found, and Escape leads back.
  await saskia.awake();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzzz");
  await expect(page.getByText(words.staff.nothing_found)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the palette finds no colleagues for who does not manage them, and goes round @script", async ({ colleague }) => {
  const noor = await colleague("moderator");
  const { page, words } = noor;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await noor.visit("/staff");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("saskia");
  await expect(page.getByText(words.staff.nothing_found)).toBeVisible();
  expect(asked).not.toContain("/api/staff/palette/find");
});

test("? shows the keys; single keys can be switched off on a device @script", async ({ colleague }) => {
  const noor = await colleague("moderator");
  const { page, words } = noor;
  await noor.visit("/staff");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: words.staff.keys });
  await expect(keys).toContainText(words.staff.find);
  await accessible(page, "the list of keys");
  await keys.getByLabel(words.staff.keys_off).check();
  await keys.getByRole("button", { name: words.staff.close }).click();
  await expect(keys).toBeHidden();
  await page.reload();
  await noor.awake();
  await page.keyboard.press("?");
  await expect(keys.getByLabel(words.staff.keys_off)).toBeChecked();
  await keys.getByLabel(words.staff.keys_off).uncheck();
});

test("without scripts there is the rail and no button that does nothing", async ({ colleague, scripts }) => {
  const noor = await colleague("moderator");
  await noor.visit("/staff");
  const wide = (noor.page.viewportSize()?.width ?? 0) > 900;
  await expect(noor.page.locator("[data-palette]")).toBeVisible({ visible: scripts && wide });
});

test("the line between list and work moves by keys and by hand, and stays where it was @script", async ({ member, colleague }) => {
  const she = await member();
  await she.insists("Ik durf niets te zeggen.");
  const noor = await colleague("moderator");
  const { page, words } = noor;
  await noor.visit("/staff/held");
  const line = page.getByRole("separator", { name: words.staff.split });
  if ((page.viewportSize()?.width ?? 0) < 900) return expect(line).toBeHidden();
  const width = async () => Math.round((await page.locator("#list").boundingBox())?.width ?? 0);
  await expect(line).toHaveAttribute("aria-valuenow", "338");
  await line.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(line).toHaveAttribute("aria-valuenow", "370");
  expect(await width()).toBe(370);
  await noor.visit("/staff/held");
  await expect(line).toHaveAttribute("aria-valuenow", "370");
  expect(await width()).toBe(370);
  await line.focus();
  await page.keyboard.press("Home");
  expect(await width()).toBe(240);
  await page.keyboard.press("End");
  expect(await width()).toBe(560);
  const box = await line.boundingBox();
  if (!box) throw new Error("no line");
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x - 100, box.y + 260, { steps: 4 });
  await page.mouse.up();
  expect(await width()).toBeLessThan(480);
  await line.press("Enter");
  expect(await width()).toBe(338);
  return undefined;
});

test("a key that a page declares is pressed, and what was done is taken back with one @script", async ({ member, colleague }) => {
  const she = await member();
  await she.insists("Mijn rooster klopt nooit.");
  const noor = await colleague("moderator");
  const { page, words } = noor;
  await noor.visit("/staff");
  await page.keyboard.press("1");
  await expect(page).toHaveURL(/\/staff\/held/);
  await page.locator("#list a.item").first().click();
  await noor.awake();
  const here = page.url();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: words.staff.keys }).locator("kbd", { hasText: "1" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("1");
  const told = page.locator("[data-undo]");
  await expect(told).toContainText(words.deeds.released);
  await noor.awake();
  await expect(told.locator(".left")).toHaveText(/\d/);
  await page.keyboard.press("z");
  await expect(page.getByText(words.deeds.took_back)).toBeVisible();
  expect(page.url().split("?")[0]).toBe(here.split("?")[0]);
});
