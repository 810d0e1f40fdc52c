// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const packageDir = path.resolve(import.meta.dirname, "..");

test("docs/oddities.md explains every case of oddities.jsonl, and no other", () => {
  const cases = readFileSync(path.join(packageDir, "../../../conformance/cty/oddities.jsonl"), "utf8");
  const ids = [...cases.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
  const page = readFileSync(path.join(packageDir, "docs/oddities.md"), "utf8");
  const explained = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id);
  assert.ok(ids.length > 50);
  assert.deepEqual(explained.toSorted(), ids.toSorted());
});
