// SPDX-License-Identifier: Apache-2.0

/**
 * The bundled program under Terraform.
 *
 * @module
 */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { TerraformProject, missing } from "@provide-foundry/testkit";

const bundle = path.join(import.meta.dirname, "bundle");

const header = `
terraform {
  required_providers {
    coremock = { source = "provide-foundry/coremock" }
  }
}
`;

function create(configuration: string, files: Readonly<Record<string, string>> = {}): TerraformProject {
  return TerraformProject.create({
    files: { "main.tf": header + configuration, ...files },
    providers: { "provide-foundry/coremock": bundle },
  });
}

function readResource(project: TerraformProject, id: string): { resource_type: string; values: object } {
  return JSON.parse(readFileSync(path.join(project.path, "terraform.resource", `${id}.json`), "utf8")) as never;
}

async function expectSuccess(project: TerraformProject, command: "apply" | "destroy" = "apply"): Promise<string> {
  const { code, stdout, stderr } = await project[command]();
  assert.equal(code, 0, stdout + stderr);
  return stdout;
}

async function expectNoChanges(project: TerraformProject): Promise<void> {
  const { code, stdout, stderr } = await project.plan("-detailed-exitcode");
  assert.equal(code, 0, stdout + stderr);
}

suite("coremock under Terraform", { skip: missing("terraform") }, () => {
  test("a simple resource is created, changed, replaced and destroyed, as its file shows", async () => {
    const simple = (id: string, number: string): string =>
      `resource "coremock_simple_resource" "a" {\n id = "${id}"\n string = "x"\n number = ${number}\n integer = 7\n}\n`;
    await using project = create(simple("one", "0.1"));
    assert.match(await expectSuccess(project), /1 added/);
    assert.deepEqual(readResource(project, "one"), {
      resource_type: "coremock_simple_resource",
      values: { id: { string: "one" }, integer: { number: "7" }, number: { number: "0.1" }, string: { string: "x" } },
    });
    await expectNoChanges(project);
    project.write({ "main.tf": header + simple("one", "123456789012345678901234567890.5") });
    assert.match(await expectSuccess(project), /1 changed/);
    assert.deepEqual(readResource(project, "one").values, {
      id: { string: "one" },
      integer: { number: "7" },
      number: { number: "123456789012345678901234567890.5" },
      string: { string: "x" },
    });
    await expectNoChanges(project);
    project.write({ "main.tf": header + simple("two", "1") });
    assert.match(await expectSuccess(project), /1 added, 0 changed, 1 destroyed/);
    assert.deepEqual(readdirSync(path.join(project.path, "terraform.resource")), ["two.json"]);
    assert.match(await expectSuccess(project, "destroy"), /1 destroyed/);
    assert.equal(existsSync(path.join(project.path, "terraform.resource")), false);
  });

  test("a complex resource with attributes and blocks nested in all ways", async () => {
    await using project = create(`
resource "coremock_complex_resource" "a" {
  id     = "a"
  bool   = false
  list   = [{ string = "one" }, { list = [{ integer = 1 }] }]
  set    = [{ string = "one" }, { string = "two", object = { float = 0.5 } }]
  map    = { "a key" = { set = [{ number = 1 }] } }
  object = { object = { object = { string = "deep" } } }
  list_block {
    string = "first"
    set_block {
      list_block { integer = 3 }
    }
  }
  list_block {}
  set_block { map = { b = { bool = true } } }
}
`);
    assert.match(await expectSuccess(project), /1 added/);
    await expectNoChanges(project);
    const main = path.join(project.path, "main.tf");
    const changed = readFileSync(main, "utf8").replace('"two"', '"three"').replace("list_block {}", "");
    writeFileSync(main, changed);
    assert.match(await expectSuccess(project), /1 changed/);
    await expectNoChanges(project);
    assert.match(await expectSuccess(project, "destroy"), /1 destroyed/);
  });

  test("wrong dynamic resources end with a message that names file and path", async () => {
    await using project = create('resource "coremock_x" "a" {}', {
      "dynamic_resources.json": '{ "coremock_x": { "attributes": { "a": { "type": "int", "optional": true } } } }',
    });
    const { code, stderr } = await project.plan();
    assert.equal(code, 1);
    const text = stderr.replaceAll(/\s+/g, " ");
    assert.match(
      text,
      /dynamic_resources\.json does not describe resources: coremock_x\.attributes\.a\.type: one of string/,
    );
  });
});
