// SPDX-License-Identifier: Apache-2.0

import { assertExamples } from "@provide-foundry/testkit";
import { test } from "node:test";

test("the README's example runs", async () => assertExamples(new URL("../README.md", import.meta.url)));

for (const guide of [
  "provider-adapters",
  "provider-types",
  "provider-validation",
  "provider-openapi",
  "provider-waiting",
  "provider-program",
  "provider-discovery",
  "provider-mux",
]) {
  test(`the examples of docs/${guide}.md run`, async () =>
    assertExamples(new URL(`../../../../docs/${guide}.md`, import.meta.url)));
}
