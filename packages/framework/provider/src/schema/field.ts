// SPDX-License-Identifier: Apache-2.0

/**
 * What one entry of a schema is, twice: as a plain value that the server reads
 * (`FieldSpec`) and as a type from which the models are inferred (`Shape`,
 * `Mode`, `Trait`). The builders of `attribute.ts` and `block.ts` keep the two
 * in step.
 *
 * @module
 */

import type { Validator } from "../validation/validator.ts";
import type { Codec } from "./codec.ts";
import type { Check } from "./check.ts";
import type { Timeouts } from "./timeouts.ts";
import type { Expectation, PlanModifier, ReplaceRule } from "./planning.ts";

/** How an attribute gets its value. `defaulted` and `optionalComputed` are optional and computed to Terraform. */
export type Mode = "required" | "optional" | "defaulted" | "computed" | "optionalComputed";

/** What else is declared about an attribute and decides where it is legal and what further declarations are. */
export type Trait =
  | ("checked" | "dynamic" | "expected" | "nullable" | "planned" | "replaces" | "sensitive" | "stable" | "writeOnly")
  | Dependence;

/** `dependsOn(name)`; a trait of its own for each name, so that the schema around it can be asked for the attribute. */
export type Dependence<N extends string = string> = `on ${N}`;

/** How objects are nested. `group` is for blocks only: a single object that is never null. */
export type Nesting = "single" | "list" | "set" | "map" | "group";

/** Kinds of numbers, by what handlers see: `number`, but `bigint` for a bigint and text for a decimal. */
export type NumberKind = "int" | "int32" | "bigint" | "float" | "float32" | "decimal";

/** What a scalar is made of; `custom` is text that a codec reads. */
export type ScalarKind = "string" | "bool" | NumberKind | "custom";

export interface ScalarShape<K extends ScalarKind = ScalarKind, T = unknown> {
  readonly kind: K;
  readonly type: T;
}

export interface CollectionShape<
  K extends "list" | "set" | "map" = "list" | "set" | "map",
  E extends Element = Element,
> {
  readonly kind: K;
  readonly element: E;
}

export interface ObjectShape<F extends Elements = Elements> {
  readonly kind: "object";
  readonly fields: F;
}

export interface TupleShape<E extends readonly Element[] = readonly Element[]> {
  readonly kind: "tuple";
  readonly elements: E;
}

/** A value of any type. */
export interface DynamicShape {
  readonly kind: "dynamic";
}

/** A value without flags of its own inside: what `["object", …]` and the like describe on the wire. */
export type PlainShape = ScalarShape | CollectionShape | ObjectShape | TupleShape | DynamicShape;

export interface NestedShape<N extends Nesting = Nesting, F = FieldsOf<Mode, Trait>> {
  readonly kind: "nested";
  readonly nesting: N;
  readonly fields: F;
}

export interface BlockShape<N extends Nesting = Nesting, F = FieldsOf<Mode, Trait>> {
  readonly kind: "block";
  readonly nesting: N;
  readonly fields: F;
}

export type Shape = PlainShape | NestedShape | BlockShape;

declare const typed: unique symbol;

/** One entry of a schema. Made by `t`, never by hand. */
export interface Field<S = Shape, M extends Mode = Mode, X extends Trait = Trait> {
  /** Exists in types only. */
  readonly [typed]?: { readonly shape: S; readonly mode: M; readonly traits: X };
  readonly spec: FieldSpec;
}

/** An attribute that is a field of an object, an element of a tuple, a parameter or a result. */
export type Element = Field<PlainShape, "required", "checked" | "dynamic" | "nullable">;

/** The element of a collection: all of its elements have one type. */
export type CollectionElement = Field<PlainShape, "required", "checked" | "nullable">;

export interface Elements {
  readonly [name: string]: Element;
}

type AttributeShapeOf<M extends Mode, X extends Trait> = PlainShape | NestedShape<Nesting, AttributesOf<M, X>>;

/** `required` with `nullable` would contradict itself: what must be set is never null. */
type AttributeOf<M extends Mode, X extends Trait> =
  | Field<AttributeShapeOf<M, X>, Exclude<M, "required">, X>
  | Field<AttributeShapeOf<M, X>, Extract<M, "required">, Exclude<X, "nullable">>;

/** Attributes of the given modes and traits, at every depth. */
export interface AttributesOf<M extends Mode, X extends Trait> {
  readonly [name: string]: AttributeOf<M, X>;
}

/** Attributes and blocks of the given modes and traits, at every depth. */
export interface FieldsOf<M extends Mode, X extends Trait> {
  readonly [name: string]:
    | AttributeOf<M, X>
    | Field<BlockShape<Nesting, FieldsOf<M, X>>, "required" | "optional", Extract<X, "replaces">>;
}

/** What a practitioner alone decides. */
type ConfiguredMode = "required" | "optional" | "defaulted";

/** What can be said of an attribute that is read and never planned. */
type ReadTrait = "checked" | "dynamic" | "nullable" | "sensitive";

/** The attributes and blocks of a managed resource. */
export type Fields = FieldsOf<Mode, Trait>;
/** Of a data source: nothing that only planning knows. */
export type DataFields = FieldsOf<Mode, ReadTrait>;
/** Of an ephemeral resource. None of its values is stored, so there is nothing to mark as write-only. */
export type EphemeralFields = FieldsOf<Mode, ReadTrait>;
/** Of a provider: only what a practitioner writes. */
export type ProviderFields = FieldsOf<ConfiguredMode, "checked" | "dynamic" | "sensitive">;
/** Of an action, which returns nothing. */
export type ActionFields = FieldsOf<ConfiguredMode, "checked" | "dynamic" | "writeOnly">;
/** Of the query that a list resource answers. */
export type ListFields = FieldsOf<ConfiguredMode, "checked" | "dynamic">;
/** Of the configuration of a state store. */
export type StateStoreFields = FieldsOf<ConfiguredMode, "checked" | "dynamic">;
/** Of what a module tells a provider about itself, in `provider_meta`: attributes only. */
export type ProviderMetaFields = AttributesOf<ConfiguredMode, "checked" | "dynamic">;

type IdentityShape = ScalarShape | CollectionShape<"list", Field<ScalarShape, "required", never>>;

/** By which a resource is known outside of its state. An import needs all but the `optional()` ones. */
export interface IdentityFields {
  readonly [name: string]: Field<IdentityShape, "required", never> | Field<IdentityShape, "optional", never>;
}

/** What the builders know of a field. Looked up by the one property, as the builders have many. */
type Facts<A> = A extends { readonly [typed]?: infer T } ? T : never;
export type ShapeOf<A> = Facts<A> extends { readonly shape: infer S } ? S : never;
export type ModeOf<A> = Facts<A> extends { readonly mode: infer M } ? M : never;
export type TraitsOf<A> = Facts<A> extends { readonly traits: infer X } ? X : never;

/** What a value is made of, without the flags. */
export type ValueSpec =
  | { readonly kind: Exclude<ScalarKind, "custom"> }
  | { readonly kind: "custom"; readonly codec: Codec<unknown> }
  | { readonly kind: "list" | "set" | "map"; readonly element: Field }
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, Field>> }
  | { readonly kind: "tuple"; readonly elements: readonly Field[] }
  | { readonly kind: "dynamic" }
  | {
      readonly kind: "nested";
      readonly nesting: Nesting;
      readonly fields: Readonly<Record<string, Field>>;
      readonly key?: readonly string[];
    };

export interface AttributeSpec {
  readonly kind: "attribute";
  readonly value: ValueSpec;
  readonly mode: Mode;
  /** Present for mode `defaulted`; a plain value, as handlers see it. */
  readonly default?: unknown;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly requiresReplace: ReplaceRule;
  /** Keeps its prior value through updates; `nonNull` not where that is null. */
  readonly stable: boolean | "nonNull";
  /** The attributes beside it whose changes change it; undefined for all that can be configured. */
  readonly dependsOn: readonly string[] | undefined;
  /** What is known of it while it is unknown. */
  readonly expected: Expectation | undefined;
  readonly planModifier: PlanModifier | undefined;
  /** May be null where its mode alone says that it is not. */
  readonly nullable: boolean;
  /** Markdown. */
  readonly description: string;
  /** Why and what instead; undefined while the attribute is current. */
  readonly deprecated: string | undefined;
  readonly checks: readonly Check[];
  readonly validators: readonly Validator<never>[];
  /** Whether two plain values mean the same; undefined where that is for its kind to say. */
  readonly equals: ((a: unknown, b: unknown) => boolean) | undefined;
  /** Of the attribute that limits how long operations may take: the default limits. */
  readonly timeouts?: Timeouts;
  /** The first declaration that contradicts an earlier one. The builder cannot know the attribute's name, so defining reports it. */
  readonly conflict: string | undefined;
}

export interface BlockSpec {
  readonly kind: "block";
  readonly nesting: Nesting;
  readonly fields: Readonly<Record<string, Field>>;
  /** The attributes by which an element is recognised in its list or set. */
  readonly key?: readonly string[];
  readonly requiresReplace: ReplaceRule;
  readonly minItems: number;
  /** 0 is no limit. */
  readonly maxItems: number;
  /** Of the block that limits how long operations may take: the default limits. */
  readonly timeouts?: Timeouts;
  readonly validators: readonly Validator<never>[];
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly conflict: string | undefined;
}

export type FieldSpec = AttributeSpec | BlockSpec;
