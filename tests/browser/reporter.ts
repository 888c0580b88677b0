// The last lines of a run: which tests passed only when tried again, and how many passed and failed.

import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Counts implements Reporter {
  private results = new Map<string, TestResult["status"]>();
  private again: string[] = [];
  private name: string;

  constructor({ name = "browser" }: { name?: string } = {}) {
    this.name = name;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    this.results.set(test.id, result.status);
    if (result.retry && result.status === "passed") this.again.push(test.titlePath().slice(2).join(" › "));
  }

  async onExit() {
    const all = [...this.results.values()];
    const passed = all.filter((status) => status === "passed").length;
    const skipped = all.filter((status) => status === "skipped").length;
    const failed = all.length - passed - skipped;
    for (const title of this.again) console.log(`${this.name}: passed when tried again: ${title}`);
    console.log(`${this.name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  }
}
