// Somebody in front of a browser: what people do in more than one story, in the words of the page.
import { type Locator, type Page, expect } from "@playwright/test";
import { accessible } from "./access";
import type { House } from "./house";
import type { Words } from "./words";

/** A challenge as it is typed. */
export interface Challenge {
  happened: string;
  tried?: string;
  question?: string;
  title?: string;
  theme?: string;
}

export class Person {
  /** The account code, once it was shown. */
  key = "";

  constructor(
    readonly page: Page,
    readonly house: House,
    readonly words: Words,
    readonly scripts: boolean,
  ) {}

  /** Opens a page and waits until its islands are awake. */
  async visit(path: string) {
    await this.page.goto(path);
    await this.awake();
  }

  async awake() {
    if (this.scripts && (await this.page.locator("[data-component]").count()) > 0) {
      await expect(this.page.locator("html")).toHaveAttribute("data-awake", "");
      await expect(this.page.locator("form[data-draft]:not([data-awake])")).toHaveCount(0);
      // Its island fetches an entry of its own.
      await expect(this.page.locator("#alike-ask:not([hidden])")).toHaveCount(0);
    }
  }

  /** axe, on the page that is open. */
  async accessible() {
    await accessible(this.page);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.locator(`:is(input, textarea, select)[name="${name}"]:not([type=hidden])`);
  }

  /** The summary on top of a refused form: shown, focused, with links to the fields. */
  async refused(...sentences: string[]) {
    const summary = this.page.locator("#faults");
    await expect(summary).toBeVisible();
    await expect(summary).toBeFocused();
    for (const sentence of sentences) await expect(summary).toContainText(sentence);
  }

  async typeCohortCode(code = this.house.code) {
    const { people } = this.words;
    await this.visit("/join");
    await this.page.getByLabel(people.cohort_code).fill(code);
    await this.button(people.go_on).click();
  }

  async acceptRules() {
    const { people } = this.words;
    await expect(this.heading(people.rules_title)).toBeVisible();
    for (const name of ["listen", "private", "help"]) await this.field(name).check();
    await this.button(people.go_on).click();
  }

  async declare(phase = "student", sector = "vvt", region = "utrecht") {
    const { people } = this.words;
    await expect(this.heading(people.about_title)).toBeVisible();
    await this.page.locator(`input[name=phase][value=${phase}]`).check();
    await this.page.getByLabel(people.sector).selectOption(sector);
    await this.page.getByLabel(people.region).selectOption(region);
    await this.button(people.make_key).click();
    await this.readKey();
  }

  /** Remembers the code on the key card. */
  async readKey() {
    await expect(this.heading(this.words.people.key_title)).toBeVisible();
    const groups = await this.page.locator(".keys li:not(.art)").allTextContents();
    this.key = groups.join("-");
    expect(this.key).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  }

  async typeBack(group = this.key.slice(-4)) {
    const { people } = this.words;
    await this.page.getByLabel(people.last_group).fill(group);
    await this.button(people.kept_it).click();
  }

  async join() {
    await this.typeCohortCode();
    await this.acceptRules();
    await this.declare();
    await this.typeBack();
    await expect(this.heading(this.words.threads.feed_title)).toBeVisible();
  }

  /** Joins as `join` does, by the same forms, without waiting for pages to be drawn: for stories about something else. */
  async joinQuickly(code = this.house.code) {
    const { request } = this.page.context();
    const send = async (endpoint: string, form: Record<string, string>) => {
      const headers = { accept: "text/html", origin: this.house.origin };
      const answer = await request.post(`/api/${endpoint}`, { form, headers });
      expect(answer.status(), endpoint).toBe(200);
      return answer.text();
    };
    await send("people/check_cohort", { code });
    await send("people/accept_rules", { listen: "yes", private: "yes", help: "yes" });
    const page = await send("people/join", { phase: "student", sector: "vvt", region: "utrecht" });
    this.key = /data-copy="([0-9A-Z-]{34})"/.exec(page)?.[1] ?? "";
    await send("people/confirm_code", { group: this.key.slice(-4) });
  }

  /** Comes in as somebody of the staff, by the link with which that role is tried. */
  async comesIn(role: string) {
    const code = this.house.staff.get(role) ?? "";
    const headers = { accept: "text/html", origin: this.house.origin };
    const answer = await this.page.context().request.post("/api/staff/way_in/try_out", { form: { code }, headers });
    expect(answer.status(), role).toBe(200);
  }

  async signIn(key: string, { shared = false } = {}) {
    const { people } = this.words;
    await this.visit("/sign-in");
    await this.field("password").fill(key);
    if (shared) await this.field("shared").check();
    await this.button(people.sign_in).click();
  }

  /** Fills in the guided form; the story sends it. */
  async write({ happened, tried = "", question = "", title = "", theme = "placement-guidance" }: Challenge, moment = "now") {
    await this.field("happened").fill(happened);
    await this.field("tried").fill(tried);
    await this.field("question").fill(question);
    await this.field("title").fill(title);
    for (const slug of theme.split(" ")) await this.tickTheme(slug);
    await this.page.locator(`input[name=moment][value=${moment}]`).check();
  }

  /** Ticks a theme, in its group. */
  async tickTheme(slug: string) {
    const box = this.theme(slug);
    const group = this.page.locator("details").filter({ has: box });
    if (!(await box.isVisible())) await group.locator("summary").click();
    await box.check();
  }

  /** The box of a theme. */
  theme(slug: string): Locator {
    return this.page.locator(`input[name=theme][value="${slug}"]`);
  }

  /** Shares a challenge that waits for a safe moment, and stays at its page. */
  async shareSafely(challenge: Challenge) {
    await this.visit("/threads/new");
    await this.write(challenge, "safe");
    await this.button(this.words.threads.share).click();
  }

  /** Shares a challenge and gives its address. */
  async share(challenge: Challenge): Promise<string> {
    await this.visit("/threads/new");
    await this.write(challenge);
    await this.button(this.words.threads.share).click();
    await this.page.waitForURL(/\/threads\/[0-9a-f]{32}$/);
    return new URL(this.page.url()).pathname;
  }

  /** Shares a challenge with a telephone number that stays in it on purpose: it waits for a moderator. Without looking at pages. */
  async insists(happened: string) {
    const { request } = this.page.context();
    const form = await (await request.get("/threads/new")).text();
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? "";
    const fields = { once: value("once"), shelf: value("shelf"), theme: "insecurity", moment: "now" };
    const insists = { ...fields, happened: `${happened} Bel mij op 06-12345678.`, stays: "happened phone 06-12345678" };
    const headers = { accept: "text/html", origin: this.house.origin };
    const answer = await request.post("/api/threads/add", { form: insists, headers });
    // Whatever its language, which this request does not say.
    expect(await answer.text()).toContain('class="card waiting"');
  }

  /** Answers in the thread that is open. */
  async answer(body: string, kind: "tip" | "support" = "tip") {
    await this.page.locator(`#reply input[name=kind][value=${kind}]`).check({ force: true });
    await this.field("body").fill(body);
    await this.button(this.words.posts.send).click();
    await expect(this.reply(body.split("\n")[0] ?? "")).toBeVisible();
  }

  reply(body: string): Locator {
    return this.page.locator("#replies article").filter({ hasText: body });
  }

  /** The posters and rows of the feed with this title. */
  listed(title: string): Locator {
    return this.page.locator("ul.feed > li").filter({ hasText: title });
  }
}

/** A title that no other story uses. Consonants only: with vowels or digits, chance now and then writes a name or a number. */
export function unlike(words: string): string {
  const letters = Array.from({ length: 8 }, () => "bcdfghjklmnpqrstvwxz"[Math.floor(Math.random() * 20)]);
  return `${words} ${letters.join("")}`;
}
