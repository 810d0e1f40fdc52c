// SPDX-License-Identifier: Apache-2.0

import { type ManagedProcess, spawnProcess } from "@provide-foundry/foundation";
import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/garden-provider.js", import.meta.url));

/** The provider's process, and the variable that it shows. */
async function startDebugging(): Promise<{ provider: ManagedProcess; variable: string; socket: string }> {
  const provider = await spawnProcess(process.execPath, [program, "--debug"], { env: { inherit: "minimal" } });
  const line = await provider.waitForLine("TF_REATTACH_PROVIDERS", 10_000);
  const variable = /^\tTF_REATTACH_PROVIDERS='(.*)'$/.exec(line)![1]!;
  const { Pid, Addr, ...rest } = JSON.parse(variable)["example/garden"];
  assert.deepEqual(rest, { Protocol: "grpc", ProtocolVersion: 6, Test: true });
  assert.equal(Pid, provider.pid);
  assert.equal(Addr.Network, "unix");
  return { provider, variable, socket: Addr.String };
}

const prelude = `
  terraform {
    required_providers {
      garden = { source = "example/garden" }
    }
  }
`;

suite("a provider that is being debugged", { skip: missing("terraform") }, () => {
  test("R01 serves one command after the other, and ends with Ctrl-C", async () => {
    using folder = temporaryDirectory();
    const { provider, variable, socket } = await startDebugging();
    await using _ = provider;
    await using project = TerraformProject.create({
      env: { TF_REATTACH_PROVIDERS: variable },
      files: {
        "main.tf": `${prelude}
          provider "garden" { folder = ${JSON.stringify(path.join(folder.path, "front"))} }
          provider "garden" {
            alias  = "back"
            folder = ${JSON.stringify(path.join(folder.path, "back"))}
          }
          resource "garden_bed" "roses" { title = "Roses" }
          resource "garden_bed" "herbs" {
            provider = garden.back
            title    = "Herbs"
          }
        `,
      },
    });
    const actions = async (): Promise<string[]> =>
      ((await project.planJson()).resource_changes ?? []).map(({ change }) => change.actions.join("+"));
    assert.deepEqual(await actions(), ["create", "create"]);
    const { code, stderr } = await project.apply();
    assert.equal(code, 0, stderr);
    assert.deepEqual(await actions(), ["no-op", "no-op"]);
    assert.deepEqual(
      ["front", "back"].map((name) => readdirSync(path.join(folder.path, name)).length),
      [1, 1],
      "each configuration of the provider has a client of its own",
    );

    assert.equal((await provider.stop("SIGINT")).exitCode, 0);
    assert.equal(existsSync(path.dirname(socket)), false);
    const late = await project.plan();
    assert.equal(late.code, 1);
  });
});

test("a provider without an address is not debugged: hosts could not be told which it is", async () => {
  const careless = fileURLToPath(new URL("testing/careless-provider.js", import.meta.url));
  await using provider = await spawnProcess(process.execPath, [careless, "--debug"], { env: { inherit: "minimal" } });
  assert.equal((await provider.exited).exitCode, 1);
  await provider.waitForLine("provider careless: address: there is none; debugging needs", 100, "stderr");
});

test("a provider that is started by hand without an argument says how to debug it", async () => {
  await using provider = await spawnProcess(process.execPath, [program], { env: { inherit: "minimal" } });
  assert.equal((await provider.exited).exitCode, 1);
  await provider.waitForLine("with --debug", 100, "stderr");
});
