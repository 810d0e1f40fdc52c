// SPDX-License-Identifier: Apache-2.0

import { execFileSync } from "node:child_process";
import path from "node:path";
import { buildGoProgram } from "@provide-foundry/testkit";

const root = path.resolve(import.meta.dirname, "../../../../..");

/**
 * Asks the libraries beside terraform-plugin-framework: their validators, rules and custom types.
 *
 * @throws Error with the question that the original did not answer.
 */
export async function askFrameworkRules<A>(questions: readonly object[]): Promise<A[]> {
  const program = await buildGoProgram(path.join(root, "harnesses/go/framework-rules"), path.join(root, "out/go"));
  const input = questions.map((question, i) => JSON.stringify({ id: String(i), ...question })).join("\n");
  const output = execFileSync(program, { input: `${input}\n`, encoding: "utf8", maxBuffer: 64 << 20 });
  return output
    .trim()
    .split("\n")
    .map((line, i) => {
      const { out } = JSON.parse(line) as { out?: A };
      if (out === undefined) throw new Error(`${line} to ${JSON.stringify(questions[i])}`);
      return out;
    });
}
