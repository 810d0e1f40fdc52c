// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { describeError } from "../errors/describe-error.ts";
import { createLogger } from "../logging/logger.ts";
import { createRedactor } from "./redactor.ts";

function redactorOf(...secrets: readonly string[]): (text: string) => string {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.addSecret(secret);
  return (text) => redactor.redact(text);
}

suite("createRedactor", () => {
  const pem = `-----BEGIN X-----\n${"Ab1".repeat(20)}\nshort\n-----END X-----`;
  const cases: Record<string, [secrets: string[], text: string, want: string]> = {
    "a value in prose": [["swordfish"], "the password is swordfish.", "the password is [redacted]."],
    "every time": [["swordfish"], "swordfish swordfishes", "[redacted] [redacted]es"],
    "as JSON writes it": [['a"b\nc\\'], String.raw`{"x":"a\"b\nc\\"}`, '{"x":"[redacted]"}'],
    "as an address writes it": [["a b&c/d"], "GET /?q=a%20b%26c%2Fd&x=1", "GET /?q=[redacted]&x=1"],
    "as Base64 writes it": [["swordfish"], "x c3dvcmRmaXNo y", "x [redacted] y"],
    "a line of it": [[pem], `got ${"Ab1".repeat(20)} there`, "got [redacted] there"],
    "no short line of it": [[pem], "short text", "short text"],
    "the whole of one within another": [["fish", "swordfish"], "swordfish fish", "[redacted] [redacted]"],
    overlapping: [["abcdef", "defghi"], "xabcdefghiy", "x[redacted]y"],
    "side by side": [["abcd", "efgh"], "abcdefgh abcd", "[redacted] [redacted]"],
    "a short one only as a whole": [["abc"], "abc is the alphabet", "abc is the alphabet"],
    "a short one as a whole": [["abc"], "abc", "[redacted]"],
    "an empty one is ignored": [[""], "nothing here", "nothing here"],
    unicode: [["пароль🔑ß"], "это пароль🔑ß!", "это [redacted]!"],
    "half a surrogate pair": [["\ud83dabcdef"], "x\ud83dabcdefy", "x[redacted]y"],
    "secrets by shape too": [["swordfish"], "swordfish token=abc", "[redacted] token=[redacted]"],
  };
  for (const [name, [secrets, text, want]] of Object.entries(cases)) {
    test(`hides ${name}`, () => assert.equal(redactorOf(...secrets)(text), want));
  }

  test("Y07 Y09 what it knows is in no log line and no error, whatever holds it, also when learned late", () => {
    for (const format of ["json", "hclog", "people"] as const) {
      const redactor = createRedactor();
      let text = "";
      const write = (line: string): void => void (text += line);
      const log = createLogger({ name: "app", format, redactor, write, fields: { bound: "swordfish" } });
      log.info("before");
      assert.match(text, /swordfish/);
      text = "";
      redactor.addSecret("swordfish");
      redactor.addSecret("987654321");
      const error = new Error("lost swordfish", { cause: new AggregateError([new Error("swordfish")], "several") });
      log.child("sub").error("no swordfish", {
        list: [["swordfish"], new Map([["swordfish", 1]])],
        number: 987654321,
        big: 987654321n,
        "key swordfish": true,
        long: `${"x".repeat(40_000)}swordfish`,
        error,
      });
      assert.doesNotMatch(text, /swordfish|987654321/, format);
      assert.doesNotMatch(describeError(error, redactor), /swordfish/);
    }
  });

  test("one knows nothing of another's secrets", () => {
    redactorOf("swordfish");
    assert.equal(redactorOf("other-secret")("swordfish"), "swordfish");
  });

  test("whatever the secrets, none is left in any text", () => {
    const secret = fc.string({ unit: fc.constantFrom("a", "b", "\\", '"', "é", " "), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.array(fc.string()), (secrets, between) => {
        const text = secrets.map((one, at) => one + (between[at] ?? "")).join("-");
        const shown = redactorOf(...secrets)(text);
        for (const one of secrets) assert.equal(shown.includes(one), false);
      }),
    );
  });

  test("a text full of one secret takes no longer than another", { timeout: 10_000 }, () => {
    assert.equal(redactorOf("a".repeat(10_000))("a".repeat(300_000)), "[redacted]");
  });

  test("Y07 the values of variables that name a secret, but for words that switch", () => {
    const redactor = createRedactor();
    redactor.addVariables({
      ACME_TOKEN: "abcd-1234",
      DB_PASSWORD: "swordfish",
      TF_VAR_client_secret: "mackerel",
      USE_AUTH: "herring",
      PROXY_AUTH: "true",
      HOME: "/home/ann",
      GONE_TOKEN: undefined,
    });
    assert.equal(
      redactor.redact("abcd-1234 swordfish mackerel herring true /home/ann"),
      "[redacted] [redacted] [redacted] herring true /home/ann",
    );
  });

  test("for messages it hides only what was added, with a mark of choice", () => {
    const redactor = createRedactor();
    redactor.addSecret("swordfish");
    assert.equal(redactor.hide("swordfish, run --token TOKEN", "(secret)"), "(secret), run --token TOKEN");
    redactor.addSecret("ab");
    assert.equal(redactor.hide("ab", "(secret)"), "(secret)");
  });

  test("of those that pass, the latest stay; the others stay for ever", () => {
    const redactor = createRedactor();
    redactor.addSecret("for ever");
    for (let at = 0; at < 30_000; at++) {
      redactor.addSecret(`value ${at}`, { passing: true });
      redactor.addSecret("again and again", { passing: true });
    }
    redactor.addSecret("value 29999");
    for (let at = 0; at < 30_000; at++) redactor.addSecret(`other ${at}`, { passing: true });
    for (const hidden of ["for ever", "value 29999", "other 29999", "other 15000"]) {
      assert.equal(redactor.redact(`x ${hidden} y`), "x [redacted] y");
    }
    assert.equal(redactor.redact("value 12"), "value 12");
  });

  test("a whole file is hidden line by line as well", () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `line number ${at} of a secret`);
    const redact = redactorOf(lines.join("\n"));
    assert.equal(redact(`got ${lines[77]!}`), "got [redacted]");
  });
});
