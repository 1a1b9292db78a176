// Another device: the first one shows a picture and a link for a minute, the second one opens it and presses one button.
import { expect, test } from "../support/story";

test("somebody signs in on a second device with the link of the first", async ({ member, somebody, scripts }) => {
  const she = await member();
  const { account, people, faults, threads } = she.words;
  await she.visit("/account");
  await she.page.getByRole("link", { name: account.hand_over! }).click();
  await expect(she.heading(account.hand_over!)).toBeVisible();
  await she.accessible();
  await she.field("password").fill("ABCD");
  await she.button(account.hand_over_make!).click();
  await she.refused(faults.code_incomplete!.replace("{characters}", "28"));
  await she.field("password").fill(she.key);
  await she.button(account.hand_over_make!).click();

  await expect(she.page.getByRole("img", { name: account.hand_over_picture! })).toBeVisible();
  await she.accessible();
  const link = (await she.page.locator(".link-text").textContent()) ?? "";
  const { pathname, hash } = new URL(link);
  expect(hash).toMatch(/^#[0-9a-f]{64}$/);
  expect(she.page.url(), "the link is in no address of the first device").not.toContain(hash.slice(1));

  const phone = await somebody();
  const asked: string[] = [];
  phone.page.on("request", (request) => asked.push(request.url()));
  await phone.visit(pathname + hash);
  await phone.accessible();
  if (scripts) {
    await expect(phone.field("code"), "there is one button and nothing to type").toBeHidden();
    expect(phone.page.url(), "the link is out of the address").not.toContain("#");
  } else {
    await phone.field("code").fill(link);
  }
  await phone.button(people.take_over!).click();
  await expect(phone.heading(threads.feed_title!)).toBeVisible();
  expect(asked.filter((url) => new URL(url).href.replace(/#.*/, "").includes(hash.slice(1)))).toEqual([]);

  await she.page.getByRole("link", { name: account.hand_over_look! }).click();
  await expect(she.page.getByText(account.hand_over_used!)).toBeVisible();
  await she.accessible();

  const other = await somebody();
  await other.visit(pathname);
  await other.field("code").fill(link);
  await other.button(people.take_over!).click();
  await other.refused(faults.link_over!);
  await other.accessible();
});
