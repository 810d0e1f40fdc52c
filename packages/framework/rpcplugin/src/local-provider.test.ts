// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ListResource_EventInit, Provider6 } from "./generated/tfplugin6.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import type { CallContext, ServiceImpl } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";
import { connectLocalProvider } from "./local-provider.ts";
import { PluginError } from "./plugin-error.ts";

const never = new Promise<never>(() => {});

suite("connectLocalProvider", () => {
  test("requests and answers are what the wire would have made of them", async () => {
    const asked: unknown[] = [];
    const { planResourceChange, getProviderSchema, protocolVersion } = connectLocalProvider({
      planResourceChange(request) {
        asked.push(request);
        return { diagnostics: [{ summary: "S" }], requiresReplace: [{ steps: [{ attributeName: "a" }] }] };
      },
      getProviderSchema: () => ({ resourceSchemas: new Map([["a", { block: { attributes: [{ name: "n" }] } }]]) }),
    });
    const answer = await planResourceChange({ typeName: "a", priorState: {} });
    const none = new Uint8Array();
    assert.deepEqual(asked, [{ typeName: "a", priorState: { msgpack: none, json: none }, priorPrivate: none }]);
    assert.deepEqual(answer.diagnostics, [{ severity: 0, summary: "S", detail: "" }]);
    assert.deepEqual(answer.requiresReplace, [{ steps: [{ attributeName: "a" }] }]);
    assert.deepEqual([answer.legacyTypeSystem, answer.plannedState, answer.plannedPrivate], [false, undefined, none]);
    const schema = (await getProviderSchema({})).resourceSchemas.get("a")!;
    assert.deepEqual([schema.version, schema.block!.attributes[0]!.optional], [0n, false]);
    assert.equal(protocolVersion, 6);
  });

  test("a call that the provider has not, and one that fails", async () => {
    const client = connectLocalProvider({
      readResource() {
        throw new TypeError("no such disk");
      },
      configureProvider: () => Promise.reject(new GrpcError(Status.UNAVAILABLE, "busy")),
    });
    await assert.rejects(client.applyResourceChange({}), {
      name: "PluginError",
      code: "plugin.call",
      message: "ApplyResourceChange failed with UNIMPLEMENTED: method ApplyResourceChange not implemented",
    });
    await assert.rejects(client.readResource({}), /ReadResource failed with UNKNOWN: no such disk/);
    await assert.rejects(client.configureProvider({}), /ConfigureProvider failed with UNAVAILABLE: busy/);
  });

  test("a call is given up though its handler goes on", async () => {
    let context: CallContext | undefined;
    const client = connectLocalProvider({
      readResource(_, given) {
        context = given;
        return never;
      },
    });
    const controller = new AbortController();
    const call = client.readResource({}, { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, (error: PluginError) => error.context["status"] === "CANCELLED");
    assert.equal(context?.signal.aborted, true);
    await assert.rejects(client.readResource({}, { signal: controller.signal }), /CANCELLED/);
    await assert.rejects(client.readResource({}, { timeoutMs: 1 }), /DEADLINE_EXCEEDED: the call took too long/);
    assert.ok(context.deadlineMs);
  });

  test("answers that are streams end when nobody reads them", async () => {
    let signal: AbortSignal | undefined;
    const server: ServiceImpl<Provider6> = {
      async *listResource(_, context): AsyncGenerator<ListResource_EventInit, void> {
        signal = context.signal;
        for (let i = 0; ; i++) yield { displayName: `${i}` };
      },
    };
    for await (const { displayName, diagnostic } of connectLocalProvider(server).listResource({})) {
      assert.deepEqual(diagnostic, []);
      if (displayName === "2") break;
    }
    assert.equal(signal?.aborted, true);
  });
});
