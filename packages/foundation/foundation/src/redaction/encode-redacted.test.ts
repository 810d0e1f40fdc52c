// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { encodeRedacted } from "./encode-redacted.ts";

const decode = (value: unknown, options?: Parameters<typeof encodeRedacted>[1]): unknown =>
  JSON.parse(encodeRedacted(value, options)!);

suite("encodeRedacted", () => {
  const cyclic: Record<string, unknown> = { name: "loop" };
  cyclic["self"] = cyclic;
  const shared = { a: 1 };

  const cases: Record<string, [value: unknown, want: unknown]> = {
    null: [null, null],
    "nested plain data": [
      { a: [1, "x", true, null], b: { c: 0.5 } },
      { a: [1, "x", true, null], b: { c: 0.5 } },
    ],
    "undefined is left out of objects and null in arrays": [{ a: undefined, b: [undefined] }, { b: [null] }],
    "numbers that JSON lacks": [
      [Number.NaN, Infinity, -Infinity, -0],
      ["NaN", "Infinity", "-Infinity", 0],
    ],
    BigInt: [12345678901234567890n, "12345678901234567890"],
    "symbol and function": [
      [Symbol("s"), () => 1],
      ["Symbol(s)", "[function]"],
    ],
    dates: [
      [new Date(0), new Date(Number.NaN)],
      ["1970-01-01T00:00:00.000Z", "Invalid Date"],
    ],
    bytes: [
      [Buffer.from("abc"), new Uint16Array(2), new ArrayBuffer(5)],
      ["[3 bytes]", "[4 bytes]", "[5 bytes]"],
    ],
    "Map and Set": [
      new Map<unknown, unknown>([
        ["a", new Set([1, 2])],
        [7, "seven"],
      ]),
      { a: [1, 2], 7: "seven" },
    ],
    URL: [new URL("https://ann:hunter2@host/"), "https://ann:[redacted]@host/"],
    toJSON: [{ toJSON: () => ({ token: "abc", a: 1 }) }, { token: "[redacted]", a: 1 }],
    "an object inside itself": [cyclic, { name: "loop", self: "[circular]" }],
    "one object twice is no cycle": [
      [shared, shared],
      [{ a: 1 }, { a: 1 }],
    ],
    "a key that is no identifier": [{ 'a"\n': 1 }, { 'a"\n': 1 }],
    "lone surrogate": ["\ud800", "\ud800"],
  };
  for (const [name, [value, want]] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(decode(value), want));
  }

  test("a secret is redacted at every depth, whatever holds it", () => {
    const value = {
      list: [{ password: "hunter2" }, [{ deep: { api_key: "hunter2" } }]],
      map: new Map([["token", "hunter2"]]),
      set: new Set([{ secret: ["hunter2"] }]),
      error: new Error("outer", { cause: Object.assign(new Error("inner"), { authorization: "hunter2" }) }),
      nested: { credentials: { user: "hunter2", key: "hunter2" } },
      pin: { otp: 222222, passwordHash: Buffer.from("hunter2") },
      text: "--password hunter2",
    };
    const text = encodeRedacted(value)!;
    assert.doesNotMatch(text, /hunter2|222222/);
    assert.equal(text.match(/\[redacted\]/g)?.length, 9);
  });

  test("whether a secret is there may be known", () => {
    assert.deepEqual(decode({ token: null, password: false, secret: undefined }), { token: null, password: false });
  });

  test("an error is an object with its message, fields, causes and stack", () => {
    const error = Object.assign(new TypeError("bad", { cause: "reason" }), { status: 500 });
    const { stack, ...rest } = decode(error) as { stack: string };
    assert.match(stack, /^TypeError: bad\n/);
    assert.deepEqual(rest, { name: "TypeError", message: "bad", status: 500, cause: "reason" });
  });

  test("errors become text where the reader wants text", () => {
    const options = { describeError: (error: Error) => `<${error.message}>` };
    assert.deepEqual(decode({ error: new Error("bad") }, options), { error: "<bad>" });
  });

  test("what throws when it is read does no harm", () => {
    const getter = {
      a: 1,
      get bad(): number {
        throw new Error("no");
      },
    };
    const proxy = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no");
        },
      },
    );
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostileError = new Error("m");
    Object.defineProperty(hostileError, "stack", {
      get() {
        throw new Error("no");
      },
    });
    const toJSON = {
      toJSON() {
        throw new Error("no");
      },
    };
    assert.deepEqual(decode({ getter, proxy, revoked, toJSON }), {
      getter: { a: 1, bad: "[unreadable]" },
      proxy: "[unreadable]",
      revoked: "[unreadable]",
      toJSON: "[unreadable]",
    });
    assert.deepEqual(decode(hostileError), { name: "Error", message: "m", stack: "[unreadable]" });
  });

  test("depth is limited", () => {
    let value: unknown = "core";
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    assert.equal(encodeRedacted(value), `${"[".repeat(12)}"[deeper]"${"]".repeat(12)}`);
  });

  test("a toJSON that always returns something new ends", () => {
    class Endless {
      toJSON(): Endless {
        return new Endless();
      }
    }
    assert.equal(encodeRedacted(new Endless()), '"[deeper]"');
  });

  test("the number of values is limited", () => {
    assert.deepEqual(decode([1, 2, 3, 4], { maxValues: 2 }), [1, 2, "[more]"]);
    assert.deepEqual(decode({ a: 1, b: { c: 1, d: 1 }, e: 1 }, { maxValues: 3 }), {
      a: 1,
      b: { c: 1, "[more]": true },
      "[more]": true,
    });
    function* endless(): Generator<number> {
      for (;;) yield 1;
    }
    const set = new Set<number>();
    set[Symbol.iterator] = endless as never;
    assert.equal((decode(set) as unknown[]).length, 5_001);
  });

  test("a long string is cut, not inside a character, and says how much is missing", () => {
    assert.equal(decode("abcdef", { maxStringLength: 4 }), "abcd… [2 more characters]");
    assert.equal(decode("abc😀😀", { maxStringLength: 4 }), "abc… [3 more characters]");
    const huge = decode("x".repeat(10_000_000)) as string;
    assert.ok(huge.length < 33_000);
    assert.match(huge, /9967232 more characters/);
  });

  test("a cut does not save a secret from being recognised", () => {
    const text = `${"x".repeat(90)} --password hunter2hunter2`;
    assert.doesNotMatch(encodeRedacted(text, { maxStringLength: 105 })!, /hunter/);
  });
});
