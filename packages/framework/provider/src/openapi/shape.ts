// SPDX-License-Identifier: Apache-2.0

/**
 * What a schema of the document comes down to: the few forms that attributes
 * and TypeScript types have.
 *
 * @module
 */

export interface StringShape {
  readonly kind: "string";
  readonly format?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

export interface NumberShape {
  readonly kind: "int" | "bigint" | "float";
  readonly values?: readonly number[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Exclusive limits. */
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly multipleOf?: number | undefined;
}

export interface CollectionShape {
  readonly kind: "list" | "set" | "map";
  readonly of: Shape;
  readonly isNullable: boolean;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
}

export interface ObjectShape {
  readonly kind: "object";
  /** Of the component, if it is one. */
  readonly name: string | undefined;
  readonly properties: readonly Property[];
}

/** An object of one of several forms, which a property tells. */
export interface UnionShape {
  readonly kind: "union";
  readonly name: string | undefined;
  readonly discriminator: string;
  readonly variants: readonly { readonly value: string; readonly shape: ObjectShape }[];
}

/** Whatever it is: JSON. */
export interface JsonShape {
  readonly kind: "json";
  /** Set where the document says more of it, and an attribute does not. */
  readonly isTyped?: true;
}

export type Shape =
  | StringShape
  | NumberShape
  | { readonly kind: "bool" }
  | CollectionShape
  | ObjectShape
  | UnionShape
  | JsonShape;

/** A schema where it is used. */
export interface Described {
  readonly shape: Shape;
  readonly isNullable: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  readonly isSensitive: boolean;
  readonly default: unknown;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly pointer: string;
}

export interface Property extends Described {
  readonly name: string;
  readonly isRequired: boolean;
}
