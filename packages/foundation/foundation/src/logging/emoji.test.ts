// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createEmoji, standardEmoji, type EmojiSet } from "./emoji.ts";
import type { LogFields } from "./line-format.ts";

suite("createEmoji", () => {
  const standard = createEmoji(standardEmoji);
  const cases: Record<string, [fields: LogFields, want: string]> = {
    "domain, action and status, in this order": [{ status: "success", action: "login", domain: "auth" }, "🔑👋✅"],
    success: [{ status: "success" }, "✅"],
    failure: [{ status: "failure" }, "❌"],
    "letter case does not matter": [{ status: "SUCCESS" }, "✅"],
    "HTTP 1xx": [{ status: 100 }, "💬"],
    "HTTP 2xx": [{ statusCode: 204 }, "✅"],
    "HTTP 3xx": [{ status_code: 301 }, "🔀"],
    "HTTP 4xx": [{ status: 418 }, "🚫"],
    "HTTP 5xx": [{ status: 599 }, "🔥"],
    "one status of a class": [{ status: 404 }, "👻"],
    "a status as text": [{ status: "404" }, "👻"],
    "the first field of a column that is there": [{ outcome: "failed", status: "ok" }, "✅"],
    "unknown values have none": [{ domain: "x", action: "y", status: "z" }, ""],
    "numbers that are no status": [{ status: 0, action: -1, domain: Number.NaN }, ""],
    "values that are no text": [{ status: {}, action: null, domain: [] }, ""],
    "names of Object's own": [{ status: "constructor", action: "__proto__", domain: "toString" }, ""],
    "a field that only ends like one": [{ "payment.status": "ok" }, ""],
  };
  for (const [name, [fields, want]] of Object.entries(cases)) {
    test(`F01 ${name}`, () => assert.equal(standard(fields, {}), want));
  }

  test("fields of the logger count where the call has none", () => {
    assert.equal(standard({ status: "ok" }, { domain: "auth", status: "failed" }), "🔑✅");
    assert.equal(standard(undefined, { domain: "auth" }), "🔑");
  });

  test("F01 users extend it by data: values, fields, and other emoji for known values", () => {
    const emoji = createEmoji(standardEmoji, {
      domain: { values: { billing: "🧾", auth: "🛂" } },
      status: { fields: ["verdict"], values: { "7xx": "🎲" } },
    });
    assert.equal(emoji({ domain: "billing", verdict: "success" }, {}), "🧾✅");
    assert.equal(emoji({ domain: "auth", status: 742 }, {}), "🛂🎲");
    assert.equal(standard({ domain: "auth" }, {}), "🔑", "the standard set stays as it is");
  });

  test("a getter that throws does not", () => {
    const fields = {
      get status(): string {
        throw new Error("no");
      },
    };
    assert.equal(standard(fields, {}), "");
  });

  test("every standard emoji is drawn two cells wide", () => {
    for (const column of Object.values(standardEmoji)) {
      for (const emoji of Object.values(column.values)) assert.match(emoji as string, /^\p{Emoji_Presentation}$/u);
    }
  });

  for (const bad of ["", " ", "a\nb", "\u001b[31m", "x".repeat(17), 5, null]) {
    test(`refuses ${JSON.stringify(bad)} as an emoji`, () => {
      const set = { status: { values: { gone: bad } } } as unknown as EmojiSet;
      assert.throws(() => createEmoji(set), /^TypeError: the emoji for status "gone" must be/);
    });
  }
});
