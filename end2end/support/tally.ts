// The closing lines that `cargo xtask test` adds up with those of the other runners.
import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

export default class Tally implements Reporter {
  #tests: TestCase[] = [];

  onBegin(_config: unknown, suite: Suite) {
    this.#tests = suite.allTests();
  }

  onEnd(result: FullResult) {
    const failed = this.#tests.filter((test) => test.outcome() === "unexpected");
    const passed = this.#tests.filter((test) => ["expected", "flaky"].includes(test.outcome()));
    for (const test of failed) console.log(`not ok - ${test.titlePath().filter(Boolean).join(" › ")}`);
    console.log(`# pass ${passed.length}\n# fail ${failed.length}\n# ${Math.round(result.duration / 1000)} s`);
  }

  printsToStdio() {
    return false;
  }
}
