// SPDX-License-Identifier: Apache-2.0

/**
 * The answers of all providers to one question as the answer of one provider.
 *
 * @module
 */

import { encode } from "@provide-foundry/rpcplugin/protobuf";
import {
  Diagnostic,
  type DiagnosticInit,
  type GetFunctions_ResponseInit,
  type GetMetadata_ResponseInit,
  type GetProviderSchema_ResponseInit,
  type GetResourceIdentitySchemas_ResponseInit,
  type SchemaInit,
  type ServerCapabilitiesInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { componentFields, componentKinds } from "./components.ts";
import { Directory, invalidCombination } from "./directory.ts";
import { type MuxedProvider, orUndefined, ownContext } from "./muxed-provider.ts";
import { findSchemaDifferences } from "./schema-differences.ts";

type Providers = readonly MuxedProvider[];

/** What the providers have together. */
export interface Inventories {
  readonly metadata: GetMetadata_ResponseInit;
  readonly directory: Directory;
  readonly capabilities: ReadonlyMap<MuxedProvider, ServerCapabilitiesInit>;
}

/** Asks every provider what it has. Opens all of them. */
export async function takeInventories(providers: Providers): Promise<Inventories> {
  const { answers, diagnostics } = await askAll(providers, (provider) => provider.inventory());
  const directory = new Directory();
  const names = new Map(componentKinds.map((kind): [string, string[]] => [kind, []]));
  for (const { provider, answer } of answers) {
    for (const kind of componentKinds) {
      for (const name of answer.names[kind]) if (directory.claim(kind, name, provider)) names.get(kind)!.push(name);
    }
  }
  const lists = componentKinds.map((kind) => [
    componentFields[kind].metadata,
    names.get(kind)!.map((name) => (kind === "function" ? { name } : { typeName: name })),
  ]);
  const capabilities = new Map(answers.map(({ provider, answer }) => [provider, answer.capabilities]));
  const metadata: GetMetadata_ResponseInit = {
    ...(Object.fromEntries(lists) as GetMetadata_ResponseInit),
    serverCapabilities: combineCapabilities([...capabilities.values()]),
    diagnostics: mergeDiagnostics([
      diagnostics,
      ...answers.map(({ answer }) => answer.diagnostics),
      directory.diagnostics,
    ]),
  };
  return { metadata, directory, capabilities };
}

/** The schemas of everything that the providers have; their own must be the same. */
export async function mergeSchemas(providers: Providers): Promise<GetProviderSchema_ResponseInit> {
  const { answers, diagnostics } = await askAll(providers, (provider) => provider.schema());
  const directory = new Directory();
  const maps = componentKinds.map((kind) => {
    const field = componentFields[kind].schema;
    const entries = answers.map(({ provider, answer }): Entry<unknown> => [provider, answer[field]]);
    return [field, mergeMaps(kind, entries, directory)];
  });
  const schemas = answers.map(({ provider, answer }) => [provider, answer.provider] as const);
  const metas = answers.map(({ provider, answer }) => [provider, answer.providerMeta] as const);
  return {
    ...(Object.fromEntries(maps) as GetProviderSchema_ResponseInit),
    provider: pickSchema("the configuration of the provider", schemas, directory),
    providerMeta: pickSchema("provider_meta", metas, directory),
    serverCapabilities: combineCapabilities(answers.map(({ answer }) => answer.serverCapabilities ?? {})),
    diagnostics: mergeDiagnostics([
      diagnostics,
      ...answers.map(({ answer }) => answer.diagnostics ?? []),
      directory.diagnostics,
    ]),
  };
}

/** Providers that do not know the question have no functions. */
export async function mergeFunctions(providers: Providers): Promise<GetFunctions_ResponseInit> {
  const { answers, diagnostics } = await askAll(providers, (provider) =>
    orUndefined(provider.ask("getFunctions", {}, ownContext("GetFunctions"))),
  );
  const directory = new Directory();
  const entries = answers.map(({ provider, answer }) => [provider, answer?.functions] as const);
  const functions = mergeMaps("function", entries, directory);
  const told = answers.map(({ answer }) => answer?.diagnostics ?? []);
  return { functions, diagnostics: mergeDiagnostics([diagnostics, ...told, directory.diagnostics]) };
}

/** Providers that do not know the question have no identities. */
export async function mergeIdentitySchemas(providers: Providers): Promise<GetResourceIdentitySchemas_ResponseInit> {
  const { answers, diagnostics } = await askAll(providers, (provider) =>
    orUndefined(provider.ask("getResourceIdentitySchemas", {}, ownContext("GetResourceIdentitySchemas"))),
  );
  const directory = new Directory();
  const entries = answers.map(({ provider, answer }) => [provider, answer?.identitySchemas] as const);
  const identitySchemas = mergeMaps("identity of the resource type", entries, directory);
  const told = answers.map(({ answer }) => answer?.diagnostics ?? []);
  return { identitySchemas, diagnostics: mergeDiagnostics([diagnostics, ...told, directory.diagnostics]) };
}

/** All in their order. Providers that check the same say the same: that is told once. */
export function mergeDiagnostics(lists: readonly (readonly DiagnosticInit[])[]): readonly DiagnosticInit[] {
  const byContent = new Map<string, DiagnosticInit>();
  for (const diagnostic of lists.flat()) {
    const content = Buffer.from(encode(Diagnostic, diagnostic)).toString("latin1");
    if (!byContent.has(content)) byContent.set(content, diagnostic);
  }
  return [...byContent.values()];
}

interface Answer<T> {
  readonly provider: MuxedProvider;
  readonly answer: T;
}

/** Asks all at once; each that fails gives a diagnostic in place of an answer. */
async function askAll<T>(
  providers: Providers,
  ask: (provider: MuxedProvider) => Promise<T>,
): Promise<{ readonly answers: readonly Answer<T>[]; readonly diagnostics: readonly DiagnosticInit[] }> {
  const answers: Answer<T>[] = [];
  const diagnostics: DiagnosticInit[] = [];
  const results = await Promise.allSettled(providers.map(ask));
  for (const [i, result] of results.entries()) {
    const provider = providers[i]!;
    if (result.status === "fulfilled") answers.push({ provider, answer: result.value });
    else diagnostics.push(provider.explain(result.reason));
  }
  return { answers, diagnostics };
}

/**
 * What hosts may rely on. Plans of deletions are kept from providers that do
 * not know them, and all have been asked for their schemas where they need it;
 * a provider to which nothing can be moved says so itself. But hosts that are
 * promised a configuration do not make one up.
 */
function combineCapabilities(all: readonly ServerCapabilitiesInit[]): ServerCapabilitiesInit {
  return {
    getProviderSchemaOptional: true,
    planDestroy: all.some(({ planDestroy }) => planDestroy),
    moveResourceState: all.some(({ moveResourceState }) => moveResourceState),
    generateResourceConfig: all.every(({ generateResourceConfig }) => generateResourceConfig),
  };
}

type Entry<T> = readonly [provider: MuxedProvider, map: ReadonlyMap<string, T> | undefined];

function mergeMaps<T>(kind: string, entries: readonly Entry<T>[], directory: Directory): Map<string, T> {
  const merged = new Map<string, T>();
  for (const [provider, map = new Map<string, T>()] of entries) {
    for (const [name, value] of map) if (directory.claim(kind, name, provider)) merged.set(name, value);
  }
  return merged;
}

/** The first schema; every provider gets the same values, so others must not differ. */
function pickSchema(
  what: string,
  schemas: readonly (readonly [MuxedProvider, SchemaInit | undefined])[],
  directory: Directory,
): SchemaInit | undefined {
  const given = schemas.flatMap(([provider, schema]) => (schema ? [[provider.label, schema] as const] : []));
  const [first, ...others] = given;
  for (const other of first ? others : []) {
    const differences = findSchemaDifferences(first!, other);
    if (differences.length === 0) continue;
    const list = differences.map((difference) => `\n  - ${difference}`).join("");
    directory.diagnostics.push(invalidCombination(`${first![0]} and ${other[0]} describe ${what} differently:${list}`));
  }
  return first?.[1];
}
