// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import { tapType } from "./testing/tap-types.ts";

const program = fileURLToPath(new URL("testing/tap-provider.js", import.meta.url));

const configuration = `
  terraform {
    required_providers {
      tap = { source = "example/tap" }
    }
  }

  resource "tap_value" "first" {
    text    = "größe <&> \\u2028 e\\u0301 😀"
    number  = 0.1
    flag    = true
    numbers = [0, -1, 127, 128, 255, 256, 65536, 4294967296, 9223372036854775807, 9223372036854775808, -9223372036854775808,
               0.5, 1e21, 1e-7, 18446744073709551616, 340282366920938463463374607431768211456, 1 / 3, 0.1 + 0.2]
    names   = ["b", "a", "é", "", "longer than thirty-one characters of text", "10", "9"]
    labels  = { z = "last", a = "first", "é" = "accent", "a b" = "" }
    shape   = { width = 2.5, name = null, tags = [] }
    shapes  = [{ n = 12, s = "x" }, { n = 2, s = "x" }, { n = 1, s = null }]
    any     = { list = [1, "two", true, null], nested = { deep = [[]] } }
    anything = { a = "x", b = "y" }
  }

  # Of another resource, so unknown in the plan, partly with what is known of it.
  resource "tap_value" "second" {
    text    = "after-\${tap_value.first.id}"
    number  = length(tap_value.first.id)
    numbers = [length(tap_value.first.id), 2]
    names   = [tap_value.first.id, "known"]
    labels  = { id = tap_value.first.id }
    shape   = { width = 1, name = tap_value.first.id, tags = [tap_value.first.id] }
    shapes  = [for n in [1, 2] : { n = n, s = tap_value.first.id }]
    any     = tap_value.first.id
  }
`;

suite("C06 what Terraform sends", { skip: missing("terraform") }, () => {
  test("C06 is read and written back byte by byte: known, null, unknown and refined", async () => {
    using folder = temporaryDirectory();
    const tapFile = path.join(folder.path, "tap");
    await using project = TerraformProject.create({
      providers: { "example/tap": [process.execPath, program] },
      files: { "main.tf": configuration },
      env: { TAP_FILE: tapFile },
    });
    const { code, stdout, stderr } = await project.apply();
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await project.destroy()).code, 0);

    const captured = new Set(readFileSync(tapFile, "utf8").trim().split("\n"));
    assert.ok(captured.size >= 8, `only ${captured.size} different values were sent`);
    const values = [...captured].map((hex) => {
      const value = msgpack.unmarshal(Buffer.from(hex, "hex"), tapType);
      assert.equal(Buffer.from(msgpack.marshal(value, tapType)).toString("hex"), hex);
      return value;
    });
    const parts = values.flatMap((value) => Array.from(cty.deepValues(value), ([, part]) => part));
    const unknown = parts.filter((part) => !part.isKnown());
    assert.ok(unknown.some((part) => part.type === cty.string && part.range().stringPrefix.startsWith("after")));
    assert.ok(unknown.some((part) => part.type.kind !== "dynamic" && part.range().isDefinitelyNotNull));
    assert.ok(parts.some((part) => part.isKnown() && part.isNull()));
    assert.ok(
      parts.some(
        (part) => part.type === cty.number && part.isKnown() && !part.isNull() && !part.asBigFloat().isInteger,
      ),
    );
  });
});
