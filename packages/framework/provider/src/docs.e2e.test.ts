// SPDX-License-Identifier: Apache-2.0

import { assertExamples } from "@provide-foundry/testkit";
import { test } from "node:test";

test("the examples of docs/component-kinds.md run", async () =>
  assertExamples(new URL("../../../../docs/component-kinds.md", import.meta.url)));
