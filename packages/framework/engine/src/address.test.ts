// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { compareKeys, formatInstance, formatModule, formatProvider, modulePath } from "./address.ts";

test("addresses are written as Terraform writes them", () => {
  const module = [{ name: "a", key: 0 }, { name: "b" }];
  const page = { module, mode: "data", type: "http", name: "page", key: 'x"${y}' } as const;
  assert.equal(formatInstance(page), 'module.a[0].module.b.data.http.page["x\\"$${y}"]');
  assert.equal(formatInstance({ module: [], mode: "managed", type: "t", name: "n" }), "t.n");
  assert.equal(formatModule(module), "module.a[0].module.b");
  assert.deepEqual(modulePath(module), ["a", "b"]);
  const source = "registry.terraform.io/hashicorp/random";
  assert.equal(
    formatProvider({ module: ["a"], source, alias: "w" }),
    'module.a.provider["registry.terraform.io/hashicorp/random"].w',
  );
});

test("instances without a key come first, then numbers, then texts", () => {
  assert.deepEqual(["b", 10, "a", 9].toSorted(compareKeys), [9, 10, "a", "b"]);
  assert.deepEqual([compareKeys(undefined, 0), compareKeys("0", 0), compareKeys("a", "a")], [-1, 1, 0]);
});
