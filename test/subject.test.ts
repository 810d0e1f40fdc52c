// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { suite, test } from "node:test";
import { agree, parseCase, type Answer, type Differences } from "@provide-foundry/cty/subject";
import { readJson, root } from "../scripts/workspace.ts";

const program = path.join(root, "conformance/subject/main.ts");
const samples = path.join(root, "../shared/conformance/samples/cty.jsonl");
const ownSamples = path.join(root, "conformance/cty/samples.jsonl");

type Line = { readonly id: unknown } & Answer;

/** What the subject answers to what is written to it at once. */
function ask(input: string): Line[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { input, maxBuffer: 2 ** 28 });
  assert.equal(`${status} ${stderr.toString()}`, "0 ");
  assert.ok(stdout.length === 0 || stdout.at(-1) === 0x0a);
  const lines = stdout.toString().split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}

const question = (fields: object): string => `${JSON.stringify(fields)}\n`;

suite("the conformance subject", () => {
  test("says who it is and what it can be asked", () => {
    const [answer] = ask(question({ id: 1, op: "hello" }));
    const { id, out } = answer as { id: number; out: Record<string, unknown> };
    assert.equal(id, 1);
    assert.deepEqual(Object.keys(out), ["subject", "language", "version", "ops"]);
    for (const op of ["cty.convert", "cty.json.marshal", "cty.set.new"])
      assert.ok((out["ops"] as string[]).includes(op));
  });

  test("answers every line, and nothing that a line holds ends it", () => {
    const deep = 100_000;
    const lines: readonly (readonly [line: string, want: RegExp])[] = [
      ["", /^\{"id":null,"err":"not JSON: /],
      ["{", /^\{"id":null,"err":"not JSON: /],
      ["[]", /^\{"id":null,"err":"a question is a JSON object"\}$/],
      ["null", /^\{"id":null,"err":"a question is a JSON object"\}$/],
      ['{"id":7}', /^\{"id":7,"err":"a question has an op/],
      ['{"id":{"a":[1]},"op":"cty.none"}', /^\{"id":\{"a":\[1\]\},"unsupported":/],
      ['{"id":"x","op":"constructor.name"}', /^\{"id":"x","unsupported":/],
      ['{"id":"x","op":"cty.constructor"}', /^\{"id":"x","unsupported":/],
      ['{"id":8,"op":"cty.convert"}', /^\{"id":8,"panic":"TypeError/],
      ['{"id":9,"op":"cty.op","name":"toString","args":[]}', /^\{"id":9,"panic":"TypeError/],
      [
        `{"id":10,"op":"cty.type.json","ty":${'["list",'.repeat(deep)}"string"${"]".repeat(deep)}}`,
        /^\{"id":10,"(err|panic)":/,
      ],
      [
        '{"id":11,"op":"cty.normalize","src":"e\u0301\u2028\u2029\u0085"}',
        /^\{"id":11,"out":"\u00e9\u2028\u2029\u0085"\}$/,
      ],
      [
        '{"id":12,"op":"cty.number.parse","src":"0.1"}\r',
        /^\{"id":12,"out":\{"t":"number","v":\{"n":"0.1","p":512\}\}\}$/,
      ],
    ];
    const { status, stdout } = spawnSync(process.execPath, [program], {
      input: lines.map(([line]) => `${line}\n`).join(""),
    });
    const answers = stdout.toString().split("\n").slice(0, -1);
    assert.equal(status, 0);
    assert.equal(answers.length, lines.length);
    for (const [i, [, want]] of lines.entries()) assert.match(answers[i]!, want);
  });

  test("answers a last line without an end, and nothing to nothing", () => {
    assert.deepEqual(ask('{"id":1,"op":"cty.normalize","src":"a"}'), [{ id: 1, out: "a" }]);
    assert.deepEqual(ask(""), []);
  });

  test("answers a question before the next one comes, and ends with its input", async () => {
    const subject = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
    const answers = createInterface({ input: subject.stdout })[Symbol.asyncIterator]();
    for (const src of ["a", "b"]) {
      const line = question({ id: src, op: "cty.normalize", src });
      // In two writes, to be put together again.
      subject.stdin.write(line.slice(0, 9));
      subject.stdin.write(line.slice(9));
      const { value } = await answers.next();
      assert.deepEqual(JSON.parse(value as string), { id: src, out: src });
    }
    subject.stdin.end();
    assert.deepEqual(await once(subject, "exit"), [0, null]);
  });

  test("ends quietly when nobody reads its answers any more", async () => {
    const subject = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "pipe"] });
    let stderr = "";
    subject.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    subject.stdin.on("error", () => {}); // The subject's own end is what is of interest.
    subject.stdout.destroy();
    subject.stdin.write(question({ op: "hello" }).repeat(1000));
    const [code] = (await once(subject, "exit")) as [number | null];
    assert.equal(`${code} ${stderr}`, "0 ");
  });

  for (const [name, file] of [
    ["the samples", samples],
    ["our own samples", ownSamples],
  ] as const) {
    const skip = existsSync(file) ? false : `${path.relative(root, file)} is not here`;
    test(`answers ${name} as go-cty does, to the wording of errors`, { skip }, () => {
      const cases = readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .filter((line) => line.includes('"id"'))
        .map(parseCase);
      assert.ok(cases.length > 90);
      const differences = readJson<Differences>(path.join(root, "conformance/cty/differences.json"));
      const answers = ask(
        cases.map(({ id, op, question: fields }) => question({ ...fields, id, op: `cty.${op}` })).join(""),
      );
      const wrong = cases.flatMap(({ id, op, want }, i) => {
        const { id: gotId, ...got } = answers[i]!;
        assert.equal(gotId, id);
        return agree(differences, op, got, want) ? [] : [{ id, want, got }];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
