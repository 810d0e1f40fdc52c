// SPDX-License-Identifier: Apache-2.0

import type { Hub, Source } from "@provide-foundry/foundation";

export type ComponentKind =
  | "resource"
  | "dataSource"
  | "function"
  | "ephemeralResource"
  | "action"
  | "listResource"
  | "stateStore";

/** What messages call a component. */
export const kindNouns: Readonly<Record<ComponentKind, string>> = {
  resource: "resource",
  dataSource: "data source",
  function: "function",
  ephemeralResource: "ephemeral resource",
  action: "action",
  listResource: "list resource",
  stateStore: "state store",
};

/**
 * A part of a provider: a frozen value, however it was written. `C` is the
 * client that its handlers ask for.
 */
export abstract class Component<C = never> {
  /** Exists in types only; a component fits a provider whose client is a `C`. */
  declare readonly accepts?: (client: C) => void;

  abstract readonly kind: ComponentKind;
  /** Without the provider's prefix: `token` of `acme_token`. */
  abstract readonly name: string;
  /** Where it was defined, for messages. */
  abstract readonly source: Source;
}

/** Under what name a hub holds a component: "resource token". */
export function componentKey(kind: ComponentKind, name: string): string {
  return `${kind} ${name}`;
}

/** @throws HubError that names both places, if the hub has one of its kind and name. */
export function registerComponent(hub: Hub, component: Component): void {
  hub.register(componentKey(component.kind, component.name), component, { source: component.source });
}
