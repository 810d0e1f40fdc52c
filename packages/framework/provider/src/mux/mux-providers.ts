// SPDX-License-Identifier: Apache-2.0

/**
 * Several providers as one.
 *
 * A call for a component goes to the provider that has it; what is for the
 * provider itself goes to all; what asks for everything is answered by all
 * together. Values and streams pass as they are: nothing is decoded here, and
 * a message is taken from a stream when the other side asks for the next.
 *
 * Source: terraform-plugin-mux 0.23, tf6muxserver.
 *
 * @module
 */

import { createLogger, createRedactor } from "@provide-foundry/foundation";
import type { CallContext, ServiceImpl } from "@provide-foundry/rpcplugin";
import { keepEncoding } from "@provide-foundry/rpcplugin/protobuf";
import {
  type ConfigureProvider_Request,
  type DiagnosticInit,
  Diagnostic_Severity,
  type PlanResourceChange_Request,
  type PlanResourceChange_ResponseInit,
  type Provider6,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { keepPriorState } from "../server/keep-prior-state.ts";
import { lazy } from "../server/lazy.ts";
import type { ProviderServerOptions } from "../server/provider-server.ts";
import { isNullOnWire } from "../server/wire-value.ts";
import { type ComponentMethod, componentCalls, componentNameIn } from "./components.ts";
import { hasErrors } from "./directory.ts";
import { mergeDiagnostics, mergeFunctions, mergeIdentitySchemas, mergeSchemas, takeInventories } from "./merge.ts";
import { type MuxableProvider, partsOf } from "./mux-part.ts";
import { MuxedProvider } from "./muxed-provider.ts";

/** All handlers of the protocol, version 6. To dispose of it ends every provider, with the programs of those that have one. */
export type MuxServer = Required<ServiceImpl<Provider6>> & AsyncDisposable;

/** The calls that send or answer with a stream; the others have one request and one response. */
type StreamMethod = "listResource" | "invokeAction" | "readStateBytes" | "writeStateBytes";

/** Calls for a component, to the provider that has it. */
type RoutedServer = Required<Pick<ServiceImpl<Provider6>, ComponentMethod>>;

type Diagnostics = readonly DiagnosticInit[];

/**
 * Combines providers into one. Nothing of them is looked at, and no program is
 * started, before a call needs it. No two may have the same resource type, or
 * any other component of the same kind and name, and all must have the same
 * schema of the provider: what contradicts that is an error of
 * GetProviderSchema, and of every call for a component, that names both.
 *
 * @param providers Definitions, classes with the `provider` decorator, and what `proxy` makes.
 * @param options As for the server of one provider; its parts share them.
 * @throws DefinitionError for what is no provider, and when there are none.
 *
 * @example
 * const server = muxProviders([acme, proxy(new URL("../bin/terraform-provider-acme", import.meta.url))]);
 */
export function muxProviders(providers: readonly MuxableProvider[], options: ProviderServerOptions = {}): MuxServer {
  const parts = partsOf(providers);
  const { logger = createLogger({ name: "mux", level: "warn", format: "hclog" }), redactor = createRedactor() } =
    options;
  const shared = { ...options, logger, redactor };
  return serveAll(parts.map((part, i) => new MuxedProvider(part, i + 1, shared)));
}

function serveAll(providers: readonly MuxedProvider[]): MuxServer {
  const inventories = lazy(() => takeInventories(providers));
  const schemas = lazy(async () => keepEncoding(await mergeSchemas(providers)));
  const functions = lazy(() => mergeFunctions(providers));
  const identitySchemas = lazy(() => mergeIdentitySchemas(providers));
  return {
    ...routeCalls(inventories),
    getMetadata: async () => (await inventories()).metadata,
    getProviderSchema: schemas,
    getFunctions: functions,
    getResourceIdentitySchemas: identitySchemas,
    async validateProviderConfig(request, context) {
      const validate = async (provider: MuxedProvider): Promise<Diagnostics> =>
        (await provider.ask("validateProviderConfig", request, context)).diagnostics ?? [];
      const lists = await Promise.all(providers.map((provider) => orDiagnostic(provider, context, validate)));
      return { diagnostics: mergeDiagnostics(lists) };
    },
    configureProvider: (request, context) => configureAll(providers, request, context),
    async stopProvider(request, context) {
      const running = providers.filter(({ isOpen }) => isOpen);
      const stop = async (provider: MuxedProvider): Promise<string> =>
        (await provider.ask("stopProvider", request, context)).Error ?? "";
      const errors = await Promise.all(
        running.map((provider) => stop(provider).catch((error: unknown) => provider.explain(error).detail ?? "")),
      );
      return { Error: errors.filter(Boolean).join("\n") };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(providers.map((provider) => provider[Symbol.asyncDispose]()));
    },
  };
}

/** One after the other: what the first refuses, the others need not try. */
async function configureAll(
  providers: readonly MuxedProvider[],
  request: ConfigureProvider_Request,
  context: CallContext,
): Promise<{ diagnostics: Diagnostics }> {
  const configure = async (provider: MuxedProvider): Promise<Diagnostics> =>
    (await provider.ask("configureProvider", request, context)).diagnostics ?? [];
  const lists: Diagnostics[] = [];
  for (const provider of providers) {
    const diagnostics = await orDiagnostic(provider, context, configure);
    lists.push(diagnostics);
    if (hasErrors(diagnostics)) break;
  }
  return { diagnostics: mergeDiagnostics(lists) };
}

/** A failure as a diagnostic, unless nobody waits for the answer. */
async function orDiagnostic(
  provider: MuxedProvider,
  { signal }: CallContext,
  work: (provider: MuxedProvider) => Promise<Diagnostics>,
): Promise<Diagnostics> {
  try {
    return await work(provider);
  } catch (error) {
    if (signal.aborted) throw error;
    return [provider.explain(error)];
  }
}

type Inventories = Awaited<ReturnType<typeof takeInventories>>;

function routeCalls(inventories: () => Promise<Inventories>): RoutedServer {
  const router = new Router(inventories);
  const methods = Object.keys(componentCalls) as ComponentMethod[];
  const unary = methods.map((method) => [
    method,
    (request: object, context: CallContext) => router.call(method, request, context),
  ]);
  // Checked one by one: the handlers above have the requests and responses of those that they pass them to.
  return {
    ...(Object.fromEntries(unary) as Omit<RoutedServer, StreamMethod>),
    listResource: (request, context) =>
      router.stream("listResource", request, context, (diagnostic) => ({ diagnostic })),
    readStateBytes: (request, context) =>
      // Hosts look at the range of every chunk.
      router.stream("readStateBytes", request, context, (diagnostics) => ({
        diagnostics,
        range: { start: 0n, end: 0n },
      })),
    async *invokeAction(request, context) {
      const events = router.stream("invokeAction", request, context, (diagnostics) => ({ completed: { diagnostics } }));
      for await (const event of events) {
        yield event;
        // Nothing may follow it, not even that the provider failed afterwards.
        if (event.completed) return;
      }
    },
    writeStateBytes: (requests, context) => router.upload(requests, context),
  } satisfies RoutedServer;
}

type Message<M extends StreamMethod> = Provider6["methods"][M]["output"]["types"]["init"];
type UploadChunk = Provider6["methods"]["writeStateBytes"]["input"]["types"]["shape"];

/** Where a call goes: to a provider, or back to the host with what is wrong. */
type Route = { readonly provider: MuxedProvider } | { readonly diagnostics: Diagnostics };

class Router {
  readonly #inventories: () => Promise<Inventories>;

  constructor(inventories: () => Promise<Inventories>) {
    this.#inventories = inventories;
  }

  async call(method: ComponentMethod, request: object, context: CallContext): Promise<unknown> {
    const route = await this.#find(method, request);
    if ("diagnostics" in route) return answerWith(method, request, route.diagnostics);
    const { provider } = route;
    if (method === "planResourceChange" && !(await this.#plansDeletions(provider))) {
      const answer = answerDeletion(request as PlanResourceChange_Request);
      if (answer !== undefined) return answer;
    }
    return this.#pass(provider, method, request, request, context);
  }

  /** @param conclude The message that tells what went wrong, after those that came until then. */
  async *stream<M extends Exclude<StreamMethod, "writeStateBytes">>(
    method: M,
    request: object,
    context: CallContext,
    conclude: (diagnostics: Diagnostics) => Message<M>,
  ): AsyncGenerator<Message<M>, void> {
    const route = await this.#find(method, request);
    if ("diagnostics" in route) {
      yield conclude(route.diagnostics);
      return;
    }
    try {
      yield* (await route.provider.call(method, request, context)) as AsyncIterable<Message<M>>;
    } catch (error) {
      if (context.signal.aborted) throw error;
      yield conclude([route.provider.explain(error)]);
    }
  }

  /** The first chunk says for which store it is, and goes there with the others. */
  async upload(chunks: AsyncIterable<UploadChunk>, context: CallContext): Promise<Message<"writeStateBytes">> {
    const rest = chunks[Symbol.asyncIterator]();
    try {
      const first = await rest.next();
      if (first.done) return { diagnostics: [errorDiagnostic("Nothing to write", "The upload of a state was empty.")] };
      const route = await this.#find("writeStateBytes", first.value);
      if ("diagnostics" in route) return { diagnostics: route.diagnostics };
      const all = continueWith(first.value, rest);
      const answer = await this.#pass(route.provider, "writeStateBytes", all, first.value, context);
      return answer as Message<"writeStateBytes">;
    } finally {
      await rest.return?.();
    }
  }

  /** @param input The request, or the stream of which it is the first. */
  async #pass(
    provider: MuxedProvider,
    method: ComponentMethod,
    input: unknown,
    request: object,
    context: CallContext,
  ): Promise<unknown> {
    try {
      return await provider.call(method, input, context);
    } catch (error) {
      if (context.signal.aborted) throw error;
      return answerWith(method, request, [provider.explain(error)]);
    }
  }

  async #find(method: ComponentMethod, request: object): Promise<Route> {
    const { directory, metadata } = await this.#inventories();
    const { diagnostics = [] } = metadata;
    if (hasErrors(diagnostics)) return { diagnostics };
    const [kind, name] = [componentCalls[method], componentNameIn(request)];
    const provider = directory.find(kind, name);
    if (provider !== undefined) return { provider };
    const detail = `None of the combined providers has the ${kind} ${JSON.stringify(name)}.`;
    return { diagnostics: [errorDiagnostic(`No such ${kind}`, detail)] };
  }

  async #plansDeletions(provider: MuxedProvider): Promise<boolean> {
    const { capabilities } = await this.#inventories();
    return capabilities.get(provider)?.planDestroy ?? false;
  }
}

/** The answer to a plan of a deletion, for a provider that does not expect one: it may have no objection. */
function answerDeletion(request: PlanResourceChange_Request): PlanResourceChange_ResponseInit | undefined {
  const { proposedNewState, priorPrivate, priorIdentity } = request;
  if (!isNullOnWire(proposedNewState)) return undefined;
  return { plannedState: proposedNewState, plannedPrivate: priorPrivate, plannedIdentity: priorIdentity };
}

/** Diagnostics as the answer of a call, which keeps what the host had. */
function answerWith(method: ComponentMethod, request: object, diagnostics: Diagnostics): object {
  if (method === "callFunction") return { error: { text: diagnostics.map(textOf).join("\n") } };
  const keep = (keepPriorState as Partial<Record<ComponentMethod, (request: object) => object>>)[method];
  return { ...keep?.(request), diagnostics };
}

function textOf({ summary, detail }: DiagnosticInit): string {
  return `${summary}: ${detail}`;
}

function errorDiagnostic(summary: string, detail: string): DiagnosticInit {
  return { severity: Diagnostic_Severity.ERROR, summary, detail };
}

async function* continueWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T, void> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
