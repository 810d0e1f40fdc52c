// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { generate, generatedDir } from "../scripts/generate/generate.ts";

test("`npm run generate` would change nothing", () => {
  const modules = generate();
  assert.deepEqual(readdirSync(generatedDir).toSorted(), [...modules.keys()].toSorted());
  for (const [name, text] of modules) {
    assert.equal(readFileSync(path.join(generatedDir, name), "utf8"), text, `${name} is not as generated`);
  }
});
