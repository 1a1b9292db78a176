// What no story may cause: an error in the console, a script that breaks, a request to anybody else, an answer of 500.
import { type BrowserContext, expect } from "@playwright/test";

interface Said {
  readonly text: string;
  readonly url: string;
}

export class Guard {
  readonly #complaints: string[] = [];
  readonly #console: Said[] = [];
  /** Pages that were refused: a value of the product, which Chromium nevertheless notes in its console. */
  readonly #refused = new Set<string>();
  readonly #excused: RegExp[] = [];

  /** For a story that breaks something on purpose. */
  excuse(pattern: RegExp) {
    this.#excused.push(pattern);
  }

  watch(context: BrowserContext, origin: string) {
    context.on("console", (message) => {
      // Most stories go without the service worker, and Playwright says so.
      if (message.text().startsWith("Service Worker registration blocked")) return;
      if (message.type() === "error" || message.type() === "warning") {
        this.#console.push({ text: message.text(), url: message.location().url });
      }
    });
    context.on("weberror", (problem) => this.#complaints.push(`script: ${problem.error().message}`));
    context.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|about|blob):/.test(url)) this.#complaints.push(`foreign: ${url}`);
    });
    context.on("response", (response) => {
      const status = response.status();
      const at = `${status} ${response.request().method()} ${response.url()}`;
      if (status >= 500) this.#complaints.push(`answer: ${at}`);
      else if (status >= 400 && response.request().isNavigationRequest()) this.#refused.add(response.url());
      else if (status >= 400) this.#complaints.push(`answer: ${at}`);
    });
  }

  /** Fails when there was anything. */
  verdict() {
    const console = this.#console
      .filter(({ text, url }) => !(text.startsWith("Failed to load resource") && this.#refused.has(url)))
      .map(({ text, url }) => `console: ${text} (${url})`);
    const left = [...this.#complaints, ...console].filter((said) => !this.#excused.some((one) => one.test(said)));
    expect(left, "errors in console or scripts, foreign requests, broken answers").toEqual([]);
  }
}
