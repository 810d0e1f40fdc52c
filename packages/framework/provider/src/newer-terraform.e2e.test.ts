// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { createHarbor } from "./testing/harbor-project.ts";
import { missingNewerTerraform, newerTerraform } from "./testing/newer-terraform.ts";

const ship = (attributes: string): string => `resource "harbor_ship" "a" {\n${attributes}\n}\n`;

/** A harbor whose every command must succeed. */
function createSteadyHarbor(configuration: string, protocols: string = "[6]") {
  const harbor = createHarbor(configuration, { command: newerTerraform, env: { HARBOR_PROTOCOLS: protocols } });
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await harbor.project.run(...args);
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };
  return {
    harbor,
    run,
    apply: async () => run("apply", "-no-color", "-input=false", "-auto-approve"),
    resource: async () => {
      const { values } = JSON.parse(await run("show", "-json")) as ShownState;
      return values.root_module.resources[0];
    },
    [Symbol.asyncDispose]: async () => harbor[Symbol.asyncDispose](),
  };
}

interface ShownState {
  readonly values: {
    readonly root_module: { readonly resources: readonly { readonly values: object; readonly identity: object }[] };
  };
}

suite("V07 under Terraform 1.15", { skip: missingNewerTerraform }, () => {
  test("a resource's identity is stored, kept, and another one when it is replaced", async () => {
    await using steady = createSteadyHarbor(ship('name = "ann"'));
    await steady.apply();
    assert.deepEqual((await steady.resource())?.identity, { name: "ann", id: "ship-ann" });
    steady.harbor.write(ship('name = "ann"\ncargo = "salt"'));
    await steady.apply();
    assert.deepEqual((await steady.resource())?.identity, { name: "ann", id: "ship-ann" });
    steady.harbor.write(ship('name = "bob"\ncargo = "salt"'));
    await steady.apply();
    assert.deepEqual((await steady.resource())?.identity, { name: "bob", id: "ship-bob" });

    await steady.run("state", "rm", "harbor_ship.a");
    steady.harbor.write(`${ship('name = "bob"\ncargo = "salt"')}
      import {
        to       = harbor_ship.a
        identity = { name = "bob" }
      }
    `);
    assert.match(await steady.apply(), /1 imported, 0 added, 0 changed, 0 destroyed/);
    assert.deepEqual((await steady.resource())?.identity, { name: "bob", id: "ship-bob" });
    await steady.run("destroy", "-no-color", "-auto-approve");
  });

  test("an action tells its progress after a resource is created, and its failure", async () => {
    const refit = (config: string): string => `
      action "harbor_refit" "a" {
        config {
          ship = "ann"
          ${config}
        }
      }
    `;
    await using steady = createSteadyHarbor(
      refit('cargo = "explosives"') +
        ship(`name = "ann"
              lifecycle {
                action_trigger {
                  events  = [after_create]
                  actions = [action.harbor_refit.a]
                }
                ignore_changes = [cargo]
              }`),
    );
    const applied = await steady.apply();
    assert.match(applied, /taking ann out of the water/);
    assert.match(applied, /ann carries explosives/);
    assert.match(applied, /Nobody smokes/);
    assert.ok(applied.indexOf("taking ann") < applied.indexOf("ann carries"));

    steady.harbor.write(refit("fails = true") + ship('name = "ann"\ncargo = "explosives"'));
    const failed = await steady.harbor.project.apply("-invoke=action.harbor_refit.a");
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /taking ann out of the water/);
    assert.match(failed.stderr, /harbor_refit: invoke failed/);
    assert.match(failed.stderr, /the dock is full/);
  });

  test("the configuration of what is imported is written by the provider", async () => {
    await using steady = createSteadyHarbor(ship('name = "ann"\ncargo = "salt"'));
    await steady.apply();
    await steady.run("state", "rm", "harbor_ship.a");
    steady.harbor.write(`
      import {
        to       = harbor_ship.a
        identity = { name = "ann" }
      }
    `);
    await steady.run("plan", "-no-color", "-generate-config-out=generated.tf");
    const generated = readFileSync(path.join(steady.harbor.project.path, "generated.tf"), "utf8");
    assert.match(generated, /resource "harbor_ship" "a" \{\s+cargo += "salt"\s/);
    assert.doesNotMatch(generated, /\bid\b/);
    assert.match(await steady.apply(), /1 imported, 0 added, 0 changed, 0 destroyed/);
  });

  test("a query lists resources, with their state where it is asked for; protocol 5", async () => {
    const ships = ["ann", "bob", "mary"].map((name) => `"${name}"`).join(", ");
    await using steady = createSteadyHarbor(
      `resource "harbor_ship" "a" {\n  for_each = toset([${ships}])\n  name = each.key\n}\n`,
      "[5]",
    );
    await steady.apply();
    steady.harbor.project.write({
      "all.tfquery.hcl": `
        list "harbor_ship" "all" {
          provider         = harbor
          include_resource = true
          limit            = 5
        }
        list "harbor_ship" "some" {
          provider = harbor
          limit    = 1
          config {
            prefix = "b"
          }
        }
      `,
    });
    const out = await steady.run("query", "-no-color", "-json");
    const found = out
      .split("\n")
      .filter((text) => text.includes("list_resource_found"))
      .map((text) => (JSON.parse(text) as FoundLine).list_resource_found)
      .map(({ address, display_name: name, identity, resource_object: state }) => ({ address, name, identity, state }))
      // Terraform asks for all lists at once.
      .toSorted((a, b) => a.address.localeCompare(b.address));
    assert.deepEqual(found, [
      ...["ann", "bob", "mary"].map((name) => ({
        address: "list.harbor_ship.all",
        name: `The ${name}`,
        identity: { name, id: `ship-${name}` },
        state: { cargo: null, code: null, delay_ms: null, id: `ship-${name}`, name },
      })),
      {
        address: "list.harbor_ship.some",
        name: "The bob",
        identity: { name: "bob", id: "ship-bob" },
        state: undefined,
      },
    ]);
    assert.match(out, /mary leaks/);
  });
});

interface FoundLine {
  readonly list_resource_found: {
    readonly address: string;
    readonly display_name: string;
    readonly identity: object;
    readonly resource_object?: object;
  };
}
