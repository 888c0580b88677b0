// The last line of a run: how many tests passed and failed.

import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Counts implements Reporter {
  private results = new Map<string, TestResult["status"]>();
  private name: string;

  constructor({ name = "browser" }: { name?: string } = {}) {
    this.name = name;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    this.results.set(test.id, result.status);
  }

  async onExit() {
    const all = [...this.results.values()];
    const passed = all.filter((status) => status === "passed").length;
    const skipped = all.filter((status) => status === "skipped").length;
    const failed = all.length - passed - skipped;
    console.log(`${this.name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  }
}
