// Without a mouse: joining and sharing with Tab, Space, arrows and Enter, and the focus is always in sight.
import { expect } from "@playwright/test";
import { tabTo } from "../support/keys";
import { unlike } from "../support/person";
import { test } from "../support/story";

test("joining and sharing with the keyboard alone", async ({ somebody }) => {
  const she = await somebody();
  const { page, words } = she;
  const { keyboard } = page;
  await she.visit("/join");
  await keyboard.press("Tab");
  await expect(page.locator("a.skip"), "the first stop skips the bar").toBeFocused();
  await tabTo(she, she.field("code"));
  await keyboard.type(she.house.code);
  await keyboard.press("Enter");

  await expect(she.heading(words.people.rules_title)).toBeVisible();
  for (const name of ["listen", "private", "help"]) {
    await tabTo(she, she.field(name));
    await keyboard.press("Space");
  }
  await tabTo(she, she.button(words.people.go_on));
  await keyboard.press("Enter");

  await expect(she.heading(words.people.about_title)).toBeVisible();
  await tabTo(she, page.locator("input[name=phase]").first());
  await keyboard.press("Space");
  await tabTo(she, she.field("sector"));
  await keyboard.press("ArrowDown");
  await tabTo(she, she.field("region"));
  await keyboard.press("ArrowDown");
  await tabTo(she, she.button(words.people.make_key));
  await keyboard.press("Enter");

  await she.readKey();
  await tabTo(she, she.field("group"));
  await keyboard.type(she.key.slice(-4));
  await keyboard.press("Enter");

  await expect(she.heading(words.threads.feed_title)).toBeVisible();
  await tabTo(she, page.locator("nav.nav a.nav-make"), 120);
  await keyboard.press("Enter");
  await expect(she.heading(words.threads.new_title)).toBeVisible();
  const title = unlike("Zonder muis");
  await tabTo(she, she.field("happened"));
  await keyboard.type("Alles met het toetsenbord.");
  // The first group opens, and its first theme is ticked.
  await tabTo(she, page.locator("#field-theme"));
  await keyboard.press("Enter");
  await tabTo(she, page.locator("input[name=theme]").first());
  await keyboard.press("Space");
  await tabTo(she, she.field("title"));
  await keyboard.type(title);
  // Of a group of choices the chosen one is reached, and arrows move.
  await tabTo(she, page.locator("input[name=moment][value=safe]"));
  await keyboard.press("ArrowUp");
  await tabTo(she, she.button(words.threads.share));
  await keyboard.press("Enter");
  await expect(she.heading(title)).toBeVisible();

  await tabTo(she, she.field("body"));
  await keyboard.type("En antwoorden kan ook.");
  await tabTo(she, she.button(words.posts.send));
  await keyboard.press("Enter");
  await expect(she.reply("En antwoorden kan ook.")).toBeVisible();
});
