// Every page: accessible in light and dark, in Dutch and English; nothing sticks out on 320 px or with text at 200 %.
import { accessible, fits, inScheme, reachable, uncovered } from "../support/access";
import { everywhere, members, open, routes, staff, wizard } from "../support/pages";
import { expect, test } from "../support/story";

test("every page is known to these stories", () => {
  const known = [...open, ...wizard, ...members, ...staff()];
  expect(known.sort()).toEqual(routes().sort());
});

for (const lang of ["nl", "en"] as const) {
  // Without scripts, Dutch will do: the words are the same ones.
  test(`every page is accessible in light and dark, ${lang}${lang === "en" ? " @script" : ""}`, async ({ somebody, scripts }) => {
    test.setTimeout(180_000);
    const she = await somebody({ lang });
    await everywhere(she, async (stop) => {
      // Without scripts the same styles apply: there it is about what scripts would have added.
      for (const colorScheme of scripts ? (["light", "dark"] as const) : (["light"] as const)) {
        await inScheme(she.page, colorScheme);
        await accessible(she.page, `${stop.name} (${lang}, ${colorScheme})`);
      }
      if (scripts) await inScheme(she.page, "light");
    });
  });
}

test("nothing scrolls sideways on 320 px, nor with text at 200 %; nothing is covered at 400 % or too small to tap @script", async ({ somebody }) => {
  test.setTimeout(180_000);
  const she = await somebody();
  const { page } = she;
  const usual = page.viewportSize() ?? { width: 390, height: 844 };
  const chromium = await page.context().newCDPSession(page);
  const text = (standard: number) =>
    chromium.send("Page.setFontSizes", { fontSizes: { standard, fixed: Math.round(standard * 0.8) } });
  await everywhere(she, async (stop) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page, `${stop.name} on 320 px`);
    await page.setViewportSize({ width: 320, height: 256 });
    await uncovered(page, `${stop.name} at 400 %`);
    await page.setViewportSize(usual);
    if (usual.width < 600) await reachable(page, stop.name);
    await text(32);
    await expect(page.locator("html")).toHaveCSS("font-size", "32px");
    await fits(page, `${stop.name} with text at 200 %`);
    await text(16);
  });
});

test("a page moves only for those who like it @script", async ({ somebody }) => {
  const she = await somebody({ reducedMotion: "no-preference" });
  await she.join();
  await she.visit("/account");
  await she.visit("/help");
  const loops = () =>
    she.page.evaluate(() => document.getAnimations().filter((one) => one.effect?.getTiming().iterations === Infinity).length);
  expect(await loops(), "nothing loops").toBe(0);
  await she.page.emulateMedia({ reducedMotion: "reduce" });
  await she.visit("/threads");
  expect(await she.page.evaluate(() => document.getAnimations().length), "nothing moves").toBe(0);
  const speeds = await she.page.locator(".btn, .recognise, .chip, .nav a").evaluateAll((all) =>
    all.map((one) => parseFloat(getComputedStyle(one).transitionDuration)),
  );
  expect(Math.max(0, ...speeds)).toBeLessThanOrEqual(0.01);
});
