// SPDX-License-Identifier: Apache-2.0

/**
 * What a schema says about how one attribute is planned.
 *
 * @module
 */

import type { Refused } from "./attribute.ts";
import type {
  CollectionShape,
  Dependence,
  ModeOf,
  NestedShape,
  ScalarKind,
  ScalarShape,
  Trait,
  TraitsOf,
} from "./field.ts";
import type { Known, Uncertain } from "./models.ts";

/** One value before and after. Null stands for none, `UNKNOWN` for one that is known only after apply. */
export interface ValueChange<P = unknown, V = unknown> {
  readonly prior: P | null;
  readonly planned: V | null;
}

/** Whether a change replaces the resource: any, one that the configuration asks for, or those that a function picks. */
export type ReplaceRule = false | "always" | "ifConfigured" | ((change: ValueChange) => boolean);

/** What a plan modifier sees of the attribute that it plans. */
export interface PlanModifierContext<P = unknown, V = unknown> extends ValueChange<P, V> {
  /**
   * The object that the attribute is in, as configured: its siblings by name. An attribute does not know the schema that
   * it will be in, so their types are not known here, other than in the resource's `plan`; each of them may be `UNKNOWN`.
   */
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether that object is new: the resource is created, or the element is. */
  readonly isNew: boolean;
}

/** Returns what to plan in the place of `planned`; undefined leaves it. */
export type PlanModifier = (context: PlanModifierContext) => unknown;

/** What is known of a value before it is: each part is checked against the value that apply gives. */
export interface Expectation {
  /** The start of a string. */
  readonly prefix?: string;
  /** Of a number; inclusive. */
  readonly min?: number | bigint | string;
  readonly max?: number | bigint | string;
  /** Of a collection; inclusive. */
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** The {@link Expectation} that a value of shape `S` can have. */
export type ExpectationOf<S> =
  S extends ScalarShape<infer K extends ScalarKind, infer T>
    ? K extends "string"
      ? { readonly prefix: string }
      : K extends "bool" | "custom"
        ? never
        : { readonly min?: T; readonly max?: T }
    : S extends CollectionShape | NestedShape<"list" | "set" | "map", unknown>
      ? { readonly minItems?: number; readonly maxItems?: number }
      : never;

/** The function of `requiresReplaceIf()` for a value of shape `S`. */
export type ReplaceConditionOf<S> = (change: ValueChange<Known<S>, Uncertain<S>>) => boolean;

/** The function of `modifyPlan()` for a value of shape `S`. */
export type PlanModifierOf<S> = (
  context: PlanModifierContext<Known<S>, Uncertain<S>>,
) => Uncertain<S> | null | undefined | void;

/** The attributes of `F` that a practitioner can write and Terraform stores. */
type Inputs<F> = {
  readonly [P in keyof F]: ModeOf<F[P]> extends "computed" ? never : "writeOnly" extends TraitsOf<F[P]> ? never : P;
}[keyof F];

/** The attributes of `F` that are always known to be what the practitioner wrote, or its default. */
export type KeyNames<F> = {
  readonly [P in keyof F]: ModeOf<F[P]> extends "required" | "optional" | "defaulted"
    ? "writeOnly" extends TraitsOf<F[P]>
      ? never
      : P & string
    : never;
}[keyof F];

/** The names in `dependsOn()` somewhere in `F` that are no inputs beside it. */
type Strangers<F> = {
  readonly [P in keyof F]: Extract<TraitsOf<F[P]>, Trait> extends infer X
    ? X extends Dependence<infer N>
      ? Exclude<N, Inputs<F>>
      : never
    : never;
}[keyof F];

/** What a schema must also be, beside `F`: nothing, or something that it cannot be and that says what is wrong. */
export type Coherent<F> = string extends keyof F
  ? unknown
  : [Strangers<F>] extends [never]
    ? unknown
    : Refused<`dependsOn("${Strangers<F> & string}") names no attribute beside it that is configured and stored`>;
