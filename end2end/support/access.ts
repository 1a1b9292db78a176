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
  const menus = [...document.querySelectorAll("nav.nav, .dock, .bar")];
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

/** Day or night. Even a transition of no time takes until the next picture. */
export async function inScheme(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
}
