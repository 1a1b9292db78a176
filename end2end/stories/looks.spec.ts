// What only somebody who looks would see: drawings that run through words, room that nothing fills, buttons that fade away. All @script.
import type { Page } from "@playwright/test";
import { inScheme } from "../support/access";
import { everywhere } from "../support/pages";
import { expect, test } from "../support/story";

/** The words of posters and heads through which a shape of their theme picture runs. */
const drawnThrough = (page: Page) =>
  page.evaluate(() => {
    const boxes = (one: Element) => {
      if (one.matches(".tag")) return [one.getBoundingClientRect()];
      const words = document.createRange();
      words.selectNodeContents(one);
      return [...words.getClientRects()];
    };
    const meet = (a: DOMRect, b: DOMRect) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [...document.querySelectorAll(".poster, .thread-top .page")].filter((one) => one.checkVisibility()).flatMap((poster) => {
      const shapes = [...poster.querySelectorAll(".vig *")].map((shape) => shape.getBoundingClientRect());
      return [...poster.querySelectorAll("h1, h2, h3, p, .tag, .who b, .who small")]
        .filter((words) => boxes(words).some((box) => shapes.some((shape) => meet(box, shape))))
        .map((words) => words.textContent);
    });
  });

/** Items of a list or a page that show nothing and still hold their neighbours apart. */
const empty = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".page > *, .stack > *, .card > *")]
      .filter((one) => getComputedStyle(one.parentElement!).display === "grid")
      .filter((one) => one.checkVisibility() && /static|relative/.test(getComputedStyle(one).position))
      .filter((one) => one.getBoundingClientRect().height === 0)
      .map((one) => one.outerHTML.slice(0, 120)),
  );

test("no drawing runs through words, and nothing takes room that shows nothing @script", async ({ somebody }) => {
  test.setTimeout(180_000);
  const she = await somebody();
  await everywhere(she, async (stop) => {
    expect(await drawnThrough(she.page), stop.name).toEqual([]);
    expect(await empty(she.page), stop.name).toEqual([]);
  });
  for (const theme of ["placement-guidance", "insecurity", "death-of-a-client", "discrimination", "belonging", "paperwork", "recognition", "changing-jobs"]) {
    await she.visit(`/themes/${theme}`);
    expect(await drawnThrough(she.page), theme).toEqual([]);
  }
});

test("the first answer stands right under its heading @script", async ({ somebody }) => {
  const she = await somebody();
  await she.joinQuickly();
  await she.visit("/threads?filter=expert");
  await she.page.locator("ul.feed a[href^='/threads/']").first().click();
  await she.awake();
  const gap = await she.page.evaluate(() => {
    const replies = document.querySelector("#replies")!;
    let before = replies.previousElementSibling!;
    while (!before.checkVisibility() || before.matches(".vh")) before = before.previousElementSibling!;
    return replies.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
  });
  expect(gap).toBeLessThanOrEqual(24);
});

test("buttons stand out from the page by day and by night @script", async ({ member }) => {
  const she = await member();
  await she.visit("/threads?filter=expert");
  await she.page.locator("ul.feed a[href^='/threads/']").first().click();
  for (const scheme of ["light", "dark"] as const) {
    await inScheme(she.page, scheme);
    const contrast = await she.page.locator(".recognise").evaluate((button) => {
      const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
      const light = (colour: string) => {
        const [r = 0, g = 0, b = 0] = channels(colour).map((of) => (of / 255 <= 0.04045 ? of / 255 / 12.92 : ((of / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const edge = /rgb\([^)]+\)/.exec(getComputedStyle(button).boxShadow)?.[0] ?? getComputedStyle(button).backgroundColor;
      const [one, other] = [light(edge), light(getComputedStyle(document.body).backgroundColor)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    });
    expect(contrast, scheme).toBeGreaterThanOrEqual(3);
  }
});

test("the way out stays on the line of the bar @script", async ({ somebody }) => {
  for (const lang of ["nl", "en"] as const) {
    const she = await somebody({ lang });
    for (const path of ["/", "/join", "/sign-in", "/help", "/about/privacy"]) {
      await she.visit(path);
      for (const width of [340, 420, 700, 1000, 1100, 1190, 1440]) {
        await she.page.setViewportSize({ width, height: 700 });
        const bar = await she.page.locator("header").boundingBox();
        const out = await she.page.locator("header .quick-exit").boundingBox();
        expect(out!.y - bar!.y, `${lang} ${path} ${width}`).toBeLessThan(16);
        expect(out!.x + out!.width, `${lang} ${path} ${width}`).toBeGreaterThan(width / 2);
      }
    }
  }
});

test("at 400 % no word of ours lies over the way out @script", async ({ member }) => {
  const she = await member();
  await she.page.setViewportSize({ width: 360, height: 225 });
  await she.shareSafely({ happened: "Ik durfde niets te vragen in de overdracht." });
  await expect(she.page.locator(".toast--goes")).toBeVisible();
  const covered = await she.page.locator("header .quick-exit, header .bar-btn").evaluateAll((ways) =>
    ways.filter((way) => {
      const { left, top, width, height } = way.getBoundingClientRect();
      return !way.contains(document.elementFromPoint(left + width / 2, top + height - 2));
    }).length,
  );
  expect(covered).toBe(0);
});
