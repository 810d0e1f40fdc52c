// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FunctionError } from "../function/errors.ts";
import { nullVal, parseNumberVal, stringVal, tupleVal } from "../value-create.ts";
import { number } from "../type.ts";
import { numberIntVal, positiveInfinity, type Value } from "../value.ts";
import { stdlib } from "./table.ts";

// None of these may take time or memory out of proportion: where one does, it runs for minutes and not for a moment.

const call = (name: string, ...args: readonly (Value | string | number)[]): Value =>
  stdlib.get(name)!.call(args.map(toValue));

function toValue(arg: Value | string | number): Value {
  if (typeof arg === "string") return stringVal(arg);
  return typeof arg === "number" ? numberIntVal(arg) : arg;
}

function complaint(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof FunctionError, `${String(error)} is not for the practitioner`);
    return error.message;
  }
  return "no error";
}

suite("functions on texts from an enemy", () => {
  const tooLong = "the result would be longer than 16777216 characters";

  test("padding without end", () => {
    assert.equal(
      complaint(() => call("format", "%1000000000s", "x")),
      tooLong,
    );
    assert.equal(
      complaint(() => call("format", "%99999999999999999999999999v", "x")),
      tooLong,
    );
    assert.equal(
      complaint(() => call("format", "%9999999s".repeat(2) + "%[1]s%[2]s", "x", "y")),
      tooLong,
    );
    assert.equal(
      complaint(() => call("indent", Number.MAX_SAFE_INTEGER, "a")),
      tooLong,
    );
    assert.equal(
      complaint(() => call("indent", 10_000, "\n".repeat(10_000))),
      tooLong,
    );
    assert.equal(
      complaint(() => call("indent", -1, "a")),
      "the number of spaces must not be negative",
    );
  });

  test("widths that Go's fmt cannot read give what it writes then", () => {
    assert.equal(call("format", "%1000000000d", 5).asString(), "%!(NOVERB)%!(EXTRA *big.Int=5)");
    assert.equal(call("format", "%.1000000000f", 5).asString(), "%!(NOVERB)%!(EXTRA *big.Float=5)");
    assert.equal(call("format", "%1000001d", 5).asString().length, 1_000_001);
  });

  test("numbers of more digits than anyone writes", () => {
    const large = parseNumberVal("1e900000");
    for (const verb of ["%d", "%f", "%s", "%x", "%q", "%#v"]) {
      assert.match(
        complaint(() => call("format", verb, large)),
        /more than 100000 digits/,
        verb,
      );
    }
    assert.equal(call("format", "%v %e %.3g", large, large, large).asString().slice(0, 24), "1e+900000 1.000000e+9000");
    assert.match(
      complaint(() => call("format", "%d", positiveInfinity)),
      /an integer is required/,
    );
  });

  test("a format of a hundred thousand verbs", () => {
    assert.equal(call("format", "%[1]s%%".repeat(100_000), "x").asString().length, 200_000);
    assert.match(
      complaint(() => call("format", "é".repeat(100_000) + "%s")),
      /at 200000: need index 1/,
    );
    assert.match(
      complaint(() => call("format", "%".repeat(99_999))),
      /invalid format string starting at offset 99999/,
    );
  });

  test("values that have no text", () => {
    assert.match(
      complaint(() => call("format", "%s", nullVal(number))),
      /null value cannot be formatted/,
    );
    assert.match(
      complaint(() => call("format", "%s", tupleVal([]))),
      /string required/,
    );
    assert.throws(() => stringVal("\ud800"), RangeError);
  });

  test("regular expressions that take others for ever", () => {
    assert.match(
      complaint(() => call("regex", "(a*)*b", "a".repeat(10_000))),
      /did not match/,
    );
    assert.match(
      complaint(() => call("regex", "(".repeat(100_000), "a")),
      /missing closing \)/,
    );
    assert.match(
      complaint(() => call("regexreplace", "a", "(?:x{1000}){1000}", "")),
      /invalid repeat count/,
    );
    assert.equal(call("regexall", ".", "a".repeat(20_000)).lengthInt(), 20_000);
  });

  test("tables that are wide, long or one quote", () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",");
    assert.equal(call("csvdecode", `${names}\n`).lengthInt(), 0);
    assert.equal(call("csvdecode", `a\n${"1\n".repeat(50_000)}`).lengthInt(), 50_000);
    assert.equal(call("csvdecode", `a\n"${'""'.repeat(100_000)}"`).lengthInt(), 1);
    assert.match(
      complaint(() => call("csvdecode", `a\n"${"\n".repeat(100_000)}`)),
      /on line 100001: extraneous/,
    );
    assert.equal(
      complaint(() => call("csvdecode", "a,a\n")),
      'duplicate column name "a"',
    );
    assert.deepEqual(
      [...call("csvdecode", "__proto__,constructor\n1,2").index(numberIntVal(0)).asValueMap().keys()],
      ["__proto__", "constructor"],
    );
  });

  test("dates of a million letters", () => {
    assert.match(
      complaint(() => call("formatdate", "Y".repeat(1_000_000), "2006-01-02T15:04:05Z")),
      /invalid date format/,
    );
    assert.match(
      complaint(() => call("formatdate", "'".repeat(999_999), "2006-01-02T15:04:05Z")),
      /unterminated literal/,
    );
    assert.equal(call("formatdate", `'${"a''".repeat(100_000)}'`, "2006-01-02T15:04:05Z").asString().length, 200_000);
    assert.match(
      complaint(() => call("timeadd", "9".repeat(1_000_000), "1s")),
      /not a valid RFC3339 timestamp/,
    );
  });

  test("white space and clusters without end", () => {
    assert.equal(call("trimspace", " ".repeat(1_000_000) + "x" + "\u3000".repeat(1_000_000)).asString(), "x");
    assert.equal(call("chomp", "\n".repeat(1_000_000) + "x").asString().length, 1_000_001);
    assert.equal(call("strlen", `e${"\u0323".repeat(1_000_000)}`).asNumber(), 1);
    assert.equal(call("substr", "abc", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).asString(), "");
    assert.equal(call("substr", "abc", Number.MIN_SAFE_INTEGER, 2).asString(), "ab");
  });
});
