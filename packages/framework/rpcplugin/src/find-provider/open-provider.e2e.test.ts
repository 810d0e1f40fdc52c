// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fakeProgram, missing, startFakeRegistry, TerraformProject } from "@provide-foundry/testkit";
import { formatReattach } from "../reattach.ts";
import type { Reattach } from "../reattach.ts";
import { PluginProcess, programPath } from "../testing/plugin-process.ts";
import { openProvider } from "./open-provider.ts";

/** A provider that is started without arguments, as hosts do it. */
const script = `import(${JSON.stringify(programPath("harness-plugin"))});`;

suite("openProvider", () => {
  test("U02 starts a program in development, calls it and ends it", async () => {
    using program = fakeProgram("terraform-provider-harness", script);
    const devOverrides = { "example/harness": program.directory };
    const provider = await openProvider("example/harness", { devOverrides });
    const { client, found } = provider;
    assert.equal(client.protocolVersion, 6);
    assert.deepEqual([...(await client.getProviderSchema({})).resourceSchemas.keys()], ["harness_thing"]);
    assert.equal(found.kind === "program" && found.command, program.path);
    await provider.close();
    await assert.rejects(client.getProviderSchema({}), { code: "plugin.ended", message: /ended with code 0/ });
  });

  test("U02 starts what terraform init has installed", { skip: missing("terraform") }, async () => {
    using program = fakeProgram("terraform-provider-harness", script);
    const files = { "terraform-provider-harness_v1.2.0": readFileSync(program.path) };
    await using registry = await startFakeRegistry({ providers: { "example/harness": { "1.2.0": { files } } } });
    const address = `${registry.host}/example/harness`;
    const configuration = `terraform {\n  required_providers {\n    harness = { source = "${address}" }\n  }\n}\n`;
    await using project = TerraformProject.create({ registry, files: { "main.tf": configuration } });
    assert.equal((await project.run("init", "-no-color")).code, 0);
    await using provider = await openProvider(address, { cwd: project.path });
    const { kind, place } = provider.found;
    assert.deepEqual([kind, place], ["program", path.join(project.path, ".terraform/providers")]);
    assert.equal((await provider.client.getProviderSchema({})).resourceSchemas.size, 1);
  });

  test("U02 connects to one that runs, and leaves it running", async () => {
    const surroundings = { PATH: process.env["PATH"] };
    await using running = new PluginProcess(process.execPath, [programPath("debugged-plugin")], surroundings);
    const reattach = { ...(JSON.parse(await running.readLine()) as Reattach), version: 6 };
    const env = { TF_REATTACH_PROVIDERS: formatReattach({ "example/harness": reattach }) };
    for (let round = 0; round < 2; round++) {
      await using provider = await openProvider("example/harness", { env });
      assert.equal(provider.found.kind, "running");
      await assert.rejects(provider.client.getProviderSchema({}), { code: "plugin.call", message: /UNIMPLEMENTED/ });
    }
    assert.equal(running.child.exitCode, null);
  });

  test("R03 one that runs with another protocol is refused", async () => {
    const surroundings = { PATH: process.env["PATH"] };
    await using running = new PluginProcess(process.execPath, [programPath("debugged-plugin")], surroundings);
    const reattach = { ...(JSON.parse(await running.readLine()) as Reattach), version: 4 };
    const env = { TF_REATTACH_PROVIDERS: formatReattach({ "example/harness": reattach }) };
    await assert.rejects(openProvider("example/harness", { env }), { code: "plugin.handshake" });
  });
});
