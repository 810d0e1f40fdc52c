// SPDX-License-Identifier: Apache-2.0

import type { HubEntry } from "@provide-foundry/foundation";
import type {
  GetFunctions_ResponseInit,
  GetMetadata_ResponseInit,
  GetProviderSchema_ResponseInit,
  GetResourceIdentitySchemas_ResponseInit,
  ResourceIdentitySchemaInit,
  ServerCapabilitiesInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import type { Runtime } from "./runtime.ts";
import { functionMessage, identityMessage, schemaMessage } from "./schema-message.ts";

const serverCapabilities: ServerCapabilitiesInit = {
  // Deletions are planned too.
  planDestroy: true,
  // A process that the host started for anything but the schema is not asked for it.
  getProviderSchemaOptional: true,
  generateResourceConfig: true,
  // A resource that nothing can be moved to says so itself: to know beforehand would load them all.
  moveResourceState: true,
};

/** The schemas of everything that the provider has. Loads components that are not loaded yet. */
export async function getProviderSchema(runtime: Runtime): Promise<GetProviderSchema_ResponseInit> {
  const { provider } = runtime;
  const { resources, dataSources, ephemeralResources, actions, listResources, stateStores } = runtime.entries();
  const toTypeName = (name: string): string => runtime.typeName(name);
  const { functions } = await getFunctions(runtime);
  return {
    providerMeta: provider.meta && schemaMessage({ schema: provider.meta, description: "" }),
    provider: schemaMessage({ schema: provider.schema, description: provider.description }),
    resourceSchemas: await mapEntries(resources, toTypeName, schemaMessage),
    dataSourceSchemas: await mapEntries(dataSources, toTypeName, schemaMessage),
    ephemeralResourceSchemas: await mapEntries(ephemeralResources, toTypeName, schemaMessage),
    listResourceSchemas: await mapEntries(listResources, toTypeName, schemaMessage),
    stateStoreSchemas: await mapEntries(stateStores, toTypeName, schemaMessage),
    actionSchemas: await mapEntries(actions, toTypeName, (action) => ({ schema: schemaMessage(action) })),
    functions,
    serverCapabilities,
  };
}

/** The schemas of the identities of those resources that have one. */
export async function getResourceIdentitySchemas(runtime: Runtime): Promise<GetResourceIdentitySchemas_ResponseInit> {
  const { resources } = runtime.entries();
  const messages = await mapEntries(resources, (name) => runtime.typeName(name), identityMessage);
  const identitySchemas = new Map<string, ResourceIdentitySchemaInit>();
  for (const [name, message] of messages) if (message !== undefined) identitySchemas.set(name, message);
  return { identitySchemas };
}

/** The signatures of the functions. */
export async function getFunctions(runtime: Runtime): Promise<GetFunctions_ResponseInit> {
  const { functions } = runtime.entries();
  return { functions: await mapEntries(functions, (name) => name, functionMessage) };
}

/** Only the names, so nothing is loaded. */
export function getMetadata(runtime: Runtime): GetMetadata_ResponseInit {
  const { resources, dataSources, functions, ephemeralResources, actions, listResources, stateStores } =
    runtime.entries();
  const names = (entries: readonly HubEntry<unknown>[]): string[] => entries.map(componentName).toSorted();
  const typeNames = (entries: readonly HubEntry<unknown>[]): { typeName: string }[] =>
    names(entries).map((name) => ({ typeName: runtime.typeName(name) }));
  return {
    serverCapabilities,
    resources: typeNames(resources),
    dataSources: typeNames(dataSources),
    ephemeralResources: typeNames(ephemeralResources),
    actions: typeNames(actions),
    listResources: typeNames(listResources),
    stateStores: typeNames(stateStores),
    functions: names(functions).map((name) => ({ name })),
  };
}

/** In the order of the names, so that the answer is the same each time. */
async function mapEntries<T, R>(
  entries: readonly HubEntry<T>[],
  toKey: (name: string) => string,
  toMessage: (component: T) => R,
): Promise<Map<string, R>> {
  const messages = await Promise.all(
    entries.map(async (entry): Promise<[string, R]> => [toKey(componentName(entry)), toMessage(await entry.load())]),
  );
  return new Map(messages.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** By which calls ask for it: that of the hub, which is also that of the component. */
function componentName({ name }: HubEntry<unknown>): string {
  return name.slice(name.indexOf(" ") + 1);
}
