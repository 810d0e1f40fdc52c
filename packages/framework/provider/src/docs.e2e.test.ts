// SPDX-License-Identifier: Apache-2.0

import { assertExamples } from "@provide-foundry/testkit";
import { test } from "node:test";

for (const page of ["component-kinds", "planning", "schema-forms", "stored-state"]) {
  test(`the examples of docs/${page}.md run`, async () =>
    assertExamples(new URL(`../../../../docs/${page}.md`, import.meta.url)));
}
