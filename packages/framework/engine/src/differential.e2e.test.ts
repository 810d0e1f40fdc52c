// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { missing } from "@provide-foundry/testkit";
import { compareRuns } from "./testing/differential.ts";
import { differentialCases } from "./testing/differential-cases.ts";
import { labCases } from "./testing/lab-cases.ts";

suite("the engine does what Terraform does", { skip: missing("terraform") }, () => {
  for (const [name, given] of Object.entries({ ...differentialCases, ...labCases })) {
    test(name, async () => {
      for (const [step, { engine, terraform }] of (await compareRuns(given)).entries()) {
        assert.deepEqual({ step, ...engine }, { step, ...terraform });
      }
    });
  }
});
