// SPDX-License-Identifier: Apache-2.0

import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { createLogger } from "@provide-foundry/foundation";
import { type ProviderServer, createProviderServer } from "@provide-foundry/provider";
import { Metadata } from "@provide-foundry/rpcplugin";
import { type MethodDescriptor, decode, encode } from "@provide-foundry/rpcplugin/protobuf";
import {
  type AttributePath,
  type Diagnostic,
  type DynamicValue,
  type DynamicValueInit,
  Provider6,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** An object as in configuration; what is left out is null. */
export type Values = Readonly<Record<string, unknown>>;

export interface Outcome {
  /** Undefined where there is none, null where it says that there is nothing. */
  readonly state?: Values | null | undefined;
  /** Each as `attribute.path: summary: detail`. */
  readonly problems: readonly string[];
}

type Method = keyof ProviderServer & keyof typeof Provider6.methods;

/**
 * A provider in this process: takes plain values where Terraform would send
 * bytes, and goes the same way from there.
 */
export class InProcess {
  readonly #server: ProviderServer;

  /** @param provider A definition, or a class with the `provider` decorator. */
  constructor(provider: Parameters<typeof createProviderServer>[0]) {
    const logger = createLogger({ name: "test", level: "error", format: "json", write: () => {} });
    this.#server = createProviderServer(provider, { logger });
  }

  async call<M extends Method>(
    method: M,
    request: (typeof Provider6.methods)[M]["input"]["types"]["init"],
  ): Promise<(typeof Provider6.methods)[M]["output"]["types"]["shape"]> {
    const { name, input, output }: MethodDescriptor = Provider6.methods[method];
    const handler = this.#server[method] as (request: unknown, context: object) => unknown;
    const { signal } = new AbortController();
    const context = { path: `/tfplugin6.Provider/${name}`, signal, deadlineMs: undefined, metadata: new Metadata() };
    const response = await handler(decode(input, encode(input, request)), context);
    return decode(output, encode(output, response)) as never;
  }

  async configure(config: Values): Promise<Outcome> {
    const { provider } = await this.call("getProviderSchema", {});
    const { diagnostics } = await this.call("configureProvider", {
      terraformVersion: "1.11.4",
      config: this.#encode(config, provider?.block?.attributes),
    });
    return { problems: diagnostics.map(describe) };
  }

  async validate(typeName: string, config: Values): Promise<Outcome> {
    const { diagnostics } = await this.call("validateResourceConfig", {
      typeName,
      config: await this.#resource(typeName, config),
    });
    return { problems: diagnostics.map(describe) };
  }

  /** Which attributes would replace the resource. */
  async findReplacements(typeName: string, prior: Values, config: Values): Promise<readonly string[]> {
    const { requiresReplace } = await this.#plan(typeName, prior, config);
    return requiresReplace.map(formatPath);
  }

  /** Plans a change and applies it. A prior state of null creates, a configuration of null deletes. */
  async change(typeName: string, prior: Values | null, config: Values | null): Promise<Outcome> {
    const planned = await this.#plan(typeName, prior, config);
    if (planned.diagnostics.length > 0) return { problems: planned.diagnostics.map(describe) };
    const { newState, diagnostics } = await this.call("applyResourceChange", {
      typeName,
      priorState: await this.#resource(typeName, prior),
      plannedState: planned.plannedState,
      config: await this.#resource(typeName, config),
      plannedPrivate: planned.plannedPrivate,
    });
    return { state: decodeState(newState), problems: diagnostics.map(describe) };
  }

  async read(typeName: string, state: Values): Promise<Outcome> {
    const currentState = await this.#resource(typeName, state);
    const { newState, diagnostics } = await this.call("readResource", { typeName, currentState });
    return { state: decodeState(newState), problems: diagnostics.map(describe) };
  }

  /** Imports and, as Terraform then does, reads. */
  async import(typeName: string, id: string): Promise<Outcome> {
    const { importedResources, diagnostics } = await this.call("importResourceState", { typeName, id });
    const imported = decodeState(importedResources[0]?.state);
    return imported ? this.read(typeName, imported) : { problems: diagnostics.map(describe) };
  }

  async readData(typeName: string, config: Values): Promise<Outcome> {
    const { dataSourceSchemas } = await this.call("getProviderSchema", {});
    const { state, diagnostics } = await this.call("readDataSource", {
      typeName,
      config: this.#encode(config, dataSourceSchemas.get(typeName)?.block?.attributes),
    });
    return { state: decodeState(state), problems: diagnostics.map(describe) };
  }

  /** The result, or the error as `argument N: text`. */
  async callFunction(name: string, ...args: readonly unknown[]): Promise<unknown> {
    const { result, error } = await this.call("callFunction", { name, arguments: args.map(encodeJson) });
    return error ? `argument ${error.functionArgument}: ${error.text}` : decodeState(result);
  }

  async #plan(typeName: string, prior: Values | null, config: Values | null) {
    const encoded = await this.#resource(typeName, config);
    return this.call("planResourceChange", {
      typeName,
      priorState: await this.#resource(typeName, prior),
      config: encoded,
      proposedNewState: encoded,
    });
  }

  async #resource(typeName: string, values: Values | null): Promise<DynamicValueInit> {
    const { resourceSchemas } = await this.call("getProviderSchema", {});
    return this.#encode(values, resourceSchemas.get(typeName)?.block?.attributes);
  }

  #encode(values: Values | null, attributes: readonly { readonly name: string }[] = []): DynamicValueInit {
    if (values === null) return encodeJson(null);
    return encodeJson({ ...Object.fromEntries(attributes.map(({ name }) => [name, null])), ...values });
  }
}

function encodeJson(value: unknown): DynamicValueInit {
  return { json: Buffer.from(JSON.stringify(value)) };
}

function decodeState(value: DynamicValue | undefined): Values | null | undefined {
  if (value === undefined || value.msgpack.length === 0) return undefined;
  const type = msgpack.impliedType(value.msgpack);
  return JSON.parse(json.marshal(msgpack.unmarshal(value.msgpack, type), type)) as Values | null;
}

function describe({ summary, detail, attribute }: Diagnostic): string {
  return [...(attribute ? [formatPath(attribute)] : []), summary, ...(detail ? [detail] : [])].join(": ");
}

function formatPath({ steps }: AttributePath): string {
  return steps
    .map(({ attributeName, elementKeyString, elementKeyInt }) =>
      attributeName === undefined ? `[${elementKeyString ?? elementKeyInt}]` : `.${attributeName}`,
    )
    .join("")
    .slice(1);
}
