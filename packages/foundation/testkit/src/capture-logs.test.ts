// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { captureLogs } from "./capture-logs.ts";

suite("captureLogs", () => {
  test("it keeps what a reader of the log would get", () => {
    const logs = captureLogs();
    logs.logger.child("part").debug("started", { port: 8080, password: "hunter2" });
    assert.deepEqual(logs.entries, [
      { level: "debug", logger: "test.part", message: "started", fields: { port: 8080, password: "[redacted]" } },
    ]);
    assert.match(logs.text, /"message":"started"/);
    assert.doesNotMatch(logs.text, /hunter2/);
  });

  test("it takes the level that it is told", () => {
    const logs = captureLogs("warn");
    logs.logger.info("no");
    logs.logger.warn("yes");
    assert.deepEqual(
      logs.entries.map(({ message }) => message),
      ["yes"],
    );
  });
});
