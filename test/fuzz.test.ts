// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { missing } from "@provide-foundry/testkit";
import { ctyTarget } from "../conformance/fuzz/cty/target.ts";
import { ctyParsers } from "../conformance/fuzz/cty/parsers.ts";
import { hclParsers } from "../conformance/fuzz/hcl/parsers.ts";
import { hclTarget } from "../conformance/fuzz/hcl/target.ts";
import { attack, type Parser } from "../conformance/fuzz/hostile.ts";
import { fuzz, type Answer, type Question, type Target } from "../conformance/fuzz/fuzz.ts";
import { Oracle } from "../conformance/fuzz/oracle.ts";

suite("differential fuzzing", { skip: missing("go") }, () => {
  test("C02 C03 C05 C06 20,000 questions about cty get go-cty's answers", async () => {
    await using oracle = await Oracle.build("cty-vectors", "cty");
    const { cases, results, unstable, differences } = await fuzz(ctyTarget, oracle, {
      seed: 20_261_123,
      cases: 20_000,
    });
    assert.deepEqual(differences, []);
    assert.equal(cases, 20_000);
    assert.ok(results > 15_000, `only ${results} questions have a result`);
    assert.ok(unstable < 100, `${unstable} answers are random`);
  });

  test("H01 H02 H03 H04 H05 5,000 questions about HCL get the original's answers", async () => {
    await using oracle = await Oracle.build("hcl-vectors", "hcl");
    const { cases, results, unstable, differences } = await fuzz(hclTarget, oracle, { seed: 20_261_123, cases: 5_000 });
    assert.deepEqual(differences, []);
    assert.equal(cases, 5_000);
    assert.ok(results > 4_900, `only ${results} questions have a result`);
    assert.ok(unstable < 50, `${unstable} answers are random`);
  });

  test("a wrong answer is found, made small, and made again from its seed and number", async () => {
    await using oracle = await Oracle.build("cty-vectors", "cty");
    const broken: Target = { ...ctyTarget, ask: (question) => falsify(question, ctyTarget.ask(question)) };
    const { differences } = await fuzz(broken, oracle, { seed: 1, cases: 5_000, mostDifferences: 1 });
    const [{ index, question, ours, theirs }] = differences as [(typeof differences)[0]];
    assert.deepEqual({ op: question.op, ours }, { op: "map.order", ours: { out: ["wrong"] } });
    assert.notDeepEqual(theirs, ours);
    assert.ok(JSON.stringify(question).length < 200, `${JSON.stringify(question)} could be smaller`);
    const [made] = await ctyTarget.questions(1, [index], oracle);
    assert.equal(made?.op, "map.order");
    const again = await fuzz(broken, oracle, { seed: 1, first: index, cases: 1 });
    assert.deepEqual(again.differences, differences);
  });
});

function falsify({ op }: Question, answer: Answer): Answer {
  const { out } = answer;
  return op === "map.order" && Array.isArray(out) && out.length > 1 ? { out: ["wrong"] } : answer;
}

suite("input that nobody means to be read", () => {
  test("Y04 MessagePack, JSON and types of cty: 30,000 inputs end in a result or an error with a path", () => {
    const { inputs, refused, findings } = attack(ctyParsers, { seed: 20_261_123, cases: 30_000 });
    assert.deepEqual(findings, []);
    assert.ok(refused > inputs / 2 && refused < inputs, `${refused} of ${inputs} are refused`);
  });

  test("Y04 HCL: 12,000 inputs end in a result or in diagnostics", () => {
    const { inputs, refused, findings } = attack(hclParsers, { seed: 20_261_123, cases: 12_000 });
    assert.deepEqual(findings, []);
    assert.ok(refused > inputs / 2 && refused < inputs, `${refused} of ${inputs} are refused`);
  });

  test("a crash is found, and made again from its seed and number", () => {
    const fragile: Parser = {
      ...ctyParsers[1]!,
      parse(input) {
        if (input.includes(0x5b)) throw new TypeError("a bracket");
      },
    };
    const { findings } = attack([fragile], { seed: 7, cases: 200 });
    const [{ index, problem }] = findings as [(typeof findings)[0]];
    assert.equal(problem, "TypeError: a bracket");
    assert.deepEqual(attack([fragile], { seed: 7, first: index, cases: 1 }).findings, [findings[0]]);
  });
});
