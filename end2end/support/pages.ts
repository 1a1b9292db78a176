// Every page of the product, from its own table of contents: a page that nobody added here fails the story about pages.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import type { Person } from "./person";

const source = (file: string) => readFileSync(fileURLToPath(new URL(`../../app/src/${file}`, import.meta.url)), "utf8");

/** The addresses of the pages in `app/src/routes.rs`, as `app/src/kit/paths.rs` has them. */
export function routes(): string[] {
  const addresses = new Map([...source("kit/paths.rs").matchAll(/^pub const (\w+): &str = "(.+)";/gm)].map((found) => [found[1], found[2]]));
  return [...source("routes.rs").matchAll(/^ {8}Route::new\((.+?),/gm)].map(([, page = ""]) =>
    (addresses.get(page.replace("paths::", "")) ?? page).replace(/\{(\w+)\}/g, ":$1"),
  );
}

export const open = ["/", "/join", "/sign-in", "/handover", "/arrived", "/help", "/offline", "/about/who-sees-what", "/about/terms", "/about/privacy", "/about/cookies"];
export const wizard = ["/join/rules", "/join/about", "/join/key"];
export const members = [
  "/threads", "/threads/new", "/threads/preview", "/threads/:id", "/threads/:id/seen", "/waiting", "/waiting/:id/edit", "/waiting/:id/remove", "/held/:id/edit", "/posts/:id/edit", "/posts/:id/remove", "/search", "/themes", "/themes/:slug",
  "/account", "/account/threads", "/account/saved", "/account/drafts", "/account/notes", "/account/notes/:id",
  "/account/settings", "/account/about", "/account/sessions", "/account/handover", "/account/code", "/account/ways-in", "/account/ways-in/passkey", "/account/ways-in/second-key", "/account/ways-in/:way/remove", "/account/data", "/account/data/shown", "/account/remove",
];

/** The pages of staff. Where there are things, the one that its list names first stands for all. */
export const staff = () => routes().filter((route) => /^.staff\b/.test(route));

/** The pages about one thing of a list that the role does not see. */
const closed = {
  moderator: ["/staff/team/:id", "/staff/organisations/:id", "/staff/cohorts/:id", "/staff/cohorts/:id/poster"],
  admin: ["/staff/held/:id"],
};

/** Visits every page of staff as somebody with this role; no other is left than those that it does not see. */
export async function everywhereOfStaff(colleague: Person, role: keyof typeof closed, look: (stop: Stop) => Promise<void>) {
  const left: string[] = [];
  for (const name of staff()) {
    const path = await ofThing(colleague, name);
    if (!path) {
      left.push(name);
      continue;
    }
    await colleague.visit(path);
    await look({ name, path });
  }
  expect(left, `what ${role} does not open`).toEqual(closed[role]);
}

/** The address of a page, with the first thing of its list for what stands for one; nothing where the list is empty. */
async function ofThing(colleague: Person, name: string): Promise<string | undefined> {
  const [list = "", rest] = name.split("/:id");
  if (rest === undefined) return name;
  await colleague.visit(list);
  const links = await colleague.page.locator(`main a[href^="${list}/"], #list a[href^="${list}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const thing = links.find((href) => /^[0-9a-f]{32}$/.test(href.split("/").at(-1) ?? ""));
  return thing && thing + rest;
}

/** One page to look at: where it is, and how it came to be. */
export interface Stop {
  readonly name: string;
  readonly path: string;
}

/** The pages of a member who just shared something, with an address for each. `title` is the own thread's. */
async function ofMember(she: Person, own: string): Promise<Stop[]> {
  const id = own.split("/").at(-1) ?? "";
  const busiest = await busyThread(she);
  const held = await heldPost(she);
  const stops = members.map((route) => {
    if (route.startsWith("/held/")) return { name: route, path: route.replace(":id", held) };
    const path = /^.(posts|waiting)/.test(route) ? route.replace(":id", id) : route.replace("/threads/:id", own).replace(":slug", "insecurity");
    return { name: route, path };
  });
  return [
    ...stops,
    { name: "/threads/:id busy", path: busiest },
    { name: "/threads?filter=expert", path: "/threads?filter=expert" },
    { name: "/threads?theme", path: "/threads?theme=placement-guidance" },
    { name: "not found", path: `/threads/${"0".repeat(32)}` },
  ];
}

/** An own challenge that waits for a moderator. */
async function heldPost(she: Person): Promise<string> {
  await she.insists("Dit wacht.");
  await she.visit("/account");
  const place = await she.page.locator("#held a").first().getAttribute("href");
  return place?.split("#post-")[1] ?? "";
}

/** A thread of the demo content where an expert answered. */
async function busyThread(she: Person): Promise<string> {
  await she.visit("/threads?filter=expert");
  return (await she.page.locator("ul.feed a[href^='/threads/']").first().getAttribute("href")) ?? "/threads";
}

/** Walks through the wizard, stopping at each step. */
async function throughWizard(she: Person, look: (stop: Stop) => Promise<void>) {
  await she.typeCohortCode();
  await she.heading(she.words.people.rules_title).waitFor();
  await look({ name: "/join/rules", path: "/join/rules" });
  await she.acceptRules();
  await she.heading(she.words.people.about_title).waitFor();
  await look({ name: "/join/about", path: "/join/about" });
  await she.declare();
  await look({ name: "/join/key", path: "/join/key" });
  await she.typeBack();
  await she.heading(she.words.threads.feed_title).waitFor();
}

const story = { happened: "Een lang verhaal.\n\n1. eerst\n2. dan\n\nhttps://www.rijksoverheid.nl/onderwerpen/zorg", tried: "Veel.", question: "Wat nu?" };

/** Visits every page there is, in the order in which somebody comes by them. */
export async function everywhere(she: Person, look: (stop: Stop) => Promise<void>) {
  for (const path of [...open, "/no/such/page"]) {
    await she.visit(path);
    await look({ name: path, path });
  }
  await throughWizard(she, look);
  const own = await she.share(story);
  for (const stop of await ofMember(she, own)) {
    await she.visit(stop.path);
    await look(stop);
  }
}
