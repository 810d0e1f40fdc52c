// SPDX-License-Identifier: Apache-2.0

/**
 * Does what the tutorial says, with the code that it shows.
 *
 * @module
 */

import { runProcess } from "@provide-foundry/foundation";
import { type TemporaryDirectory, TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const page = readFileSync(path.join(root, "docs/tutorial.md"), "utf8");

/** What stands in blocks that name a file, by that name. */
const files = Object.fromEntries(
  [...page.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, name, text]) => [name!, text!]),
);

/** What its reader types, line by line. */
const commands = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, text]) => text!.trim().split("\n"));

/** A folder as the reader has it after `npm install`. */
function createFolder(): TemporaryDirectory {
  const folder = temporaryDirectory();
  const sources = Object.entries(files).filter(([name]) => /\.[jt]s$/.test(name));
  folder.write({ ...Object.fromEntries(sources), "package.json": '{ "type": "module" }' });
  symlinkSync(path.join(root, "node_modules"), path.join(folder.path, "node_modules"), "junction");
  return folder;
}

async function run(folder: TemporaryDirectory, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, ["--no-warnings", ...args], {
    cwd: folder.path,
    env: { inherit: "minimal", variables: { HOME: folder.path } },
    allowFailure: true,
    timeoutMs: 100_000,
  });
  assert.equal(exitCode, 0, stdout + stderr);
  return stdout;
}

suite("Z01 the tutorial", () => {
  test("Z01 shows these files and commands, which the tests below use", () => {
    assert.deepEqual(Object.keys(files), ["memo.ts", "main.ts", "main.tf", "memo.test.ts", "hello.js"]);
    assert.deepEqual(commands, [
      "npm init --yes",
      "npm pkg set type=module",
      "npm install @provide-foundry/provider",
      "node main.ts install --cli-config dev.tfrc",
      "export TF_CLI_CONFIG_FILE=dev.tfrc",
      "terraform plan",
      "terraform apply -auto-approve",
      "node --test memo.test.ts",
    ]);
  });

  test("Z01 its code compiles", async () => {
    using folder = createFolder();
    const flags =
      "--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --target es2024 --module nodenext --types node " +
      "--allowImportingTsExtensions --erasableSyntaxOnly";
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    await run(folder, compiler, ...flags.split(" "), "main.ts", "memo.test.ts");
  });

  test("Z01 its tests pass", async () => {
    using folder = createFolder();
    const out = await run(folder, "--test", "--test-reporter=tap", "memo.test.ts");
    assert.match(out, /^# pass 2$/m);
    assert.match(out, /^# fail 0$/m);
  });

  test(
    "Z01 its provider is installed and does under Terraform what is said",
    { skip: missing("terraform") },
    async () => {
      using folder = createFolder();
      await run(folder, "main.ts", "install", "--cli-config", "dev.tfrc");
      await using project = TerraformProject.create({
        files: { "main.tf": files["main.tf"]! },
        env: { TF_CLI_CONFIG_FILE: path.join(folder.path, "dev.tfrc") },
      });
      const succeed = async (command: "plan" | "apply"): Promise<string> => {
        const { code, stdout, stderr } = await project[command]();
        assert.equal(code, 0, stdout + stderr);
        return stdout;
      };
      const note = path.join(project.path, "notes/hello.txt");
      assert.match(await succeed("plan"), /\+ words += \(known after apply\)/);
      assert.match(await succeed("apply"), /words = 3/);
      assert.equal(readFileSync(note, "utf8"), "Hello from TypeScript");

      project.write({ "main.tf": files["main.tf"]!.replace("from TypeScript", "again") });
      assert.match(await succeed("apply"), /0 added, 1 changed, 0 destroyed[^]*words = 2/);
      rmSync(note);
      assert.match(await succeed("apply"), /1 added, 0 changed, 0 destroyed/);
      project.write({ "main.tf": files["main.tf"]!.replace('"hello"\n', '"other"\n') });
      assert.match(await succeed("apply"), /1 added, 0 changed, 1 destroyed/);
      assert.deepEqual([existsSync(note), existsSync(path.join(project.path, "notes/other.txt"))], [false, true]);
    },
  );
});

suite("U04 a provider in JavaScript", { skip: missing("terraform") }, () => {
  const configuration = (name: string): string => `
    terraform {
      required_providers {
        hello = { source = "example/hello" }
      }
    }
    resource "hello_person" "a" {
      name = "${name}"
    }
    output "greeting" { value = provider::hello::shout(hello_person.a.greeting) }
    output "loud" { value = provider::hello::shout("hm", 3) }
  `;

  test("U04 lives under Terraform, without TypeScript: created, changed, destroyed, and with a function", async () => {
    using folder = createFolder();
    await using project = TerraformProject.create({
      providers: { "example/hello": [process.execPath, path.join(folder.path, "hello.js")] },
      files: { "main.tf": configuration("Ann") },
    });
    const apply = async (): Promise<unknown> => {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
      const { outputs = {} } = (await project.showJson()).values ?? {};
      return [outputs["greeting"]?.value, outputs["loud"]?.value];
    };
    assert.deepEqual(await apply(), ["HELLO, ANN!!", "HM!!!"]);
    project.write({ "main.tf": configuration("Bob") });
    assert.deepEqual((await project.planJson()).resource_changes?.[0]?.change.actions, ["update"]);
    assert.deepEqual(await apply(), ["HELLO, BOB!!", "HM!!!"]);

    project.write({ "main.tf": configuration("B") });
    const refused = await project.plan();
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /name must be at least 2 characters long, not\s+1/);
    project.write({ "main.tf": configuration("Bob") });
    assert.equal((await project.destroy()).code, 0);
  });

  test("U04 what its schema cannot mean is told when it starts", async () => {
    using folder = createFolder();
    const wrong = files["hello.js"]!.replace("t.string().computed()", "t.string().computed().optional()");
    folder.write({ "hello.js": wrong });
    const { exitCode, stderr } = await runProcess(process.execPath, ["hello.js", "components", "list"], {
      cwd: folder.path,
      env: { inherit: "minimal" },
      allowFailure: true,
      timeoutMs: 60_000,
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, /resource person:\s+.*greeting: optional\(\) needs an attribute without another mode/);
  });
});
