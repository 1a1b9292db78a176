// How islands wake: what `public/start.js` does with a page and the code for it. All @script.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/story";

/** The site with the island that only tests have; `cargo xtask e2e` builds it. */
const staff = fileURLToPath(new URL("../../target/site-staff", import.meta.url));

test("an island of another build stays asleep without a word, and the others wake @script", async ({ member }) => {
  const she = await member();
  await she.page.route("**/threads/new", async (route) => {
    const response = await route.fetch();
    // One that is not in the code, and one that is told what it does not understand.
    const old = '<leptos-island data-component="Gone_1" data-props="{}"><!></leptos-island>';
    const body = (await response.text())
      .replace("<leptos-island", `${old}<leptos-island`)
      .replace(/(data-component="Alike_\d+" data-props=")[^"]+/, "$1{}");
    expect(body).toContain('" data-props="{}"><!></leptos-island>');
    await route.fulfill({ response, body });
  });
  await she.page.goto("/threads/new");
  await expect(she.page.locator("html")).toHaveAttribute("data-awake", "");
  await expect(she.page.locator("form[data-draft][data-awake]")).toHaveCount(1);
});

test("an island wakes, and with it one that stands among its children @script", async ({ somebody }) => {
  const { page } = await somebody();
  const { entries, start } = JSON.parse(readFileSync(`${staff}/pkg/manifest.json`, "utf8"));
  const { js, wasm } = entries.staff;
  const name = /\bFixture_\d+\b/.exec(readFileSync(staff + js, "utf8"))?.[0] ?? "";
  // What the server makes of it: app/src/islands/staff.rs.
  const html = readFileSync(new URL("../support/fixture.html", import.meta.url), "utf8").replaceAll("Fixture", name);
  const head = `<script async src="${start}" data-js="${js}" data-wasm="${wasm}"></script><link rel="icon" href="data:,">`;
  await page.route("**/fixture", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="nl"><head>${head}</head><body>${html}</body></html>` }),
  );
  await page.route("**/pkg/*.{js,wasm}", (route) => route.fulfill({ path: staff + new URL(route.request().url()).pathname }));
  await page.goto("/fixture");
  await expect(page.locator("html")).toHaveAttribute("data-awake", "");
  const [outer, inner] = [page.getByRole("button").first(), page.getByRole("button").nth(1)];
  await outer.click();
  await inner.click();
  await inner.click();
  await expect(outer).toHaveText("2");
  await expect(inner).toHaveText("7");
  await expect(page.getByText("tussen")).toBeVisible();
});
