// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "@provide-foundry/foundation";

interface Example {
  /** Of its first line in the Markdown file. */
  readonly line: number;
  readonly source: string;
  /** What the block ` ```text ` right after it says that it prints; undefined without one. */
  readonly output: string | undefined;
}

/**
 * Runs every ` ```ts ` block of a Markdown file as a program of its own, in the folder of the file, so that packages
 * are found as its reader finds them. A ` ```text ` block that follows is what the program prints.
 *
 * @throws AssertionError naming file and line, when a program fails, or prints something else, or the file has none.
 *
 * @example
 * test("the README's example runs", () => assertExamples(new URL("../README.md", import.meta.url)));
 */
export async function assertExamples(file: URL | string): Promise<void> {
  const name = file instanceof URL ? fileURLToPath(file) : path.resolve(file);
  const examples = findExamples(readFileSync(name, "utf8"));
  assert.notEqual(examples.length, 0, `${name} has no example`);
  for (const { line, source, output } of examples) {
    // This Node: one that is found on the PATH may be too old to run TypeScript.
    const { exitCode, stdout, stderr } = await runProcess(process.execPath, [...asTypeScript, source], {
      cwd: path.dirname(name),
      env: { inherit: "minimal" },
      timeoutMs: 120_000,
      allowFailure: true,
    });
    assert.equal(exitCode, 0, `the example at ${name}:${line} fails:\n${stderr}`);
    if (output !== undefined) assert.equal(stdout, output, `the example at ${name}:${line} prints something else`);
  }
}

const asTypeScript: readonly string[] = [
  "--input-type=module-typescript",
  "--disable-warning=ExperimentalWarning",
  "-e",
];

function findExamples(markdown: string): Example[] {
  return [...markdown.matchAll(/^```ts\n([^]*?)^```\n(?:\n*```text\n([^]*?)^```$)?/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length + 1,
    source: match[1]!,
    output: match[2],
  }));
}
