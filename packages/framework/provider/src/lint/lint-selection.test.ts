// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { AnyLintRule } from "../definition/lint-rule.ts";
import { LintSelection, selectableNames } from "./lint-selection.ts";

const rule = (id: string, ...groups: string[]): AnyLintRule => ({ id, groups, message: id, check() {} });
const rules = [rule("insecure-tls", "security"), rule("weak-key", "security", "crypto"), rule("old-api")];

suite("a selection of lint rules", () => {
  const cases: Record<string, { text: string; want: string; strangers?: readonly string[] }> = {
    nothing: { text: "", want: "" },
    "a rule": { text: "old-api", want: "old-api" },
    "a group": { text: "security", want: "insecure-tls weak-key" },
    "a group and a rule": { text: "crypto,old-api", want: "weak-key old-api" },
    all: { text: "all", want: "insecure-tls weak-key old-api" },
    "all but one": { text: "all,!insecure-tls", want: "weak-key old-api" },
    "what is left out may stand first": { text: "!insecure-tls,all", want: "weak-key old-api" },
    "all but a group": { text: "all,!security", want: "old-api" },
    "a group left out wins over one of its rules": { text: "weak-key,!security", want: "" },
    "to leave out selects nothing": { text: "!old-api", want: "" },
    "not all": { text: "all,!all", want: "" },
    "spaces and empty entries": { text: " , security ,, ! weak-key ,", want: "insecure-tls" },
    "a name that is none": { text: "old-api,tls,!key", want: "old-api", strangers: ["tls", "key"] },
    "a name that is none, twice": { text: "tls,!tls,tls", want: "", strangers: ["tls"] },
    "case counts": { text: "ALL", want: "", strangers: ["ALL"] },
    "nothing left out, and twice": {
      text: "all,!,!!all",
      want: "insecure-tls weak-key old-api",
      strangers: ["", "!all"],
    },
    "names that every object has": { text: "constructor,__proto__", want: "", strangers: ["constructor", "__proto__"] },
  };
  for (const [name, { text, want, strangers = [] }] of Object.entries(cases)) {
    test(name, () => {
      const selection = new LintSelection(text);
      const selected = rules.filter((each) => selection.has(each)).map(({ id }) => id);
      assert.equal(selected.join(" "), want);
      assert.deepEqual(selection.strangers(selectableNames(rules)), strangers);
    });
  }

  test("its names are all, groups and rules, each once", () => {
    const names = [...selectableNames([...rules, rule("insecure-tls", "security")])];
    assert.deepEqual(names, ["all", "crypto", "security", "insecure-tls", "old-api", "weak-key"]);
  });
});
