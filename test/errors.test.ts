// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { errorPage, findUsedCodes, readRegistry, renderErrorPage } from "../scripts/generate/error-codes.ts";
import { root } from "../scripts/workspace.ts";
import { findErrorsWithoutHint } from "./error-hints.ts";

const registry = readRegistry();
const used = findUsedCodes();

test("P11 every code has one owner, and area and reason", () => {
  const codes = registry.map(({ code }) => code);
  assert.deepEqual(
    codes.filter((code, at) => codes.indexOf(code) !== at),
    [],
  );
  for (const code of codes) assert.match(code, /^[a-z]+\.[a-z_]+$/);
});

test("P11 every code in the sources is registered by its package, and with the class that has it by default", () => {
  assert.ok(used.length > 30, "the search finds codes");
  const unregistered = used.filter(
    (one) =>
      !registry.some(
        ({ owner, code, class: name }) => owner === one.owner && code === one.code && (one.class ?? name) === name,
      ),
  );
  assert.deepEqual(unregistered, []);
});

test("P11 every class that is registered is defined in its package", () => {
  const undefinedClasses = registry.filter(
    ({ owner, class: name }) => !used.some((one) => one.owner === owner && one.class === name),
  );
  assert.deepEqual(undefinedClasses, []);
});

test("P12 every public error says what it means and what to do about it", () => {
  for (const { code, meaning, hint } of registry) {
    assert.match(meaning, /^[A-Z].{8,}[.]$/, code);
    assert.match(hint, /^[A-Z].{8,}[.]$/, code);
  }
});

test("P12 every error is made with a hint for this very case", () => {
  assert.deepEqual(findErrorsWithoutHint(root), []);
});

test("P12 an error without a hint is found, with its place", () => {
  using repository = temporaryDirectory();
  const file = "packages/framework/cty/src/odd-error.ts";
  const source = `// new OddError("not code")
class OddError extends FoundationError { static { this.define("OddError", "odd.error"); } }
export const one = new OddError("a (bracket)", { code: "odd.other" });
export const other = new OddError("b", { hint: "Do c." });
class EvenError extends FoundationError { static { this.define("EvenError", "even.error"); } constructor() { super("d", { hint: "Do e." }); } }
export const even = new EvenError();
`;
  mkdirSync(path.join(repository.path, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(repository.path, file), source);
  writeFileSync(
    path.join(repository.path, "packages/framework/cty/package.json"),
    '{ "name": "@provide-foundry/cty" }',
  );
  writeFileSync(path.join(repository.path, "package.json"), '{ "workspaces": ["packages/*/*"] }');
  assert.deepEqual(findErrorsWithoutHint(repository.path), [`${file}:3`]);
});

test("P11 `npm run generate` would not change the page of codes", () => {
  assert.equal(readFileSync(errorPage, "utf8"), renderErrorPage(registry));
});
