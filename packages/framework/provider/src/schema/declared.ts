// SPDX-License-Identifier: Apache-2.0

/**
 * The types that members of a schema class are declared with, and back from
 * them to the schema, so that handlers are typed as by any other schema.
 *
 * A declared type is that of the stored value; what else decides the models is
 * said by `Computed`, `OptionalComputed` and `WriteOnly`.
 *
 * @module
 */

import type { Dynamic } from "./dynamic.ts";
import type {
  BlockShape,
  CollectionShape,
  DynamicShape,
  Field,
  Mode,
  ModeOf,
  NestedShape,
  Nesting,
  ScalarKind,
  ScalarShape,
  ShapeOf,
  Trait,
  TraitsOf,
  TupleShape,
} from "./field.ts";
import type { Known } from "./models.ts";

declare const declared: unique symbol;

/** How a declared value comes about. Exists in types only, so values need not have it. */
interface Mark<M extends "computed" | "optionalComputed" | "writeOnly", X, T> {
  readonly [declared]?: { readonly how: M; readonly traits: X; readonly type: T };
}

/** Null cannot be marked, and says by itself that the value may be so. */
type Marked<M extends "computed" | "optionalComputed" | "writeOnly", X, T> =
  | (NonNullable<T> & Mark<M, X, NonNullable<T>>)
  | Extract<T, null>;

/** What else is declared of a computed value, as far as it decides what handlers return. */
type Said = "stable" | "planned";

/** Of a `computed()` attribute; `X` has `"stable"` if it is also declared `useStateForUnknown()`, `"planned"` if it has a `modifyPlan()`. */
export type Computed<T, X extends Said = never> = Marked<"computed", X, T>;
/** Of an `optionalComputed()` attribute; `X` as for {@link Computed}. */
export type OptionalComputed<T, X extends Said = never> = Marked<"optionalComputed", X, T>;
/** Of a `writeOnly()` attribute. */
export type WriteOnly<T> = Marked<"writeOnly", never, T>;

type Nest<N extends Nesting, O> = N extends "list" | "set"
  ? readonly O[]
  : N extends "map"
    ? Readonly<Record<string, O>>
    : O;

/** The type to declare a member with that holds the field `A`. */
export type DeclaredOf<A> = Declare<A, DeclaredValue<ShapeOf<A>>>;

type Declare<A, T> =
  ModeOf<A> extends infer M extends "computed" | "optionalComputed"
    ? Marked<M, Extract<TraitsOf<A>, Said>, T | ("nullable" extends TraitsOf<A> ? null : never)>
    : "writeOnly" extends TraitsOf<A>
      ? WriteOnly<OrNull<A, T>>
      : OrNull<A, T>;

type OrNull<A, T> = ModeOf<A> extends "optional" ? T | null : T;

type DeclaredValue<S> =
  S extends NestedShape<infer N, infer F>
    ? Nest<N, DeclaredFields<F>>
    : S extends BlockShape<infer N, infer F>
      ? Nest<N, DeclaredFields<F>>
      : Known<S>;

type DeclaredFields<F> = { readonly [P in keyof F]: DeclaredOf<F[P]> };

/** The schema whose members are declared as those of `T`. Methods are none of it. */
export type SchemaOf<T> = {
  readonly [P in keyof T as T[P] extends (...args: never[]) => unknown ? never : P & string]: FieldFrom<T[P]>;
};

type FieldFrom<V> =
  NonNullable<V> extends { readonly [declared]?: infer D }
    ? typeof declared extends keyof NonNullable<V>
      ? MarkedField<NonNullable<D>, null extends V ? true : false>
      : PlainField<V>
    : PlainField<V>;

type MarkedField<D, IsNullable extends boolean> = D extends {
  readonly how: infer M;
  readonly traits: infer X;
  readonly type: infer T;
}
  ? M extends "writeOnly"
    ? Field<ShapeFrom<T>, IsNullable extends true ? "optional" : "required", "writeOnly">
    : Field<ShapeFrom<T>, Extract<M, Mode>, Extract<X, Trait> | (IsNullable extends true ? "nullable" : never)>
  : never;

type PlainField<V> = Field<ShapeFrom<NonNullable<V>>, null extends V ? "optional" : "required", never>;

type ShapeFrom<V> = [V] extends [string | number | bigint | boolean]
  ? ScalarShape<ScalarKind, V>
  : [V] extends [Date]
    ? ScalarShape<"custom", V>
    : [Dynamic] extends [V]
      ? DynamicShape
      : V extends readonly (infer E)[]
        ? number extends V["length"]
          ? Elements<"list", E>
          : TupleShape<{ readonly [I in keyof V]: ElementFrom<V[I]> }>
        : string extends keyof V
          ? Elements<"map", V[keyof V]>
          : NestedShape<"single", SchemaOf<V>>;

/** Objects in collections may have computed parts, as nested attributes do. */
type Elements<K extends "list" | "map", E> =
  ShapeFrom<NonNullable<E>> extends NestedShape<"single", infer F>
    ? NestedShape<K, F>
    : CollectionShape<K, ElementFrom<E>>;

type ElementFrom<E> = Field<
  Extract<ShapeFrom<NonNullable<E>>, ScalarShape | CollectionShape | TupleShape | DynamicShape>,
  "required",
  null extends E ? "nullable" : never
>;
