// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { errorFromJSON } from "./error-json.ts";
import { FoundationError } from "./foundation-error.ts";

class PlanError extends FoundationError<{ readonly step: number; readonly password?: string }> {
  static {
    this.define("PlanError", "test.plan");
  }
}

/** Throws the same error elsewhere, where the class has the same name but is another one, and prints it as JSON. */
const program = `
  import { FoundationError } from ${JSON.stringify(import.meta.resolve("./foundation-error.js"))};
  import { errorToJSON } from ${JSON.stringify(import.meta.resolve("./error-json.js"))};
  class PlanError extends FoundationError {
    static { this.define("PlanError", "test.plan"); }
  }
  const error = new PlanError("step failed", { context: { step: 3, password: "hunter2" }, cause: new RangeError("far") });
  const json = JSON.stringify(errorToJSON(error));
`;

function assertRestored(text: string): void {
  const error = errorFromJSON(JSON.parse(text));
  assert.ok(error instanceof PlanError && error instanceof FoundationError);
  assert.equal(error.code, "test.plan");
  assert.deepEqual(error.context, { step: 3, password: "[redacted]" });
  assert.ok(error.cause instanceof RangeError);
}

test("F04 an error keeps its class, code, context and cause on the way out of another process", () => {
  const script = `${program} console.log(json);`;
  assertRestored(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
});

test("F04 an error keeps its class, code, context and cause on the way out of a worker", async () => {
  const script = `${program} import { parentPort } from "node:worker_threads"; parentPort.postMessage(json);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
  const [text] = (await once(worker, "message")) as [string];
  assertRestored(text);
});
