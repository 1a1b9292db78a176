// The words of the product, from its own locale files: a story names a key, never a Dutch sentence.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCALES = fileURLToPath(new URL("../../locales/", import.meta.url));

export type Lang = "nl" | "en";
type Feature = Record<string, string>;
export type Words = Record<string, Feature>;

/** All words of a language: `words("nl").people.go_on`. A key that does not exist throws. */
export function words(lang: Lang): Words {
  const folder = `${LOCALES}${lang}/`;
  const all: Words = {};
  for (const file of readdirSync(folder)) {
    const feature = file.replace(".json", "");
    const said = flat(JSON.parse(readFileSync(folder + file, "utf8")) as Nested);
    all[feature] = strict(said, `locales/${lang}/${file}`);
  }
  return strict(all, `locales/${lang}`);
}

/** A sentence with its holes filled. */
export function filled(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

interface Nested {
  [key: string]: string | Nested;
}

function flat(words: Nested, before = ""): Feature {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[before + key, value]] : Object.entries(flat(value, `${before}${key}.`)),
    ),
  );
}

function strict<T extends object>(words: T, where: string): T {
  return new Proxy(words, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (value === undefined && typeof key === "string") throw new Error(`${where} has no "${key}"`);
      return value;
    },
  });
}
