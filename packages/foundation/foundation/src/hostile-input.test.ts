// SPDX-License-Identifier: Apache-2.0

/**
 * Every reader of foundation with text and bytes that nobody meant for it: it
 * answers, or throws the error that it documents, and does so soon. A reader
 * that hangs fails by the time limit of its test.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { AmbiguousText, parseText } from "./config/parse-text.ts";
import { defineConfig } from "./config/define-config.ts";
import { loadConfig } from "./config/load-config.ts";
import { type SettingType, setting } from "./config/setting.ts";
import { scanPositions } from "./config/toml-positions.ts";
import { toPrivateKey, toPublicKey } from "./crypto/keys.ts";
import { createSealingKey, KeyRing } from "./crypto/key-ring.ts";
import { certificateDerFromPem } from "./crypto/x509/pem.ts";
import { errorFromJSON } from "./errors/error-json.ts";
import { isFoundationError } from "./errors/foundation-error.ts";
import { parseOwner } from "./files/lock-owner.ts";
import { createTemporaryDirectory } from "./files/temporary-directory.ts";
import { directiveMs, parseCacheControl } from "./http/cache-control.ts";
import { freshForMs, isStorable, staleIfErrorMs } from "./http/freshness.ts";
import { decodeStored, encodeStored } from "./http/stored-response.ts";
import { loggerOptionsFromEnvironment } from "./logging/environment.ts";
import { parseLogThreshold } from "./logging/level.ts";
import { LineBuffer } from "./process/line-buffer.ts";
import { redactText } from "./redaction/redact-text.ts";
import { isSecretKey } from "./redaction/secret-key.ts";
import { parseRetryAfter } from "./resilience/retry-after.ts";
import { parseTraceparent } from "./telemetry/traceparent.ts";
import { findClosest } from "./text/closest.ts";

/** Texts made of pieces that mean something to the reader, some of them repeated very often, and of any others. */
function textsLike(...pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom("\0", "\uFEFF", "\uD800", "\r\n", "\n", " ", "\t", "-", '"', "\\", "9") },
  );
  const repeated = fc
    .tuple(piece, fc.constantFrom(1, 1, 1, 1, 2, 100, 5_000))
    .map(([text, times]) => text.repeat(times));
  return fc.array(repeated, { maxLength: 8 }).map((parts) => parts.join(""));
}

function refuseOnly(code: RegExp, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!isFoundationError(error) || !code.test(error.code)) throw error;
  }
}

interface Reader {
  /** Pieces of what it reads. */
  readonly of: readonly string[];
  readonly read: (text: string) => unknown;
}

const headers = (name: string, text: string): Headers => {
  // What `fetch` lets through: no control characters, nothing beyond Latin-1.
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return new Headers({ [name]: text.replaceAll(/[^\x20-\x7E\xA0-\xFF]/g, "") });
};

const textTypes: readonly SettingType[] = [
  { kind: "flag" },
  { kind: "number" },
  { kind: "integer" },
  { kind: "list", of: { kind: "list", of: { kind: "number" } } },
  { kind: "map", of: { kind: "integer" } },
];

const readers: Record<string, Reader> = {
  traceparent: {
    of: ["00", "-", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01"],
    read: parseTraceparent,
  },
  "Cache-Control": {
    of: ["max-age", "=", '"', ",", "no-cache", "60", "stale-if-error", " "],
    read: (text) => directiveMs(parseCacheControl(text), "max-age"),
  },
  "the age of a response": {
    of: ["max-age=", "60", "Mon, 01 Jan 2024 00:00:00 GMT", ",", "-1"],
    read(text) {
      for (const name of ["cache-control", "expires", "date", "age", "vary"]) {
        const one = headers(name, text);
        isStorable(200, one);
        staleIfErrorMs(one);
        const stored = { url: "", status: 200, headers: one, varying: {}, requestedMs: 0, receivedMs: 0 };
        assert.equal(typeof freshForMs({ ...stored, body: new Uint8Array() }, 1), "number");
      }
    },
  },
  "Retry-After": {
    of: ["120", "Wed, 21 Oct 2026 07:28:00 GMT", "-", "Fri, "],
    read: (text) => assert.ok((parseRetryAfter(text, { wallNow: () => 0 }) ?? 0) >= 0),
  },
  "a certificate in PEM form": {
    of: ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "MIIB", "=", "\n"],
    read: certificateDerFromPem,
  },
  "a stored response": {
    of: ['{"url":"u","status":200,"headers":[],"varying":{},"requestedMs":0,"receivedMs":0}', "\n", "{", "[", "null"],
    read: (text) => decodeStored(Buffer.from(text)),
  },
  "a lock file": {
    of: ['{"token":"0123456789ab","pid":1,"host":"h"}', "{", '"pid":', "0", "}", "[", "null"],
    read: parseOwner,
  },
  "sealed data": {
    of: ["FS1", "\u0003key", "x".repeat(30), "\u0000"],
    read: (text) => refuseOnly(/^crypto\.(?:damaged|unknown_key)$/, () => ring.open(Buffer.from(text, "latin1"), "")),
  },
  "a public key": {
    of: ["-----BEGIN PUBLIC KEY-----\n", "-----END PUBLIC KEY-----\n", "MCowBQYDK2VwAyEA", "A=", "PRIVATE"],
    read(text) {
      refuseOnly(/^crypto\.bad_key$/, () => toPublicKey(text));
      refuseOnly(/^crypto\.bad_key$/, () => toPublicKey(Buffer.from(text)));
      refuseOnly(/^crypto\.bad_key$/, () => toPrivateKey(text));
    },
  },
  "positions in TOML": {
    of: ["[", "]", "[[a]]", "a.b", " = ", '"""', "'''", '"', "{", "}", ",", "# x", "\n", "1", "\\"],
    read: (text) => scanPositions(text, (quoted) => quoted)(["a", "b"]),
  },
  "a setting's text": {
    of: ["[", "]", "{", "}", "a=", ",", "1e5", "true", ".", '"', "__proto__="],
    read(text) {
      for (const type of textTypes) assert.ok(!(parseText(type, text) instanceof AmbiguousText));
    },
  },
  "the environment of a logger": {
    of: ["debug", ":", ",", "a.b", "__proto__", "off", "json"],
    read(text) {
      parseLogThreshold(text);
      for (const name of ["PROVIDE_LOG_LEVEL", "PROVIDE_LOG_MODULE_LEVELS", "PROVIDE_LOG_FORMAT", "TERM", "LANG"]) {
        refuseOnly(/^logging\.environment$/, () => loggerOptionsFromEnvironment({ [name]: text }, true));
      }
    },
  },
  "lines of a process": {
    of: ["line", "\n", "\r\n", "\u00E9"],
    read(text) {
      const lines = new LineBuffer();
      const bytes = Buffer.from(text);
      for (const at of [0, 1, 2]) lines.push(bytes.subarray((bytes.length * at) / 3, (bytes.length * (at + 1)) / 3));
      lines.end();
      return lines.toString();
    },
  },
  "text with secrets": {
    of: [
      "password",
      "=",
      ":",
      "://",
      "@",
      "--token",
      " ",
      "-----BEGIN PRIVATE KEY-----",
      "Bearer ",
      "<",
      "</",
      '"',
      "curl -u ",
    ],
    read: redactText,
  },
  "a key": { of: ["api", "Key", "_", "-", "password", "count", "X"], read: isSecretKey },
  "a misspelt word": {
    of: ["log", "level", ".", "a"],
    read: (text) => findClosest(text, ["log.level", "a".repeat(200)]),
  },
};

const ring = new KeyRing({ keys: { key: createSealingKey() }, current: "key" });

suite("hostile input", () => {
  for (const [name, { of, read }] of Object.entries(readers)) {
    test(`${name}: an answer or the documented error, soon`, { timeout: 60_000 }, () => {
      fc.assert(
        fc.property(textsLike(...of), (text) => void read(text)),
        { numRuns: 150 },
      );
    });
  }

  test("an error from JSON of any form is an error that can be shown", () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("FoundationError", "AggregateError", "TypeError", "__proto__"),
    );
    const json = fc.dictionary(
      fc.constantFrom(
        "name",
        "message",
        "code",
        "context",
        "cause",
        "errors",
        "stack",
        "hint",
        "__proto__",
        "toString",
      ),
      field,
    );
    fc.assert(
      fc.property(fc.oneof(json, fc.anything()), (value) => {
        const error = errorFromJSON(value);
        assert.ok(error instanceof Error);
        assert.equal(typeof error.message, "string");
      }),
    );
  });

  test("a stored response that was tampered with is whole or none", () => {
    const head = { url: "u", status: 200, headers: [["a", "b"]], varying: {}, requestedMs: 0, receivedMs: 0 };
    const change = fc.dictionary(fc.constantFrom(...Object.keys(head)), fc.oneof(fc.jsonValue(), fc.integer()));
    fc.assert(
      fc.property(change, (changes) => {
        const bytes = Buffer.from(`${JSON.stringify({ ...head, ...changes })}\nbody`);
        const stored = decodeStored(bytes);
        if (stored === undefined) return;
        assert.ok(new Response(stored.body, { status: stored.status, headers: stored.headers }).ok !== undefined);
        Object.entries(stored.varying).forEach(([name]) => assert.equal(typeof name, "string"));
        assert.deepEqual(decodeStored(encodeStored(stored))?.varying, stored.varying);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a configuration file of any content is read, or refused with its name", { timeout: 60_000 }, async () => {
    using folder = createTemporaryDirectory();
    const definition = defineConfig("demo", {
      a: { b: setting.integer({ default: 1, about: "A number." }) },
      c: setting.list(setting.text({ about: "A text." }), { about: "Some." }),
    });
    const content = textsLike(
      "[a]",
      "b",
      " = ",
      "1",
      "\n",
      '"x"',
      "c = [",
      "]",
      "[[a]]",
      "'''",
      "{",
      "}",
      "1979-05-27",
    );
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        writeFileSync(`${folder.path}/demo.toml`, text);
        try {
          await loadConfig(definition, { cwd: folder.path, home: folder.path, env: {} });
        } catch (error) {
          if (!isFoundationError(error)) throw error;
          assert.match(error.code, /^config\./);
          assert.match(error.message, /demo\.toml/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
