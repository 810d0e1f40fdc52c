// SPDX-License-Identifier: Apache-2.0

/**
 * Our engine with providers that everybody uses, built from their sources: through what their documentations show, and
 * with Terraform taking over what the engine has made.
 *
 * @module
 */

import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { type Engine, openEngine, type Plan, providerProgram, renderPlan } from "@provide-foundry/engine";
import { formatDiagnostic } from "@provide-foundry/hcl";
import { buildGoProgram, missing, temporaryDirectory, TerraformProject } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import { goProviders } from "./go-provider.ts";

const names = Object.keys(goProviders) as (keyof typeof goProviders)[];

function configuration(url: string, text: string): string {
  return `
terraform {
  required_providers {
${names.map((name) => `    ${name} = { source = "hashicorp/${name}" }`).join("\n")}
  }
}

resource "random_pet" "server" {
  keepers = { text = "${text}" }
}
resource "random_id" "server" {
  keepers     = { pet = random_pet.server.id }
  byte_length = 8
}
resource "random_password" "db" {
  length           = 16
  special          = true
  override_special = "!#$%&*()-_=+[]{}<>:?"
}
resource "random_shuffle" "zones" {
  input        = ["a", "b", "c", "d"]
  result_count = 2
  seed         = "foundry"
}

resource "local_file" "note" {
  content         = "${text} \${random_pet.server.id}"
  filename        = "\${path.root}/note.txt"
  file_permission = "0640"
}
data "local_file" "note" {
  filename = local_file.note.filename
}

resource "time_static" "now" {}
resource "time_offset" "later" {
  base_rfc3339 = time_static.now.rfc3339
  offset_days  = 7
}

resource "tls_private_key" "ca" {
  algorithm = "ED25519"
}
resource "tls_self_signed_cert" "ca" {
  private_key_pem       = tls_private_key.ca.private_key_pem
  validity_period_hours = 12
  is_ca_certificate     = true
  allowed_uses          = ["cert_signing"]
  subject {
    common_name = "example"
  }
}

data "http" "page" {
  url = "${url}"
}

resource "null_resource" "trigger" {
  triggers = {
    page = data.http.page.body
    zone = random_shuffle.zones.result[0]
  }
}

output "note" {
  value = data.local_file.note.content
}
output "certificate" {
  value = tls_self_signed_cert.ca.cert_pem
}
output "later" {
  value = provider::time::rfc3339_parse(time_offset.later.rfc3339).year
}
`;
}

suite("providers in Go under our engine", { skip: missing("go") }, () => {
  const commands = new Map<string, string>();
  let server: Server;
  let url = "";

  before(async () => {
    const go = path.join(root, "harnesses/go");
    for (const name of names) {
      const [module, goPackage] = goProviders[name];
      commands.set(name, await buildGoProgram(path.join(go, module), path.join(root, "out/go"), goPackage));
    }
    server = createServer((_, response) => response.setHeader("content-type", "text/plain").end("a page"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  function open(directory: string): Engine {
    const env = { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"] };
    const launchers = new Map(
      names.map((name) => {
        const launcher = providerProgram(commands.get(name)!, { start: { env, cwd: directory } });
        return [`registry.terraform.io/hashicorp/${name}`, launcher] as const;
      }),
    );
    return openEngine({ directory, launchers });
  }

  test("U02 six of them, of both protocols, live from plan to destroy, and Terraform finds nothing to change", async () => {
    using directory = temporaryDirectory();
    const engine = open(directory.path);
    const step = async (text: string, mode: "normal" | "destroy" = "normal"): Promise<readonly string[]> => {
      directory.write({ "main.tf": configuration(url, text) });
      const plan = await engine.plan({ mode });
      assert.deepEqual(plan.diagnostics.map(formatDiagnostic).filter(isSurprising), [], renderPlan(plan));
      assert.deepEqual((await engine.apply(plan)).map(formatDiagnostic).filter(isSurprising), []);
      return actionsOf(plan);
    };

    const managed = await step("first");
    assert.equal(managed.filter((action) => action.startsWith("create ")).length, 10, managed.join(", "));
    const note = path.join(directory.path, "note.txt");
    assert.match(readFileSync(note, "utf8"), /^first \w+-\w+$/);
    const outputs = await engine.output();
    assert.equal(outputs.get("note")!.value.asString(), readFileSync(note, "utf8"));
    assert.match(outputs.get("certificate")!.value.asString(), /^-----BEGIN CERTIFICATE-----/);

    assert.deepEqual(await step("first"), []);
    if (missing("terraform") === false) await expectNoChanges(directory.path);

    assert.deepEqual(await step("second"), [
      "delete-create local_file.note",
      "delete-create random_id.server",
      "delete-create random_pet.server",
    ]);
    assert.match(readFileSync(note, "utf8"), /^second /);

    await step("second", "destroy");
    assert.equal((await engine.state()).resources.size, 0);
    assert.equal(existsSync(note), false);
  });

  async function expectNoChanges(directory: string): Promise<void> {
    const providers = Object.fromEntries(
      names.map((name) => [`hashicorp/${name}`, [commands.get(name)!] as [string, ...string[]]]),
    );
    await using project = TerraformProject.create({ files: { "main.tf": configuration(url, "first") }, providers });
    for (const name of ["terraform.tfstate", "note.txt"]) {
      copyFileSync(path.join(directory, name), path.join(project.path, name));
    }
    const { code, stdout, stderr } = await project.plan("-detailed-exitcode");
    assert.equal(code, 0, stdout + stderr);
  }
});

function actionsOf(plan: Plan): readonly string[] {
  const changes = plan.changes.filter(({ action }) => action !== "no-op" && action !== "read");
  return changes.map(({ address, action }) => `${action} ${address.type}.${address.name}`);
}

/** The old provider of HTTP warns of what a page may be. */
function isSurprising(told: string): boolean {
  return !/deprecated|Content-Type/i.test(told);
}
