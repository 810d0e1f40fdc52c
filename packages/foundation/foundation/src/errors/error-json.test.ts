// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { errorFromJSON, errorToJSON } from "./error-json.ts";
import { FoundationError, isFoundationError } from "./foundation-error.ts";

class QuotaError extends FoundationError<{ readonly limit: number; readonly used: number }> {
  static {
    this.define("QuotaError", "test.quota");
  }

  get left(): number {
    return this.context.limit - this.context.used;
  }
}

class StrictError extends FoundationError {
  static {
    this.define("StrictError", "test.strict");
  }

  constructor(parts: readonly string[]) {
    super(parts.join(" "));
  }
}

class FirstTwin extends FoundationError {
  static {
    this.define("TwinError", "test.first_twin");
  }
}

class SecondTwin extends FoundationError {
  static {
    this.define("TwinError", "test.second_twin");
  }
}

const roundTrip = (error: unknown): Error => errorFromJSON(JSON.parse(JSON.stringify(errorToJSON(error))));

suite("errors as JSON", () => {
  test("F04 class, code, context, hint, stack and the chain of causes survive", () => {
    const system = catchError(() => readFileSync("/does/not/exist"));
    const middle = new TypeError("bad answer", { cause: system });
    const original = new QuotaError("quota used up", {
      code: "test.quota_hard",
      context: { limit: 10, used: 12 },
      hint: "Ask for more.",
      cause: middle,
    });

    const restored = roundTrip(original);
    assert.ok(restored instanceof QuotaError);
    assert.deepEqual(restored.context, { limit: 10, used: 12 });
    assert.equal(restored.left, -2);
    assert.equal(restored.name, "QuotaError");
    assert.equal(restored.message, "quota used up");
    assert.equal(restored.code, "test.quota_hard");
    assert.equal(restored.hint, "Ask for more.");
    assert.equal(restored.stack, original.stack);
    assert.equal(isFoundationError(restored), true);

    assert.ok(restored.cause instanceof TypeError);
    assert.equal(restored.cause.message, "bad answer");
    const root = restored.cause.cause as NodeJS.ErrnoException;
    assert.ok(root instanceof Error);
    assert.deepEqual([root.code, root.syscall, root.path], ["ENOENT", "open", "/does/not/exist"]);
    assert.deepEqual(errorToJSON(restored), errorToJSON(original));
  });

  test("an instance is restored without its constructor, which may want other arguments", () => {
    const restored = roundTrip(new StrictError(["a", "b"]));
    assert.ok(restored instanceof StrictError);
    assert.equal(restored.message, "a b");
  });

  test("a class that is not loaded here becomes a FoundationError that keeps its name", () => {
    const restored = errorFromJSON({ name: "ElsewhereError", message: "m", code: "else.where", context: { a: 1 } });
    assert.equal(restored.constructor, FoundationError);
    assert.equal(String(restored), "ElsewhereError: m");
    assert.equal((restored as FoundationError).code, "else.where");
  });

  test("of two classes with one name, none is taken for the other", () => {
    const restored = roundTrip(new SecondTwin("m"));
    assert.ok(new FirstTwin("m") instanceof FirstTwin);
    assert.equal(restored.constructor, FoundationError);
    assert.equal(restored.name, "TwinError");
    assert.equal((restored as FoundationError).code, "test.second_twin");
  });

  test("errors of JavaScript keep their class, others their name", () => {
    assert.ok(roundTrip(new RangeError("r")) instanceof RangeError);
    const abort = roundTrip(new DOMException("stopped", "AbortError"));
    assert.deepEqual([abort.constructor, abort.name, abort.message], [Error, "AbortError", "stopped"]);
    const several = roundTrip(new AggregateError([new TypeError("one"), "two"], "both"));
    assert.ok(several instanceof AggregateError);
    assert.ok(several.errors[0] instanceof TypeError);
    assert.equal(several.errors[1], "two");
  });

  test("a thrown value that is no error becomes the context of one", () => {
    for (const value of ["text", 7, null, { status: 500 }]) {
      const restored = roundTrip(value) as FoundationError;
      assert.equal(restored.code, "error.no_error");
      assert.deepEqual(restored.context, { value });
    }
  });

  test("causes in a circle end", () => {
    const first = new Error("first");
    first.cause = new Error("second", { cause: first });
    assert.equal((roundTrip(first).cause as Error).cause, "[circular]");
  });

  test("hostile JSON gives an error and changes no prototype", () => {
    for (const json of [undefined, null, 1, "x", [], {}, { name: 1, message: "m" }, { name: "Error" }]) {
      assert.equal((errorFromJSON(json) as FoundationError).code, "error.no_error");
    }
    const json: unknown = JSON.parse(
      '{"name":"constructor","message":"m","code":"c","context":{},"__proto__":{"polluted":true},"toJSON":1}',
    );
    const restored = errorFromJSON(json);
    assert.ok(restored instanceof FoundationError);
    assert.equal(Object.hasOwn(restored, "__proto__"), true);
    assert.equal((restored as unknown as { polluted?: boolean }).polluted, undefined);
    let deep: unknown = { name: "Error", message: "inner" };
    for (let depth = 0; depth < 1_000; depth++) deep = { name: "Error", message: "outer", cause: deep };
    assert.equal(errorFromJSON(deep).message, "outer");
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}
