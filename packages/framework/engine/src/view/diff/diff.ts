// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";

export type DiffAction = "no-op" | "create" | "update" | "delete";

/** What becomes of one value, and how to show it. */
export interface Diff {
  readonly action: DiffAction;
  /** Whether this very change forces the whole object to be replaced. */
  readonly replace: boolean;
  readonly shape: Shape;
}

export type Shape =
  | { readonly kind: "primitive"; readonly before?: Value; readonly after?: Value; readonly isString: boolean }
  /** `before` is what is there until then, as if it were deleted. */
  | { readonly kind: "unknown"; readonly before?: Diff }
  | SensitiveShape
  | { readonly kind: "writeOnly"; readonly isSensitive: boolean }
  | { readonly kind: "typeChange"; readonly before: Diff; readonly after: Diff }
  /** Nested lists are those of attributes with a schema of their own; they show no neighbours of what changes. */
  | { readonly kind: "list" | "set"; readonly elements: readonly Diff[]; readonly isNested: boolean }
  | { readonly kind: "map" | "object"; readonly entries: ReadonlyMap<string, Diff>; readonly isNested: boolean }
  | BlockShape;

export interface SensitiveShape {
  readonly kind: "sensitive" | "sensitiveBlock";
  readonly inner: DiffAction;
  readonly isBefore: boolean;
  readonly isAfter: boolean;
}

export interface BlockShape {
  readonly kind: "block";
  readonly attributes: ReadonlyMap<string, Diff>;
  readonly blocks: ReadonlyMap<string, BlockGroup>;
}

/** All blocks of one type, in one block. */
export interface BlockGroup {
  /** Each with its label, if it has one. */
  readonly blocks: readonly (readonly [label: string | undefined, diff: Diff])[];
  readonly replace: boolean;
  readonly isBeforeSensitive: boolean;
  readonly isAfterSensitive: boolean;
  /** Whether there may be more of them. */
  readonly isUnknown: boolean;
}

/** The action of a whole with these parts, given what it would be without them. */
export function combineActions(action: DiffAction, parts: Iterable<Diff>): DiffAction {
  let combined = action;
  for (const part of parts) combined = combineAction(combined, part.action);
  return combined;
}

export function combineAction(action: DiffAction, part: DiffAction): DiffAction {
  if (part === "no-op" || part === action) return action;
  return "update";
}
