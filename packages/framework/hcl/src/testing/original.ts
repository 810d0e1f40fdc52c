// SPDX-License-Identifier: Apache-2.0

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildGoProgram } from "@provide-foundry/testkit";
import type { JSONValue } from "../subject/protocol.ts";
import type { Question } from "../subject/question.ts";

const root = path.resolve(import.meta.dirname, "../../../../..");

/** What HCL's original says, behind the conformance subject protocol. Undefined where it panics. */
export async function askOriginal(questions: readonly Question[]): Promise<(JSONValue | undefined)[]> {
  const program = await buildGoProgram(path.join(root, "harnesses/go/hcl-vectors"), path.join(root, "out/go"));
  const original = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const answers: (JSONValue | undefined)[] = [];
  const lines = createInterface({ input: original.stdout });
  lines.on("line", (line) => answers.push((JSON.parse(line) as { out?: JSONValue }).out));
  for (const question of questions) {
    if (!original.stdin.write(`${JSON.stringify(question)}\n`)) await once(original.stdin, "drain");
  }
  original.stdin.end();
  await once(lines, "close");
  return answers;
}
