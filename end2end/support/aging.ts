// A house whose clock cannot be moved, and whose rows say what happened when: a story makes them older.
import { Database } from "./database";
import { type House, open } from "./house";
import { test as base } from "./story";

interface Aging {
  aging: {
    house: House;
    /** The factors that staff showed are older than five minutes. */
    factorsGrowOld(): void;
    /** The minute is over in which what was decided can be taken back. */
    aMinutePasses(): void;
    /** Every row of the zone of who may come in. */
    accounts(): string;
  };
}

export const test = base.extend<object, Aging>({
  aging: [
    async ({}, use) => {
      const database = new Database();
      try {
        const house = await open(database.settings);
        await use({
          house,
          factorsGrowOld: () => database.run("update staff.staff_sessions set proved = proved - 301"),
          aMinutePasses: () => database.run("update community.held_decisions set decided = decided - 60"),
          accounts: () => database.rows("accounts"),
        });
        await house.close();
      } finally {
        database.remove();
      }
    },
    { scope: "worker", timeout: 90_000 },
  ],
});
