// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { describeError } from "./describe-error.ts";
import { FoundationError } from "./foundation-error.ts";

/** Without the places in the stack, which differ from run to run. */
const describe = (error: unknown): string => describeError(error).replace(/\n {4}at .*/g, "");

suite("describeError", () => {
  test("P10 it shows name, message, code, context, hint and causes", () => {
    const cause = Object.assign(new TypeError("bad answer"), { status: 500, when: new Date(0) });
    const error = new FoundationError("request failed", { context: { path: "/v1" }, hint: "Try again.", cause });
    assert.equal(
      describe(error),
      [
        "FoundationError: request failed",
        '    code: "foundation.error"',
        '    context: {"path":"/v1"}',
        '    hint: "Try again."',
        "Caused by: TypeError: bad answer",
        "    status: 500",
        '    when: "1970-01-01T00:00:00.000Z"',
      ].join("\n"),
    );
    assert.match(describeError(error), /\n {4}at .*describe-error\.test/);
  });

  test("Y09 it shows no secret", () => {
    const error = new FoundationError("with --token hunter2", { context: { password: "hunter2" } });
    assert.equal(describe(Object.assign(error, { apiKey: "hunter2" })).includes("hunter2"), false);
  });

  test("several errors in one are listed", () => {
    assert.equal(
      describe(new AggregateError([new Error("one"), "two"], "both")),
      "AggregateError: both\n  - Error: one\n  - two",
    );
  });

  test("what was thrown may be anything", () => {
    const unreadable = new Proxy(new Error("m"), {
      get() {
        throw new Error("no");
      },
      ownKeys() {
        throw new Error("no");
      },
    });
    const circle = new Error("circle");
    circle.cause = circle;
    const cases: [unknown, string][] = [
      ["text", '"text"'],
      [undefined, ""],
      [null, "null"],
      [{ token: "x" }, '{"token":"[redacted]"}'],
      [circle, "Error: circle"],
      [Object.assign(new Error("m"), { stack: 7 }), "Error: m"],
      [new Error("outer", { cause: "inner" }), 'Error: outer\nCaused by: "inner"'],
    ];
    for (const [value, want] of cases) assert.equal(describe(value), want);
    assert.match(describe(unreadable), /^\[unreadable\]/);
  });
});
