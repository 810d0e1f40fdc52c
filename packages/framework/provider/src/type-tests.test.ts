// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const sources = fileURLToPath(new URL("../src", import.meta.url));
const minCount = 300;

/** The mistakes that the compiler must find: each expectation with the statement below it, without its spacing. */
function findMistakes(): string[] {
  return globSync("**/*.test.ts", { cwd: sources }).flatMap((file) => {
    const lines = readFileSync(path.join(sources, file), "utf8").split("\n");
    return lines.flatMap((line, i) => (/^\s*\/\/ @ts-expect-error/.test(line) ? [statementAt(lines, i + 1)] : []));
  });
}

/** From a line to the first one that ends a statement; a shorter piece may stand in two of them. */
function statementAt(lines: readonly string[], start: number): string {
  const end = lines.findIndex((line, i) => i >= start && /[;,{}]\s*$/.test(line));
  return lines
    .slice(start, end + 1)
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

test(`V05 P06 authors can make ${minCount} different mistakes that do not compile`, () => {
  const mistakes = new Set(findMistakes());
  assert.ok(mistakes.size >= minCount, `only ${mistakes.size}`);
});
