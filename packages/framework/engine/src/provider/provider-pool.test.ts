// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { connectLocalProvider } from "@provide-foundry/rpcplugin/local-provider";
import type { GetProviderSchema_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { temporaryDirectory } from "@provide-foundry/testkit";
import type { ProviderLauncher } from "./launch.ts";
import { ProviderPool } from "./provider-pool.ts";

const source = "registry.terraform.io/example/tap";

/** A pool with one provider, and what has been done with it. */
function observed(answer: GetProviderSchema_ResponseInit = {}): { pool: ProviderPool; events: string[] } {
  const events: string[] = [];
  const launcher: ProviderLauncher = async () => {
    events.push("start");
    const client = connectLocalProvider({
      getProviderSchema() {
        events.push("schema");
        return answer;
      },
      stopProvider() {
        events.push("stop");
        return {};
      },
    });
    return { client, [Symbol.asyncDispose]: async () => void events.push("end") };
  };
  return { pool: new ProviderPool({ launchers: new Map([[source, launcher]]) }), events };
}

suite("ProviderPool", () => {
  test("a provider is started when it is needed, once for each configuration", async () => {
    const { pool, events } = observed();
    assert.deepEqual(events, []);
    const [shared, again] = await Promise.all([pool.open(source), pool.open(source)]);
    assert.equal(shared, again);
    const first = await pool.openFor({ module: [], source });
    const west = await pool.openFor({ module: [], source, alias: "west" });
    const same = await pool.openFor({ module: [], source, alias: "west" });
    assert.equal(first.conversation, shared.conversation);
    assert.notEqual(west.conversation, shared.conversation);
    assert.equal(same.conversation, west.conversation);
    assert.equal(west.conversation!.schema, shared.conversation!.schema);
    assert.deepEqual(events, ["start", "schema", "start"]);
    await pool.stop();
    await pool.close();
    assert.deepEqual(events.slice(3), ["stop", "stop", "end", "end"]);
  });

  test("a provider that is still being started is ended too", async () => {
    const { pool, events } = observed();
    void pool.open(source);
    await pool.close();
    assert.deepEqual(events, ["start", "schema", "end"]);
  });

  test("a schema that cannot be had is told with its reason", async () => {
    const { pool } = observed({ diagnostics: [{ severity: 1, summary: "Broken", detail: "Two names." }] });
    const { conversation, diagnostics } = await pool.open(source);
    assert.equal(conversation, undefined);
    assert.deepEqual(
      diagnostics.map(({ summary, detail }) => [summary, detail]),
      [
        [
          "Failed to load plugin schemas",
          `Error while loading schemas for plugin components: Failed to obtain provider schema: Could not load the schema for provider ${source}: Broken: Two names..`,
        ],
      ],
    );
  });

  test("a provider that is nowhere is told with the places", async () => {
    using directory = temporaryDirectory();
    await using pool = new ProviderPool({ programs: { cwd: directory.path, env: { HOME: directory.path } } });
    const { diagnostics } = await pool.open("registry.terraform.io/example/none");
    assert.match(diagnostics[0]!.detail, /there is no program of the provider registry.terraform.io\/example\/none/);
  });
});
