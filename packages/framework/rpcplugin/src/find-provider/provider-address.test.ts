// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatProviderAddress, isSameProvider, parseProviderAddress } from "./provider-address.ts";

suite("parseProviderAddress", () => {
  const valid: Record<string, string> = {
    random: "hashicorp/random",
    "example/acme": "example/acme",
    "Example/ACME": "example/acme",
    "registry.terraform.io/hashicorp/random": "registry.terraform.io/hashicorp/random",
    "localhost:8080/example/my-cloud": "localhost:8080/example/my-cloud",
  };
  for (const [text, want] of Object.entries(valid)) {
    test(`${text} is ${want}`, () => assert.equal(formatProviderAddress(parseProviderAddress(text)), want));
  }

  for (const text of ["", "a/", "/a", "..", "../a", "a/..", "a..b/c/d", "a b", "a/b/c/d", "-a", "a\0", "host:x/a/b"]) {
    test(`${JSON.stringify(text)} is none`, () => {
      assert.throws(() => parseProviderAddress(text), { code: "plugin.address", hint: /required_providers/ });
    });
  }

  test("an address without a hostname means a provider of either public registry", () => {
    const same = (one: string, other: string): boolean =>
      isSameProvider(parseProviderAddress(one), parseProviderAddress(other));
    assert.ok(same("random", "registry.terraform.io/hashicorp/random"));
    assert.ok(same("registry.opentofu.org/hashicorp/random", "random"));
    assert.ok(!same("registry.opentofu.org/hashicorp/random", "registry.terraform.io/hashicorp/random"));
    assert.ok(!same("random", "example.com/hashicorp/random"));
    assert.ok(!same("random", "example/random"));
  });
});
