// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "./temporary-directory.ts";
import { TerraformProject } from "./terraform-project.ts";
import { missing } from "./tools.ts";

const configuration = `
resource "terraform_data" "example" {
  input = "first"
}

output "echo" {
  value = terraform_data.example.output
}
`;

const skip = missing("terraform");

suite("TerraformProject", { concurrency: true }, () => {
  test("it plans, applies, shows and destroys", { skip }, async () => {
    await using project = TerraformProject.create({ files: { "main.tf": configuration } });

    const plan = await project.planJson();
    assert.deepEqual(plan.resource_changes?.[0]?.change.actions, ["create"]);
    assert.deepEqual(plan.resource_changes[0].change.after_unknown, { id: true, output: true });

    const applied = await project.apply();
    assert.equal(applied.code, 0, applied.stderr);
    const state = await project.showJson();
    assert.equal(state.values?.outputs?.["echo"]?.value, "first");
    assert.equal(state.values.root_module?.resources?.[0]?.address, "terraform_data.example");

    assert.equal((await project.plan("-detailed-exitcode")).code, 0);
    project.write({ "main.tf": configuration.replace("first", "second") });
    assert.equal((await project.plan("-detailed-exitcode")).code, 2);

    assert.equal((await project.destroy()).code, 0);
    assert.deepEqual(await project.showJson(), { format_version: "1.0" });
  });

  test("a failure is a result; where JSON was wanted, an error that quotes it", { skip }, async () => {
    await using project = TerraformProject.create({ files: { "main.tf": 'resource "none" {}' } });
    const { code, stderr } = await project.validate();
    assert.equal(code, 1);
    assert.match(stderr, /Missing name for resource/);
    await assert.rejects(project.planJson(), /exit code 1:[^]*Missing name for resource/);
  });

  test(
    "Y07 a provider is started by its command, with the project's environment and not the test's",
    { skip },
    async () => {
      using dir = temporaryDirectory();
      const file = path.join(dir.path, "it's called");
      process.env["FOUNDRY_TEST_SECRET"] = "hunter2";
      process.env["TF_LOG"] = "trace";
      try {
        await using project = TerraformProject.create({
          providers: {
            "example/probe": [
              process.execPath,
              "-e",
              "require('node:fs').writeFileSync(process.argv[1], JSON.stringify(process.env))",
              file,
            ],
          },
          files: {
            "main.tf":
              'terraform {\n  required_providers {\n    probe = { source = "example/probe" }\n  }\n}\nprovider "probe" {}\n',
          },
          env: { PROBE: "1" },
        });
        const { code, stderr } = await project.plan();
        assert.equal(code, 1);
        assert.match(stderr, /plugin|provider/);
        assert.doesNotMatch(stderr, /\[TRACE\]/);
        const env = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
        assert.equal(env["PROBE"], "1");
        assert.equal(env["FOUNDRY_TEST_SECRET"], undefined);
        assert.notEqual(env["HOME"], process.env["HOME"]);
      } finally {
        delete process.env["FOUNDRY_TEST_SECRET"];
        delete process.env["TF_LOG"];
      }
    },
  );

  test("a provider that is not among its own is not downloaded", { skip }, async () => {
    await using project = TerraformProject.create({ files: { "main.tf": 'resource "random_id" "x" {}\n' } });
    const { code, stdout, stderr } = await project.run("init", "-no-color", "-input=false");
    assert.equal(code, 1);
    assert.match(stdout + stderr, /not available|no available|could not|did not/i);
  });

  test("T02 its folder is gone when its scope ends", { skip }, async () => {
    let folder: string;
    {
      await using project = TerraformProject.create({ files: { "main.tf": "" } });
      folder = project.path;
      assert.equal(existsSync(path.join(folder, "main.tf")), true);
    }
    assert.equal(existsSync(path.dirname(folder)), false);
  });
});

test("without the tool it says what to do", () => {
  const before = process.env["PATH"];
  process.env["PATH"] = "";
  try {
    assert.throws(() => TerraformProject.create({ files: {} }), /terraform is not installed; skip the test/);
  } finally {
    process.env["PATH"] = before;
  }
});
