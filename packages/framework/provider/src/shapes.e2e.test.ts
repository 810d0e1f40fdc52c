// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/shapes-provider.js", import.meta.url));

const prelude = `
  terraform {
    required_providers {
      shapes = { source = "example/shapes" }
    }
  }
`;

function createProject(configuration: string) {
  const project = TerraformProject.create({
    providers: { "example/shapes": [process.execPath, program] },
    files: { "main.tf": prelude + configuration },
  });
  return {
    project,
    write: (changed: string) => project.write({ "main.tf": prelude + changed }),
    async apply() {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
    },
    async actions() {
      const { resource_changes: changes = [] } = await project.planJson();
      return changes.map(({ address, change }) => `${address} ${change.actions.join("+")}`);
    },
    async outputs() {
      const { values } = await project.showJson();
      return Object.fromEntries(Object.entries(values?.outputs ?? {}).map(([name, { value }]) => [name, value]));
    },
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

/** Outputs are texts: a JSON number would lose the digits that matter. */
const outputs = `
  output "set" { value = [for e in shapes_thing.a.set : "\${e.name} \${e.count} \${e.serial} \${e.ratio} \${e.price} \${jsonencode(e.fits)}"] }
  output "inner" { value = [for k, e in shapes_thing.a.list[0].inner : "\${k} \${e.serial} \${e.price}"] }
  output "rest" { value = { for k in ["place", "notes", "parts", "label", "mark", "found", "copy", "pair"] : k => jsonencode(shapes_thing.a[k]) } }
`;

suite("V05 values of every shape under Terraform", { skip: missing("terraform") }, () => {
  test("are created, kept, changed and destroyed without the loss of a digit", async () => {
    await using shapes = createProject(`
      resource "shapes_thing" "a" {
        set = [{ name = "a" }, { name = "b", count = 2, price = 0.123456789012345678901 }]
        list = [{ inner = { x = { name = "c", serial = 340282366920938463463374607431768211457 } } }]
        place = [3, null, [0.5]]
        notes = { a = [1, 0.1, 0.123456789012345678901, 340282366920938463463374607431768211457], b = tolist(["x"]), c = null }
        parts = { any = { b = true } }
        label = { text = "hello" }
        mark {}
      }
      ${outputs}
    `);
    await shapes.apply();
    const notes = '{"a":[1,0.1,0.123456789012345678901,340282366920938463463374607431768211457],"b":["x"],"c":null}';
    assert.deepEqual(await shapes.outputs(), {
      set: [
        'a 1 1180591620717411303424 0.1 0.10000000000000000000001 ["all",true]',
        'b 2 1180591620717411303424 0.1 0.123456789012345678901 ["all",true]',
      ],
      inner: ["x 340282366920938463463374607431768211457 0.10000000000000000000001"],
      rest: {
        place: "[3,null,[0.5]]",
        notes,
        parts: '{"any":{"b":true}}',
        label: '{"echo":["hello",1180591620717411303424],"text":"hello"}',
        mark: '{"any":{"kind":"none","ways":[1,2]}}',
        found: '["key"]',
        copy: notes,
        pair: "[[3,null,[0.5]],3]",
      },
    });
    assert.deepEqual(await shapes.actions(), ["shapes_thing.a no-op"]);

    shapes.write(`
      resource "shapes_thing" "a" {
        set = [{ name = "b", count = 1 }, { name = "a", serial = 1180591620717411303424 }]
        list = [{ inner = {} }]
        notes = 5
        label = { text = [true, null] }
        found = { by = "hand" }
      }
      ${outputs}
    `);
    await shapes.apply();
    assert.deepEqual(await shapes.outputs(), {
      set: [
        'a 1 1180591620717411303424 0.1 0.10000000000000000000001 ["all",true]',
        'b 1 1180591620717411303424 0.1 0.10000000000000000000001 ["all",true]',
      ],
      inner: [],
      rest: {
        place: "null",
        notes: "5",
        parts: "null",
        label: '{"echo":[[true,null],1180591620717411303424],"text":[true,null]}',
        mark: "null",
        found: '{"by":"hand"}',
        copy: "5",
        pair: '["nowhere",3]',
      },
    });
    assert.deepEqual(await shapes.actions(), ["shapes_thing.a no-op"]);
    assert.equal((await shapes.project.destroy()).code, 0);
  });

  test("go through data sources and functions", async () => {
    await using shapes = createProject(`
      data "shapes_echo" "a" { value = { n = 0.123456789012345678901, l = toset(["a"]) } }
      data "shapes_echo" "b" { value = "text" }
      output "echo" { value = jsonencode([data.shapes_echo.a.copy, data.shapes_echo.a.first, data.shapes_echo.b.copy]) }
      output "wrap" {
        value = jsonencode([
          provider::shapes::wrap(1, ["a", { b = 0.123456789012345678901 }], null, [true]),
          provider::shapes::wrap("x", null),
        ])
      }
    `);
    await shapes.apply();
    assert.deepEqual(await shapes.outputs(), {
      echo: '[{"l":["a"],"n":0.123456789012345678901},["object"],"text"]',
      wrap: '[{"more":[null,[true]],"pair":["a",{"b":0.123456789012345678901}],"thing":1},{"more":[],"pair":null,"thing":"x"}]',
    });
  });

  test("that do not fit are refused at their line", async () => {
    await using shapes = createProject(`
      resource "shapes_thing" "a" {
        place = [1.5, "x", [1]]
      }
    `);
    const { code, stderr } = await shapes.project.plan();
    assert.equal(code, 1);
    assert.match(stderr, /place\[0\].* must be a whole number/s);
    assert.match(stderr, /on main\.tf line/);
  });
});
