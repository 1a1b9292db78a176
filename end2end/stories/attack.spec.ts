// Somebody guesses codes: from then on strangers have to do a little work, or wait a little, and the page says why.
import { expect, test } from "../support/story";

const MOST_WRONG = 3;

test("while codes are guessed, a newcomer works or waits, and still joins", async ({
  house,
  another,
  somebody,
  scripts,
}) => {
  const limits = { HEALTH_THING_ATTACK_FAILURES: String(MOST_WRONG), HEALTH_THING_PUZZLE_BITS: "12" };
  const besieged = await another(limits, false);
  const guesser = await somebody({ at: besieged });
  for (let wrong = 0; wrong < MOST_WRONG; wrong++) {
    await guesser.typeCohortCode(house.code);
    await guesser.refused(guesser.words.faults.code_unknown);
  }

  const she = await somebody({ at: besieged });
  const { page, words } = she;
  await she.typeCohortCode();
  await she.refused(words.errors["prove.other"].split("{count}")[0] ?? "");
  await expect(she.field("code"), "what was typed stays").toHaveValue(besieged.code);
  await she.accessible();
  if (scripts) await expect(page.locator("#proof-said")).toHaveText(words.people.proof_done);
  else await page.waitForTimeout(2_500);
  await she.button(words.people.go_on).click();
  await she.acceptRules();
  await she.declare();
});
