// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { TerraformHandshake } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";
import { connectProvider } from "./provider-client.ts";
import { type Plugin, startPlugin } from "./start-plugin.ts";
import { programPath } from "./testing/plugin-process.ts";

function startProvider(program: string): Promise<Plugin> {
  return startPlugin({
    command: process.execPath,
    args: [programPath(program)],
    handshake: TerraformHandshake,
    versions: [5, 6],
  });
}

suite("connectProvider to a process", () => {
  test("R01 protocol 5 and 6 side by side", async () => {
    await using five = await startProvider("crashing-provider");
    await using six = await startProvider("harness-plugin");
    const clients = [five, six].map((plugin) => connectProvider(plugin));
    assert.deepEqual(
      clients.map(({ protocolVersion }) => protocolVersion),
      [5, 6],
    );
    const schemas = await Promise.all(clients.map((client) => client.getProviderSchema({})));
    assert.deepEqual(
      schemas.map(({ resourceSchemas }) => [...resourceSchemas.keys()]),
      [[], ["harness_thing"]],
    );
  });

  test("a provider that crashes in a call is an error with its last words", async () => {
    await using plugin = await startProvider("crashing-provider");
    const client = connectProvider(plugin);
    await assert.rejects(client.planResourceChange({}), (error) => {
      assert.ok(error instanceof PluginError, String(error));
      assert.equal(error.code, "plugin.ended");
      assert.match(
        error.message,
        /^PlanResourceChange: the plugin .* ended with code 2; its last words:\npanic: assign/,
      );
      assert.deepEqual([error.context["method"], error.context["code"]], ["PlanResourceChange", 2]);
      assert.match(error.hint ?? "", /Start it again/);
      return true;
    });
    // What follows is told the same.
    await assert.rejects(client.readResource({}), { code: "plugin.ended", message: /panic: assign/ });
  });

  test("a provider that is killed in a call is an error that names the signal", async () => {
    await using plugin = await startProvider("harness-plugin");
    process.kill(plugin.pid, "SIGKILL");
    await assert.rejects(connectProvider(plugin).getProviderSchema({}), {
      code: "plugin.ended",
      message: /ended with SIGKILL/,
    });
  });
});
