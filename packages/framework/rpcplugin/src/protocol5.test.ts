// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Provider5, GetProviderSchema_Response, Schema_Attribute } from "./generated/tfplugin5.ts";
import { type GetProviderSchema_ResponseInit, Provider6, type SchemaInit } from "./generated/tfplugin6.ts";
import { Metadata } from "./grpc/metadata.ts";
import type { Handler, ServiceImpl } from "./grpc/service.ts";
import { decode } from "./protobuf/decode.ts";
import { encode } from "./protobuf/encode.ts";
import type { Field, MessageDescriptor } from "./protobuf/message.ts";
import type { MethodDescriptor } from "./protobuf/service.ts";
import { renamedMethods, toProvider5 } from "./protocol5.ts";

type Methods5 = Provider5["methods"];
type Methods6 = Provider6["methods"];
type Renamed = typeof renamedMethods;
type Counterpart<Name extends keyof Methods5> = Name extends keyof Renamed ? Renamed[Name] : Name & keyof Methods6;
/** The names of the methods whose handlers for protocol 6 cannot take the place of those for 5. */
type Misfits = {
  [Name in keyof Methods5]: Handler<Methods6[Counterpart<Name>]> extends Handler<Methods5[Name]> ? never : Name;
}[keyof Methods5];

suite("R01 protocol 5 for an implementation of protocol 6", () => {
  test("every handler's types fit", () => {
    const misfits: readonly Misfits[] = [];
    const none: readonly never[] = misfits;
    assert.deepEqual(none, []);
  });

  test("every message has the same fields, apart from those that only one of the protocols has", () => {
    const differences = new Set<string>();
    const seen = new Set<MessageDescriptor>();
    const compare = (five: MessageDescriptor, six: MessageDescriptor): void => {
      if (seen.has(five)) return;
      seen.add(five);
      const fields5 = new Map(five.table.fields.map((field) => [field.name, field]));
      const fields6 = new Map(six.table.fields.map((field) => [field.name, field]));
      for (const name of new Set([...fields5.keys(), ...fields6.keys()])) {
        const [a, b] = [fields5.get(name), fields6.get(name)];
        const place = `${five.typeName.replace("tfplugin5.", "")}.${name}`;
        if (!a || !b) differences.add(`only in ${a ? 5 : 6}: ${place}`);
        else if (formOf(a) !== formOf(b)) differences.add(`another form: ${place}`);
        else if (a.message && b.message) compare(a.message, b.message);
      }
    };
    for (const [name, method5] of Object.entries<MethodDescriptor>(Provider5.methods)) {
      const methods6: Readonly<Record<string, MethodDescriptor>> = Provider6.methods;
      const method6 = methods6[(renamedMethods as Readonly<Record<string, string>>)[name] ?? name]!;
      assert.equal(method5.kind, method6.kind, name);
      compare(method5.input, method6.input);
      compare(method5.output, method6.output);
    }
    assert.deepEqual([...differences].toSorted(), [
      "only in 5: PrepareProviderConfig.Response.preparedConfig",
      "only in 6: GetMetadata.Response.stateStores",
      "only in 6: GetProviderSchema.Response.stateStoreSchemas",
      "only in 6: Schema.Attribute.nestedType",
    ]);
  });

  test("methods answer under their names, with what they have", async () => {
    const impl: ServiceImpl<Provider6> = {
      stopProvider: () => ({ Error: "busy" }),
      readResource: ({ typeName, currentState }) => ({ newState: currentState, private: Buffer.from(typeName) }),
      async *listResource({ limit }) {
        yield { displayName: `of ${limit}` };
      },
    };
    assert.deepEqual(await call(impl, "stop", {}), { Error: "busy" });
    const { newState, private: bytes } = (await call(impl, "readResource", {
      typeName: "a_b",
      currentState: { json: Buffer.from("{}") },
    })) as { newState: { json: Uint8Array }; private: Uint8Array };
    assert.deepEqual([Buffer.from(newState.json).toString(), Buffer.from(bytes).toString()], ["{}", "a_b"]);
    const events = toProvider5(impl).handlers["listResource"]!({ limit: 7n }, context);
    for await (const event of events as AsyncIterable<unknown>) assert.deepEqual(event, { displayName: "of 7" });
  });

  test("a method that the implementation has not is not there", () => {
    const { handlers } = toProvider5({});
    assert.deepEqual(
      Object.entries(handlers).filter(([, handler]) => handler !== undefined),
      [],
    );
  });

  test("a handler that is a method of a class keeps its object", async () => {
    class Server {
      readonly #text = "kept";
      stopProvider() {
        return { Error: this.#text };
      }
    }
    assert.deepEqual(await call(new Server(), "stop", {}), { Error: "kept" });
  });

  test("a validated configuration comes back as the prepared one, beside the diagnostics", async () => {
    const impl: ServiceImpl<Provider6> = {
      validateProviderConfig: () => ({ diagnostics: [{ severity: 2, summary: "old" }] }),
    };
    const config = { msgpack: Uint8Array.of(0x80) };
    const response = (await call(impl, "prepareProviderConfig", { config })) as {
      readonly preparedConfig: { readonly msgpack: Uint8Array };
      readonly diagnostics: readonly { readonly summary: string }[];
    };
    assert.deepEqual([...response.preparedConfig.msgpack], [0x80]);
    assert.deepEqual(
      response.diagnostics.map(({ summary }) => summary),
      ["old"],
    );
  });

  test("what only a schema's field numbers tell arrives: write-only, and the reason of a deprecation", async () => {
    const attribute = { name: "a", type: Buffer.from('"string"'), writeOnly: true, deprecationMessage: "use b" };
    const response = await schemaOf({ resourceSchemas: new Map([["x_a", { block: { attributes: [attribute] } }]]) });
    const [decoded] = response.resourceSchemas.get("x_a")!.block!.attributes;
    assert.deepEqual([decoded?.writeOnly, decoded?.deprecationMessage], [true, "use b"]);
    // On the wire they are fields 10 and 11; in protocol 6, 11 and 12.
    assert.deepEqual([...encode(Schema_Attribute, { writeOnly: true, deprecationMessage: "b" })], [80, 1, 90, 1, 98]);
  });

  test("nested attributes are refused, wherever they are, by name", async () => {
    const nested = (name: string) => ({ name, nestedType: { nesting: 2 } }) as const;
    const plain = { name: "plain", type: Buffer.from('"string"') };
    const inBlocks: SchemaInit = {
      block: {
        blockTypes: [
          { typeName: "a", block: { blockTypes: [{ typeName: "b", block: { attributes: [plain, nested("c")] } }] } },
        ],
      },
    };
    const { diagnostics, resourceSchemas } = await schemaOf({
      provider: { block: { attributes: [nested("p")] } },
      resourceSchemas: new Map<string, SchemaInit>([
        ["x_a", { block: { attributes: [nested("one"), plain, nested("two")] } }],
        ["x_b", { block: { attributes: [plain] } }],
        ["x_c", inBlocks],
      ]),
      dataSourceSchemas: new Map([["x_d", { block: { attributes: [nested("three")] } }]]),
      ephemeralResourceSchemas: new Map([["x_e", inBlocks]]),
      listResourceSchemas: new Map([["x_l", inBlocks]]),
      actionSchemas: new Map([["x_f", { schema: inBlocks }]]),
      providerMeta: inBlocks,
      diagnostics: [{ severity: 2, summary: "another" }],
    });
    assert.deepEqual(
      diagnostics.map(({ severity, summary }) => [severity, summary]),
      [
        [2, "another"],
        [1, "Provider needs protocol 6"],
      ],
    );
    assert.deepEqual(diagnostics[1]?.detail.match(/(?<=- ).*/g), [
      "provider: p",
      "provider_meta: a.b.c",
      "resource x_a: one",
      "resource x_a: two",
      "resource x_c: a.b.c",
      "data source x_d: three",
      "ephemeral resource x_e: a.b.c",
      "list resource x_l: a.b.c",
      "action x_f: a.b.c",
    ]);
    assert.equal(resourceSchemas.size, 0);
  });
});

const context = {
  path: "/tfplugin5.Provider/X",
  signal: new AbortController().signal,
  deadlineMs: undefined,
  metadata: new Metadata(),
};

/** One call, with everything encoded on both ways. */
async function call(impl: ServiceImpl<Provider6>, name: keyof Methods5, request: object): Promise<unknown> {
  const { input, output }: MethodDescriptor = Provider5.methods[name];
  const response = await toProvider5(impl).handlers[name]!(decode(input, encode(input, request)), context);
  return decode(output, encode(output, response));
}

async function schemaOf(response: GetProviderSchema_ResponseInit): Promise<GetProviderSchema_Response> {
  return (await call({ getProviderSchema: () => response }, "getSchema", {})) as GetProviderSchema_Response;
}

/** What a value of the field looks like, apart from the message in it. */
function formOf({ kind, scalar, key, rivals }: Field): string {
  return JSON.stringify([kind, scalar?.wireType, typeof scalar?.zero, key?.wireType, rivals]);
}
