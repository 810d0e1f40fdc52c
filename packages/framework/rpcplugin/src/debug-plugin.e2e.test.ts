// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import path from "node:path";
import { suite, test } from "node:test";
import { captureLogs, waitUntil } from "@provide-foundry/testkit";
import { connectPlugin, type PluginConnection } from "./connect-plugin.ts";
import type { Environment } from "./plugin-environment.ts";
import type { Reattach } from "./reattach.ts";
import { Echo } from "./testing/echo-service.ts";
import { PluginProcess, programPath } from "./testing/plugin-process.ts";

suite("a plugin that is being debugged", () => {
  test("serves hosts one after the other and side by side, each with services of its own", async () => {
    await using plugin = start();
    const reattach = await readReattach(plugin);
    assert.deepEqual([reattach.version, reattach.pid, reattach.network], [5, plugin.child.pid, "unix"]);
    const first = await connect(reattach);
    const second = await connect(reattach);
    for (const connection of [first, second]) {
      await connection.ping();
      assert.equal((await connection.client(Echo).say({ text: "here" })).text, "here");
    }
    await first.shutdown(2_000);
    first.close();
    await assert.rejects(second.client(Echo).say({ text: "not found" }), /no such thing/);
    second.close();

    const third = await connect(reattach);
    await third.client(Echo).say({ text: "still here" });
    third.close();
    await waitUntil(() => plugin.stdout.includes("services 3"), { what: "its prints are on the terminal" });
    assert.deepEqual(await stop(plugin, "SIGINT"), { code: 0, signal: null });
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    test(`ends at ${signal}, with a call that hangs, and leaves no socket`, async () => {
      await using plugin = start();
      const reattach = await readReattach(plugin);
      const connection = await connect(reattach);
      const call = assert.rejects(connection.client(Echo).say({ text: "hang" }), /stopping|lost|closed/);
      await connection.client(Echo).say({ text: "arrived after it" });
      assert.deepEqual(await stop(plugin, signal), { code: 0, signal: null });
      await call;
      connection.close();
      assert.equal(existsSync(path.dirname(reattach.address)), false);
    });
  }

  test("a second Ctrl-C does not wait for the last work", async () => {
    await using plugin = start({}, "hang");
    const { address } = await readReattach(plugin);
    plugin.child.kill("SIGINT");
    await waitUntil(() => !existsSync(address), { what: "the first one has taken the socket away" });
    assert.deepEqual(await stop(plugin, "SIGINT"), { code: 1, signal: null });
  });

  test("goes on when a connection brings garbage, or nothing", async () => {
    await using plugin = start();
    const reattach = await readReattach(plugin);
    for (const data of ["GET / HTTP/1.1\r\n\r\n", ""]) {
      const socket = connectSocket(reattach.address).on("error", () => {});
      await new Promise((resolve) =>
        socket
          .once("close", resolve)
          .once("connect", () => socket.end(data))
          .resume(),
      );
    }
    const connection = await connect(reattach);
    await connection.ping();
    connection.close();
    assert.deepEqual(await stop(plugin, "SIGINT"), { code: 0, signal: null });
  });

  test("listens where the variables say that a host would set, and needs none", async () => {
    await using plugin = start({ PLUGIN_SERVER_TRANSPORTS: "tcp", PLUGIN_PROTOCOL_VERSIONS: "3" });
    const reattach = await readReattach(plugin);
    assert.equal(reattach.network, "tcp");
    assert.match(reattach.address, /^127\.0\.0\.1:\d+$/);
    assert.equal(reattach.version, 5, "no host is there to agree with");
    const connection = await connect(reattach);
    await connection.ping();
    connection.close();
    assert.deepEqual(await stop(plugin, "SIGINT"), { code: 0, signal: null });
  });

  test("says why it cannot serve, with code 1", async () => {
    await using plugin = start({ PLUGIN_UNIX_SOCKET_DIR: "/nowhere/at/all" });
    assert.deepEqual(await plugin.ended, { code: 1, signal: null });
    assert.equal(plugin.stdout, "");
    assert.match(plugin.stderr, /^The plugin cannot start: cannot listen on the socket \/nowhere.*\nSet PLUGIN_UNIX/);
  });
});

function start(env: Environment = {}, ...args: readonly string[]): PluginProcess {
  const variables = { PATH: process.env["PATH"], ...env };
  return new PluginProcess(process.execPath, [programPath("debugged-plugin"), ...args], variables);
}

async function readReattach(plugin: PluginProcess): Promise<Reattach> {
  return JSON.parse(await plugin.readLine()) as Reattach;
}

async function connect(endpoint: Reattach): Promise<PluginConnection> {
  return connectPlugin({ endpoint, version: endpoint.version, logger: captureLogs().logger });
}

async function stop(plugin: PluginProcess, signal: NodeJS.Signals): PluginProcess["ended"] {
  plugin.child.kill(signal);
  return plugin.ended;
}
