// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { describeError } from "../errors/describe-error.ts";
import { errorFromJSON, errorToJSON } from "../errors/error-json.ts";
import { FoundationError } from "../errors/foundation-error.ts";
import { createLogger } from "../logging/logger.ts";
import { encodeRedacted } from "./encode-redacted.ts";
import { redactText } from "./redact-text.ts";

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

const secret = "hunter2-hunter2";

/** Something with a secret somewhere inside, under a key that names it. */
const withSecret: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.constantFrom("password", "apiKey", "Authorization", "db_token").map((key) => ({ [key]: secret })),
  tree: fc.oneof(
    { maxDepth: 8 },
    tie("leaf"),
    tie("tree").map((inner) => [inner]),
    tie("tree").map((inner) => ({ inner })),
    tie("tree").map((inner) => new Map([["inner", inner]])),
    tie("tree").map((inner) => new Set([inner])),
    tie("tree").map((inner) => new Error("outer", { cause: inner })),
    tie("tree").map((inner) => Object.assign(new Error("outer"), { inner })),
    tie("tree").map((inner) => new AggregateError([inner], "several")),
    tie("tree").map((inner) => ({ toJSON: () => inner })),
    tie("leaf").map((inner) => JSON.stringify(inner)),
    tie("leaf").map((inner) => JSON.stringify(JSON.stringify(inner))),
  ),
})).tree;

suite("redaction, for any value", () => {
  test("the encoding is JSON", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = encodeRedacted(value);
        if (text !== undefined) JSON.parse(text);
      }),
    );
  });

  test("plain data without secrets is what JSON.stringify gives", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const plain = JSON.stringify(value);
        fc.pre(redactText(plain) === plain && !plain.includes("[redacted]"));
        assert.deepEqual(JSON.parse(encodeRedacted({ value })!), JSON.parse(`{"value":${plain}}`));
      }),
    );
  });

  test("Y07 a secret is in no log line, of no form", () => {
    for (const format of ["hclog", "json", "people"] as const) {
      fc.assert(
        fc.property(withSecret, (value) => {
          let text = "";
          createLogger({ name: "test", format, write: (line) => (text += line) }).info("message", { value });
          assert.equal(text.includes(secret), false, text);
        }),
      );
    }
  });

  test("Y09 a secret is in no error, as text or as JSON", () => {
    fc.assert(
      fc.property(withSecret, (value) => {
        const error = new FoundationError("failed", { context: { value }, cause: value });
        const text = describeError(error) + JSON.stringify(errorToJSON(error));
        assert.equal(text.includes(secret), false, text);
      }),
    );
  });

  test("an error that went through JSON gives the same JSON again", () => {
    fc.assert(
      fc.property(anything, fc.string(), (value, message) => {
        const json = errorToJSON(new FoundationError(message, { context: { value }, cause: value }));
        assert.deepEqual(errorToJSON(errorFromJSON(json)), json);
      }),
    );
  });

  test("any line for a host fits its buffer and says what every line says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.dictionary(fc.string(), anything), (message, fields) => {
        let text = "";
        createLogger({ name: "test", format: "hclog", write: (line) => (text = line) }).info(message, fields);
        const entry = JSON.parse(text) as Record<string, unknown>;
        assert.equal(entry["@level"], "info");
        assert.equal(typeof entry["@message"], "string");
        assert.ok(Buffer.byteLength(text) <= 65_536);
        assert.equal(text.indexOf("\n"), text.length - 1);
      }),
    );
  });

  test("redacting a text twice is redacting it once", () => {
    const parts = fc.constantFrom(
      '"',
      "'",
      "--",
      "token",
      "=",
      " ",
      "eyJ",
      ".",
      "://",
      ":",
      "@",
      "\\",
      "Bearer 1",
      "x",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (words) => {
        const once = redactText(words.join(""));
        assert.equal(redactText(once), once);
      }),
    );
  });

  test("what a text alone hides is also hidden in a text where everything is looked at", () => {
    // The flag makes a text suspicious, so that no look beforehand can pass over it.
    const suspect = "\n--x y\n";
    const parts = fc.constantFrom(
      ..."password token apiKey auth session_id connectionString name value https:// user @ : = & ?sig= < </ > , . /".split(
        " ",
      ),
      ...`ghp_ sk- xoxb- glpat- hvs. SG. eyJ AKIA AIza dapi ATATT3 12345678:AA key- sbp_ ${"a1".repeat(20)} ${"A1".repeat(8)}`.split(
        " ",
      ),
      "Bearer ",
      " -p ",
      "curl ",
      " ",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (words) => {
        const text = words.join("");
        assert.equal(redactText(text) + suspect, redactText(text + suspect));
      }),
      { numRuns: 2_000 },
    );
  });
});
