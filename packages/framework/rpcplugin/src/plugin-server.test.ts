// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { captureLogs } from "@provide-foundry/testkit";
import { CapturedOutput } from "./captured-output.ts";
import { PluginConnection } from "./connect-plugin.ts";
import { Health, HealthCheckResponse_ServingStatus as ServingStatus } from "./generated/health.ts";
import { GRPCStdio, StdioData_Channel } from "./generated/plugin.ts";
import { GrpcChannel } from "./grpc/channel.ts";
import { createClient } from "./grpc/client.ts";
import { Status } from "./grpc/status.ts";
import { PluginServer, type PluginServerOptions } from "./plugin-server.ts";
import { createEchoService, Echo } from "./testing/echo-service.ts";

const { logger } = captureLogs();

function createServer(options: Partial<PluginServerOptions> = {}): PluginServer {
  return new PluginServer({ version: 5, load: () => [createEchoService()], logger, onShutdown: () => {}, ...options });
}

function openInMemory(server: PluginServer): GrpcChannel {
  const [near, far] = duplexPair();
  server.accept(far);
  return new GrpcChannel(near);
}

/** A host on a connection that stays in memory. */
function connectInMemory(server: PluginServer, onOutput?: (text: string) => void): PluginConnection {
  return new PluginConnection(openInMemory(server), {
    version: 5,
    logger,
    onOutput: (stream, data) => onOutput?.(`${stream}: ${Buffer.from(data).toString()}`),
  });
}

suite("PluginServer", () => {
  test("Z03 serves a whole conversation over a transport of somebody else's", async () => {
    const ended = Promise.withResolvers<void>();
    const server = createServer({ onShutdown: ended.resolve });
    const connection = connectInMemory(server);
    await connection.ping();
    assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
    await connection.shutdown(1_000);
    await ended.promise;
    connection.close();
    await server.close();
  });

  test("health: its own name and the empty one are served, others are not found", async () => {
    const server = createServer();
    const connection = connectInMemory(server);
    const health = connection.client(Health);
    for (const service of ["", "plugin"]) {
      assert.deepEqual(await health.check({ service }), { status: ServingStatus.SERVING });
      const watch = health.watch({ service });
      assert.deepEqual((await watch.next()).value, { status: ServingStatus.SERVING });
      await watch.return?.();
    }
    await assert.rejects(health.check({ service: "other" }), { code: Status.NOT_FOUND });
    const watch = health.watch({ service: "other" });
    assert.deepEqual((await watch.next()).value, { status: ServingStatus.SERVICE_UNKNOWN });
    connection.close();
    await server.close();
  });

  test("stdio: what was printed before the host came and after it, in pieces of at most 1 KiB", async () => {
    const output = new CapturedOutput();
    output.push(StdioData_Channel.STDOUT, Buffer.from("early "));
    const server = createServer({ output });
    const channel = openInMemory(server);
    const stdio = createClient(GRPCStdio, channel).streamStdio({});
    output.push(StdioData_Channel.STDERR, Buffer.alloc(2500, "x"));
    const sizes: number[] = [];
    for await (const { channel, data } of stdio) {
      sizes.push(channel * 10_000 + data.byteLength);
      if (sizes.length === 4) break;
    }
    assert.deepEqual(sizes, [10_006, 21_024, 21_024, 20_452]);
    channel.close();
    await server.close();
  });

  test("stdio: a second host takes over, as after a reattach", async () => {
    const output = new CapturedOutput();
    const server = createServer({ output });
    const channel = openInMemory(server);
    const first = createClient(GRPCStdio, channel).streamStdio({});
    const second = Promise.withResolvers<string>();
    output.push(StdioData_Channel.STDOUT, Buffer.from("one"));
    assert.equal((await first.next()).done, false);
    const connection = connectInMemory(server, second.resolve);
    assert.equal((await first.next()).done, true);
    output.push(StdioData_Channel.STDOUT, Buffer.from("two"));
    assert.equal(await second.promise, "stdout: two");
    connection.close();
    channel.close();
    await server.close();
  });

  test("without output to send, there is no stdio service", async () => {
    const server = createServer();
    const connection = connectInMemory(server);
    await assert.rejects(connection.client(GRPCStdio).streamStdio({}).next(), { code: Status.UNIMPLEMENTED });
    connection.close();
    await server.close();
  });

  test("services that fail to load fail their calls; the others work", async () => {
    const server = createServer({
      load() {
        throw new Error("no such file");
      },
    });
    const connection = connectInMemory(server);
    await connection.ping();
    await assert.rejects(connection.client(Echo).say({}), {
      code: Status.INTERNAL,
      message: "the plugin could not be loaded: no such file",
    });
    connection.close();
    await server.close();
  });

  test("tells when the host is lost, but not about others", async () => {
    const lost = Promise.withResolvers<void>();
    let times = 0;
    const server = createServer({
      onHostLost: () => {
        times++;
        lost.resolve();
      },
    });
    const [near, far] = duplexPair();
    server.accept(far);
    const stranger = new GrpcChannel(near);
    await createClient(Health, stranger).check({});
    const closed = new Promise((resolve) => far.once("close", resolve));
    stranger.close();
    await closed;
    assert.equal(times, 0);
    const connection = connectInMemory(server);
    await connection.ping();
    connection.close();
    await lost.promise;
    await server.close();
  });
});
