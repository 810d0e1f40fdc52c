// SPDX-License-Identifier: Apache-2.0

/**
 * A provider whose answers are a script, behind the real protocol: what tests of hosts stand on.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { captureLogs, scriptedCalls, type ScriptedCalls } from "@provide-foundry/testkit";
import { ApplyResourceChange_Request, Provider6 } from "./generated/tfplugin6.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import { createClient } from "./grpc/client.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { GrpcServer } from "./grpc/server.ts";
import { type GrpcClient, implementService, type ServiceImpl } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";
import { connectInMemory } from "./testing/echo-server.ts";

type ProviderFunctions = ServiceImpl<Provider6>;

/** Serves a script on a connection that stays in memory. */
class ScriptedProvider implements AsyncDisposable {
  readonly client: GrpcClient<Provider6>;
  readonly #server: GrpcServer;
  readonly #channel: GrpcChannel;

  constructor({ functions }: ScriptedCalls<ProviderFunctions>) {
    const { logger } = captureLogs();
    this.#server = new GrpcServer({ services: [implementService(Provider6, functions)], logger });
    this.#channel = connectInMemory(this.#server);
    this.client = createClient(Provider6, this.#channel);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#channel.close();
    await this.#server.close();
  }
}

suite("a scripted provider", () => {
  test("T03 answers in order, and keeps what the host asked", async () => {
    const script = scriptedCalls<ProviderFunctions>({
      applyResourceChange: [
        { newState: { msgpack: Buffer.of(0xc0) } },
        { diagnostics: [{ severity: 1, summary: "The disk is full" }] },
      ],
      getMetadata: () => ({ resources: [{ typeName: "made_up" }] }),
    });
    await using provider = new ScriptedProvider(script);
    const { client } = provider;
    assert.deepEqual(
      (await client.getMetadata({})).resources.map(({ typeName }) => typeName),
      ["made_up"],
    );
    assert.deepEqual(
      (await client.applyResourceChange({ typeName: "made_up" })).newState?.msgpack,
      Uint8Array.of(0xc0),
    );
    const [diagnostic] = (await client.applyResourceChange({ typeName: "again" })).diagnostics;
    assert.equal(diagnostic?.summary, "The disk is full");
    const asked = script.calls.filter(({ name }) => name === "applyResourceChange");
    assert.deepEqual(
      asked.map(({ args }) => (args[0] as ApplyResourceChange_Request).typeName),
      ["made_up", "again"],
    );
  });

  test("T03 fails as it is told, and lacks what is not in the script", async () => {
    const script = scriptedCalls<ProviderFunctions>({
      readResource: [new GrpcError(Status.UNAVAILABLE, "come back later")],
    });
    await using provider = new ScriptedProvider(script);
    const fails = (call: Promise<unknown>, code: Status, message: RegExp): Promise<void> =>
      assert.rejects(call, (error: GrpcError) => error.code === code && message.test(error.message));
    await fails(provider.client.readResource({}), Status.UNAVAILABLE, /come back later/);
    await fails(provider.client.readResource({}), Status.UNKNOWN, /has 1 answer, and here is another call/);
    await fails(provider.client.planResourceChange({}), Status.UNIMPLEMENTED, /PlanResourceChange/);
  });
});
