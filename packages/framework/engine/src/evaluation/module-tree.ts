// SPDX-License-Identifier: Apache-2.0

import type { ModulePath, ProviderAddress } from "../address.ts";
import { impliedSource } from "../configuration/provider-source.ts";
import type { Configuration, Module, ModuleCall, ProviderReference } from "../configuration/configuration.ts";

/** A module with where it is called; the root is not. */
export interface ModulePlace {
  readonly module: Module;
  readonly caller?: { readonly place: ModulePlace; readonly call: ModuleCall };
}

/** All modules of a configuration, those that call before those that are called. */
export class ModuleTree {
  readonly root: ModulePlace;
  readonly #places = new Map<string, ModulePlace>();

  constructor(configuration: Configuration) {
    this.root = { module: configuration.root };
    this.#add(this.root);
  }

  places(): Iterable<ModulePlace> {
    return this.#places.values();
  }

  find(path: ModulePath): ModulePlace | undefined {
    return this.#places.get(path.join("."));
  }

  #add(place: ModulePlace): void {
    this.#places.set(place.module.path.join("."), place);
    for (const call of place.module.calls.values()) this.#add({ module: call.module, caller: { place, call } });
  }
}

/**
 * The configuration that a provider's local name stands for: of the module, of what its caller hands over, or of the same
 * provider further up.
 */
export function resolveProvider(place: ModulePlace, { localName, alias }: ProviderReference): ProviderAddress {
  return resolve(place, sourceOf(place.module, localName), localName, alias);
}

function resolve(place: ModulePlace, source: string, localName: string, alias: string | undefined): ProviderAddress {
  const { module, caller } = place;
  const key = providerKey(localName, alias);
  const handedOver = caller?.call.providers.get(key);
  if (handedOver !== undefined) return resolve(caller!.place, source, handedOver.localName, handedOver.alias);
  if (caller === undefined || module.providers.has(key)) {
    return { module: module.path, source, ...(alias !== undefined && { alias }) };
  }
  return resolve(caller.place, source, localNameOf(caller.place.module, source), alias);
}

export function providerKey(localName: string, alias: string | undefined): string {
  return alias === undefined ? localName : `${localName}.${alias}`;
}

function sourceOf(module: Module, localName: string): string {
  return module.requiredProviders.get(localName)?.source ?? impliedSource(localName);
}

/** What a module calls the provider; where it does not, what it would be called by default. */
function localNameOf(module: Module, source: string): string {
  for (const provider of module.requiredProviders.values()) if (provider.source === source) return provider.localName;
  return source.slice(source.lastIndexOf("/") + 1);
}
