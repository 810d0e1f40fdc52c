// SPDX-License-Identifier: Apache-2.0

import { spawnProcess } from "@provide-foundry/foundation";
import { TerraformHandshake, startPlugin } from "@provide-foundry/rpcplugin";
import { Provider5 } from "@provide-foundry/rpcplugin/tfplugin5";
import { TerraformProject, captureLogs, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const orchard = fileURLToPath(new URL("testing/orchard-provider.js", import.meta.url));
const garden = fileURLToPath(new URL("testing/garden-provider.js", import.meta.url));

const prelude = `
  terraform {
    required_providers {
      orchard = { source = "example/orchard" }
    }
  }
  provider "orchard" {
    owner = "ann"
    fence {}
  }
`;

function createProject(protocols: string | undefined, configuration: string, env: Record<string, string> = {}) {
  return TerraformProject.create({
    providers: { "example/orchard": [process.execPath, orchard] },
    files: { "main.tf": prelude + configuration },
    env: { ORCHARD_PROTOCOLS: protocols, ...env },
  });
}

suite("under Terraform, over protocol 5 only", { skip: missing("terraform") }, () => {
  test("R01 a resource is created, kept, updated, replaced, imported and destroyed", async () => {
    const tree = (attributes: string): string => `resource "orchard_tree" "a" {\n${attributes}\n}\n`;
    await using project = createProject(
      "[5]",
      tree(`kind = "apple"
            height = 0.12345678901234567890123
            tags = { sort = "early" }
            shape = { width = 0.1, note = null }
            code = "secret"
            seed = "not stored"
            root { depth = 2 }
            crown {}
            branch { name = "low" }
            branch {
              name = "high"
              apples = 3
            }
            nest { bird = "tit" }
            graft "left" { from = "pear" }`),
    );
    const apply = async (): Promise<void> => {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
    };
    const actions = async (): Promise<string[]> =>
      ((await project.planJson()).resource_changes ?? []).map(({ change }) => change.actions.join("+"));
    const values = async () => (await project.showJson()).values?.root_module?.resources?.[0]?.values;

    await apply();
    const { height, ...created } = (await values())!;
    assert.ok(height);
    assert.deepEqual(created, {
      kind: "apple",
      soil: "loam",
      plot: null,
      tags: { sort: "early" },
      shape: { width: 0.1, note: null },
      old: null,
      code: "secret",
      seed: null,
      root: { depth: 2 },
      crown: { width: 3 },
      branch: [
        { name: "low", apples: 1, label: "1 on low" },
        { name: "high", apples: 3, label: "3 on high" },
      ],
      nest: [{ bird: "tit", eggs: 2 }],
      graft: { left: { from: "pear" } },
      id: "tree-apple",
      planted_by: "ann",
    });
    assert.deepEqual(await actions(), ["no-op"]);

    project.write({ "main.tf": prelude + tree('kind = "apple"\nsoil = "sand"\nbranch { name = "low" }\ncrown {}') });
    assert.deepEqual(await actions(), ["update"]);
    await apply();
    assert.deepEqual(await actions(), ["no-op"]);
    project.write({ "main.tf": prelude + tree('kind = "apple"\nsoil = "sand"\nplot = 2\nbranch { name = "low" }') });
    assert.deepEqual(await actions(), ["delete+create"]);

    assert.equal((await project.run("state", "rm", "orchard_tree.a")).code, 0);
    const imported = await project.run("import", "-no-color", "orchard_tree.a", "tree-apple");
    assert.equal(imported.code, 0, imported.stderr);
    assert.equal((await project.run("import", "-no-color", "orchard_tree.a", "tree-gone")).code, 1);
    assert.equal((await project.destroy()).code, 0);
  });

  test("R01 data sources and functions answer", async () => {
    await using project = createProject(
      "[5]",
      `data "orchard_harvest" "a" { kind = "apple" }
       output "all" { value = [data.orchard_harvest.a.pounds, provider::orchard::rows(21, 7)] }`,
    );
    const { code, stderr } = await project.apply();
    assert.equal(code, 0, stderr);
    assert.deepEqual((await project.showJson()).values?.outputs?.["all"]?.value, [5, 3]);
  });

  test("R01 errors are shown at their lines, as over protocol 6", async () => {
    const configuration = 'resource "orchard_tree" "a" {\n  kind = "x"\n}\n';
    const [five, six] = await Promise.all(
      ["[5]", "[6]"].map(async (protocols) => {
        await using project = createProject(protocols, configuration);
        const { code, stderr } = await project.plan();
        return { code, error: stderr.slice(stderr.indexOf("Error:")) };
      }),
    );
    assert.match(five!.error, /kind = "x"\n\nkind must be at least 2 characters long, not 1\./);
    assert.deepEqual(five, six);
  });

  test("R01 R04 its schema is the one of protocol 6", async () => {
    const [five, six] = await Promise.all(
      ["[5]", "[6]"].map(async (protocols) => {
        await using project = createProject(protocols, "");
        const { code, stdout, stderr } = await project.run("providers", "schema", "-json");
        assert.equal(code, 0, stderr);
        return JSON.parse(stdout) as unknown;
      }),
    );
    assert.deepEqual(five, six);
  });

  test("R01 R03 one that offers both is spoken to over the higher", async () => {
    for (const [protocols, version] of [
      [undefined, 6],
      ["[6,5]", 6],
      ["[5]", 5],
    ] as const) {
      await using project = createProject(protocols, "", { TF_LOG: "debug" });
      const { code, stderr } = await project.run("providers", "schema", "-json");
      assert.equal(code, 0, stderr);
      assert.deepEqual([...new Set(stderr.match(/using plugin: version=\d+/g))], [`using plugin: version=${version}`]);
    }
  });

  test("R01 debugged, it says that it speaks protocol 5, and is spoken to so", async () => {
    const env = { inherit: "minimal", variables: { ORCHARD_PROTOCOLS: "[5]" } } as const;
    await using provider = await spawnProcess(process.execPath, [orchard, "--debug"], { env });
    const line = await provider.waitForLine("TF_REATTACH_PROVIDERS", 10_000);
    const variable = /'(.*)'/.exec(line)![1]!;
    assert.equal(JSON.parse(variable)["example/orchard"].ProtocolVersion, 5);
    await using project = createProject(undefined, 'resource "orchard_tree" "a" {\n  kind = "apple"\n}\n', {
      TF_REATTACH_PROVIDERS: variable,
    });
    const { code, stderr } = await project.apply();
    assert.equal(code, 0, stderr);
    assert.equal((await provider.stop("SIGINT")).exitCode, 0);
  });
});

test("R01 R04 a host that speaks only protocol 5 is told which attributes it cannot have", async () => {
  await using plugin = await startPlugin({
    command: process.execPath,
    args: [garden],
    handshake: TerraformHandshake,
    versions: [5],
    logger: captureLogs().logger,
  });
  assert.equal(plugin.connection.version, 5);
  const { diagnostics, resourceSchemas } = await plugin.connection.client(Provider5).getSchema({});
  assert.equal(resourceSchemas.size, 0);
  assert.deepEqual(
    diagnostics.map(({ summary, detail }) => [summary, detail.match(/(?<=- ).*/g)]),
    [
      [
        "Provider needs protocol 6",
        [
          "resource garden_bed: plants",
          ...["list", "map", "set", "one", "chosen", "made"].map((name) => `resource garden_shed: ${name}`),
        ],
      ],
    ],
  );
});

for (const protocols of ["[]", "[7]", "[5, 7]"]) {
  test(`the protocols ${protocols} end a provider with a message`, async () => {
    const env = { inherit: "minimal", variables: { ORCHARD_PROTOCOLS: protocols } } as const;
    await using provider = await spawnProcess(process.execPath, [orchard], { env });
    assert.equal((await provider.exited).exitCode, 1);
    await provider.waitForLine(/provider orchard: protocols: .* there are 5 and 6/, 1_000, "stderr");
  });
}
