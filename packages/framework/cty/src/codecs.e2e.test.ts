// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { suite, test } from "node:test";
import { buildGoProgram, missing } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import * as cty from "./index.ts";
import * as json from "./json/index.ts";
import * as msgpack from "./msgpack/index.ts";
import * as arbitrary from "./arbitrary.ts";
import { encodeType, encodeValue } from "./subject/protocol-values.ts";
import type { JSONValue } from "./subject/value-forms.ts";
import { ask } from "./subject/subject.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const seed = Math.trunc(Math.random() * 2 ** 31);

/** Values of many types: for so many types, so many values each. */
function* sampleValues(types: number, valuesOfEach: number, options: arbitrary.ValueOptions): Generator<cty.Value> {
  for (const type of fc.sample(arbitrary.type(), { numRuns: types, seed })) {
    yield* fc.sample(arbitrary.valueOf(type, options), { numRuns: valuesOfEach, seed });
  }
}

suite(`random values, seed ${seed}`, () => {
  test("C06 decode(encode(v)) is v for 100,000 values, unknown, refined and infinite ones too", () => {
    for (const value of sampleValues(1000, 100, { hasUnknown: true, hasInfinity: true })) {
      for (const type of [value.type, cty.dynamic]) {
        const decoded = msgpack.unmarshal(msgpack.marshal(value, type), type);
        // MessagePack has one zero, which may change the order of a set.
        assert.ok(decoded.rawEquals(value) || hasNegativeZero(value), value.toString());
      }
    }
  });

  test(
    "C05 JSON text, and C06 MessagePack bytes, are go-cty's for 10,000 values",
    { skip: missing("go") },
    async () => {
      const questions = [...sampleValues(500, 20, {})].flatMap((value): Question[] => {
        const form = { in: encodeValue(value), ty: encodeType(value.type) };
        return [
          { op: "json.marshal", ...form },
          { op: "json.unmarshal", src: json.marshal(value, cty.dynamic), ty: "dynamic" },
          { op: "msgpack.marshal", ...form, ty: "dynamic" },
          {
            op: "msgpack.unmarshal",
            hex: Buffer.from(msgpack.marshal(value, value.type)).toString("hex"),
            ty: form.ty,
          },
        ];
      });
      const answers = await askOracle(questions);
      assert.equal(answers.length, 40_000);
      for (const [i, { op, ...question }] of questions.entries()) {
        assert.deepEqual(ask(op, question), { out: answers[i]!["out"] }, JSON.stringify({ op, ...question }));
      }
    },
  );
});

function hasNegativeZero(value: cty.Value): boolean {
  for (const [, part] of cty.deepValues(value)) {
    const isKnownNumber = part.type === cty.number && part.isKnown() && !part.isNull();
    if (isKnownNumber && part.asBigFloat().isZero && part.asBigFloat().isNegative) return true;
  }
  return false;
}

type Question = { readonly op: string } & { readonly [name: string]: JSONValue };

/** What go-cty says, behind the conformance subject protocol. */
async function askOracle(questions: readonly Question[]): Promise<Record<string, JSONValue>[]> {
  const program = await buildGoProgram(path.join(root, "harnesses/go/cty-vectors"), path.join(root, "out/go"));
  const oracle = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const answers: Record<string, JSONValue>[] = [];
  const lines = createInterface({ input: oracle.stdout });
  lines.on("line", (line) => answers.push(JSON.parse(line) as Record<string, JSONValue>));
  for (const question of questions) {
    if (!oracle.stdin.write(`${JSON.stringify(question)}\n`)) await once(oracle.stdin, "drain");
  }
  oracle.stdin.end();
  await once(lines, "close");
  return answers;
}
