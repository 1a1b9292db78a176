// What a story gets: a server, people with browsers of their own, and a guard over all of them.
import { type BrowserContext, type BrowserContextOptions, test as base } from "@playwright/test";
import { Guard } from "./guard";
import { type House, open } from "./house";
import { Person } from "./person";
import { type Lang, words } from "./words";

/** What is said of somebody's browser: its language, the house at which it is. */
type Options = BrowserContextOptions & { lang?: Lang; at?: House };

interface Story {
  guard: Guard;
  /** Whether scripts run in this project. */
  scripts: boolean;
  /** Another server than the one the stories share, with settings of its own. It closes after whoever is at it left. */
  another: typeof open;
  /** Somebody with a browser of their own, who did not join yet. */
  somebody: (options?: Options) => Promise<Person>;
  /** Somebody who joined and typed the key back. */
  member: (options?: Options) => Promise<Person>;
  /** Somebody of the staff with this role, who is signed in. */
  colleague: (role: string, options?: Options) => Promise<Person>;
}

export const test = base.extend<Story, { house: House }>({
  house: [
    async ({}, use) => {
      const house = await open();
      await use(house);
      await house.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  guard: async ({}, use) => {
    const guard = new Guard();
    await use(guard);
    guard.verdict();
  },
  another: async ({}, use) => {
    const houses: House[] = [];
    await use(async (...asked) => {
      const house = await open(...asked);
      houses.push(house);
      return house;
    });
    await Promise.all(houses.map((house) => house.close()));
  },
  // `another` is named so that it outlives the pages: one that still loads would complain that nobody answers.
  somebody: async ({ browser, house, guard, scripts, another: _ }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ lang = "nl", at = house, ...options } = {}) => {
      const locale = lang === "nl" ? "nl-NL" : "en-GB";
      // A worker comes seconds after a page and answers what a story may want to answer itself: only stories about it
      // have one.
      const context = await browser.newContext({ locale, baseURL: at.origin, serviceWorkers: "block", ...options });
      contexts.push(context);
      guard.watch(context, at.origin);
      return new Person(await context.newPage(), at, words(lang), scripts);
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  colleague: async ({ somebody }, use) => {
    await use(async (role, options) => {
      const person = await somebody(options);
      await person.comesIn(role);
      return person;
    });
  },
  member: async ({ somebody }, use) => {
    await use(async (options) => {
      const person = await somebody(options);
      await person.joinQuickly();
      return person;
    });
  },
});

export { expect } from "@playwright/test";
