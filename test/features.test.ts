// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { featurePage, isDeclared, readFeatures, renderFeaturePage } from "../scripts/generate/features.ts";

const features = readFeatures();

test("the page of features is the one that is generated", () => {
  assert.equal(readFileSync(featurePage, "utf8"), renderFeaturePage(features), "run npm run generate");
});

test("what works names tests that there are, and what does not says why", () => {
  const lost = features.flatMap(({ feature, tests }) =>
    tests.filter((named) => !isDeclared(named)).map(({ file, name }) => `${feature}: ${file}: ${name}`),
  );
  const unproven = features.filter(
    ({ state, tests }) => (state === "works" || state === "partly") && tests.length === 0,
  );
  const unexplained = features.filter(({ state, why }) => state !== "works" && why === undefined);
  assert.deepEqual({ lost, unproven, unexplained }, { lost: [], unproven: [], unexplained: [] });
});

test("a test that is named otherwise, or elsewhere, is not there", () => {
  const file = "test/features.test.ts";
  assert.ok(isDeclared({ file, name: "the page of features is the one that is generated" }));
  assert.ok(!isDeclared({ file, name: "the page of features" }));
  assert.ok(!isDeclared({ file, name: "run npm run generate" }));
  assert.ok(!isDeclared({ file: "test/no.test.ts", name: "the page of features is the one that is generated" }));
});
