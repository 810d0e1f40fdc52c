// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { stdlib } from "@provide-foundry/cty/stdlib";
import { functionPage, renderFunctionPage } from "../scripts/generate/cty-functions.ts";

test("`npm run generate` would not change the page of functions", () => {
  assert.equal(readFileSync(functionPage, "utf8"), renderFunctionPage());
});

test("C07 there are at least 83 functions, and every one says what it gives", () => {
  assert.ok(stdlib.size >= 83, `only ${stdlib.size}`);
  for (const [name, { description, parameters, variadicParameter }] of stdlib) {
    assert.match(description, /^[A-Z].{8,}[.]$/s, name);
    const all = variadicParameter === undefined ? parameters : [...parameters, variadicParameter];
    for (const parameter of all)
      assert.match(parameter.description ?? "None given.", /^[A-Z].*[.]$/s, `${name} ${parameter.name}`);
  }
});
