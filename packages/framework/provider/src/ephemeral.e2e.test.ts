// SPDX-License-Identifier: Apache-2.0

import { missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createHarbor } from "./testing/harbor-project.ts";

suite("V07 ephemeral resources under Terraform", { skip: missing("terraform") }, () => {
  for (const protocols of ["[6]", "[5]"]) {
    test(`one feeds a write-only attribute, and is closed; protocol ${protocols}`, async () => {
      await using harbor = createHarbor(
        `ephemeral "harbor_berth" "a" { quay = "east" }
         resource "harbor_ship" "a" {
           name = "ann"
           code = ephemeral.harbor_berth.a.code
         }
         output "ship" { value = harbor_ship.a.id }`,
        { env: { HARBOR_PROTOCOLS: protocols } },
      );
      const { code, stdout, stderr } = await harbor.project.apply();
      assert.equal(code, 0, stdout + stderr);
      const closing = ["close east after 0 renewals", "leave east"];
      assert.deepEqual(harbor.log(), [
        "open east for 24",
        ...closing,
        "open east for 24",
        "create ann with code-of-east",
        ...closing,
      ]);
      const shown = JSON.stringify(await harbor.project.showJson());
      assert.doesNotMatch(shown, /code-of-east/);
    });
  }

  test("one feeds the configuration of a provider", async () => {
    await using harbor = createHarbor(
      `provider "harbor" {
         alias  = "other"
         folder = "other"
         pass   = ephemeral.harbor_berth.a.code
       }
       ephemeral "harbor_berth" "a" { quay = "east" }
       resource "harbor_ship" "a" {
         provider = harbor.other
         name     = "ann"
       }`,
    );
    const { code, stdout, stderr } = await harbor.project.apply();
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(harbor.log("other"), ["pass of 12 characters", "pass of 12 characters", "create ann with null"]);
  });

  test("one that is used for longer than it lasts is renewed", async () => {
    await using harbor = createHarbor(
      `ephemeral "harbor_berth" "a" {
         quay     = "east"
         renew_in = 100
       }
       resource "harbor_ship" "a" {
         name     = "ann"
         delay_ms = 1500
         code     = ephemeral.harbor_berth.a.code
       }`,
    );
    const { code, stdout, stderr } = await harbor.project.apply();
    assert.equal(code, 0, stdout + stderr);
    // To close, Terraform 1.11 sends what open kept.
    assert.deepEqual(harbor.log().slice(-4), [
      "renew east",
      "create ann with code-of-east",
      "close east after 0 renewals",
      "leave east",
    ]);
  });

  test("what is wrong in its configuration is shown at its line", async () => {
    await using harbor = createHarbor('ephemeral "harbor_berth" "a" {\n  quay = "e"\n}\n');
    const { code, stderr } = await harbor.project.plan();
    assert.equal(code, 1);
    assert.match(stderr, /quay = "e"\n\nquay must be at least 2 characters long, not 1\./);
  });
});
