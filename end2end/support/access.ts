// axe on the page that is open. It speaks to the page through the debugger, so it also looks at pages without scripts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page, expect } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe waits for timers, which a page without scripts does not have: a promise comes soon enough. */
const looker = `const setTimeout = (then, ms) => { if (!(ms > 100)) Promise.resolve().then(then); return 0; }; ${axe}`;
const wishes = JSON.stringify({ runOnly: rules, resultTypes: ["violations"], preload: false });

/** What stays in view (menu, dock, bar) covers half of whatever lies under its edge just then, and axe calls that too small a target. People
 * scroll, so axe looks at it where it stands in the page. */
const standing = `
  const menus = [...document.querySelectorAll("nav.nav, .dock, .bar, .rail, .pane-head")];
  const fix = () => menus.forEach((menu) => menu.style.removeProperty("position"));
  menus.forEach((menu) => menu.style.setProperty("position", "static", "important"));`;

/** No violations: WCAG 2.2 A and AA, and axe's good habits. */
export async function accessible(page: Page, where = new URL(page.url()).pathname) {
  await page.evaluate(`if (!globalThis.axe) { ${looker} }`);
  const found = (await page.evaluate(`(async () => { ${standing} return axe.run(document, ${wishes}).finally(fix); })()`)) as AxeResults;
  const said = found.violations.map(({ id, help, nodes }) => {
    const where = nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`);
    return `${id}: ${help}\n${where.join("\n")}`;
  });
  expect(said, `axe on ${where}`).toEqual([]);
}

/** Nothing sticks out sideways. */
export async function fits(page: Page, where: string) {
  const outside = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > room + 1)
      .slice(0, 8)
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} “${one.textContent?.trim().slice(0, 40)}”`)
      .concat(`${document.documentElement.scrollWidth} > ${room}`);
  });
  expect(outside, `${where} scrolls sideways`).toEqual([]);
}

/** Everything that can be tapped is 44 px, but for links in a running text. What lies around it counts: the row of a box, the ring of a tag. */
export async function reachable(page: Page, where: string) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
      .filter((one) => one.checkVisibility() && !one.matches(".vh, .skip") && getComputedStyle(one).display !== "inline")
      .map((one) => {
        const box = (one.matches("[type=radio], [type=checkbox]") ? (one.closest("label") ?? one) : one).getBoundingClientRect();
        const ring = getComputedStyle(one, "::after");
        const [wide, high] = ring.position === "absolute" ? [parseFloat(ring.width), parseFloat(ring.height)] : [0, 0];
        return { one, wide: Math.max(box.width, wide), high: Math.max(box.height, high) };
      })
      .filter(({ wide, high }) => Math.min(wide, high) < 43.5)
      .map(({ one, wide, high }) => `${one.tagName.toLowerCase()} “${one.textContent?.trim().slice(0, 40)}” ${Math.round(wide)} x ${Math.round(high)}`),
  );
  expect(small, `${where} has small targets`).toEqual([]);
}

/** At 400 % the page is as wide as a phone and as high as a stamp: what stays in view leaves most of it free. */
export async function uncovered(page: Page, where: string) {
  const covered = await page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((one) => /fixed|sticky/.test(getComputedStyle(one).position) && one.checkVisibility() && !one.matches(".skip"))
      .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0),
  );
  expect(covered / (page.viewportSize()?.height ?? 1), `${where} is covered`).toBeLessThan(0.5);
}

/** Day or night. Even a transition of no time takes until the next picture. */
export async function inScheme(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
}
