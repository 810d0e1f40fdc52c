// SPDX-License-Identifier: Apache-2.0

import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { createLogger } from "@provide-foundry/foundation";
import { type ProviderServer, createProviderServer } from "@provide-foundry/provider";
import { Metadata } from "@provide-foundry/rpcplugin";
import { type MethodDescriptor, decode, encode } from "@provide-foundry/rpcplugin/protobuf";
import {
  type Diagnostic,
  type DynamicValue,
  Provider6,
  type Schema_Block,
  type Schema_Object,
  Schema_NestedBlock_NestingMode as Nesting,
} from "@provide-foundry/rpcplugin/tfplugin6";
import type { Coremock } from "../provider.ts";
import { blockType } from "../misbehave/block-type.ts";

/** As in configuration or state: what is left out is null, or no block. */
export type Values = Readonly<Record<string, unknown>>;

/** A state as it came, and as it reads. */
export interface Stored {
  readonly bytes: DynamicValue;
  readonly values: Values;
}

export interface Outcome {
  /** Null where there is nothing any more. */
  readonly state: Stored | null;
  /** Each as `attribute: summary: detail`. */
  readonly problems: readonly string[];
}

type Method = keyof ProviderServer & keyof typeof Provider6.methods;

/** What Terraform would do with a provider, to one that is in this process. */
export class Session {
  readonly server: ProviderServer;

  private constructor(server: ProviderServer) {
    this.server = server;
  }

  static async start(provider: Coremock, config: Values = {}): Promise<Session> {
    const logger = createLogger({ name: "test", level: "error", format: "json", write: () => {} });
    return Session.of(createProviderServer(provider, { logger }), config);
  }

  /** @throws Error with the diagnostics, if the configuration is refused. */
  static async of(server: ProviderServer, config: Values = {}): Promise<Session> {
    const session = new Session(server);
    const { provider } = await session.call("getProviderSchema", {});
    const request = { config: encodeJson(fill(provider?.block, config)), terraformVersion: "1.11.4" };
    const { diagnostics } = await session.call("configureProvider", request);
    if (diagnostics.length > 0) throw new Error(diagnostics.map(describe).join("\n"));
    return session;
  }

  async call<M extends Method>(
    method: M,
    request: (typeof Provider6.methods)[M]["input"]["types"]["init"],
  ): Promise<(typeof Provider6.methods)[M]["output"]["types"]["shape"]> {
    const { name, input, output }: MethodDescriptor = Provider6.methods[method];
    const handler = this.server[method] as (request: unknown, context: object) => unknown;
    const { signal } = new AbortController();
    const context = { path: `/tfplugin6.Provider/${name}`, signal, deadlineMs: undefined, metadata: new Metadata() };
    return decode(output, encode(output, await handler(decode(input, encode(input, request)), context))) as never;
  }

  /** All messages of a call that answers with several. */
  async stream(method: "listResource" | "invokeAction", request: object): Promise<unknown[]> {
    const handler = this.server[method] as unknown as (request: unknown, context: object) => AsyncIterable<unknown>;
    const { name, input }: MethodDescriptor = Provider6.methods[method];
    const { signal } = new AbortController();
    const context = { path: `/tfplugin6.Provider/${name}`, signal, deadlineMs: undefined, metadata: new Metadata() };
    const messages: unknown[] = [];
    for await (const message of handler(decode(input, encode(input, request)), context)) messages.push(message);
    return messages;
  }

  /** Plans a change and applies it. Without a prior state it creates, without a configuration it deletes. */
  async change(typeName: string, prior: Stored | null, config: Values | null): Promise<Outcome> {
    const request = {
      typeName,
      priorState: prior?.bytes ?? encodeJson(null),
      config: await this.#encode(typeName, config),
    };
    const planned = await this.call("planResourceChange", { ...request, proposedNewState: request.config });
    if (planned.diagnostics.length > 0) return { state: prior, problems: planned.diagnostics.map(describe) };
    const { plannedState, plannedPrivate } = planned;
    const applied = await this.call("applyResourceChange", { ...request, plannedState, plannedPrivate });
    return outcome(await this.#schemaOf(typeName), applied.newState, applied.diagnostics);
  }

  /** Which attributes would replace the resource, and whether anything would change. */
  async plan(typeName: string, prior: Stored, config: Values): Promise<{ replaces: string[]; isChange: boolean }> {
    const encoded = await this.#encode(typeName, config);
    const request = { typeName, priorState: prior.bytes, config: encoded, proposedNewState: encoded };
    const { plannedState, requiresReplace } = await this.call("planResourceChange", request);
    const isChange = Buffer.compare(plannedState?.msgpack ?? Buffer.of(), prior.bytes.msgpack) !== 0;
    return { isChange, replaces: requiresReplace.map(formatPath) };
  }

  async validate(typeName: string, config: Values): Promise<readonly string[]> {
    const request = { typeName, config: await this.#encode(typeName, config) };
    return (await this.call("validateResourceConfig", request)).diagnostics.map(describe);
  }

  async read(typeName: string, state: Stored): Promise<Outcome> {
    const { newState, diagnostics } = await this.call("readResource", { typeName, currentState: state.bytes });
    return outcome(await this.#schemaOf(typeName), newState, diagnostics);
  }

  /** Imports and, as Terraform then does, reads. */
  async import(typeName: string, id: string): Promise<Outcome> {
    const { importedResources, diagnostics } = await this.call("importResourceState", { typeName, id });
    const imported = outcome(await this.#schemaOf(typeName), importedResources[0]?.state, diagnostics);
    return imported.state === null ? imported : this.read(typeName, imported.state);
  }

  async readData(typeName: string, config: Values): Promise<Outcome> {
    const { dataSourceSchemas } = await this.call("getProviderSchema", {});
    const block = dataSourceSchemas.get(typeName)?.block;
    const request = { typeName, config: encodeJson(fill(block, config)) };
    const { state, diagnostics } = await this.call("readDataSource", request);
    return outcome(block, state, diagnostics);
  }

  async #encode(typeName: string, config: Values | null): Promise<DynamicValue> {
    return encodeJson(config === null ? null : fill(await this.#schemaOf(typeName), config));
  }

  async #schemaOf(typeName: string): Promise<Schema_Block | undefined> {
    const { resourceSchemas } = await this.call("getProviderSchema", {});
    return resourceSchemas.get(typeName)?.block;
  }
}

/** A configuration with everything that it left out. */
export function fill(block: Schema_Block | undefined, values: Values): Values {
  return Object.fromEntries([
    ...(block?.attributes ?? []).map(({ name, nestedType }) => [name, fillAttribute(nestedType, values[name])]),
    ...(block?.blockTypes ?? []).map(({ typeName, nesting, block: inner }) => {
      const fillOne = (one: unknown): Values => fill(inner, (one ?? {}) as Values);
      const given = values[typeName];
      return [typeName, nesting === Nesting.SINGLE && given === undefined ? null : nest(nesting, given, fillOne)];
    }),
  ]) as Values;
}

function fillAttribute(type: Schema_Object | undefined, value: unknown): unknown {
  if (type === undefined || value === undefined || value === null) return value ?? null;
  const fillOne = (one: unknown): Values =>
    Object.fromEntries(
      type.attributes.map(({ name, nestedType }) => [name, fillAttribute(nestedType, (one as Values)[name])]),
    );
  return nest(type.nesting, value, fillOne);
}

function nest(nesting: number, given: unknown, fillOne: (one: unknown) => Values): unknown {
  switch (nesting) {
    case Nesting.LIST:
    case Nesting.SET:
      return ((given ?? []) as unknown[]).map(fillOne);
    case Nesting.MAP:
      return Object.fromEntries(Object.entries(given ?? {}).map(([key, one]) => [key, fillOne(one)]));
    default:
      return fillOne(given);
  }
}

function encodeJson(value: unknown): DynamicValue {
  return { msgpack: new Uint8Array(), json: Buffer.from(JSON.stringify(value)) };
}

function outcome(
  block: Schema_Block | undefined,
  bytes: DynamicValue | undefined,
  diagnostics: readonly Diagnostic[],
): Outcome {
  const problems = diagnostics.map(describe);
  if (block === undefined || bytes === undefined || bytes.msgpack.length === 0) return { state: null, problems };
  const type = blockType(block);
  const values = JSON.parse(json.marshal(msgpack.unmarshal(bytes.msgpack, type), type)) as Values | null;
  return { state: values === null ? null : { bytes, values }, problems };
}

function describe({ summary, detail, attribute }: Diagnostic): string {
  return [...(attribute ? [formatPath(attribute)] : []), summary, ...(detail ? [detail] : [])].join(": ");
}

function formatPath({ steps }: NonNullable<Diagnostic["attribute"]>): string {
  return steps
    .map(({ attributeName, elementKeyString, elementKeyInt }) =>
      attributeName === undefined ? `[${elementKeyString ?? elementKeyInt}]` : `.${attributeName}`,
    )
    .join("")
    .slice(1);
}
