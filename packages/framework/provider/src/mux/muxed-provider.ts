// SPDX-License-Identifier: Apache-2.0

import { isFoundationError } from "@provide-foundry/foundation";
import { type CallContext, GrpcError, Metadata, Status } from "@provide-foundry/rpcplugin";
import {
  type DiagnosticInit,
  Diagnostic_Severity,
  type GetProviderSchema_ResponseInit,
  type GetMetadata_ResponseInit,
  type Provider6,
  type ServerCapabilitiesInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { lazy } from "../server/lazy.ts";
import { type ComponentKind, type Method, componentFields, componentKinds } from "./components.ts";
import type { MuxPart, OpenPart, PartOptions } from "./mux-part.ts";

type Methods = Provider6["methods"];
type UnaryMethod = { [K in Method]: Methods[K]["kind"] extends "unary" ? K : never }[Method];
type Request<M extends Method> = Methods[M]["input"]["types"]["shape"];
type Response<M extends Method> = Methods[M]["output"]["types"]["init"];

/** A handler of whatever call: requests in, responses out. */
type ErasedHandler = (this: unknown, input: unknown, context: CallContext) => unknown;

/** What a provider has, and what it can. */
interface Inventory {
  readonly names: Readonly<Record<ComponentKind, readonly string[]>>;
  readonly capabilities: ServerCapabilitiesInit;
  readonly diagnostics: readonly DiagnosticInit[];
}

/** One of the combined providers: opened when it is first asked, and known by its place among the others. */
export class MuxedProvider implements AsyncDisposable {
  /** Begins a sentence as well as it stands in one: `Provider 2 (acme)`. */
  readonly label: string;
  readonly inventory: () => Promise<Inventory>;
  readonly schema: () => Promise<GetProviderSchema_ResponseInit>;
  readonly #part: MuxPart;
  readonly #options: PartOptions;
  #opening: Promise<OpenPart> | undefined;
  #isDisposed = false;

  /** @param position From 1. */
  constructor(part: MuxPart, position: number, options: PartOptions) {
    this.label = `Provider ${position} (${part.label})`;
    this.#part = part;
    this.#options = options;
    this.schema = lazy(() => this.ask("getProviderSchema", {}, ownContext("GetProviderSchema")));
    this.inventory = lazy(() => this.#takeInventory());
  }

  /** Whether it has been asked for anything, and not been ended since. */
  get isOpen(): boolean {
    return this.#opening !== undefined;
  }

  /** @throws GrpcError UNIMPLEMENTED without such a handler, and whatever that or opening the provider throws. */
  async call(method: Method, input: unknown, context: CallContext): Promise<unknown> {
    const { server } = await this.#open();
    const handler = server[method] as ErasedHandler | undefined;
    if (handler === undefined) throw new GrpcError(Status.UNIMPLEMENTED, `it has no ${method}`);
    return handler.call(server, input, context);
  }

  /** As {@link call}, for calls with one request and one response. */
  async ask<M extends UnaryMethod>(method: M, request: Request<M>, context: CallContext): Promise<Response<M>> {
    return (await this.call(method, request, context)) as Response<M>;
  }

  /** What the host's user is told of a call that failed. */
  explain(error: unknown): DiagnosticInit {
    const { message, code = "", hint } = isFoundationError(error) ? error : { message: textOf(error) };
    const detail = `${this.label}: ${message}${hint === undefined ? "" : `\n\n${hint}`}`;
    return {
      severity: Diagnostic_Severity.ERROR,
      summary: summaries[code] ?? "Combined provider failed",
      detail: this.#options.redactor.hide(detail),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#isDisposed = true;
    // One that could not be opened left nothing to end.
    const open = await opening?.catch(() => undefined);
    await open?.[Symbol.asyncDispose]();
  }

  #open(): Promise<OpenPart> {
    if (this.#isDisposed) throw new GrpcError(Status.UNAVAILABLE, "it was ended");
    // Once only, also after a failure: to start a program may take long, and every call needs it.
    this.#opening ??= this.#part.open(this.#options);
    return this.#opening;
  }

  async #takeInventory(): Promise<Inventory> {
    const metadata = await orUndefined(this.ask("getMetadata", {}, ownContext("GetMetadata")));
    // One that works only after it was asked for its schema is asked here, for hosts need not do it.
    return metadata?.serverCapabilities?.getProviderSchemaOptional
      ? inventoryOf(metadata, (kind) => namesIn(metadata, kind))
      : inventoryOf(await this.schema(), (kind, schema) => [...(schema[componentFields[kind].schema]?.keys() ?? [])]);
  }
}

const summaries: Readonly<Record<string, string>> = {
  "plugin.ended": "Combined provider ended unexpectedly",
  "plugin.start": "Combined provider cannot be started",
  "plugin.handshake": "Combined provider cannot be started",
  "plugin.connect": "Combined provider cannot be started",
  "plugin.not_found": "Combined provider not found",
  "plugin.address": "Combined provider not found",
  "plugin.archive": "Combined provider not found",
  "provider.definition": "Combined provider can never work",
};

/** Older providers lack some calls: undefined instead. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const status = error instanceof Error && error.cause instanceof GrpcError ? error.cause : error;
    if (status instanceof GrpcError && status.code === Status.UNIMPLEMENTED) return undefined;
    throw error;
  }
}

/** For calls that answer for all calls to come: that of whoever came first does not end them. */
export function ownContext(rpc: string): CallContext {
  const { signal } = new AbortController();
  return { path: `/tfplugin6.Provider/${rpc}`, signal, deadlineMs: undefined, metadata: new Metadata() };
}

function inventoryOf<R extends GetMetadata_ResponseInit | GetProviderSchema_ResponseInit>(
  response: R,
  namesOf: (kind: ComponentKind, response: R) => readonly string[],
): Inventory {
  const { serverCapabilities: capabilities = {}, diagnostics = [] } = response;
  const names = Object.fromEntries(componentKinds.map((kind) => [kind, namesOf(kind, response)]));
  return { names: names as Inventory["names"], capabilities, diagnostics };
}

function namesIn(metadata: GetMetadata_ResponseInit, kind: ComponentKind): readonly string[] {
  const named: readonly { readonly name?: string | undefined; readonly typeName?: string | undefined }[] =
    metadata[componentFields[kind].metadata] ?? [];
  return named.map(({ name, typeName }) => typeName ?? name ?? "");
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
