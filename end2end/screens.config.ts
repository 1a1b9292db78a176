// Pictures of every page, to look at: `npm run screens`, then open `results/screens/`. Not a test.
import { defineConfig } from "@playwright/test";
import { desktop, ground, phone } from "./support/ground";

export default defineConfig({
  ...ground,
  testDir: "screens",
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  reporter: "list",
  projects: [
    { name: "phone", use: phone },
    { name: "desktop", use: desktop },
  ],
});
