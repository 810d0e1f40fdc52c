// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/garden-provider.js", import.meta.url));
const carelessProgram = fileURLToPath(new URL("testing/careless-provider.js", import.meta.url));

const prelude = `
  terraform {
    required_providers {
      garden = { source = "example/garden" }
    }
  }
`;

/** A project in a garden of its own. */
function createGarden(configuration: string) {
  const folder = temporaryDirectory();
  const provider = `provider "garden" { folder = ${JSON.stringify(folder.path)} }\n`;
  const project = TerraformProject.create({
    providers: { "example/garden": [process.execPath, program] },
    files: { "main.tf": prelude + provider + configuration },
  });
  return {
    project,
    beds: () => readdirSync(folder.path).map((name) => path.join(folder.path, name)),
    write: (changed: string) => project.write({ "main.tf": prelude + provider + changed }),
    async apply() {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
    },
    async actions() {
      const { resource_changes: changes = [] } = await project.planJson();
      return changes.map(({ address, change }) => `${address} ${change.actions.join("+")}`);
    },
    async values(address: string) {
      const { values } = await project.showJson();
      return values?.root_module?.resources?.find((resource) => resource.address === address)?.values;
    },
    async outputs() {
      const { values } = await project.showJson();
      return Object.fromEntries(Object.entries(values?.outputs ?? {}).map(([name, { value }]) => [name, value]));
    },
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

suite("under Terraform", { skip: missing("terraform") }, () => {
  test("V02 a resource is created, kept, updated, replaced, found gone and destroyed", async () => {
    const bed = (attributes: string): string => `resource "garden_bed" "herbs" {\n${attributes}\n}\n`;
    await using garden = createGarden(
      bed(`title = "Herbs"
           depth = 0.12345678901234567890123
           plants = [{ name = "thyme" }, { name = "sage", count = 2 }]
           note = "not stored"`),
    );
    await garden.apply();
    const created = await garden.values("garden_bed.herbs");
    assert.deepEqual(created, {
      title: "Herbs",
      soil: "loam",
      plot: null,
      depth: created?.["depth"],
      plants: [
        { name: "thyme", count: 1, label: "1x thyme" },
        { name: "sage", count: 2, label: "2x sage" },
      ],
      note: null,
      id: created?.["id"],
      summary: "Herbs on loam",
    });
    assert.equal(garden.beds().length, 1);
    assert.deepEqual(await garden.actions(), ["garden_bed.herbs no-op"]);

    garden.write(
      bed(`title = "Herbs"
           soil = "sand"
           plants = [{ name = "thyme" }, { name = "sage", count = 3 }]`),
    );
    assert.deepEqual(await garden.actions(), ["garden_bed.herbs update"]);
    await garden.apply();
    const updated = await garden.values("garden_bed.herbs");
    assert.deepEqual([updated?.["id"], updated?.["summary"]], [created?.["id"], "Herbs on sand"]);
    assert.deepEqual(await garden.actions(), ["garden_bed.herbs no-op"]);

    garden.write(bed(`title = "Herbs"\nplot = 2`));
    assert.deepEqual(await garden.actions(), ["garden_bed.herbs delete+create"]);
    await garden.apply();
    const replaced = await garden.values("garden_bed.herbs");
    assert.notEqual(replaced?.["id"], created?.["id"]);
    assert.equal(garden.beds().length, 1);

    for (const file of garden.beds()) rmSync(file);
    assert.deepEqual(await garden.actions(), ["garden_bed.herbs create"]);
    await garden.apply();
    assert.equal((await garden.project.destroy()).code, 0);
    assert.deepEqual(garden.beds(), []);
  });

  test("V02 everything that a schema can have is created, kept and changed", async () => {
    const shed = (attributes: string): string => `resource "garden_shed" "a" {\n${attributes}\n}\n`;
    await using garden = createGarden(
      shed(`title = "Shed"
            list = [{ name = "a" }, { name = "b", weight = 0.25 }]
            map = { x = { name = "c", key = "secret" } }
            set = [{ name = "d" }, { name = "e", weight = 2 }]
            one = { name = "f" }
            numbers = [1, 340282366920938463463374607431768211456]
            shape = { width = 0.1, name = null }
            door { name = "g" }
            lamp {}
            shelf {
              name = "h"
              box { name = "i" }
              box {
                name = "j"
                weight = 3
              }
            }
            hook { name = "k" }
            hook {
              name = "l"
              side = "right"
            }
            drawer "top" { name = "m" }`),
    );
    await garden.apply();
    const { chosen, made, tags, lamp, hook, drawer, etag } = (await garden.values("garden_shed.a"))!;
    assert.deepEqual(
      { chosen, made, tags, lamp, hook, drawer, etag },
      {
        chosen: [{ name: "spade" }],
        made: { Shed: { at: "noon" } },
        tags: { kind: "shed" },
        lamp: { on: false, watts: 40 },
        hook: [
          { name: "k", side: "left" },
          { name: "l", side: "right" },
        ],
        drawer: { top: { name: "m", weight: 0.1, id: "#m" } },
        etag: "Shed new",
      },
    );
    assert.deepEqual(await garden.actions(), ["garden_shed.a no-op"]);

    garden.write(
      shed(`title = "Shed"
            list = [{ name = "a" }, { name = "z" }, { name = "b", weight = 0.25 }]
            map = { y = { name = "c" } }
            set = [{ name = "d", weight = 0.1 }, { name = "e" }]
            one = { name = "F" }
            tags = {}
            door {
              name = "g"
              code = "secret"
            }
            lamp { on = true }
            shelf { name = "H" }
            shelf {
              name = "h"
              box { name = "i" }
            }
            hook { name = "l" }`),
    );
    await garden.apply();
    const changed = (await garden.values("garden_shed.a"))!;
    assert.deepEqual(changed["one"], { name: "F", weight: 0.1, id: "#f" });
    assert.deepEqual(changed["hook"], [{ name: "l", side: "right" }]);
    assert.deepEqual(await garden.actions(), ["garden_shed.a no-op"]);
    assert.equal((await garden.project.destroy()).code, 0);
  });

  test("V02 a resource is imported, then only updated where it differs", async () => {
    await using garden = createGarden(`resource "garden_bed" "a" {\n  title = "Roses"\n}\n`);
    await garden.apply();
    const id = String((await garden.values("garden_bed.a"))?.["id"]);
    assert.equal((await garden.project.run("state", "rm", "garden_bed.a")).code, 0);
    const { code, stdout, stderr } = await garden.project.run("import", "-no-color", "garden_bed.a", id);
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await garden.values("garden_bed.a"))?.["title"], "Roses");
    assert.deepEqual(await garden.actions(), ["garden_bed.a no-op"]);
    const missingBed = await garden.project.run("import", "-no-color", "garden_bed.b", "none");
    assert.notEqual(missingBed.code, 0);
  });

  test("V02 a create that fails half way leaves a tainted resource, which is replaced", async () => {
    await using garden = createGarden(`resource "garden_bed" "a" {\n  title = "Roses"\n  note = "fail"\n}\n`);
    const failed = await garden.project.apply();
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /garden_bed: create failed/);
    assert.match(failed.stderr, /the spade broke/);
    garden.write(`resource "garden_bed" "a" {\n  title = "Roses"\n}\n`);
    assert.deepEqual(await garden.actions(), ["garden_bed.a delete+create"]);
    await garden.apply();
    assert.equal(garden.beds().length, 1);
  });

  test("V01 what is wrong in the configuration is shown at its line", async () => {
    await using garden = createGarden(`resource "garden_bed" "a" {\n  title = "R"\n}\n`);
    const { code, stderr } = await garden.project.plan();
    assert.equal(code, 1);
    assert.match(stderr, /Invalid value of title/);
    assert.match(stderr, /title = "R"/);
    assert.match(stderr, /title must be at least 2 characters long, not 1\./);
  });

  test("V03 a data source is read during plan, or after what it depends on", async () => {
    await using garden = createGarden(`
      resource "garden_bed" "a" {
        title  = "Roses"
        plants = [{ name = "rose", count = 3 }]
      }
      data "garden_bed" "a" {
        id = garden_bed.a.id
      }
      output "labels" {
        value = data.garden_bed.a.labels
      }
      output "title" {
        value = data.garden_bed.a.title
      }
    `);
    assert.deepEqual(await garden.actions(), ["data.garden_bed.a read", "garden_bed.a create"]);
    await garden.apply();
    assert.deepEqual(await garden.outputs(), { labels: ["3x rose"], title: "Roses" });
    assert.deepEqual(await garden.actions(), ["garden_bed.a no-op"]);
  });

  test("V04 functions are called, with optional arguments and errors at the argument", async () => {
    await using garden = createGarden(`
      output "rows" {
        value = [provider::garden::rows(21), provider::garden::rows(21, 7), provider::garden::rows(21, null)]
      }
    `);
    await garden.apply();
    assert.deepEqual(await garden.outputs(), { rows: [3, 3, 3] });
    garden.write(`output "rows" {\n  value = provider::garden::rows(1, 0)\n}\n`);
    const { code, stderr } = await garden.project.plan();
    assert.equal(code, 1);
    assert.match(stderr, /Invalid value for "per_row" parameter: must be at least 1/);
  });

  test("Y07 Y09 a run at trace holds no sensitive value and no secret of the environment, outside of the state", async () => {
    const secrets = [
      "token-of-all-tokens",
      "sword-and-fish",
      "key-of-the-api",
      "seed-of-secrets",
      "271828",
      "minted ann",
    ];
    const configuration = (name: string): string => `
      terraform {
        required_providers {
          careless = { source = "example/careless" }
        }
      }
      provider "careless" { token = "token-of-all-tokens" }
      resource "careless_account" "a" {
        name     = ${JSON.stringify(name)}
        password = "sword-and-fish"
        pin      = 271828
        seed     = "seed-of-secrets"
      }
    `;
    await using project = TerraformProject.create({
      providers: { "example/careless": [process.execPath, carelessProgram] },
      files: { "main.tf": configuration("ann") },
      env: { TF_LOG: "trace", CARELESS_API_KEY: "key-of-the-api" },
    });
    const runs = [await project.apply(), await project.plan(), await project.destroy()];
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0, 0],
      runs.at(-1)!.stderr.slice(-2_000),
    );
    project.write({ "main.tf": configuration("failing") });
    const failed = await project.apply();
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /401 for \(sensitive value\) and \(sensitive value\)/);
    const text = [...runs, failed].map(({ stdout, stderr }) => stdout + stderr).join("\n");
    assert.match(text, /create \[redacted\] \[redacted\] for \[redacted\]/, "the lines of the provider are there");
    assert.match(text, /read \[redacted\]/);
    for (const secret of secrets) {
      const at = text.indexOf(secret);
      assert.equal(at, -1, text.slice(Math.max(0, at - 300), at + 100));
    }
  });
});
