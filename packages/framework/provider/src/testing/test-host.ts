// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  ApplyResourceChange_Response,
  DynamicValue,
  DynamicValueInit,
  Provider6,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { captureLogs } from "@provide-foundry/testkit";
import { compileBlock } from "../codec/block.ts";
import type { Component, ComponentKind } from "../definition/component.ts";
import type { ProviderOf } from "../definition/class-form.ts";
import { definitionOf } from "../definition/decorators.ts";
import type { ProviderDefinition } from "../definition/provider.ts";
import { type StreamMethod, type UnaryMethod, callMethod, streamMethod } from "../in-process/call-server.ts";
import { describeDiagnostic, describeFunctionError, describePath } from "../in-process/describe-diagnostic.ts";
import type { Field, ProviderFields } from "../schema/field.ts";
import { type ProviderServerOptions, type ProviderServer, createProviderServer } from "../server/provider-server.ts";
import { decodeValue, encodeValue } from "../server/wire-value.ts";
import { type Document, toDocument, toValue } from "./document.ts";

/** A diagnostic in one line: "error at rule[0].port: summary: detail". */
export type DiagnosticLine = string;

export interface Outcome {
  readonly state: Document;
  readonly diagnostics: readonly DiagnosticLine[];
  readonly private: string;
}

export interface PlanOutcome extends Outcome {
  readonly requiresReplace: readonly string[];
  /** As on the wire. */
  readonly bytes: Uint8Array;
}

export interface ChangeOptions {
  readonly prior?: Document;
  readonly private?: string;
}

type Methods = Provider6["methods"];

export { callMethod, streamMethod, describeDiagnostic as line };

/**
 * The other end of the protocol, without a wire but with all its bytes: every
 * request and response is encoded and decoded.
 */
export class TestHost {
  readonly provider: ProviderDefinition<ProviderFields, unknown>;
  readonly server: ProviderServer;
  readonly #logs = captureLogs();

  constructor(provider: object, options: ProviderServerOptions = {}) {
    this.provider = definitionOf(provider as ProviderOf<unknown>);
    this.server = createProviderServer(this.provider, { logger: this.#logs.logger, ...options });
  }

  /** Lines of the provider's log. */
  get log(): readonly string[] {
    return this.#logs.text.split("\n").slice(0, -1);
  }

  /** One call, with everything encoded on both ways. */
  async call<M extends UnaryMethod>(
    method: M,
    request: Methods[M]["input"]["types"]["init"],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Methods[M]["output"]["types"]["shape"]> {
    return callMethod(this.server, method, request, signal);
  }

  /** The messages that a call answers with, encoded and decoded one by one as they come. */
  async *stream<M extends StreamMethod>(
    method: M,
    request: Methods[M]["input"]["types"]["init"],
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<Methods[M]["output"]["types"]["shape"], void> {
    yield* streamMethod(this.server, method, request, signal);
  }

  /** All messages that a call answers with. */
  async streamAll<M extends StreamMethod>(
    method: M,
    request: Methods[M]["input"]["types"]["init"],
  ): Promise<readonly Methods[M]["output"]["types"]["shape"][]> {
    return collect(this.stream(method, request));
  }

  async configure(config: Document): Promise<readonly DiagnosticLine[]> {
    const { diagnostics } = await this.call("configureProvider", {
      terraformVersion: "1.11.4",
      config: this.#encode(this.provider.schema, config),
    });
    return diagnostics.map(describeDiagnostic);
  }

  async validate(kind: "resource" | "dataSource", name: string, config: Document): Promise<readonly DiagnosticLine[]> {
    const schema = this.#schema(kind, name);
    const { diagnostics } = await this.call(
      kind === "resource" ? "validateResourceConfig" : "validateDataResourceConfig",
      {
        typeName: this.#typeName(name),
        config: this.#encode(schema, config),
        clientCapabilities: { writeOnlyAttributesAllowed: true },
      },
    );
    return diagnostics.map(describeDiagnostic);
  }

  /** @param config Null plans a deletion. */
  async plan(
    name: string,
    config: Document,
    { prior = null, private: bytes = "" }: ChangeOptions = {},
  ): Promise<PlanOutcome> {
    const schema = this.#schema("resource", name);
    const response = await this.call("planResourceChange", {
      typeName: this.#typeName(name),
      priorState: this.#encode(schema, prior),
      // What core proposes is not looked at, but for null.
      proposedNewState: this.#encode(schema, config),
      config: this.#encode(schema, config),
      priorPrivate: Buffer.from(bytes),
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    });
    return {
      state: this.#decode(schema, response.plannedState),
      diagnostics: response.diagnostics.map(describeDiagnostic),
      private: Buffer.from(response.plannedPrivate).toString(),
      requiresReplace: response.requiresReplace.map(describePath).toSorted(),
      bytes: response.plannedState?.msgpack ?? new Uint8Array(),
    };
  }

  /** Applies what `planned` says; null deletes. */
  async apply(
    name: string,
    planned: Document,
    config: Document,
    { prior = null, private: bytes = "" }: ChangeOptions = {},
  ): Promise<Outcome> {
    const schema = this.#schema("resource", name);
    const response: ApplyResourceChange_Response = await this.call("applyResourceChange", {
      typeName: this.#typeName(name),
      priorState: this.#encode(schema, prior),
      plannedState: this.#encode(schema, planned),
      config: this.#encode(schema, config),
      plannedPrivate: Buffer.from(bytes),
    });
    return {
      state: this.#decode(schema, response.newState),
      diagnostics: response.diagnostics.map(describeDiagnostic),
      private: Buffer.from(response.private).toString(),
    };
  }

  /** Plans and applies. */
  async change(name: string, config: Document, options: ChangeOptions = {}): Promise<Outcome> {
    const plan = await this.plan(name, config, options);
    if (plan.diagnostics.length > 0) return plan;
    return this.apply(name, plan.state, config, { ...options, private: plan.private });
  }

  async read(name: string, state: Document, privateState: string = ""): Promise<Outcome & { bytes: Uint8Array }> {
    const schema = this.#schema("resource", name);
    const response = await this.call("readResource", {
      typeName: this.#typeName(name),
      currentState: this.#encode(schema, state),
      private: Buffer.from(privateState),
    });
    return {
      state: this.#decode(schema, response.newState),
      diagnostics: response.diagnostics.map(describeDiagnostic),
      private: Buffer.from(response.private).toString(),
      bytes: response.newState?.msgpack ?? new Uint8Array(),
    };
  }

  async import(name: string, id: string): Promise<{ state: Document; diagnostics: readonly DiagnosticLine[] }> {
    const response = await this.call("importResourceState", { typeName: this.#typeName(name), id });
    const [imported] = response.importedResources;
    return {
      state: this.#decode(this.#schema("resource", name), imported?.state),
      diagnostics: response.diagnostics.map(describeDiagnostic),
    };
  }

  async upgrade(
    name: string,
    rawState: { readonly json?: string; readonly flatmap?: ReadonlyMap<string, string> } | undefined,
    version: number = 0,
  ): Promise<{ state: Document; diagnostics: readonly DiagnosticLine[] }> {
    const response = await this.call("upgradeResourceState", {
      typeName: this.#typeName(name),
      version: BigInt(version),
      rawState: rawState && {
        ...(rawState.json !== undefined && { json: Buffer.from(rawState.json) }),
        ...(rawState.flatmap && { flatmap: rawState.flatmap }),
      },
    });
    return {
      state: this.#decode(this.#schema("resource", name), response.upgradedState),
      diagnostics: response.diagnostics.map(describeDiagnostic),
    };
  }

  /** Moves a state of `source` to the type `name`. */
  async move(
    name: string,
    source: { readonly provider: string; readonly type: string; readonly version?: number },
    json: string,
    privateState: string = "",
  ): Promise<Outcome> {
    const response = await this.call("moveResourceState", {
      targetTypeName: this.#typeName(name),
      sourceProviderAddress: source.provider,
      sourceTypeName: source.type,
      sourceSchemaVersion: BigInt(source.version ?? 0),
      sourceState: { json: Buffer.from(json) },
      sourcePrivate: Buffer.from(privateState),
    });
    return {
      state: this.#decode(this.#schema("resource", name), response.targetState),
      diagnostics: response.diagnostics.map(describeDiagnostic),
      private: Buffer.from(response.targetPrivate).toString(),
    };
  }

  async readData(name: string, config: Document): Promise<{ state: Document; diagnostics: readonly DiagnosticLine[] }> {
    const schema = this.#schema("dataSource", name);
    const response = await this.call("readDataSource", {
      typeName: this.#typeName(name),
      config: this.#encode(schema, config),
    });
    return { state: this.#decode(schema, response.state), diagnostics: response.diagnostics.map(describeDiagnostic) };
  }

  /** Calls a function with arguments of the given types; the result is of type `returns`. */
  async callFunction(
    name: string,
    args: readonly (readonly [Document, cty.Type] | readonly [Document, cty.Type, cty.Type])[],
    returns: cty.Type,
  ): Promise<{ result: Document; error: string }> {
    const response = await this.call("callFunction", {
      name,
      arguments: args.map(([document, type, wire = type]) => encodeValue(toValue(document, type), wire)),
    });
    return {
      result: response.result ? toDocument(decodeValue(response.result, returns)) : null,
      error: response.error ? describeFunctionError(response.error) : "",
    };
  }

  encodeConfig(config: Document): DynamicValueInit {
    return this.#encode(this.provider.schema, config);
  }

  /** A document of a component's schema, as in a message. */
  encode(kind: ComponentKind, name: string, document: Document): DynamicValueInit {
    return this.#encode(this.#schema(kind, name), document);
  }

  /** A value of a component's schema in a message, as a document. */
  decode(kind: ComponentKind, name: string, value: DynamicValue | undefined): Document {
    return this.#decode(this.#schema(kind, name), value);
  }

  encodeResource(name: string, document: Document): DynamicValueInit {
    return this.#encode(this.#schema("resource", name), document);
  }

  #typeName(name: string): string {
    return `${this.provider.name}_${name}`;
  }

  #schema(kind: string, name: string): Readonly<Record<string, Field>> {
    const component = this.provider.components.find((found: Component) => found.kind === kind && found.name === name);
    if (component === undefined) throw new Error(`the test has no ${kind} ${name}`);
    return (component as unknown as { readonly schema: Readonly<Record<string, Field>> }).schema;
  }

  #encode(schema: Readonly<Record<string, Field>>, document: Document): DynamicValueInit {
    const { type } = compileBlock(schema);
    return encodeValue(toValue(document, type), type);
  }

  #decode(schema: Readonly<Record<string, Field>>, value: DynamicValue | undefined): Document {
    return value === undefined ? null : toDocument(decodeValue(value, compileBlock(schema).type));
  }
}

/** All that an iterable yields. */
export async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) all.push(message);
  return all;
}
