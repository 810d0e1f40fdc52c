// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inspect } from "node:util";
import { FoundationError, isFoundationError } from "./foundation-error.ts";

class PortError extends FoundationError<{ readonly port: number }> {
  static {
    this.define("PortError", "test.port");
  }
}

class PortTakenError extends PortError {
  static {
    this.define("PortTakenError", "test.port_taken");
  }
}

class UnnamedPortError extends PortError {}

suite("FoundationError", () => {
  test("F04 it carries code, context, hint and cause", () => {
    const cause = new TypeError("not a port");
    const error = new PortTakenError("port 80 is taken", { context: { port: 80 }, hint: "Choose another one.", cause });
    assert.ok(error instanceof PortError && error instanceof FoundationError && error instanceof Error);
    assert.equal(error.name, "PortTakenError");
    assert.equal(error.context.port, 80);
    assert.equal(error.hint, "Choose another one.");
    assert.equal(error.cause, cause);
    assert.match(error.stack!, /^PortTakenError: port 80 is taken\n {4}at /);
  });

  test("without options it has an empty context and neither hint nor cause", () => {
    const error = new FoundationError("failed");
    assert.deepEqual(error.context, {});
    assert.equal(error.hint, undefined);
    assert.equal("cause" in error, false);
  });

  test("a cause that is undefined is kept as one, as in JavaScript", () => {
    assert.equal("cause" in new FoundationError("failed", { cause: undefined }), true);
  });

  test("P11 the code is that of the class, or of the nearest class that has one, or the one given", () => {
    const context = { port: 1 };
    assert.equal(new FoundationError("").code, "foundation.error");
    assert.equal(new PortError("", { context }).code, "test.port");
    assert.equal(new PortTakenError("", { context }).code, "test.port_taken");
    assert.equal(new UnnamedPortError("", { context }).code, "test.port");
    assert.equal(new PortTakenError("", { context, code: "test.other" }).code, "test.other");
  });

  test("isFoundationError knows the errors of another copy of the package", async () => {
    const copy = (await import(`${import.meta.resolve("./foundation-error.js")}?copy`)) as {
      FoundationError: typeof FoundationError;
    };
    const theirs = new copy.FoundationError("from the copy");
    assert.equal(theirs instanceof FoundationError, false);
    assert.equal(isFoundationError(theirs), true);
    assert.equal(isFoundationError(new PortError("", { context: { port: 1 } })), true);
  });

  test("isFoundationError says no to everything else", () => {
    for (const value of [undefined, null, "error", 1, {}, new Error("plain"), { code: "a", context: {} }]) {
      assert.equal(isFoundationError(value), false);
    }
  });

  test("Y09 neither JSON nor what console.log prints shows a secret of the context", () => {
    const error = new FoundationError("login failed", {
      context: { user: "ann", password: "hunter2", request: { headers: { authorization: "Bearer abc123def" } } },
      cause: new FoundationError("refused with ghp_abcdefghijklmnopqrstuvwxyz0123", { context: { apiKey: "k-1" } }),
    });
    for (const text of [JSON.stringify(error), inspect(error), inspect({ error })]) {
      assert.match(text, /ann/);
      assert.doesNotMatch(text, /hunter2|abc123def|ghp_abc|k-1/);
    }
  });
});
