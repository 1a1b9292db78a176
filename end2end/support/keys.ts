// Without a mouse.
import { type Locator, expect } from "@playwright/test";
import type { Person } from "./person";

/** Presses Tab until `goal` has the focus. Every stop on the way has to be visible and not covered by a bar. */
export async function tabTo(person: Person, goal: Locator, most = 60) {
  const { page } = person;
  for (let stop = 0; stop < most; stop++) {
    if (await goal.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "";
      const shown = at.matches("input[type=radio], input[type=checkbox]") ? (at.closest("label") ?? at) : at;
      const box = shown.getBoundingClientRect();
      const what = `${at.tagName} ${at.getAttribute("class") ?? ""} ${at.getAttribute("name") ?? ""} ${at.textContent?.trim().slice(0, 30)}`;
      if (box.width < 2 || box.height < 2) return `${what} has no size`;
      const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${what} is off screen`;
      const top = document.elementFromPoint(x, y);
      return top && (shown.contains(top) || top.contains(shown)) ? "" : `${what} is covered by ${top?.outerHTML.slice(0, 80)}`;
    });
    expect(hidden, "the focus is in sight").toBe("");
  }
  throw new Error(`Tab never reached ${goal}`);
}
