// What all stories stand on: Debian's Chromium, without anything that would call home, in Dutch.
import type { PlaywrightTestConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const ground: PlaywrightTestConfig = {
  outputDir: "results/failures",
  use: {
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    // Pages fade into each other; a story need not wait for that. One story tries it with motion.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Nothing outside of this machine has a name: a request to anywhere else fails, and fails its story.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      ],
    },
  },
};

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1440, height: 900 } };
