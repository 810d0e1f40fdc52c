// SPDX-License-Identifier: Apache-2.0

import type { KeyPath } from "./define-config.ts";
import { isTable, type Layer } from "./layer.ts";

/** A value of several levels, each leaf with the level that it is from. */
export type Merged =
  | { readonly kind: "leaf"; readonly value: unknown; readonly layer: Layer }
  | { readonly kind: "table"; readonly members: ReadonlyMap<string, Merged>; readonly layer: Layer };

/** The value of a level as a tree. A setting that is not made of names is one leaf, whatever it holds. */
export function toMerged(value: unknown, layer: Layer, hasMembers: boolean): Merged {
  if (!hasMembers || !isTable(value)) return { kind: "leaf", value, layer };
  const members = new Map(Object.entries(value).map(([key, member]) => [key, toMerged(member, layer, true)]));
  return { kind: "table", members, layer };
}

/** `stronger` over `weaker`: tables member by member, everything else as a whole. */
export function mergeOver(weaker: Merged | undefined, stronger: Merged): Merged {
  if (weaker?.kind !== "table" || stronger.kind !== "table") return stronger;
  const members = new Map(weaker.members);
  for (const [key, member] of stronger.members) members.set(key, mergeOver(members.get(key), member));
  return { kind: "table", members, layer: stronger.layer };
}

/** The plain value, with `map` over its leaves; a leaf's path starts at the value. */
export async function toValue(
  merged: Merged,
  map: (value: unknown, layer: Layer, path: KeyPath) => Promise<unknown>,
  path: KeyPath = [],
): Promise<unknown> {
  if (merged.kind === "leaf") return map(merged.value, merged.layer, path);
  const entries: [string, unknown][] = [];
  for (const [key, member] of merged.members) entries.push([key, await toValue(member, map, [...path, key])]);
  return Object.fromEntries(entries);
}

/** The level of what is at `path` below the value, or of the innermost thing around it. */
export function layerAt(merged: Merged, path: KeyPath): Layer {
  const [key, ...rest] = path;
  const member = merged.kind === "table" && key !== undefined ? merged.members.get(key) : undefined;
  return member === undefined ? merged.layer : layerAt(member, rest);
}

/** The paths of all leaves; an empty table is one too. */
export function* leafPaths(merged: Merged, above: KeyPath = []): Generator<KeyPath> {
  if (merged.kind === "leaf" || merged.members.size === 0) yield above;
  else for (const [key, member] of merged.members) yield* leafPaths(member, [...above, key]);
}
