// SPDX-License-Identifier: Apache-2.0

/**
 * What a resource of this provider consists of, apart from its id: made once, by hand or from `dynamic_resources.json`,
 * and looked at by all that has to do with its values.
 *
 * @module
 */

export interface ResourceSchema {
  /** Markdown. */
  readonly description: string;
  readonly members: Members;
}

export type Members = Readonly<Record<string, Member>>;

export type Member = AttributeMember | BlockMember;

/** How an attribute gets its value. */
export type Mode = "required" | "optional" | "computed" | "optionalComputed";

export interface AttributeMember {
  readonly kind: "attribute";
  readonly type: ValueType;
  readonly mode: Mode;
  readonly sensitive: boolean;
  /** Whether another value replaces the resource. */
  readonly replace: boolean;
  readonly writeOnly: boolean;
  /** Markdown. */
  readonly description: string;
  /** The value that the provider chooses, as handlers see it; null if it was told none. */
  readonly chosen: unknown;
}

export interface BlockMember {
  readonly kind: "block";
  readonly type: NestedType;
  readonly minItems: number;
  /** 0 is no limit. */
  readonly maxItems: number;
  /** Markdown. */
  readonly description: string;
}

export type ScalarKind = "boolean" | "float" | "integer" | "number" | "string" | "dynamic";

export type ValueType =
  | { readonly kind: ScalarKind }
  | { readonly kind: "list" | "set" | "map"; readonly element: ValueType }
  /** Of parts without flags of their own. */
  | { readonly kind: "object"; readonly attributes: Readonly<Record<string, ValueType>> }
  | NestedType;

/** How objects are nested; `group`, a single one that is always there, is for blocks only. */
export type Nesting = "single" | "group" | "list" | "set" | "map";

/** Objects whose parts have flags of their own: a nested attribute or a block. */
export interface NestedType {
  readonly kind: "nested";
  readonly nesting: Nesting;
  readonly members: Members;
}
