// Every page in phone and desktop, light and dark, Dutch and English; the phone's pages whole, the desktop's first screen.
import { mkdirSync } from "node:fs";
import { inScheme } from "../support/access";
import { everywhere } from "../support/pages";
import { test } from "../support/story";

for (const lang of ["nl", "en"] as const) {
  test(`pictures, ${lang}`, async ({ somebody }, info) => {
    const folder = new URL("../results/screens/", import.meta.url).pathname;
    mkdirSync(folder, { recursive: true });
    const she = await somebody({ lang });
    await everywhere(she, async ({ name }) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await inScheme(she.page, colorScheme);
        const file = [info.project.name, lang, colorScheme, name === "/" ? "landing" : name.replace(/\W+/g, "-").replace(/^-/, "")];
        await she.page.screenshot({ path: `${folder}${file.join(".")}.png`, fullPage: true, scale: "css" });
      }
      await she.page.emulateMedia({ colorScheme: "light" });
    });
  });
}
