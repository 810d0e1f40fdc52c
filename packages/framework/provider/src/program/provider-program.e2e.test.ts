// SPDX-License-Identifier: Apache-2.0

import { runProcess } from "@provide-foundry/foundation";
import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function programFile(name: string): string {
  return fileURLToPath(new URL(`../testing/${name}-provider.js`, import.meta.url));
}

/** Starts a provider's program as a person does. */
async function start(name: string, args: readonly string[], variables: Record<string, string> = {}): Promise<Finished> {
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, [programFile(name), ...args], {
    env: { inherit: "minimal", variables },
    timeoutMs: 60_000,
    allowFailure: true,
  });
  return { code: exitCode ?? -1, stdout, stderr };
}

async function startJson(name: string, ...args: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await start(name, [...args, "--json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as unknown;
}

suite("a provider's program, started by a person", () => {
  test("tells with --help what it can do, without colours where nobody sees them", async () => {
    const { code, stdout, stderr } = await start("garden", ["--help"], { NO_COLOR: "1" });
    assert.deepEqual([code, stderr], [0, ""]);
    for (const word of ["EXAMPLES", "components", "schema", "config", "install", "launch-context", "--debug"]) {
      assert.ok(stdout.includes(word), word);
    }
    assert.ok(!stdout.includes("\u001B"));
  });

  test("completes its own command lines", async () => {
    assert.match((await start("garden", ["completion", "bash"])).stdout, /complete .* terraform-provider-garden/);
    const { stdout } = await start("garden", ["__complete", "components", "show", "garden_b"]);
    assert.equal(stdout, "garden_bed\n");
  });

  for (const args of [["nothing"], ["components", "show"], ["schema", "more"], ["install", "--nowhere"]]) {
    test(`${args.join(" ")} is no command line: exit code 2, and nothing on stdout`, async () => {
      const { code, stdout, stderr } = await start("garden", args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.notEqual(stderr, "");
    });
  }

  test("lists its components with their places", async () => {
    const listed: { kind: string; name: string; source: string }[] = await startJson("garden", "components", "list");
    assert.deepEqual(
      listed.map(({ kind, name }) => `${kind} ${name}`),
      ["resource garden_bed", "resource garden_shed", "dataSource garden_bed", "function rows"],
    );
    for (const { source } of listed) assert.match(source, /garden-provider\.[jt]s:\d+$/);
    const { stdout } = await start("garden", ["components", "list"]);
    assert.match(stdout, /^data source {2}garden_bed {3}\/.*garden-provider/m);
  });

  test("shows a component with its attributes, by either name", async () => {
    const [full, short] = await Promise.all(
      ["garden_bed", "bed"].map(async (name) => start("garden", ["components", "show", name])),
    );
    assert.deepEqual(full, short);
    assert.match(
      full!.stdout,
      /^resource garden_bed\nA bed of plants\.\n\n {2}title +string +required\n[^]* {2}plants +object \(set\) +optional\n {4}name +string +required\n/,
    );
    assert.match(full!.stdout, /^ {2}note +string +optional, write-only$/m);
    assert.match(full!.stdout, /^data source garden_bed$/m);
    assert.match(
      (await start("garden", ["components", "show", "shed"])).stdout,
      /^ {2}shelf +block \(list\) +at most 3$/m,
    );
    assert.match(
      (await start("garden", ["components", "show", "rows"])).stdout,
      /^function rows\n\n {2}plants +number\n {2}per_row +number +any number, may be null .*\n {2}returns +number$/m,
    );
  });

  test("says which components there are when it is asked for another", async () => {
    const { code, stdout, stderr } = await start("garden", ["components", "show", "pond"]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /no component pond [^]*There are: garden_bed, garden_shed, rows\./);
    const asJson = await start("garden", ["components", "show", "pond", "--json"]);
    assert.equal(JSON.parse(asJson.stderr).error.code, "provider.no_component");
  });

  test("shows the settings of its process, and no secrets", async () => {
    const keys = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    const env = { GARDEN_PRIVATE_STATE_KEYS: keys, TF_LOG_PROVIDER: "debug" };
    const { stdout, stderr, code } = await start("garden", ["config", "show"], env);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^TF_LOG_PROVIDER = "debug" {2}\(the variable TF_LOG_PROVIDER\)$/m);
    assert.match(stdout, /^TF_LOG = not set$/m);
    assert.match(stdout, /^GARDEN_PRIVATE_STATE_KEYS = (?!not set)/m);
    assert.doesNotMatch(stdout + stderr, /MDEyMz/);
  });

  test("tells how it was started", async () => {
    const { code, stdout } = await start("garden", ["launch-context", "--json"], {
      GARDEN_TOKEN: "hunter2",
      TF_LOG: "off",
    });
    assert.equal(code, 0);
    const { provider, kind, command, runtime, variables, parentProcessId } = JSON.parse(stdout);
    assert.deepEqual(provider, {
      name: "garden",
      version: "0.1.0",
      address: "registry.terraform.io/example/garden",
      protocols: [5, 6],
    });
    assert.deepEqual([kind, command.at(-1)], ["script", programFile("garden")]);
    assert.equal(`${runtime.name}`, "node");
    assert.equal(parentProcessId, process.pid);
    assert.deepEqual(
      variables.filter((one: string) => !one.startsWith("NODE_")),
      ["GARDEN_TOKEN", "TF_LOG"],
    );
    assert.doesNotMatch(stdout, /hunter2/);
    assert.match((await start("garden", ["launch-context"])).stdout, /^Started as +script: .*garden-provider\.js$/m);
  });

  test("with a host's variables it serves, whatever its arguments", async () => {
    const variables = { TF_PLUGIN_MAGIC_COOKIE: "wrong" };
    assert.equal((await start("garden", ["components", "list"], variables)).code, 0);
    const { code, stderr } = await start("garden", []);
    assert.equal(code, 1);
    assert.match(stderr, /--help/);
  });
});

suite("schema", { skip: missing("terraform") }, () => {
  for (const name of ["garden", "orchard", "kiln"]) {
    test(`R04 of ${name} is what Terraform prints`, async () => {
      await using project = TerraformProject.create({
        providers: { [`example/${name}`]: [process.execPath, programFile(name)] },
        files: {
          "main.tf": `terraform {\n required_providers {\n ${name} = { source = "example/${name}" }\n }\n}\n`,
        },
      });
      const { code, stdout, stderr } = await project.run("providers", "schema", "-json");
      assert.equal(code, 0, stderr);
      const [theirs] = Object.values(JSON.parse(stdout).provider_schemas);
      const { format_version: version, provider_schemas: schemas } = await startJson(name, "schema");
      assert.equal(version, "1.0");
      const [ours] = Object.values(schemas);
      assert.deepEqual(ours, theirs);
    });
  }
});

test("schema has what only newer Terraforms print: identities, list resources and actions", async () => {
  const [schemas] = Object.values<any>((await startJson("harbor", "schema")).provider_schemas);
  assert.deepEqual(schemas.resource_identity_schemas.harbor_ship, {
    version: 0,
    attributes: {
      id: { type: "string", optional_for_import: true },
      name: { type: "string", description: "The ship's name.", required_for_import: true },
    },
  });
  assert.ok(schemas.list_resource_schemas.harbor_ship.block);
  assert.notDeepEqual(Object.keys(schemas.action_schemas), []);
  const [ship] = await startJson("harbor", "components", "show", "ship");
  assert.ok(ship.identity.attributes.name);
});

suite("install", { skip: process.platform === "win32" && "hosts start only .exe files there" }, () => {
  test("makes `terraform init` find the program, and takes it away again", { skip: missing("terraform") }, async () => {
    using home = temporaryDirectory();
    const installed = await start("garden", ["install"], { HOME: home.path });
    assert.equal(installed.code, 0, installed.stderr);
    const [, file] = /^Wrote (.*)$/m.exec(installed.stdout)!;
    assert.match(
      path.relative(home.path, file!),
      /^\.terraform\.d\/plugins\/registry\.terraform\.io\/example\/garden\/0\.1\.0\/\w+\/terraform-provider-garden_v0\.1\.0$/,
    );
    assert.equal(statSync(file!).mode & 0o777, 0o755);
    const source = installed.stdout.slice(installed.stdout.indexOf("terraform {"));
    await using project = TerraformProject.create({
      files: { "main.tf": `${source}\noutput "rows" { value = provider::garden::rows(21, 7) }\n` },
      env: { HOME: home.path, TF_CLI_CONFIG_FILE: undefined },
    });
    for (const args of [
      ["init", "-no-color"],
      ["apply", "-auto-approve", "-no-color"],
    ]) {
      const { code, stdout, stderr } = await project.run(...args);
      assert.equal(code, 0, stdout + stderr);
    }
    assert.equal((await project.showJson()).values?.outputs?.["rows"]?.value, 3);

    assert.equal((await start("garden", ["install"], { HOME: home.path })).code, 0, "again, over its own");
    const removed = await start("garden", ["install", "--uninstall"], { HOME: home.path });
    assert.match(removed.stdout, /^Removed /);
    assert.deepEqual(readdirSync(path.join(home.path, ".terraform.d", "plugins")), []);
    assert.equal(
      (await start("garden", ["install", "--uninstall"], { HOME: home.path })).stdout,
      "It was not installed.\n",
    );
  });

  test("writes a CLI configuration with which Terraform needs no init", { skip: missing("terraform") }, async () => {
    using folder = temporaryDirectory();
    const config = path.join(folder.path, "dev.tfrc");
    const args = ["install", "--directory", path.join(folder.path, "plugins"), "--cli-config", config];
    assert.deepEqual((await startJson("garden", ...args)).installed.at(-1), config);
    await using project = TerraformProject.create({
      files: {
        "main.tf": `terraform {\n required_providers {\n garden = { source = "example/garden" }\n }\n}
          output "rows" { value = provider::garden::rows(21, 7) }\n`,
      },
      env: { TF_CLI_CONFIG_FILE: config },
    });
    const { code, stdout, stderr } = await project.run("plan", "-no-color");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /rows = 3/);
    const { removed } = await startJson("garden", ...args, "--uninstall");
    assert.deepEqual([removed.length, existsSync(config)], [2, false]);
  });

  test("leaves alone what it has not written", async () => {
    using folder = temporaryDirectory();
    const args = ["install", "--directory", path.join(folder.path, "plugins")];
    const [file] = (await startJson("garden", ...args)).installed as string[];
    writeFileSync(file!, "somebody else's");
    for (const more of [[], ["--uninstall"]]) {
      const { code, stderr } = await start("garden", [...args, ...more]);
      assert.equal(code, 1);
      assert.match(stderr, /was not written by terraform-provider-garden [^]*left as it is/);
      assert.equal(readFileSync(file!, "utf8"), "somebody else's");
    }
    const config = path.join(folder.path, "own.tfrc");
    writeFileSync(config, 'plugin_cache_dir = "x"\n');
    const other = ["install", "--directory", path.join(folder.path, "other"), "--cli-config", config];
    assert.equal((await start("garden", other)).code, 1);
    assert.equal(readFileSync(config, "utf8"), 'plugin_cache_dir = "x"\n');
  });

  test("says where it cannot write", { skip: process.getuid?.() === 0 && "root may write everywhere" }, async () => {
    using folder = temporaryDirectory();
    chmodSync(folder.path, 0o500);
    const { code, stderr } = await start("garden", ["install", "--directory", folder.path]);
    assert.equal(code, 1);
    assert.match(stderr, /EACCES|permission/);
  });

  test("needs to know the user's folder", async () => {
    const { code, stderr } = await start("garden", ["install"], { HOME: "" });
    assert.equal(code, 1);
    assert.match(stderr, /HOME is not set[^]*--directory/);
  });
});
