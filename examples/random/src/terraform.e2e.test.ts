// SPDX-License-Identifier: Apache-2.0

/**
 * Terraform with the provider, and with the one in Go in its place: either goes on with what the other has left.
 *
 * @module
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { TerraformProject, type TerraformResult, buildGoProgram, missing } from "@provide-foundry/testkit";

const root = path.join(import.meta.dirname, "../../..");
const address = "hashicorp/random";

const header = `
terraform {
  required_providers {
    random = { source = "${address}" }
  }
}
`;

const configuration = `${header}
resource "random_password" "admin" {
  length           = 24
  min_special      = 2
  override_special = "_%@"
  keepers          = { machine = "a" }
}

resource "random_uuid4" "id" {
  keepers = { machine = "a", none = null }
}

resource "random_shuffle" "zones" {
  input        = ["eu-1", "eu-2", "eu-3"]
  result_count = 5
  seed         = "foundry"
}
`;

const names = ["ours", "the one in Go"] as const;
type Name = (typeof names)[number];

const skip = missing("terraform") || missing("go");

suite("random under Terraform", { skip }, () => {
  const commands = {
    ours: [process.execPath, path.join(import.meta.dirname, "main.js")] as const,
    "the one in Go": [""] as readonly [string],
  };
  const create = (name: Name, files: Record<string, string>): TerraformProject =>
    TerraformProject.create({ files, providers: { [address]: commands[name] } });

  before(async () => {
    const goPackage = "github.com/terraform-providers/terraform-provider-random";
    const module = path.join(root, "harnesses/go/providers");
    commands["the one in Go"] = [await buildGoProgram(module, path.join(root, "out/go"), goPackage)];
  });

  for (const name of names) {
    const other = names.find((each) => each !== name)!;

    test(`V02 A02 ${name}: what is created stays, also for ${other}`, async () => {
      await using project = create(name, { "main.tf": configuration });
      const applied = await project.apply();
      assert.equal(applied.code, 0, applied.stderr);
      assert.match(applied.stdout, /Resources: 3 added/);
      await expectNoChanges(project);
      const { password, uuid4, shuffle } = await read(project);
      assert.match(String(password!["result"]), /^[A-Za-z\d_%@]{24}$/);
      assert.equal(uuid4!["id"], uuid4!["result"]);
      assert.deepEqual(shuffle!["result"], ["eu-1", "eu-2", "eu-3", "eu-3", "eu-2"]);
      assert.ok(!applied.stdout.includes(String(password!["result"])));

      const state = readFileSync(path.join(project.path, "terraform.tfstate"), "utf8");
      await using next = create(other, { "main.tf": configuration, "terraform.tfstate": state });
      await expectNoChanges(next);
      next.write({ "main.tf": configuration.replaceAll('machine = "a"', 'machine = "b"') });
      assert.match((await next.apply()).stdout, /2 added, 0 changed, 2 destroyed/);
      assert.equal((await next.destroy()).code, 0);
    });

    test(`V02 ${name}: what is not known yet replaces, where it may be something else`, async () => {
      await using project = create(name, { "main.tf": configuration });
      assert.equal((await project.apply()).code, 0);
      const later = "terraform_data.later.id";
      project.write({
        "main.tf": `${configuration
          .replaceAll('machine = "a"', `machine = ${later}`)
          .replace('"_%@"', later)
          .replace('"foundry"', later)}\nresource "terraform_data" "later" {}\n`,
      });
      const { resource_changes: changes } = await project.planJson();
      const actions = changes!.map(({ address: at, change }) => [at, change.actions, change.replace_paths ?? []]);
      assert.deepEqual(actions, [
        ["random_password.admin", ["delete", "create"], [["keepers"]]],
        ["random_shuffle.zones", ["delete", "create"], [["seed"]]],
        ["random_uuid4.id", ["delete", "create"], [["keepers"]]],
        ["terraform_data.later", ["create"], []],
      ]);
    });

    test(`V02 ${name}: a password and a UUID are imported`, async () => {
      const main = `${header}
resource "random_password" "admin" {
  length = 6
}

resource "random_uuid4" "id" {}

import {
  to = random_password.admin
  id = "s3cr€t"
}

import {
  to = random_uuid4.id
  id = "6B0F8E7C-7F0B-4E57-9A53-0F4C7D1B9D2E"
}
`.replace("length = 6", `length = ${Buffer.byteLength("s3cr€t")}`);
      await using project = create(name, { "main.tf": main });
      const applied = await project.apply();
      assert.match(applied.stdout, /2 imported, 0 added, 0 changed, 0 destroyed/, applied.stderr);
      const { password, uuid4 } = await read(project);
      assert.deepEqual([password!["result"], password!["numeric"]], ["s3cr€t", true]);
      assert.equal(uuid4!["id"], "6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2e");
      await expectNoChanges(project);
    });

    for (const version of [0, 1, 2]) {
      test(`V02 ${name}: a state of version ${version} is upgraded, and changed in place`, async () => {
        await using project = create(name, {
          "main.tf": `${header}\nresource "random_password" "admin" {\n  length = 5\n}\n`,
          "terraform.tfstate": storedState(version),
        });
        // Some versions stored an empty text for special characters that nobody had configured.
        assert.match((await project.apply()).stdout, /0 added, 1 changed, 0 destroyed/);
        await expectNoChanges(project);
        const { password } = await read(project);
        const { bcrypt_hash: hash, ...rest } = password!;
        assert.match(String(hash), /^\$2a\$10\$/);
        assert.deepEqual(rest, {
          id: "none",
          keepers: null,
          length: 5,
          result: "aB3-x",
          override_special: null,
          special: true,
          upper: true,
          lower: true,
          number: true,
          numeric: true,
          min_lower: 0,
          min_numeric: 0,
          min_special: 0,
          min_upper: 0,
        });
      });
    }

    test(`V02 ${name}: names that disagree end the plan`, async () => {
      const main = `${header}\nresource "random_password" "admin" {\n  length = 5\n  number = true\n  numeric = false\n}\n`;
      await using project = create(name, { "main.tf": main });
      const { code, stderr } = await project.plan();
      assert.equal(code, 1);
      assert.match(stderr, /Error: Number and numeric are both configured with different values/);
    });
  }
});

test("the README's configuration is applied and then complete", { skip: missing("terraform") }, async () => {
  const readme = readFileSync(path.join(import.meta.dirname, "../README.md"), "utf8");
  const [, main] = /^```hcl\n(.*?)^```$/ms.exec(readme)!;
  await using project = TerraformProject.create({
    files: { "main.tf": main! },
    providers: { "provide-foundry/random": [process.execPath, path.join(import.meta.dirname, "main.js")] },
  });
  assert.match((await project.apply()).stdout, /2 added, 0 changed, 0 destroyed/);
  await expectNoChanges(project);
});

/** As the provider stored it when its schema had that version. */
function storedState(version: number): string {
  const attributes = {
    id: "none",
    keepers: null,
    length: 5,
    result: "aB3-x",
    override_special: "",
    special: true,
    upper: true,
    lower: true,
    number: true,
    min_lower: 0,
    min_numeric: 0,
    min_special: 0,
    min_upper: 0,
    ...(version >= 1 && { bcrypt_hash: `$2a$10$${"a".repeat(53)}` }),
    ...(version >= 2 && { numeric: true }),
  };
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "d0d6f0c3-4f1c-4c8e-9c32-3a0d4b1f7a55",
    outputs: {},
    resources: [
      {
        mode: "managed",
        type: "random_password",
        name: "admin",
        provider: `provider["registry.terraform.io/${address}"]`,
        instances: [
          {
            schema_version: version,
            attributes,
            sensitive_attributes: [],
          },
        ],
      },
    ],
  });
}

/** The values of the resources, by type without the provider's name. */
async function read(project: TerraformProject): Promise<Record<string, Readonly<Record<string, unknown>> | undefined>> {
  const { values } = await project.showJson();
  return Object.fromEntries(
    values!.root_module!.resources!.map((each) => [each.type.replace("random_", ""), each.values]),
  );
}

async function expectNoChanges(project: TerraformProject): Promise<void> {
  const { code, stdout, stderr }: TerraformResult = await project.plan("-detailed-exitcode");
  assert.equal(code, 0, `${stdout}\n${stderr}`);
}
