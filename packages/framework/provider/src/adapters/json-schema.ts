// SPDX-License-Identifier: Apache-2.0

/**
 * What of JSON Schema (draft 2020-12) can be said of attributes, and the types
 * of the attributes that it becomes.
 *
 * @module
 */

import type { CollectionShape, Field, Fields, NestedShape, PlainShape, ScalarShape } from "../schema/field.ts";

/** A JSON Schema. Keywords that only annotate may be there and are not looked at. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly [keyword: string]: unknown;
}

/** The attributes that an object's schema becomes; of any type where the schema is not known to the compiler. */
export type FieldsOfJsonSchema<S> = S extends { readonly properties: infer P }
  ? string extends keyof P
    ? Fields
    : { readonly [N in keyof P & string]: FieldOf<P[N], N extends RequiredOf<S> ? true : false> }
  : Fields;

type RequiredOf<S> = S extends { readonly required: readonly (infer N)[] } ? N : never;

type FieldOf<S, IsRequired extends boolean> = Field<
  ShapeOfSchema<S>,
  S extends { readonly readOnly: true }
    ? "computed"
    : S extends { readonly default: unknown }
      ? "defaulted"
      : true extends (IsRequired extends true ? false : true) | IsNull<S>
        ? "optional"
        : "required",
  | (S extends { readonly writeOnly: true } ? "writeOnly" : never)
  | (S extends { readonly format: "password" } ? "sensitive" : never)
  | (S extends { readonly readOnly: true } ? (IsNull<S> extends true ? "nullable" : never) : never)
>;

type IsNull<S> = S extends { readonly type: readonly unknown[] } ? true : false;

/** Without the null of `["string", "null"]`. */
type TypeOf<S> = S extends { readonly type: infer T }
  ? T extends readonly (infer N)[]
    ? Exclude<N, "null">
    : T
  : S extends { readonly properties: unknown }
    ? "object"
    : S extends { readonly items: unknown }
      ? "array"
      : "unknown";

/** What a reference leads to is not known here. */
type ShapeOfSchema<S> =
  TypeOf<S> extends infer T
    ? T extends "unknown"
      ? ScalarShape<"custom", unknown>
      : T extends "string"
        ? TextShape<S>
        : T extends "integer"
          ? ScalarShape<S extends { readonly format: "int32" } ? "int32" : "int", EnumOf<S, number>>
          : T extends "number"
            ? ScalarShape<S extends { readonly format: "float" } ? "float32" : "float", EnumOf<S, number>>
            : T extends "boolean"
              ? ScalarShape<"bool", boolean>
              : T extends "array"
                ? S extends { readonly items: infer I }
                  ? ManyShape<S extends { readonly uniqueItems: true } ? "set" : "list", I>
                  : never
                : S extends { readonly properties: unknown }
                  ? NestedShape<"single", FieldsOfJsonSchema<S>>
                  : S extends { readonly additionalProperties: infer I }
                    ? ManyShape<"map", I>
                    : never
    : never;

type EnumOf<S, T> = S extends { readonly enum: readonly (infer V)[] }
  ? Extract<V, T>
  : S extends { readonly const: infer V }
    ? V
    : T;

type TextShape<S> = S extends { readonly format: "date-time" }
  ? ScalarShape<"custom", Date>
  : S extends { readonly format: "ipv4" | "ipv6" }
    ? ScalarShape<"custom", string>
    : S extends { readonly contentMediaType: "application/json" }
      ? ScalarShape<"custom", unknown>
      : ScalarShape<"string", EnumOf<S, string>>;

type ManyShape<K extends "list" | "set" | "map", I> = I extends { readonly properties: unknown }
  ? NestedShape<K, FieldsOfJsonSchema<I>>
  : CollectionShape<
      K,
      Field<Extract<ShapeOfSchema<I>, PlainShape>, "required", IsNull<I> extends true ? "nullable" : never>
    >;
