// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isAllowedVersion, parseVersionConstraint } from "./version-constraint.ts";

suite("version constraints", () => {
  const cases: Record<string, { allows: string; refuses: string }> = {
    "1.2.3": { allows: "1.2.3", refuses: "1.2.4 1.2.2 1.2.3-beta" },
    "= 1.2": { allows: "1.2.0", refuses: "1.2.1" },
    "!= 1.2.0": { allows: "1.2.1 1.1.9", refuses: "1.2.0" },
    ">= 1.2, < 2": { allows: "1.2.0 1.99.9", refuses: "1.1.9 2.0.0" },
    "~> 1.2": { allows: "1.2.0 1.9.0", refuses: "2.0.0 1.1.0" },
    "~> 1.2.3": { allows: "1.2.3 1.2.9", refuses: "1.3.0 1.2.2" },
    "~> 1": { allows: "1.0.0 1.9.9", refuses: "0.9.0 2.0.0" },
    "<= 1.2.3": { allows: "1.2.3 1.0.0", refuses: "1.2.4 1.2.0-beta1" },
    "> 1.2.3-alpha1": { allows: "1.2.3-beta1 1.2.3", refuses: "1.2.3-alpha1 1.3.0-alpha1" },
    " >=0.13 ": { allows: "0.13.0", refuses: "0.12.9" },
  };
  for (const [text, { allows, refuses }] of Object.entries(cases)) {
    test(text, () => {
      const conditions = parseVersionConstraint(text);
      assert.ok(conditions);
      for (const version of allows.split(" ")) assert.ok(isAllowedVersion(version, conditions), `allows ${version}`);
      for (const version of refuses.split(" ")) assert.ok(!isAllowedVersion(version, conditions), `refuses ${version}`);
    });
  }

  for (const text of ["", "latest", "1.x", ">=", "=> 1", "1,,2", "~> ", "1 2"]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseVersionConstraint(text), undefined));
  }
});
