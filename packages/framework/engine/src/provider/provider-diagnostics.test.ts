// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  getAttrStep,
  indexStep,
  numberIntVal,
  stringVal,
  unknownVal,
  string,
  type PathStep,
} from "@provide-foundry/cty";
import { formatRange, parseConfig } from "@provide-foundry/hcl";
import { locateDiagnostics } from "./provider-diagnostics.ts";

const source = `a = 1
tags = {
  x = "1"
  "y" = "2"
}
list = ["p", "q"]
call = f()
one {
  b = 2
}
rule {
  c = 3
}
rule {
  deep {
    d = 4
  }
}
zone "k" {
  e = 5
}
`;
const { body } = parseConfig(source, "main.tf").result;

function place(...path: (string | number | PathStep)[]): string {
  const steps = path.map((step) => {
    if (typeof step === "number") return indexStep(numberIntVal(step));
    if (typeof step !== "string") return step;
    return step.startsWith("[") ? indexStep(stringVal(step.slice(1, -1))) : getAttrStep(step);
  });
  const diagnostic = { severity: "error", summary: "S", detail: "D", attribute: steps } as const;
  const [located] = locateDiagnostics([diagnostic], body, "a_thing.x");
  assert.equal(located!.address, "a_thing.x");
  return formatRange(located!.subject!).replace("main.tf:", "");
}

suite("locateDiagnostics", () => {
  const whole = formatRange(body.missingItemRange).replace("main.tf:", "");
  const cases: Record<string, { path: (string | number | PathStep)[]; want: string }> = {
    "the whole": { path: [], want: whole },
    "an argument": { path: ["a"], want: "1,5-6" },
    "an argument that is not written": { path: ["none"], want: whole },
    "an element of a list": { path: ["list", 1], want: "6,14-17" },
    "an element that a list has not": { path: ["list", 7], want: "6,1-5" },
    "an item of an object": { path: ["tags", "[x]"], want: "3,8-9" },
    "an item with a key in quotes": { path: ["tags", "[y]"], want: "4,10-11" },
    "an item that an object has not": { path: ["tags", "[z]"], want: "2,1-5" },
    "an element of what is no list": { path: ["call", 0], want: "7,8-11" },
    "an element of a set": { path: ["list", indexStep(unknownVal(string))], want: "6,8-18" },
    "in a block": { path: ["one", "b"], want: "9,7-8" },
    "not written in a block": { path: ["one", "none"], want: "8,5-5" },
    "in one of several blocks": { path: ["rule", 1, "deep", 0, "d"], want: "16,9-10" },
    "in a block that there is not": { path: ["rule", 5, "c"], want: whole },
    "in a block with a label": { path: ["zone", "[k]", "e"], want: "20,7-8" },
    "in a block with another label": { path: ["zone", "[l]", "e"], want: whole },
    "in an attribute of an attribute": { path: ["tags", "x"], want: whole },
    "an index at the beginning": { path: [0, "a"], want: whole },
  };
  for (const [name, { path, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(place(...path), want));
  }

  test("a place that is known already is kept", () => {
    const subject = body.missingItemRange;
    const known = { severity: "warning", summary: "S", detail: "D", subject, address: "other" } as const;
    assert.deepEqual(locateDiagnostics([known], parseConfig("", "b.tf").result.body, "a"), [known]);
  });
});
