// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { findClosest, suggestClosest } from "./closest.ts";

suite("findClosest", () => {
  const names = ["apply", "plan", "destroy", "log.level", "log.format"];
  const cases: Record<string, { text: string; want: string | undefined }> = {
    "the same": { text: "plan", want: "plan" },
    "a letter too few": { text: "aply", want: "apply" },
    "a letter too many": { text: "plann", want: "plan" },
    "another letter": { text: "plen", want: "plan" },
    "two letters in the wrong order": { text: "log.levle", want: "log.level" },
    "another case": { text: "DESTROY", want: "destroy" },
    "nothing near": { text: "import", want: undefined },
    "nothing at all": { text: "", want: undefined },
    "too long to be a typing error": { text: "plan".repeat(100), want: undefined },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(findClosest(text, names), want));
  }

  test("the nearest wins, and of two as near the first", () => {
    assert.equal(findClosest("aaab", ["aabb", "aaab", "aaaa"]), "aaab");
    assert.equal(findClosest("abc", ["abd", "abe"]), "abd");
  });

  test("a name with one letter taken out is found again", () => {
    const name = fc.stringMatching(/^[a-z]{3,20}$/);
    fc.assert(
      fc.property(name, fc.nat(), (name, at) => {
        const cut = at % name.length;
        assert.equal(findClosest(name.slice(0, cut) + name.slice(cut + 1), [name]), name);
      }),
    );
  });
});

test("suggestClosest gives the end of a sentence, or nothing", () => {
  assert.equal(suggestClosest("plann", ["plan"]), "; did you mean plan?");
  assert.equal(suggestClosest("import", ["plan"]), "");
});
