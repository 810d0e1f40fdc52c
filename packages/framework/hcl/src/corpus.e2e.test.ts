// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { findTool, missing, temporaryDirectory } from "@provide-foundry/testkit";
import { parseConfig } from "./syntax/parse.ts";
import { walk } from "./syntax/walk.ts";
import { readCorpus, type CorpusFile } from "./testing/corpus.ts";
import { askOriginal } from "./testing/original.ts";
import { ask, type Question } from "./subject/subject.ts";
import { format } from "./write/format.ts";
import { formatTerraform } from "./write/format-terraform.ts";

suite("real configurations", { skip: missing("go") }, () => {
  let corpus: readonly CorpusFile[] | undefined;
  const files = async (): Promise<readonly CorpusFile[]> => (corpus ??= await readCorpus());

  for (const kind of ["body", "tokens_config", "format"]) {
    test(`H01 the original's answers about 1,300 files: ${kind}`, async () => {
      const questions = (await files()).map(({ bytes }) => ({ src_base64: Buffer.from(bytes).toString("base64") }));
      assert.ok(questions.length >= 1300);
      assert.deepEqual(await findDifferences(kind, questions), []);
    });
  }

  test("H01 the original's syntax trees of all expressions in them, and what they are without evaluation", async () => {
    const expressions = new Set<string>();
    for (const { name, bytes } of await files()) {
      walk(parseConfig(bytes, name).result.body, {
        enter(node) {
          if (node.kind === "Attribute") expressions.add(`${node.expr.sourceText}\n`);
        },
      });
    }
    assert.ok(expressions.size >= 1000, `${expressions.size}`);
    const questions = Array.from(expressions, (src) => ({ src }));
    assert.deepEqual(await findDifferences("expr", questions), []);
  });

  test(
    "H05 the layout of 1,300 files is that of terraform fmt, and stays",
    { skip: missing("terraform") },
    async () => {
      using folder = temporaryDirectory();
      const fileOf = (index: number): string => path.join(folder.path, `${index}.tf`);
      for (const [i, { bytes }] of (await files()).entries()) writeFileSync(fileOf(i), bytes);
      spawnSync(findTool("terraform")!, ["fmt", "-recursive", folder.path], { env: { PATH: process.env["PATH"] } });

      const differing: string[] = [];
      for (const [i, { name, bytes }] of (await files()).entries()) {
        const { text, diagnostics } = formatTerraform(Buffer.from(bytes).toString(), name);
        const isKept = diagnostics.length > 0 || (format(text) === text && formatTerraform(text, name).text === text);
        if (!isKept || text !== readFileSync(fileOf(i), "utf8")) differing.push(name);
      }
      assert.deepEqual(differing, []);
    },
  );
});

/** The questions to which ours are other answers than the original's. */
async function findDifferences(kind: string, questions: readonly Question[]): Promise<Question[]> {
  const wanted = await askOriginal(questions.map((question) => ({ op: `hcl.${kind}`, ...question })));
  return questions.filter((question, i) => {
    const got: unknown = JSON.parse(JSON.stringify(ask(kind, question)));
    return !isDeepStrictEqual(got, { out: wanted[i] });
  });
}
