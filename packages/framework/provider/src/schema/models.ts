// SPDX-License-Identifier: Apache-2.0

/**
 * The plain values that handlers see, inferred from a schema. What a value may
 * be depends on the phase:
 *
 * | model | phase | computed | unknown | write-only |
 * |---|---|---|---|---|
 * | `Config` | validate, plan | left out | anywhere | present |
 * | `Planned` | create, update | left out | nowhere | left out |
 * | `Secrets` | create, update | left out | nowhere | nothing else |
 * | `State` | read, update, delete | present | nowhere | left out |
 * | `Stored` | upgrade, move | present or null | nowhere | left out |
 * | `Result` | what create and read return | required | nowhere | left out |
 *
 * Lists and sets are arrays, maps and objects are plain objects; all are frozen.
 * Null means that the practitioner gave no value.
 *
 * @module
 */

import type { Dynamic, UncertainDynamic } from "./dynamic.ts";
import type {
  BlockShape,
  CollectionShape,
  DynamicShape,
  Element,
  ModeOf,
  NestedShape,
  Nesting,
  ObjectShape,
  ScalarShape,
  ShapeOf,
  TraitsOf,
  TupleShape,
} from "./field.ts";
import type { Reference, anyElement } from "../validation/validator.ts";
import type { Unknown } from "./unknown.ts";

/** Objects of type `O`, nested as `N`. */
type Nest<N extends Nesting, O> = N extends "list" | "set"
  ? readonly O[]
  : N extends "map"
    ? Readonly<Record<string, O>>
    : O;

type NullIf<Condition extends boolean, T> = Condition extends true ? T | null : T;

type IsOptional<A> = ModeOf<A> extends "optional" ? true : false;
type IsNullable<A> = "nullable" extends TraitsOf<A> ? true : IsOptional<A>;
type IsWriteOnly<A> = "writeOnly" extends TraitsOf<A> ? true : false;

/**
 * The model `M` of the schema `F`, but for a schema that is not known (a
 * resource among others in a list) something that can be looked at by name:
 * its exact model would be infinite.
 */
type Of<F, M> = string extends keyof F ? Readonly<Record<string, unknown>> : M;

/** An element of a collection or a field of an object; null only when declared `nullable()`. */
export type KnownElement<A> = Element extends A ? unknown : NullIf<IsNullable<A>, Known<ShapeOf<A>>>;

/** A value without unknown parts, as in state. */
export type Known<S> =
  S extends ScalarShape<infer _K, infer T>
    ? T
    : S extends CollectionShape<infer K, infer E>
      ? Nest<K, KnownElement<E>>
      : S extends ObjectShape<infer F>
        ? Of<F, { readonly [P in keyof F]: KnownElement<F[P]> }>
        : S extends NestedShape<infer N, infer F>
          ? Nest<N, State<F>>
          : S extends BlockShape<infer N, infer F>
            ? Nest<N, State<F>>
            : S extends TupleShape<infer E>
              ? { readonly [P in keyof E]: KnownElement<E[P]> }
              : S extends DynamicShape
                ? Dynamic
                : never;

export type UncertainElement<A> = Element extends A ? unknown : NullIf<IsNullable<A>, Uncertain<ShapeOf<A>>>;

/**
 * A value that may be unknown, itself or in its parts, as in configuration.
 * Each branch says so for itself: editors then show `string | typeof UNKNOWN`, and not this name.
 */
export type Uncertain<S> =
  S extends ScalarShape<infer _K, infer T>
    ? T | Unknown
    : S extends CollectionShape<infer K, infer E>
      ? Nest<K, UncertainElement<E>> | Unknown
      : S extends ObjectShape<infer F>
        ? Of<F, { readonly [P in keyof F]: UncertainElement<F[P]> }> | Unknown
        : S extends NestedShape<infer N, infer F>
          ? Nest<N, NestedConfig<N, F>> | Unknown
          : S extends BlockShape<infer N, infer F>
            ? Nest<N, NestedConfig<N, F>> | Unknown
            : S extends TupleShape<infer E>
              ? { readonly [P in keyof E]: UncertainElement<E[P]> } | Unknown
              : S extends DynamicShape
                ? UncertainDynamic | Unknown
                : Unknown;

/** Elements can be unknown one by one; a single object is so only as a whole, which `Uncertain` says. */
type NestedConfig<N extends Nesting, F> = N extends "single" | "group" ? Config<F> : Config<F> | Unknown;

/**
 * What the practitioner wrote, with defaults filled in, while parts may still
 * be unknown.
 */
export type Config<F> = Of<
  F,
  {
    readonly [P in keyof F as ModeOf<F[P]> extends "computed" ? never : P]: ConfigField<F[P]>;
  }
>;

// The types of single attributes have names of their own here and below: the compiler keeps them for the next schema.
type ConfigField<A> = NullIf<ModeOf<A> extends "optional" | "optionalComputed" ? true : false, Uncertain<ShapeOf<A>>>;

/** What a phase after planning sees of a value: nested objects without their computed parts. */
type PlannedValue<S> =
  S extends NestedShape<infer N, infer F>
    ? Nest<N, Planned<F>>
    : S extends BlockShape<infer N, infer F>
      ? Nest<N, Planned<F>>
      : Known<S>;

/**
 * What was planned, all of it known. Computed attributes have no value yet and
 * are left out; an optional and computed one is undefined while it is the
 * handler's to choose, and null when it was planned to be null.
 */
export type Planned<F> = Of<
  F,
  {
    readonly [P in keyof F as IsPlanned<F[P]> extends true ? P : never]: PlannedField<F[P]>;
  }
>;

type IsPlanned<A> = ModeOf<A> extends "computed" ? false : IsWriteOnly<A> extends true ? false : true;

type PlannedField<A> =
  | NullIf<IsOptional<A>, PlannedValue<ShapeOf<A>>>
  | (ModeOf<A> extends "optionalComputed" ? null | undefined : never);

/** The attributes and their values as Terraform stores them. */
export type State<F> = Of<
  F,
  {
    readonly [P in keyof F as IsWriteOnly<F[P]> extends true ? never : P]: StateField<F[P]>;
  }
>;

type StateField<A> = NullIf<IsNullable<A>, Known<ShapeOf<A>>>;

/**
 * A state that an earlier version of the provider, or another one, has stored:
 * what was computed may be null at every depth, where it was not known then.
 */
export type Stored<F> = Of<
  F,
  {
    readonly [P in keyof F as IsWriteOnly<F[P]> extends true ? never : P]: StoredField<F[P]>;
  }
>;

type StoredField<A> =
  | NullIf<IsNullable<A>, StoredValue<ShapeOf<A>>>
  | (ModeOf<A> extends "computed" | "optionalComputed" ? null : never);

type StoredValue<S> =
  S extends NestedShape<infer N, infer F>
    ? Nest<N, Stored<F>>
    : S extends BlockShape<infer N, infer F>
      ? Nest<N, Stored<F>>
      : Known<S>;

/** The fields of a nested attribute or block, or never. */
type FieldsIn<A> =
  ShapeOf<A> extends NestedShape<infer _N, infer F> ? F : ShapeOf<A> extends BlockShape<infer _N, infer F> ? F : never;

type NestingOf<A> =
  ShapeOf<A> extends NestedShape<infer N, unknown> ? N : ShapeOf<A> extends BlockShape<infer N, unknown> ? N : never;

/** True when something in `F`, at any depth, is write-only. */
type HasSecrets<F> = true extends { readonly [P in keyof F]: IsSecret<F[P]> }[keyof F] ? true : false;
type IsSecret<A> = IsWriteOnly<A> extends true ? true : [FieldsIn<A>] extends [never] ? false : HasSecrets<FieldsIn<A>>;

/** The write-only values, and the nested objects that hold some. They exist only during apply. */
export type Secrets<F> = Of<
  F,
  {
    readonly [P in keyof F as IsSecret<F[P]> extends true ? P : never]: SecretField<F[P]>;
  }
>;

type SecretField<A> = NullIf<
  IsOptional<A>,
  [FieldsIn<A>] extends [never] ? Known<ShapeOf<A>> : Nest<NestingOf<A>, Secrets<FieldsIn<A>>>
>;

/** True when the provider must supply the value, or a part of it. */
type IsSupplied<A> =
  ModeOf<A> extends "computed" | "optionalComputed"
    ? true
    : [FieldsIn<A>] extends [never]
      ? false
      : IsSomeSupplied<FieldsIn<A>>;

type IsSomeSupplied<F> = true extends { readonly [P in keyof F]: IsSupplied<F[P]> }[keyof F] ? true : false;

/**
 * What an attribute is to a result: `supplied` by the handler, `kept` by an
 * update that does not, `given` by the configuration or a `modifyPlan()`, or
 * `hidden`. The same attribute occurs in many schemas and models, and is judged
 * once.
 */
type RoleOf<A> =
  IsSupplied<A> extends true
    ? "planned" extends TraitsOf<A>
      ? "given"
      : "stable" extends TraitsOf<A>
        ? "kept"
        : "supplied"
    : IsWriteOnly<A> extends true
      ? "hidden"
      : "given";

/**
 * Objects are merged with the plan one by one: lists by index, maps by key. The
 * elements of a set have no such name, so they are returned whole.
 */
type ResultValue<A> =
  ModeOf<A> extends "computed" | "optionalComputed"
    ? Known<ShapeOf<A>>
    : ShapeOf<A> extends NestedShape<infer N, infer F>
      ? NestedResult<N, F>
      : ShapeOf<A> extends BlockShape<infer N, infer F>
        ? NestedResult<N, F>
        : Known<ShapeOf<A>>;

type NestedResult<N extends Nesting, F> = N extends "set" ? readonly State<F>[] : Nest<N, Result<F>>;

type ResultField<A> = NullIf<IsNullable<A>, ResultValue<A>>;

/**
 * What `create` returns: every computed value, but for those that a
 * `modifyPlan()` has planned. Configured ones may be repeated as planned, so
 * `{ ...plan, id }` is fine; nobody but the practitioner can change them.
 */
export type Result<F> = Of<
  F,
  { readonly [P in keyof F as RoleOf<F[P]> extends "supplied" | "kept" ? P : never]: ResultField<F[P]> } & {
    readonly [P in keyof F as RoleOf<F[P]> extends "given" ? P : never]?: ResultField<F[P]>;
  }
>;

/**
 * What becomes of the state of an earlier version, or of another type: all that
 * can be configured. A computed value that is left out or null, at any depth, is
 * null until `read` tells it.
 */
export type Upgraded<F> = Of<
  F,
  { readonly [P in keyof F as StoredAs<F[P]> extends "configured" ? P : never]: UpgradedField<F[P]> } & {
    readonly [P in keyof F as StoredAs<F[P]> extends "computed" ? P : never]?: UpgradedField<F[P]> | null;
  }
>;

type UpgradedField<A> = NullIf<IsNullable<A>, UpgradedValue<ShapeOf<A>>>;

type UpgradedValue<S> =
  S extends NestedShape<infer N, infer F>
    ? Nest<N, Upgraded<F>>
    : S extends BlockShape<infer N, infer F>
      ? Nest<N, Upgraded<F>>
      : Known<S>;

type StoredAs<A> =
  IsWriteOnly<A> extends true
    ? "nowhere"
    : ModeOf<A> extends "computed" | "optionalComputed"
      ? "computed"
      : "configured";

/** What `update` returns: as {@link Result}, but values declared `useStateForUnknown()` are kept when left out. */
export type UpdateResult<F> = Of<
  F,
  { readonly [P in keyof F as RoleOf<F[P]> extends "supplied" ? P : never]: ResultField<F[P]> } & {
    readonly [P in keyof F as RoleOf<F[P]> extends "kept" | "given" ? P : never]?: ResultField<F[P]>;
  }
>;

/** What `plan` may return of one value. */
type PlanResultValue<A> =
  ModeOf<A> extends "computed" | "optionalComputed"
    ? NullIf<IsNullable<A>, Uncertain<ShapeOf<A>>>
    : Nest<NestingOf<A>, PlanResult<FieldsIn<A>>>;

/**
 * What `plan` returns: those computed values that it can tell, or `UNKNOWN` for those that will change. The elements of
 * a set are in the order in which `config` has them.
 */
export type PlanResult<F> = Of<
  F,
  {
    readonly [P in keyof F as IsSupplied<F[P]> extends true ? P : never]?: PlanResultValue<F[P]>;
  }
>;

/** Nothing need be returned where nothing is required. */
export type Returned<R> = {} extends R ? R | void : R;

/**
 * From a value of the schema down to one of its parts; an index into a set cannot be named.
 *
 * @typeParam E What stands for whichever element, besides an index or a key.
 */
type StepsInto<A, E = never> =
  | readonly []
  | (NestingOf<A> extends infer N
      ? [N] extends [never]
        ? ShapeOf<A> extends CollectionShape<"list"> | TupleShape
          ? readonly [index: number | E]
          : ShapeOf<A> extends CollectionShape<"map">
            ? readonly [key: string | E]
            : ShapeOf<A> extends ObjectShape<infer O>
              ? readonly [keyof O & string]
              : ShapeOf<A> extends CollectionShape<"set">
                ? ElementOfSet<E, readonly []>
                : never
        : N extends "list"
          ? readonly [index: number | E] | readonly [index: number | E, ...Steps<FieldsIn<A>, E>]
          : N extends "map"
            ? readonly [key: string | E] | readonly [key: string | E, ...Steps<FieldsIn<A>, E>]
            : N extends "single" | "group"
              ? Steps<FieldsIn<A>, E>
              : ElementOfSet<E, readonly [] | Steps<FieldsIn<A>, E>>
      : never);

type ElementOfSet<E, Rest extends readonly unknown[]> = [E] extends [never] ? never : readonly [E, ...Rest];

type Steps<F, E = never> = { readonly [P in keyof F & string]: readonly [P, ...StepsInto<F[P], E>] }[keyof F & string];

/**
 * Where in a schema something is: the name of an attribute, or the steps down
 * to a nested one: `["rule", 0, "port"]`.
 */
export type AttributePath<F> = string extends keyof F
  ? string | readonly (string | number)[]
  : (keyof F & string) | Steps<F>;

/** As {@link AttributePath}; `anyElement` stands for whichever element of a list, set or map. */
export type RulePath<F> = string extends keyof F ? Reference : (keyof F & string) | Steps<F, typeof anyElement>;
