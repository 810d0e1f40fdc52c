// SPDX-License-Identifier: Apache-2.0

import type { Place } from "./place.ts";

export type ComponentKind = "resource" | "dataSource" | "function";

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
  /** Where it was defined. */
  abstract readonly place: Place;
}
