// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic, DynamicValue, DynamicValueInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, compileBlock } from "../codec/block.ts";
import { conform } from "../codec/conform.ts";
import { dynamicCodec, toCty } from "../codec/dynamic.ts";
import type { ProviderOf } from "../definition/class-form.ts";
import { type ComponentKind, componentKey, kindNouns } from "../definition/component.ts";
import { DataSourceDefinition } from "../definition/data-source.ts";
import { definitionOf } from "../definition/decorators.ts";
import { FunctionDefinition } from "../definition/function.ts";
import type { ProviderDefinition } from "../definition/provider.ts";
import { ResourceDefinition } from "../definition/resource.ts";
import type { Dynamic } from "../schema/dynamic.ts";
import type { ProviderFields } from "../schema/field.ts";
import { resultCodec, wireParameters } from "../server/function-codec.ts";
import { type ProviderServer, type ProviderServerOptions, createProviderServer } from "../server/provider-server.ts";
import { decodeValue, encodeValue } from "../server/wire-value.ts";
import { callMethod } from "./call-server.ts";
import { describeDiagnostic, describeFunctionError, describePath } from "./describe-diagnostic.ts";
import { readDocument } from "./read-document.ts";

/**
 * Values as configurations and states have them, by attribute: `UNKNOWN` is not known yet, what is left out is null.
 * Text that means something else, as of `t.rfc3339()`, is text here.
 */
export type Values = Readonly<Record<string, unknown>>;

/** What the provider says to the practitioner. */
export interface Told {
  /** As lines: `error at rule[0].port: summary: detail`. */
  readonly diagnostics: readonly string[];
}

/** What is stored of a resource; the state is null when there is none. */
export interface StoredResource {
  readonly state: Values | null;
  readonly private: Uint8Array;
}

export interface PlannedResource extends StoredResource, Told {
  /** The attributes whose change replaces the resource: a host then deletes it and plans again without a prior state. */
  readonly replaces: readonly string[];
}

/**
 * Serves a provider to the test that calls this.
 *
 * Operations go through the whole framework: schema, validation, encodings and the checks of what handlers return. What
 * a host does beyond single operations, such as to decide by a plan that a resource is replaced, is left to the test.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 */
export function startInProcess(provider: ProviderOf<unknown>, options: ProviderServerOptions = {}): InProcessProvider {
  return new InProcessProvider(definitionOf(provider), createProviderServer(provider, options));
}

/** A provider that is served to a test. Made by {@link startInProcess}; to dispose of it cleans up what is open. */
export class InProcessProvider implements AsyncDisposable {
  readonly #provider: ProviderDefinition<ProviderFields, unknown>;
  readonly #server: ProviderServer;

  constructor(provider: ProviderDefinition<ProviderFields, unknown>, server: ProviderServer) {
    this.#provider = provider;
    this.#server = server;
  }

  /** Validates a configuration of the provider and, if it is valid, configures it. */
  async configure(config: Values = {}): Promise<Told> {
    const value = encode(compileBlock(this.#provider.schema), config);
    const validated = told(await callMethod(this.#server, "validateProviderConfig", { config: value }));
    if (hasErrors(validated)) return validated;
    return told(await callMethod(this.#server, "configureProvider", { config: value }));
  }

  /**
   * Validates a configuration of a resource and plans it.
   *
   * @param name Without the provider's prefix.
   * @param config Null plans its deletion.
   * @param prior What there is of it; nothing unless told.
   */
  async plan(name: string, config: Values | null, prior: StoredResource = nothing): Promise<PlannedResource> {
    const block = await this.#blockOf(ResourceDefinition, "resource", name);
    const typeName = this.#typeName(name);
    const value = encode(block, config);
    if (config !== null) {
      const validated = told(
        await callMethod(this.#server, "validateResourceConfig", { typeName, config: value, clientCapabilities }),
      );
      if (hasErrors(validated)) return { ...prior, ...validated, replaces: [] };
    }
    const response = await callMethod(this.#server, "planResourceChange", {
      typeName,
      config: value,
      priorState: encode(block, prior.state),
      // What a host proposes is not looked at, but for null.
      proposedNewState: value,
      priorPrivate: prior.private,
      clientCapabilities,
    });
    return {
      ...told(response),
      state: decode(block, response.plannedState),
      private: response.plannedPrivate,
      replaces: response.requiresReplace.map(describePath),
    };
  }

  /** Plans and applies: creates, updates or deletes a resource. Where the plan has errors, all stays as it was. */
  async change(name: string, config: Values | null, prior: StoredResource = nothing): Promise<StoredResource & Told> {
    const planned = await this.plan(name, config, prior);
    if (hasErrors(planned)) return { ...prior, diagnostics: planned.diagnostics };
    const block = await this.#blockOf(ResourceDefinition, "resource", name);
    const response = await callMethod(this.#server, "applyResourceChange", {
      typeName: this.#typeName(name),
      config: encode(block, config),
      priorState: encode(block, prior.state),
      plannedState: encode(block, planned.state),
      plannedPrivate: planned.private,
    });
    return {
      diagnostics: [...planned.diagnostics, ...told(response).diagnostics],
      state: decode(block, response.newState),
      private: response.private,
    };
  }

  /** Reads a resource again. Its state is null when it is gone. */
  async read(name: string, stored: StoredResource): Promise<StoredResource & Told> {
    const block = await this.#blockOf(ResourceDefinition, "resource", name);
    const response = await callMethod(this.#server, "readResource", {
      typeName: this.#typeName(name),
      currentState: encode(block, stored.state),
      private: stored.private,
    });
    return { ...told(response), state: decode(block, response.newState), private: response.private };
  }

  /** What an import by an id knows; a host reads it next. */
  async import(name: string, id: string): Promise<StoredResource & Told> {
    const block = await this.#blockOf(ResourceDefinition, "resource", name);
    const response = await callMethod(this.#server, "importResourceState", { typeName: this.#typeName(name), id });
    const [imported] = response.importedResources;
    return {
      ...told(response),
      state: decode(block, imported?.state),
      private: imported?.private ?? nothing.private,
    };
  }

  /** Validates the configuration of a data source and reads it. */
  async readData(name: string, config: Values = {}): Promise<{ readonly state: Values | null } & Told> {
    const block = await this.#blockOf(DataSourceDefinition, "dataSource", name);
    const request = { typeName: this.#typeName(name), config: encode(block, config) };
    const validated = told(await callMethod(this.#server, "validateDataResourceConfig", request));
    if (hasErrors(validated)) return { ...validated, state: null };
    const response = await callMethod(this.#server, "readDataSource", request);
    return { ...told(response), state: decode(block, response.state) };
  }

  /**
   * Calls a function.
   *
   * @returns Its result; or what is wrong, with the argument by its place from 0.
   */
  async call(
    name: string,
    ...args: readonly (Dynamic | null)[]
  ): Promise<{ readonly result: unknown; readonly error: string | undefined }> {
    const definition = await this.#load(FunctionDefinition, "function", name);
    const { fixed, variadic } = wireParameters(definition);
    const response = await callMethod(this.#server, "callFunction", {
      name,
      arguments: args.map((arg, i) => {
        const type = fixed[i]?.type ?? variadic?.type;
        const value = toCty(arg);
        return type === undefined ? encodeValue(value, value.type) : encodeValue(conform(value, type, At.root), type);
      }),
    });
    const { type } = resultCodec(definition);
    return {
      result: response.result && dynamicCodec.toPlain(decodeValue(response.result, type)),
      error: response.error && describeFunctionError(response.error),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }

  #typeName(name: string): string {
    return `${this.#provider.name}_${name}`;
  }

  async #blockOf<T extends ResourceDefinition | DataSourceDefinition>(
    type: abstract new (...args: never[]) => T,
    kind: "resource" | "dataSource",
    name: string,
  ): Promise<Block> {
    return compileBlock((await this.#load(type, kind, name)).schema);
  }

  async #load<T extends object>(
    type: abstract new (...args: never[]) => T,
    kind: ComponentKind,
    name: string,
  ): Promise<T> {
    const entry = this.#provider.hub.discoverByType<T>(type).find((found) => found.name === componentKey(kind, name));
    if (entry === undefined)
      throw new TypeError(`the provider ${this.#provider.name} has no ${kindNouns[kind]} ${name}`);
    return entry.load();
  }
}

const nothing: StoredResource = { state: null, private: new Uint8Array() };

/** As of a host that knows all of the protocol. */
const clientCapabilities = { deferralAllowed: false, writeOnlyAttributesAllowed: true };

function encode(block: Block, values: Values | null): DynamicValueInit {
  return encodeValue(readDocument(block, values), block.type);
}

function decode(block: Block, value: DynamicValue | undefined): Values | null {
  return value === undefined ? null : (dynamicCodec.toPlain(decodeValue(value, block.type)) as Values | null);
}

function told({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): Told {
  return { diagnostics: diagnostics.map(describeDiagnostic) };
}

function hasErrors({ diagnostics }: Told): boolean {
  return diagnostics.some((line) => line.startsWith("error"));
}
