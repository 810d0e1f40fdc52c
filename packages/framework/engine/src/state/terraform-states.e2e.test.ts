// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { missing, TerraformProject } from "@provide-foundry/testkit";
import { decodeState } from "./decode-state.ts";
import { encodeState } from "./encode-state.ts";
import { StateFile } from "./state-file.ts";
import { setCurrent } from "./state-objects.ts";

const skip = missing("terraform");

function statePath(project: TerraformProject): string {
  return path.join(project.path, "terraform.tfstate");
}

/** Configurations whose states have, together, every field that Terraform 1.11 writes. */
const configurations: Readonly<Record<string, string>> = {
  "values of every kind": `
    resource "terraform_data" "a" {
      input = {
        text = "x < y && \\"z\\" \\u2028 é 😀", big = 12345678901234567890.5, small = 1e-30, yes = true, none = null
        list = tolist(["a", "b"]), set = toset(["b", "a"]), map = tomap({ k = 1 }), tuple = [1, "a", [], {}]
        nested = { a = { b = [{ c = [] }] } }
      }
      triggers_replace = ["x"]
    }
    output "all" { value = terraform_data.a.output }
    output "set" { value = toset([3, 1, 2]) }
    output "none" { value = null }
    output "empty" { value = { list = tolist([]), tuple = [], object = {} } }`,
  "sensitive values": `
    variable "secret" {
      default   = "s3cret"
      sensitive = true
    }
    resource "terraform_data" "a" {
      input = { plain = 1, list = ["x", var.secret], map = { (nonsensitive("k")) = var.secret } }
    }
    resource "terraform_data" "b" { input = var.secret }
    output "o" {
      value     = terraform_data.a.output
      sensitive = true
    }`,
  "repetition and modules": `
    resource "terraform_data" "count" {
      count = 12
      input = count.index
    }
    resource "terraform_data" "each" {
      for_each = toset(["b", "a", "with \\"quotes\\"", "$\${x}", "é"])
      input    = each.key
    }
    module "m" {
      source   = "./m"
      for_each = toset(["y", "x"])
      name     = each.key
    }
    module "n" {
      source = "./m"
      count  = 2
      name   = terraform_data.count[count.index].output
    }`,
  dependencies: `
    resource "terraform_data" "a" { input = 1 }
    resource "terraform_data" "b" { input = terraform_data.a.output }
    resource "terraform_data" "c" {
      input      = terraform_data.b.output
      depends_on = [terraform_data.a]
      lifecycle { create_before_destroy = true }
    }`,
  checks: `
    variable "v" {
      default = 1
      validation {
        condition     = var.v > 0
        error_message = "positive"
      }
    }
    resource "terraform_data" "a" {
      count = 2
      input = count.index
      lifecycle {
        postcondition {
          condition     = self.input >= 0
          error_message = "positive"
        }
      }
    }
    check "c" {
      assert {
        condition     = var.v > 5
        error_message = "<not> big & enough"
      }
    }
    output "o" {
      value = 1
      precondition {
        condition     = var.v > 0
        error_message = "positive"
      }
    }`,
  "data sources": `
    data "terraform_remote_state" "other" {
      backend  = "local"
      config   = { path = "other.tfstate" }
      defaults = { x = ["y"] }
    }
    resource "terraform_data" "a" { input = data.terraform_remote_state.other.outputs }`,
  "a tainted object": `
    resource "terraform_data" "a" {
      provisioner "local-exec" { command = "exit 1" }
    }`,
};

const moduleFile = `
  variable "name" {}
  resource "terraform_data" "inner" { input = var.name }
  resource "terraform_data" "after" { input = terraform_data.inner.id }`;

suite("states of Terraform", { skip }, () => {
  for (const [name, configuration] of Object.entries(configurations)) {
    test(`are written back byte for byte: ${name}`, async () => {
      await using project = TerraformProject.create({
        files: {
          "main.tf": configuration,
          "m/main.tf": moduleFile,
          "other.tfstate": '{"version": 4, "lineage": "x", "outputs": {"o": {"value": 1, "type": "number"}}}',
        },
      });
      if (configuration.includes("module")) assert.equal((await project.run("init")).code, 0);
      await project.apply();
      const text = readFileSync(statePath(project), "utf8");
      assert.ok(text.length > 300, "something was applied");
      assert.equal(encodeState(decodeState(text).state), text);
    });
  }

  test("are written back byte for byte: deposed objects", async () => {
    const configuration = (input: number): string => `
      resource "terraform_data" "a" {
        triggers_replace = ${input}
        lifecycle { create_before_destroy = true }
        provisioner "local-exec" { command = ${input} == 1 ? "true" : "exit 1" }
      }`;
    await using project = TerraformProject.create({ files: { "main.tf": configuration(1) } });
    await project.apply();
    project.write({ "main.tf": configuration(2) });
    await project.apply();
    const text = readFileSync(statePath(project), "utf8");
    assert.match(text, /"deposed": "/);
    assert.equal(encodeState(decodeState(text).state), text);
  });

  test("are locked against us, and ours against Terraform, before and after each writing", async () => {
    await using project = TerraformProject.create({
      files: { "main.tf": 'resource "terraform_data" "a" {}' },
    });
    await project.apply();
    const file = statePath(project);
    const opened = await StateFile.open(file, { lock: { operation: "OperationTypeApply" } });
    for (let round = 0; round < 3; round++) {
      const { code, stderr } = await project.plan();
      assert.equal(code, 1);
      assert.match(stderr, /Error acquiring the state lock/);
      assert.match(stderr, /Operation: OperationTypeApply\n\s*Who: .*@/);
      opened.state.outputs.clear();
      const { address, provider, instances } = opened.state.resources.get("terraform_data.a")!;
      setCurrent(opened.state, { ...address, key: round }, provider, instances.get(undefined)?.current);
      await opened.save();
    }
    await opened.close();
    assert.ok(!existsSync(path.join(project.path, ".terraform.tfstate.lock.info")));
    assert.equal((await project.plan("-detailed-exitcode")).code, 2, "it sees the three instances that are too many");
  });

  test("are not read by us while Terraform changes them", async () => {
    await using project = TerraformProject.create({
      files: {
        "main.tf": `resource "terraform_data" "a" {
          provisioner "local-exec" { command = "touch started; while [ ! -e go ]; do sleep 0.05; done" }
        }`,
      },
    });
    const applying = project.apply();
    while (!existsSync(path.join(project.path, "started"))) await new Promise((resolve) => setTimeout(resolve, 20));
    const file = statePath(project);
    const lock = { operation: "OperationTypePlan" };
    await assert.rejects(StateFile.open(file, { lock }), {
      code: "state.locked",
      message: /Operation: OperationTypeApply[^]*Version: {3}1\./,
    });
    const waiting = StateFile.open(file, { lock: { ...lock, timeoutMs: 30_000 } });
    writeFileSync(path.join(project.path, "go"), "");
    await using opened = await waiting;
    assert.equal((await applying).code, 0);
    assert.deepEqual([...opened.state.resources.keys()], ["terraform_data.a"]);
  });

  test("of ours are Terraform's: it has nothing to change", async () => {
    await using project = TerraformProject.create({
      files: { "main.tf": 'resource "terraform_data" "a" {\n  count = 3\n  input = "<&>"\n}' },
    });
    const file = statePath(project);
    await using opened = await StateFile.open(file, { lock: { operation: "OperationTypeApply" } });
    for (let key = 0; key < 3; key++) {
      const address = { module: [], mode: "managed", type: "terraform_data", name: "a", key } as const;
      const dynamic = '{"value":"<&>","type":"string"}';
      setCurrent(
        opened.state,
        address,
        { module: [], source: "terraform.io/builtin/terraform" },
        {
          schemaVersion: 0n,
          attributes: `{"id":"${key}","input":${dynamic},"output":${dynamic},"triggers_replace":null}`,
          sensitivePaths: [],
          isTainted: false,
          dependencies: [],
          createBeforeDestroy: false,
        },
      );
      await opened.saveInstance(address);
    }
    await opened.close();
    const { code, stdout } = await project.plan("-detailed-exitcode");
    assert.equal(code, 0, stdout);
  });

  test("wait in vain for a state that was replaced: Terraform does not go on with the old one", async () => {
    await using project = TerraformProject.create({ files: { "main.tf": 'resource "terraform_data" "a" {}' } });
    await project.apply();
    const opened = await StateFile.open(statePath(project), { lock: { operation: "OperationTypeApply" } });
    const waiting = project.apply("-lock-timeout=20s", "-replace=terraform_data.a");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { address, provider, instances } = opened.state.resources.get("terraform_data.a")!;
    setCurrent(opened.state, { ...address, key: 7 }, provider, instances.get(undefined)?.current);
    await opened.save();
    await opened.close();
    const { code } = await waiting;
    assert.equal(code, 1);
    assert.equal(
      decodeState(readFileSync(statePath(project), "utf8")).state.resources.get("terraform_data.a")?.instances.size,
      2,
    );
  });
});
