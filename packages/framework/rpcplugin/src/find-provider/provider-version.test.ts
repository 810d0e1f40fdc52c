// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { compareVersions, isPrerelease, isVersion } from "./provider-version.ts";

test("versions have an order", () => {
  const ascending = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0",
    "1.9.0",
    "1.10.0",
    "2.0.0-rc1",
    "2.0.0",
    "10.0.0",
  ];
  const shuffled = ascending.toSorted();
  assert.notDeepEqual(shuffled, ascending);
  assert.deepEqual(shuffled.toSorted(compareVersions), ascending);
  assert.equal(compareVersions("1.0.0+one", "1.0.0+other"), 0);
});

test("what is a version, and what a pre-release", () => {
  assert.deepEqual(["1.2.3", "1.2.3-rc.1", "1.2.3+x-y"].map(isVersion), [true, true, true]);
  assert.deepEqual(["1.2", "v1.2.3", "1.2.3_x", "..", ""].map(isVersion), [false, false, false, false, false]);
  assert.deepEqual(["1.2.3", "1.2.3-rc.1", "1.2.3+x-y"].map(isPrerelease), [false, true, false]);
});
