// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { evaluate, formatDiagnostic } from "@provide-foundry/hcl";
import { assertGolden, temporaryDirectory } from "@provide-foundry/testkit";
import type { Configuration } from "./configuration.ts";
import { readConfiguration } from "./read-configuration.ts";
import { formatJudgements, judge } from "./testing/judgements.ts";
import { badSnippets, goodSnippets } from "./testing/snippets.ts";

test("what is wrong is told as Terraform does", async () => {
  const judgements = new Map<string, readonly string[]>();
  for (const [name, snippet] of Object.entries({ ...badSnippets, ...goodSnippets })) {
    // oxlint-disable-next-line no-await-in-loop
    judgements.set(name, await judge(snippet));
  }
  assertGolden(
    new URL("../../src/configuration/testing/judgements.txt", import.meta.url),
    formatJudgements(judgements),
  );
});

async function read(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ configuration: Configuration; problems: readonly string[] }> {
  using directory = temporaryDirectory();
  directory.write({ ".keep": "", ...files });
  const { configuration, diagnostics } = await readConfiguration(directory.path);
  return { configuration, problems: diagnostics.map(formatDiagnostic) };
}

suite("readConfiguration", () => {
  test("a resource has what its block says", async () => {
    const { configuration, problems } = await read({
      "main.tf": `resource "aws_instance" "web" {
  for_each = var.names
  provider = aws.west
  ami      = "x"
  depends_on = [module.net]
  lifecycle {
    create_before_destroy = true
    ignore_changes = [tags["x"]]
    replace_triggered_by = [aws_vpc.main.id]
    postcondition {
      condition = self.id != ""
      error_message = "No."
    }
  }
  dynamic "disk" {
    for_each = []
    content {}
  }
}`,
    });
    assert.deepEqual(problems, []);
    const resource = configuration.root.resources.get("aws_instance.web")!;
    assert.equal(resource.repetition.kind, "forEach");
    assert.equal(resource.provider.localName, "aws");
    assert.equal(resource.provider.alias, "west");
    assert.deepEqual(
      resource.dependsOn.map((traversal) => traversal.map((step) => step.sourceText).join("")),
      ["module.net"],
    );
    const { lifecycle } = resource;
    assert.equal(lifecycle.createBeforeDestroy, true);
    assert.equal(lifecycle.preventDestroy, false);
    assert.equal(lifecycle.ignoreChanges[0] !== "a" && lifecycle.ignoreChanges.length, 1);
    assert.equal(lifecycle.replaceTriggeredBy.length, 1);
    assert.equal(lifecycle.postconditions.length, 1);
    const left = resource.config.content({
      attributes: [{ name: "ami" }],
      blocks: [{ type: "dynamic", labelNames: ["type"] }],
    });
    assert.deepEqual(left.diagnostics, []);
    assert.deepEqual([...left.content.attributes.keys(), left.content.blocks[0]?.labels[0]], ["ami", "disk"]);
  });

  test("providers have sources, said or implied", async () => {
    const { configuration } = await read({
      "main.tf": `terraform {
  required_providers {
    mine = { source = "Example.com/Acme/Mine", version = "~> 1.0", configuration_aliases = [mine.a, mine.b] }
    old  = ">= 2"
  }
}
resource "random_pet" "p" {}
resource "terraform_data" "d" {}
data "mine_thing" "t" {
  provider = mine.a
}
provider "local" {}`,
    });
    const { requiredProviders } = configuration.root;
    assert.deepEqual(Object.fromEntries([...requiredProviders].map(([name, { source }]) => [name, source])), {
      mine: "example.com/acme/mine",
      old: "registry.terraform.io/hashicorp/old",
      random: "registry.terraform.io/hashicorp/random",
      terraform: "terraform.io/builtin/terraform",
      local: "registry.terraform.io/hashicorp/local",
    });
    assert.deepEqual(requiredProviders.get("mine")?.configurationAliases, ["a", "b"]);
    assert.equal(requiredProviders.get("old")?.version?.text, ">= 2");
  });

  test("modules are read by local paths, each call as its own", async () => {
    const { configuration, problems } = await read({
      "main.tf": `module "a" {
  source = "./modules/x"
  providers = { aws = aws.west }
  in = 1
}
module "b" {
  source = "./modules/x"
}`,
      "modules/x/main.tf": 'module "c" {\n  source = "../y"\n}\nvariable "in" {}\n',
      "modules/y/main.tf.json": '{"output": {"o": {"value": 1}}}',
    });
    assert.deepEqual(
      problems.filter((text) => !text.includes("undefined provider")),
      [],
    );
    const { calls } = configuration.root;
    assert.deepEqual(calls.get("a")?.module.calls.get("c")?.module.path, ["a", "c"]);
    assert.deepEqual(calls.get("b")?.module.calls.get("c")?.module.path, ["b", "c"]);
    assert.equal(calls.get("a")?.providers.get("aws")?.alias, "west");
    assert.deepEqual([...configuration.files.keys()], ["main.tf", "modules/x/main.tf", "modules/y/main.tf.json"]);
  });

  test("an override changes arguments one by one and blocks type by type", async () => {
    const { configuration, problems } = await read({
      "main.tf": 'resource "a_b" "c" {\n  x = 1\n  y = 1\n  one {}\n  one {}\n  two {}\n}',
      "override.tf":
        'resource "a_b" "c" {\n  x = 2\n  z = 2\n  one {\n    k = 1\n  }\n  dynamic "two" {\n    for_each = []\n    content {}\n  }\n}',
    });
    assert.deepEqual(problems, []);
    const { content } = configuration.root.resources.get("a_b.c")!.config.content({
      attributes: [{ name: "x" }, { name: "y", required: true }, { name: "z" }],
      blocks: [{ type: "one" }, { type: "two" }],
    });
    const values = [...content.attributes].map(([name, { expr }]) => `${name}=${evaluate(expr).value.asBigInt()}`);
    assert.deepEqual(values, ["x=2", "y=1", "z=2"]);
    assert.deepEqual(
      content.blocks.map(({ type }) => type),
      ["one", "dynamic"],
    );
  });

  test("a variable's default is of its type, with the defaults of that", async () => {
    const { configuration } = await read({
      "main.tf": 'variable "v" {\n  type = object({ a = optional(number, 3), b = string })\n  default = { b = 1 }\n}',
    });
    const variable = configuration.root.variables.get("v")!;
    assert.equal(variable.parsing, "expression");
    assert.equal(String(variable.fallback), 'cty.objectVal({ a: cty.parseNumberVal("3"), b: cty.stringVal("1") })');
  });

  test("files that are none of ours are left alone", async () => {
    const { configuration } = await read({
      ".hidden.tf": "{",
      "x.tf~": "{",
      "#x.tf#": "{",
      "x.tftest.hcl": "{",
      "x.tfvars": "{",
      "a.tf/b.txt": "",
    });
    assert.equal(configuration.files.size, 0);
  });
});

suite("what Terraform has and the engine has not is refused by name and line", () => {
  const cases: Record<string, { source: string; want: string }> = {
    backend: { source: 'terraform {\n  backend "s3" {}\n}', want: 'main.tf:2,3-15: the block type "backend"' },
    cloud: { source: "terraform {\n  cloud {}\n}", want: 'main.tf:2,3-8: the block type "cloud"' },
    provider_meta: {
      source: 'terraform {\n  provider_meta "x" {}\n}',
      want: 'main.tf:2,3-20: the block type "provider_meta"',
    },
    experiments: { source: "terraform {\n  experiments = [x]\n}", want: 'main.tf:2,3-20: the argument "experiments"' },
    provisioner: {
      source: 'resource "a_b" "c" {\n  provisioner "local-exec" {}\n}',
      want: 'main.tf:2,3-14: the block type "provisioner"',
    },
    connection: {
      source: 'resource "a_b" "c" {\n  connection {}\n}',
      want: 'main.tf:2,3-13: the block type "connection"',
    },
    "registry module": {
      source: 'module "m" {\n  source = "a/b/c"\n}',
      want: 'main.tf:2,12-19: the module source "a/b/c"',
    },
    "git module": {
      source: 'module "m" {\n  source = "git::https://example.com/x.git"\n}',
      want: 'main.tf:2,12-44: the module source "git::https://example.com/x.git"',
    },
    "absolute module": { source: 'module "m" {\n  source = "/m"\n}', want: 'main.tf:2,12-16: the module source "/m"' },
  };
  for (const [name, { source, want }] of Object.entries(cases)) {
    test(name, async () => {
      const { problems } = await read({ "main.tf": source });
      const [place, what] = want.split(": the ");
      assert.deepEqual(problems, [
        `${place}: Not in the embedded engine's language; The ${what} is not part of the embedded engine's language; use Terraform or OpenTofu for it.`,
      ]);
    });
  }
});

suite("hostile directories", () => {
  test("modules that call each other end", async () => {
    const { problems } = await read({
      "main.tf": 'module "a" {\n  source = "./a"\n}',
      "a/main.tf": 'module "b" {\n  source = "../b"\n}',
      "b/main.tf": 'module "a" {\n  source = "../a"\n}',
    });
    assert.deepEqual(problems, [
      "b/main.tf:2,12-18: Module calls itself; The module a is in ../a, which is also the directory of a module that calls it, so that there would be no end of modules.",
    ]);
  });

  test("a module behind a link to its caller ends", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": 'module "m" {\n  source = "./loop"\n}' });
    symlinkSync(directory.path, path.join(directory.path, "loop"));
    const { diagnostics } = await readConfiguration(directory.path);
    assert.deepEqual(
      diagnostics.map(({ summary }) => summary),
      ["Module calls itself"],
    );
  });

  test("modules beyond number end", async () => {
    const twice = (to: string): string =>
      `module "a" {\n  source = "../${to}"\n}\nmodule "b" {\n  source = "../${to}"\n}`;
    const levels = Array.from({ length: 30 }, (_, i) => [`l${i}/main.tf`, twice(`l${i + 1}`)]);
    const { problems } = await read({
      "main.tf": 'module "m" {\n  source = "./l0"\n}',
      ...Object.fromEntries(levels),
      "l30/main.tf": "",
    });
    assert.deepEqual(
      problems.map((text) => text.replace(/^[^;]*: (?=Too)/, "").split(";")[0]),
      ["Too many modules"],
    );
  });

  test("what cannot be read is told", { skip: process.platform === "win32" }, async () => {
    using directory = temporaryDirectory();
    directory.write({ "ok.tf": 'variable "a" {}' });
    symlinkSync("loop.tf", path.join(directory.path, "loop.tf"));
    symlinkSync("nowhere", path.join(directory.path, "gone.tf"));
    symlinkSync("/dev/zero", path.join(directory.path, "endless.tf"));
    const { configuration, diagnostics } = await readConfiguration(directory.path);
    assert.deepEqual(
      diagnostics.map(({ detail }) => detail),
      [
        'The file "endless.tf" could not be read.',
        'The file "gone.tf" could not be read.',
        'The file "loop.tf" could not be read.',
      ],
    );
    assert.deepEqual([...configuration.root.variables.keys()], ["a"]);
  });

  test("a directory that is not there is told", async () => {
    const { diagnostics } = await readConfiguration("/nowhere/at/all");
    assert.deepEqual(
      diagnostics.map(({ summary }) => summary),
      ["Failed to read module directory"],
    );
  });

  test("bytes that are no text are told", async () => {
    const { problems } = await read({ "main.tf": Buffer.from([0x61, 0x20, 0x3d, 0x20, 0x22, 0xff, 0xfe, 0x22, 0x0a]) });
    assert.ok(
      problems.some((text) => text.includes("main.tf:1")),
      problems.join("\n"),
    );
  });

  test("ten megabytes are read", async () => {
    const block = (i: number): string => `variable "v${i}" {\n  default = "${"x".repeat(960)}"\n}\n`;
    const { configuration, problems } = await read({
      "main.tf": Array.from({ length: 10_000 }, (_, i) => block(i)).join(""),
    });
    assert.deepEqual(problems, []);
    assert.equal(configuration.root.variables.size, 10_000);
  });
});
