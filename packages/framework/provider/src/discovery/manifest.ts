// SPDX-License-Identifier: Apache-2.0

import type { ProviderOf } from "../definition/class-form.ts";
import { definitionOf } from "../definition/decorators.ts";
import { ActionDefinition } from "../definition/action.ts";
import { Component, type ComponentKind, componentKey, kindNouns } from "../definition/component.ts";
import { DataSourceDefinition } from "../definition/data-source.ts";
import { DefinitionError } from "../definition/definition-error.ts";
import { EphemeralDefinition } from "../definition/ephemeral-resource.ts";
import { FunctionDefinition } from "../definition/function.ts";
import { ListResourceDefinition } from "../definition/list-resource.ts";
import { ResourceDefinition } from "../definition/resource.ts";
import { StateStoreDefinition } from "../definition/state-store.ts";

/** One component that is loaded when a call first needs it. */
export interface ManifestEntry {
  readonly kind: ComponentKind;
  /** Without the provider's prefix. */
  readonly name: string;
  /** The file that defines it, for messages. */
  readonly source: string;
  /** Gives the component; an `import` of its own, so that bundlers see it. */
  readonly load: () => Promise<unknown>;
}

/** What `writeManifest` writes: what a provider has, without any of it being loaded. */
export type ComponentManifest = readonly ManifestEntry[];

/**
 * Makes the components of a manifest parts of the provider. Loads none of them: each is loaded by the first call that
 * needs it, the whole lot only by a call for the schema.
 *
 * @throws HubError that names both files, if there is one of a kind and name already.
 */
export function addManifest(provider: ProviderOf<unknown>, manifest: ComponentManifest): void {
  const { hub } = definitionOf(provider);
  for (const entry of manifest) {
    const { kind, name, source } = entry;
    hub.registerLazy(componentKey(kind, name), classes[kind], () => loadEntry(entry), { source });
  }
}

async function loadEntry({ kind, name, source, load }: ManifestEntry): Promise<Component> {
  const loaded = await load();
  if (loaded instanceof Component && loaded.kind === kind && loaded.name === name) return loaded;
  const got = loaded instanceof Component ? `the ${kindNouns[loaded.kind]} ${loaded.name}` : "no component";
  throw new DefinitionError(`the manifest says that ${source} has the ${kindNouns[kind]} ${name}, but it has ${got}`, {
    context: { problems: [source] },
    hint: "Write the manifest again: it is older than the components.",
  });
}

const classes: Readonly<Record<ComponentKind, abstract new (...args: never[]) => Component>> = {
  resource: ResourceDefinition,
  dataSource: DataSourceDefinition,
  function: FunctionDefinition,
  ephemeralResource: EphemeralDefinition,
  action: ActionDefinition,
  listResource: ListResourceDefinition,
  stateStore: StateStoreDefinition,
};
