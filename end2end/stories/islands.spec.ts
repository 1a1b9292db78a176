// How islands wake: what `public/start.js` does with a page and the code for it. All @script.
import { expect, test } from "../support/story";

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
