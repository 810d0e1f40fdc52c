// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/kiln-provider.js", import.meta.url));

test(
  "V05 under Terraform a limit stops what takes too long, and to change one changes nothing",
  { skip: missing("terraform") },
  async () => {
    const configuration = (attributes: string): string => `
    terraform {
      required_providers {
        kiln = { source = "example/kiln" }
      }
    }
    resource "kiln_pot" "a" {
      ${attributes}
    }
  `;
    await using project = TerraformProject.create({
      providers: { "example/kiln": [process.execPath, program] },
      files: { "main.tf": configuration('glaze = "salt"\ntimeouts = { create = "1s" }') },
    });
    const stopped = await project.apply();
    assert.equal(stopped.code, 1);
    const text = stopped.stderr.replace(/[│╵╷\s]+/g, " ");
    assert.match(text, /kiln_pot: create took longer than 1s/);
    assert.match(text, /It was told to stop after 1s\. In the end: waited for "fired", but it was still "firing"/);
    assert.match(text, /Allow more time: timeouts = \{ create = "2s" \}/);
    const tainted = await project.planJson();
    assert.deepEqual(tainted.resource_changes?.[0]?.change.actions, ["delete", "create"]);

    project.write({ "main.tf": configuration("") });
    const made = await project.apply();
    assert.equal(made.code, 0, made.stdout + made.stderr);
    project.write({ "main.tf": configuration('timeouts = { create = "1h" }') });
    // The resource has no update, so anything else would replace it.
    const changed = await project.planJson();
    assert.deepEqual(changed.resource_changes?.[0]?.change.actions, ["update"]);
    const applied = await project.apply();
    assert.equal(applied.code, 0, applied.stdout + applied.stderr);
    const settled = await project.planJson();
    assert.deepEqual(settled.resource_changes?.[0]?.change.actions, ["no-op"]);
  },
);
