// SPDX-License-Identifier: Apache-2.0

import { suite, test } from "node:test";
import { assertExamples } from "./assert-examples.ts";

suite("README examples", () => {
  // Here, because the foundation's own tests may not depend on the testkit.
  test("foundation", () => assertExamples(new URL("../../foundation/README.md", import.meta.url)));

  test("testkit", () => assertExamples(new URL("../README.md", import.meta.url)));
});
