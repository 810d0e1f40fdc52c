// SPDX-License-Identifier: Apache-2.0

/**
 * Writes one JSON line for every finished test, for the acceptance report.
 *
 * @module
 */

import path from "node:path";
import type { TestEvent } from "node:test/reporters";
import { root } from "./workspace.ts";

export interface TestResult {
  /** The names of the suites around the test and its own, outermost first. */
  readonly names: readonly string[];
  /** Relative to the repository, of the compiled file where there is one. */
  readonly file: string;
  readonly status: "pass" | "fail" | "skip";
  /** Why a test was not executed. */
  readonly reason?: string;
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const open: string[] = [];
  for await (const { type, data } of source) {
    if (type === "test:start") {
      open.length = data.nesting;
      open[data.nesting] = data.name;
    }
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details.type === "suite" && type === "test:pass") continue;
    const skipped = data.skip !== undefined && data.skip !== false;
    const result: TestResult = {
      names: [...open.slice(0, data.nesting), data.name],
      file: path.relative(root, data.file ?? ""),
      status: type === "test:fail" ? "fail" : skipped ? "skip" : "pass",
      ...(typeof data.skip === "string" && { reason: data.skip }),
    };
    yield `${JSON.stringify(result)}\n`;
  }
}
