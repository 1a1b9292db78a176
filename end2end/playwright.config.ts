// Every story runs on a phone and on a desktop, with and without JavaScript. `cargo xtask e2e` builds what is needed
// and starts this; by hand: `npm test`, after both.
import { defineConfig } from "@playwright/test";
import { desktop, ground, phone } from "./support/ground";

/** Stories about what only scripts can do carry this tag. */
const needsScript = /@script/;

export default defineConfig({
  ...ground,
  testDir: "stories",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["./support/tally.ts"]],
  projects: [
    { name: "phone", use: phone },
    { name: "phone, no script", use: { ...phone, javaScriptEnabled: false }, grepInvert: needsScript },
    { name: "desktop", use: desktop },
    { name: "desktop, no script", use: { ...desktop, javaScriptEnabled: false }, grepInvert: needsScript },
  ],
});
