// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { GrpcError, type ServiceImpl, Status } from "@provide-foundry/rpcplugin";
import type { GetProviderSchema_ResponseInit, Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { scriptedCalls } from "@provide-foundry/testkit";
import { attribute, block } from "../schema/testing/make-block.ts";
import { blockMessage } from "../schema/testing/block-message.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ObjectState } from "../state/state.ts";
import { scriptedProvider } from "../testing/scripted-provider.ts";
import { converse } from "./testing/converse.ts";

const thing = block({ name: attribute("o", cty.string), id: attribute("c", cty.string) });
const type = impliedType(thing);
const typeBytes = (of: cty.Type): Uint8Array => new TextEncoder().encode(cty.typeToJSON(of));
const schema: GetProviderSchema_ResponseInit = {
  provider: { block: blockMessage(block({ token: attribute("os", cty.string) })) },
  resourceSchemas: new Map([["tap_thing", { version: 2n, block: blockMessage(thing) }]]),
  dataSourceSchemas: new Map([["tap_thing", { block: blockMessage(thing) }]]),
  ephemeralResourceSchemas: new Map([["tap_thing", { block: blockMessage(thing) }]]),
  functions: new Map([
    [
      "join",
      {
        parameters: [{ name: "separator", type: typeBytes(cty.string) }],
        variadicParameter: { name: "parts", type: typeBytes(cty.dynamic), allowNullValue: true },
        return: { type: typeBytes(cty.string) },
      },
    ],
  ]),
};
const value = cty.objectVal({ name: cty.stringVal("n"), id: cty.stringVal("i") });
const wire = { msgpack: msgpack.marshal(value, type) };
const own = Uint8Array.of(1, 2);
const state: ObjectState = {
  schemaVersion: 1n,
  attributes: '{"name":"n","id":"i"}',
  private: own,
  isTainted: false,
  sensitivePaths: [],
  dependencies: [],
  createBeforeDestroy: false,
};

function scripted(script: Parameters<typeof scriptedCalls<ServiceImpl<Provider6>>>[0]): ReturnType<typeof converse> {
  return converse({ ...scriptedProvider({ schema }), ...scriptedCalls<ServiceImpl<Provider6>>(script).functions });
}

function lines(diagnostics: readonly { summary: string; detail: string }[]): string[] {
  return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
}

suite("a conversation with a provider", () => {
  test("values go to the provider without their marks, and come back", async () => {
    const asked: unknown[] = [];
    const provider = await converse(
      scriptedProvider({ schema }, ({ method, request }) => {
        const { priorState, plannedState } = request as Record<string, { msgpack: Uint8Array }>;
        asked.push([method, priorState && msgpack.unmarshal(priorState.msgpack, type).toString(), plannedState && 1]);
      }),
    );
    const marked = cty.objectVal({ name: cty.stringVal("n").mark("sensitive"), id: cty.nullVal(cty.string) });
    const {
      value: planned,
      requiresReplace,
      ...plan
    } = await provider.plan("tap_thing", {
      prior: marked,
      proposed: marked,
      config: marked,
      private: own,
    });
    assert.deepEqual([planned?.getAttr("name").asString(), requiresReplace, plan.diagnostics], ["n", [], []]);
    const answer = await provider.apply("tap_thing", { prior: marked, planned: marked, config: marked, private: own });
    assert.equal(answer.value?.getAttr("name").asString(), "n");
    const sent = 'cty.objectVal({ id: cty.nullVal(cty.string), name: cty.stringVal("n") })';
    assert.deepEqual(asked, [
      ["planResourceChange", sent, undefined],
      ["applyResourceChange", sent, 1],
    ]);
  });

  test("everything that an answer can say of an object", async () => {
    const provider = await scripted({
      planResourceChange: [
        {
          plannedState: wire,
          plannedPrivate: own,
          legacyTypeSystem: true,
          requiresReplace: [
            {
              steps: [{ attributeName: "a" }, { elementKeyString: "k" }, { elementKeyInt: 3n }, { attributeName: "b" }],
            },
          ],
          diagnostics: [{ severity: 2, summary: "S", detail: "D", attribute: { steps: [{ attributeName: "name" }] } }],
        },
      ],
      importResourceState: [{ importedResources: [{ typeName: "tap_thing", state: wire, private: own }] }],
      readResource: [{ newState: { msgpack: Uint8Array.of(0xc0) }, private: own, deferred: { reason: 1 } }],
      moveResourceState: [{ targetState: { json: new TextEncoder().encode(state.attributes) }, targetPrivate: own }],
      openEphemeralResource: [{ result: wire, renewAt: { seconds: 5n, nanos: 500_000_000 }, private: own }],
      renewEphemeralResource: [{ private: own }],
      closeEphemeralResource: [{ diagnostics: [{ severity: 1, summary: "still in use" }] }],
    });
    const plan = await provider.plan("tap_thing", { prior: value, proposed: value, config: value, private: own });
    assert.ok(plan.value?.rawEquals(value));
    assert.deepEqual(plan.requiresReplace.map(cty.formatPath), ['.a["k"][3].b']);
    assert.deepEqual([plan.isLegacy, plan.isDeferred, plan.private], [true, false, own]);
    const [{ attribute: path, ...diagnostic }] = plan.diagnostics as [(typeof plan.diagnostics)[0]];
    assert.deepEqual([diagnostic, path?.length], [{ severity: "warning", summary: "S", detail: "D" }, 1]);

    const { objects } = await provider.import("tap_thing", "i");
    assert.deepEqual(
      [objects[0]!.type, objects[0]!.value.rawEquals(value), objects[0]!.private],
      ["tap_thing", true, own],
    );
    const read = await provider.read("tap_thing", value, own);
    assert.deepEqual([read.value?.isNull(), read.isDeferred, read.private], [true, true, own]);
    const request = { sourceProvider: "a/b/c", sourceType: "x", targetType: "tap_thing", object: state };
    assert.ok((await provider.move(request)).value?.rawEquals(value));
    const open = await provider.openEphemeral("tap_thing", value);
    assert.deepEqual([open.renewAt, open.private, open.value?.rawEquals(value)], [new Date(5500), own, true]);
    assert.deepEqual(await provider.renewEphemeral("tap_thing", own), { private: own, diagnostics: [] });
    assert.deepEqual(lines(await provider.closeEphemeral("tap_thing", own)), ["still in use: "]);
  });

  test("a provider that does not plan destruction is not asked about it", async () => {
    const provider = await scripted({ planResourceChange: [] });
    const nothing = cty.nullVal(type);
    const plan = await provider.plan("tap_thing", { prior: value, proposed: nothing, config: nothing, private: own });
    assert.deepEqual([plan.value?.isNull(), plan.private, plan.diagnostics], [true, own, []]);
  });

  test("stored objects are handed over as they are stored", async () => {
    const asked: unknown[] = [];
    const provider = await converse(scriptedProvider({ schema }, ({ request }) => asked.push(request)));
    assert.ok((await provider.upgrade("tap_thing", state)).value?.rawEquals(value));
    await provider.upgrade("tap_thing", { ...state, attributes: '{"a.#":"1"}', isFlat: true });
    const none = new Uint8Array();
    assert.deepEqual(asked, [
      {
        typeName: "tap_thing",
        version: 1n,
        rawState: { json: new TextEncoder().encode(state.attributes), flatmap: new Map() },
      },
      { typeName: "tap_thing", version: 1n, rawState: { json: none, flatmap: new Map([["a.#", "1"]]) } },
    ]);
  });

  test("answers that are no values of the type are errors", async () => {
    const wrong = { msgpack: msgpack.marshal(cty.objectVal({ name: cty.zero, other: cty.zero }), cty.dynamic) };
    const provider = await scripted({
      readResource: [{ newState: { json: new TextEncoder().encode('{"name":[]}') }, private: own }],
      upgradeResourceState: [{ upgradedState: { json: new TextEncoder().encode('{"name":"n","id":"i","x":1}') } }],
      applyResourceChange: [{ newState: wrong, diagnostics: [{ severity: 1, summary: "first" }] }],
    });
    const read = await provider.read("tap_thing", value, own);
    assert.deepEqual([read.value, read.private], [undefined, own]);
    assert.deepEqual(lines(read.diagnostics), [".name: string is required: "]);
    assert.deepEqual(lines((await provider.upgrade("tap_thing", state)).diagnostics), ['unsupported attribute "x": ']);
    const applied = await provider.apply("tap_thing", { prior: value, planned: value, config: value, private: own });
    assert.deepEqual(lines(applied.diagnostics)[0], "first: ");
    assert.deepEqual([applied.value, applied.diagnostics.length], [undefined, 2]);
  });

  test("calls that fail are told in Terraform's words", async () => {
    const fail = (code: Status): GrpcError => new GrpcError(code, "because");
    const provider = await scripted({
      configureProvider: [
        fail(Status.UNAVAILABLE),
        fail(Status.CANCELLED),
        fail(Status.UNIMPLEMENTED),
        fail(Status.INTERNAL),
      ],
      stopProvider: [{ Error: "too busy" }],
    });
    const config = cty.objectVal({ token: cty.stringVal("t") });
    const call = "plugin6.(*GRPCProvider).ConfigureProvider";
    assert.deepEqual([await provider.configure(config), await provider.configure(config)].flatMap(lines), [
      `Plugin did not respond: The plugin encountered an error, and failed to respond to the ${call} call. The plugin logs may contain more details.\n\nConfigureProvider failed with UNAVAILABLE: because`,
      `Request cancelled: The ${call} request was cancelled.`,
    ]);
    assert.deepEqual([await provider.configure(config), await provider.configure(config)].flatMap(lines), [
      `Unsupported plugin method: The ${call} method is not supported by this plugin.`,
      `Plugin error: The plugin returned an unexpected error from ${call}: because`,
    ]);
    assert.deepEqual(lines(await provider.stop()), ["Provider did not stop: too busy"]);
  });

  test("functions", async () => {
    const provider = await scripted({
      callFunction: [
        { result: { msgpack: msgpack.marshal(cty.stringVal("a-b"), cty.string) } },
        { error: { text: "no such part", functionArgument: 1n } },
        { error: { text: "no" } },
        new GrpcError(Status.UNAVAILABLE, "gone"),
      ],
    });
    const args = [cty.stringVal("-"), cty.stringVal("a"), cty.numberIntVal(1)];
    assert.equal((await provider.callFunction("join", args)).asString(), "a-b");
    await assert.rejects(provider.callFunction("join", args), {
      name: "ArgumentError",
      index: 1,
      message: "no such part",
    });
    await assert.rejects(provider.callFunction("join", args), { name: "FunctionError", message: "no" });
    await assert.rejects(provider.callFunction("join", args), /^FunctionError: Plugin did not respond: The plugin/);
    await assert.rejects(provider.callFunction("none", []), TypeError);
  });

  test("types that the provider has not are a mistake of the caller", async () => {
    const provider = await scripted({});
    await assert.rejects(async () => provider.read("tap_none", value, own), TypeError);
  });
});
