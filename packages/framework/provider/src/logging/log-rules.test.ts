// SPDX-License-Identifier: Apache-2.0

import { createLogger } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type LogRules, logRules } from "./log-rules.ts";

/** What three lines become: of the provider, of the subsystem `http`, and one within it. */
function log(rules: LogRules): { message: string; fields: Readonly<Record<string, unknown>> }[] {
  const lines: string[] = [];
  const logger = createLogger({
    name: "acme",
    level: "trace",
    format: "hclog",
    processors: [logRules(rules)],
    write: (line) => void lines.push(line),
  });
  logger.info("paid 12 and 34", { iban: "DE12", note: "card 56" });
  logger.child("token").child("http").debug("GET /items", { status: 200 });
  logger.child("http").child("retry").debug("paid 78");
  return lines.map((line) => {
    const { "@message": message, "@level": _, "@module": _m, "@timestamp": _t, ...fields } = JSON.parse(line);
    return { message, fields };
  });
}

const all = ["paid 12 and 34", "GET /items", "paid 78"];

suite("rules of the log", () => {
  const omitted: readonly (readonly [string, LogRules, readonly string[]])[] = [
    ["nothing", {}, all],
    ["lines with a field", { omit: { keys: ["iban", "other"] } }, all.slice(1)],
    ["lines with a text", { omit: { messages: ["GET"] } }, [all[0]!, all[2]!]],
    ["lines with a pattern, a global one too", { omit: { messages: [/PAID/gi] } }, ["GET /items"]],
    ["lines of a subsystem only", { subsystem: "http", omit: { messages: [/./] } }, [all[0]!]],
  ];
  for (const [what, rules, messages] of omitted) {
    test(`omit ${what}`, () => {
      assert.deepEqual(
        log(rules).map(({ message }) => message),
        messages,
      );
    });
  }

  test("mask what matches in messages, everywhere in them", () => {
    const [first, , last] = log({ mask: { messages: [/\d+/, "and"] } });
    assert.doesNotMatch(first!.message + last!.message, /\d|and/);
    assert.match(first!.message, /^paid \S+/);
    assert.equal(first!.fields["note"], "card 56");
  });

  test("mask the values of fields by key and by what they contain", () => {
    const [first, second] = log({ mask: { keys: ["iban", "status"], values: [/\d+/] } });
    assert.doesNotMatch(JSON.stringify([first!.fields, second!.fields]), /12|56|200/);
    assert.match(String(first!.fields["note"]), /^card \S+$/);
    assert.equal(first!.message, all[0]);
  });

  test("a text is no pattern, and what stands for it is no template", () => {
    const [first] = log({ mask: { messages: ["p.id", "paid"] } });
    assert.match(first!.message, /^(?!paid)\S+ 12 and 34$/);
  });
});
