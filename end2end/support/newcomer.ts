// Somebody who starts to work here: a personal link, an app that shows codes, ten recovery codes.
import { createHmac } from "node:crypto";
import { expect } from "@playwright/test";
import { type Person, unlike } from "./person";

/** Seconds that one code lasts. */
const STEP = 30;

/** An app that shows codes, as RFC 6238 says it. Each code counts once, and the one after it already counts: two in half a minute. */
export class App {
  readonly #secret: Uint8Array;
  #step = 0;

  /** `letters`: the secret as the page shows it (RFC 4648, base 32). */
  constructor(letters: string) {
    const bits = [...letters.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
    this.#secret = Uint8Array.from(bits.join("").match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  }

  /** A code that did not count yet. */
  next(): string {
    this.#step = Math.max(Math.floor(Date.now() / 1000 / STEP), this.#step + 1);
    return this.last();
  }

  /** The code that was shown last. */
  last(): string {
    const counter = new DataView(new ArrayBuffer(8));
    counter.setBigUint64(0, BigInt(this.#step));
    const hash = createHmac("sha1", this.#secret).update(counter).digest();
    const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}

export const PASSPHRASE = "vier paarden in de regen";

/** Who somebody is said to be, and the link that they were given. */
interface Hired {
  name: string;
  email: string;
  link: string;
}

export class Newcomer {
  /** What came with the way in that was set up. */
  recovery: string[] = [];
  app = new App("");

  constructor(
    readonly person: Person,
    readonly hired: Hired,
  ) {}

  /** Somebody with these roles, whom the command line added. */
  static hired(person: Person, ...roles: string[]): Newcomer {
    const name = unlike("Samira");
    const email = `${name.replace(" ", ".").toLowerCase()}@linde.example`;
    return new Newcomer(person, { name, email, link: person.house.hire(name, email, ...roles) });
  }

  /** Opens the personal link: a script reads what stands behind its `#`, and without scripts it is pasted. */
  async opensLink(link = this.hired.link) {
    const { person } = this;
    await person.visit(link);
    if (!person.scripts) await person.field("code").fill(link);
    await person.button(person.words.staff_way_in.go_on).click();
  }

  /** Fills in what an app and a passphrase ask for; sends it. */
  async setsApp(code?: string) {
    const { person } = this;
    this.app = new App(await person.page.locator("form .link-text").innerText());
    await person.field("password").fill(PASSPHRASE);
    await person.field("totp").fill(code ?? this.app.next());
    await person.button(person.words.staff_way_in.set_app).click();
  }

  /** Keeps the recovery codes, and lands at the desk. */
  async keepsCodes() {
    const { page, words } = this.person;
    await expect(this.person.heading(words.staff_account.codes_title)).toBeVisible();
    this.recovery = await page.locator("ol.codes li").allTextContents();
    expect(new Set(this.recovery).size).toBe(10);
    await this.person.field("kept").check();
    await this.person.button(words.staff_way_in.go_on).click();
    await expect(page).toHaveURL(/\/staff$/);
  }

  /** Comes in for the first time, by an app. */
  async starts() {
    await this.opensLink();
    await this.setsApp();
    await this.keepsCodes();
  }

  /** Signs in with a code, in any browser. */
  async signsIn(code: string, passphrase = "", person = this.person) {
    await person.visit("/staff/sign-in");
    await person.field("email").fill(this.hired.email);
    await person.field("password").fill(passphrase);
    await person.field("code").fill(code);
    await person.button(person.words.staff_way_in.by_code).click();
  }

  /** Signs out, on the own page. */
  async signsOut() {
    const { page, words } = this.person;
    await this.person.visit("/staff/account");
    await page.locator("form[action$='sign_out'] button").click();
    await expect(page).toHaveURL(/\/staff\/sign-in$/);
    await expect(this.person.heading(words.staff_way_in.title)).toBeVisible();
  }
}
