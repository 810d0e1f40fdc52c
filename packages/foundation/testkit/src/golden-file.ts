// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compares a long text with the one in a file, which is reviewed like code.
 *
 * `FOUNDRY_GOLDEN` says what happens when they differ:
 *
 * - nothing: the test fails and shows the difference.
 * - `review`: the test fails, and the text is written beside the file with `.new` at its end, to be looked at and moved.
 * - `update`: the text becomes the file's. Not where `CI` is set: there, nobody looks.
 *
 * Line ends do not matter: Git changes them on some machines.
 *
 * @param file In `src`, also when the test runs from `dist`: `new URL("../src/golden/help.txt", import.meta.url)`.
 * @throws AssertionError
 */
export function assertGolden(file: URL | string, text: string, env: NodeJS.ProcessEnv = process.env): void {
  const name = file instanceof URL ? fileURLToPath(file) : path.resolve(file);
  const mode = readMode(env);
  const golden = existsSync(name) ? readFileSync(name, "utf8").replaceAll("\r\n", "\n") : undefined;
  const isSame = golden === text;
  if (mode === "review" || mode === "update") rmSync(`${name}.new`, { force: true });
  if (isSame) return;
  if (mode === "update") {
    write(name, text);
    return;
  }
  if (mode === "review") write(`${name}.new`, text);
  const what = golden === undefined ? `${name} does not exist` : `the text is not that of ${name}`;
  const how =
    mode === "review" ? `; look at ${name}.new and move it there` : "; FOUNDRY_GOLDEN=review writes it beside";
  throw new assert.AssertionError({
    message: what + how,
    actual: text,
    expected: golden ?? "",
    operator: "strictEqual",
    stackStartFn: assertGolden,
  });
}

function readMode(env: NodeJS.ProcessEnv): "compare" | "review" | "update" {
  const mode = env["FOUNDRY_GOLDEN"] ?? "";
  if (mode === "") return "compare";
  if (mode !== "review" && mode !== "update") throw new Error(`FOUNDRY_GOLDEN is ${mode}; it may be review or update`);
  if (mode === "update" && env["CI"]) throw new Error("FOUNDRY_GOLDEN=update is not for CI, where nobody looks at it");
  return mode;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
