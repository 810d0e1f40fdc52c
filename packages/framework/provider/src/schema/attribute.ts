// SPDX-License-Identifier: Apache-2.0

/**
 * The builder of one attribute.
 *
 * Every declaration returns a new builder, so a half-declared attribute can be
 * shared. What contradicts an earlier declaration is refused twice, with the
 * same words: by the type (the method is no function there, and its type says
 * why) and for JavaScript by `define…`, which knows the attribute's name.
 *
 * @module
 */

import type { Validator } from "../validation/validator.ts";
import * as check from "./check.ts";
import type { Check, CheckFunction } from "./check.ts";
import type { Codec } from "./codec.ts";
import { isNumberKind, isNumberOf } from "./number-kinds.ts";
import type {
  AttributeSpec,
  CollectionShape,
  Dependence,
  Field,
  Mode,
  ModeOf,
  NestedShape,
  Nesting,
  NumberKind,
  ScalarKind,
  ScalarShape,
  Shape,
  Trait,
  ValueSpec,
} from "./field.ts";
import type { Known } from "./models.ts";
import type {
  Expectation,
  ExpectationOf,
  KeyNames,
  PlanModifier,
  PlanModifierOf,
  ReplaceConditionOf,
  ReplaceRule,
} from "./planning.ts";

const refusals = {
  optional:
    "optional() needs an attribute without another mode; optionalComputed() lets the provider choose when it is left out",
  computed: "computed() needs an attribute without another mode, check, writeOnly() or requiresReplace()",
  computedNested: "computed() on a nested attribute needs every attribute in it to be computed()",
  optionalComputed: "optionalComputed() needs an attribute without another mode or writeOnly()",
  default: "default() needs a required or optional attribute that is not nested, writeOnly() or nullable()",
  sensitive: "sensitive() was declared before",
  writeOnly:
    "writeOnly() needs a required or optional attribute that is not nested, requiresReplace(), nullable() or a default",
  requiresReplace: "requiresReplace() needs an attribute that can be configured and is not writeOnly()",
  useStateForUnknown: "useStateForUnknown() needs a computed() or optionalComputed() attribute without dependsOn()",
  dependsOn: "dependsOn() needs a computed() or optionalComputed() attribute without useStateForUnknown()",
  expect: "expect() needs a computed() or optionalComputed() string, number or collection, and what fits its kind",
  modifyPlan: "modifyPlan() needs a computed() or optionalComputed() attribute",
  key: "key() needs a nested list or set, and names attributes in it that are configured and stored",
  nullable: "nullable() is for elements, object fields, parameters and computed attributes; optional() for the rest",
  check: "a computed() attribute has no configuration to check",
  number: "this check is for numbers",
  bound: 'min() and max() take a number of the attribute\'s own kind; of a decimal() as text like "0.1"',
  string: "this check is for strings",
  collection: "this check is for collections",
  scalar: "this check is for strings, booleans and numbers",
  codec: "codec() needs a string without checks or a default",
  equals: "equals() needs an attribute that is neither nested nor writeOnly()",
} as const;

declare const refused: unique symbol;

/** The type of a declaration that is illegal here; `Why` is the reason. */
export interface Refused<Why extends string> {
  readonly [refused]: Why;
}

type Why<K extends keyof typeof refusals> = Refused<(typeof refusals)[K]>;
/** A check's declaration, where the kind of value and the mode allow it. */
type CheckOf<M extends Mode, Legal extends boolean, F, K extends keyof typeof refusals> = Legal extends true
  ? M extends "computed"
    ? Why<"check">
    : F
  : Why<K>;

type IsNumber<S> = S extends ScalarShape<NumberKind> ? true : false;
type IsString<S> = S extends ScalarShape<"string"> ? true : false;
type IsCollection<S> = S extends CollectionShape | NestedShape<"list" | "set" | "map", unknown> ? true : false;
type ScalarType<S> = S extends ScalarShape<infer _K, infer T> ? T : never;

/** Whether any of the traits `Y` is among the traits `X`. */
type Has<X extends Trait, Y extends Trait> = [Extract<X, Y>] extends [never] ? false : true;

type AllComputed<S> =
  S extends NestedShape<infer _N, infer F> ? ([ModeOf<F[keyof F]>] extends ["computed"] ? true : false) : true;

/**
 * An attribute under construction. Without a mode it is required.
 *
 * @typeParam S What it holds.
 * @typeParam M How it gets its value.
 * @typeParam X What else was declared.
 */
export interface Attribute<S extends Shape, M extends Mode = "required", X extends Trait = never> extends Field<
  S,
  M,
  X
> {
  /** The practitioner may leave it out; its value is then null. */
  readonly optional: M extends "required"
    ? Has<X, "nullable"> extends true
      ? Why<"optional">
      : () => Attribute<S, "optional", X>
    : Why<"optional">;

  /** Only the provider sets it. */
  readonly computed: M extends "required"
    ? Has<X, "checked" | "writeOnly" | "replaces"> extends true
      ? Why<"computed">
      : AllComputed<S> extends true
        ? () => Attribute<S, "computed", X>
        : Why<"computedNested">
    : Why<"computed">;

  /** The practitioner may set it; the provider chooses otherwise. A chosen value is kept through updates. */
  readonly optionalComputed: M extends "required"
    ? Has<X, "writeOnly"> extends true
      ? Why<"optionalComputed">
      : () => Attribute<S, "optionalComputed", X>
    : Why<"optionalComputed">;

  /** The value where the practitioner gives none; so it is never null. Resolved before anything else sees the configuration. */
  readonly default: M extends "required" | "optional"
    ? S extends NestedShape<infer _N, infer _F>
      ? Why<"default">
      : Has<X, "writeOnly" | "nullable"> extends true
        ? Why<"default">
        : (value: Known<S>) => Attribute<S, "defaulted", X>
    : Why<"default">;

  /** Hidden in plans, logs and messages. */
  readonly sensitive: Has<X, "sensitive"> extends true ? Why<"sensitive"> : () => Attribute<S, M, X | "sensitive">;

  /** Given to the handlers as `secrets`, never stored: null in every plan and state. */
  readonly writeOnly: M extends "required" | "optional"
    ? S extends NestedShape<infer _N, infer _F>
      ? Why<"writeOnly">
      : Has<X, "writeOnly" | "replaces" | "nullable"> extends true
        ? Why<"writeOnly">
        : () => Attribute<S, M, X | "writeOnly">
    : Why<"writeOnly">;

  /** A changed value replaces the resource instead of updating it. */
  readonly requiresReplace: M extends "computed"
    ? Why<"requiresReplace">
    : Has<X, "writeOnly" | "replaces"> extends true
      ? Why<"requiresReplace">
      : () => Attribute<S, M, X | "replaces">;

  /** Replaces the resource where `condition` says so of a changed value; of one that is unknown it is asked too. */
  readonly requiresReplaceIf: M extends "computed"
    ? Why<"requiresReplace">
    : Has<X, "writeOnly" | "replaces"> extends true
      ? Why<"requiresReplace">
      : (condition: ReplaceConditionOf<S>) => Attribute<S, M, X | "replaces">;

  /** A changed value replaces the resource if the practitioner wrote it; taking it away does not. */
  readonly requiresReplaceIfConfigured: M extends "computed"
    ? Why<"requiresReplace">
    : Has<X, "writeOnly" | "replaces"> extends true
      ? Why<"requiresReplace">
      : () => Attribute<S, M, X | "replaces">;

  /**
   * Planned with its prior value instead of as unknown: for identifiers and other values that updates never change. In
   * an object that is new, such as an added element of a list, there is no prior value, so it is unknown there.
   */
  readonly useStateForUnknown: M extends "computed" | "optionalComputed"
    ? Has<X, Dependence> extends true
      ? Why<"useStateForUnknown">
      : () => Attribute<S, M, X | "stable">
    : Why<"useStateForUnknown">;

  /** As `useStateForUnknown()`; but a null, which only a `nullable()` attribute keeps, becomes unknown on every change. */
  readonly useNonNullStateForUnknown: M extends "computed" | "optionalComputed"
    ? Has<X, Dependence> extends true
      ? Why<"useStateForUnknown">
      : () => Attribute<S, M, X | "stable">
    : Why<"useStateForUnknown">;

  /**
   * Changes only with these attributes beside it: unknown in a plan where one of them changes, else its prior value.
   * Without it a computed value is unknown wherever anything changes that can be configured in the same object.
   */
  readonly dependsOn: M extends "computed" | "optionalComputed"
    ? Has<X, "stable"> extends true
      ? Why<"dependsOn">
      : <const N extends string>(...names: readonly [N, ...N[]]) => Attribute<S, M, X | Dependence<N>>
    : Why<"dependsOn">;

  /**
   * What is known of the value before it is: `{ prefix: "tok_" }`, `{ min: 1 }`, `{ maxItems: 3 }`. Terraform can then
   * decide expressions that ask for no more. That a value which is not `nullable()` is not null is always told.
   */
  readonly expect: M extends "computed" | "optionalComputed"
    ? [ExpectationOf<S>] extends [never]
      ? Why<"expect">
      : (known: ExpectationOf<S>) => Attribute<S, M, X | "expected">
    : Why<"expect">;

  /**
   * A plan modifier of your own. It decides last, but for the resource's `plan`. What it plans, `create` and `update` need
   * not return; only of what is unknown although all of the configuration is known they have to tell the value.
   */
  readonly modifyPlan: M extends "computed" | "optionalComputed"
    ? (modifier: PlanModifierOf<S>) => Attribute<S, M, X | "planned">
    : Why<"modifyPlan">;

  /**
   * The attributes by which an element is recognised, whatever else of it changes and wherever it is moved to: what is
   * computed of it then stays. No two elements may have the same. Without it, the elements of a list are recognised by
   * their index, and those of a set by everything that is configured.
   */
  readonly key: S extends NestedShape<"list" | "set", infer F>
    ? <const N extends KeyNames<F>>(...names: readonly [N, ...N[]]) => Attribute<S, M, X>
    : Why<"key">;

  /** Null is a value like others: for elements, object fields, parameters and what the provider computes. */
  readonly nullable: M extends "required"
    ? Has<X, "writeOnly" | "replaces"> extends true
      ? Why<"nullable">
      : () => Attribute<S, M, X | "nullable">
    : M extends "computed" | "optionalComputed"
      ? () => Attribute<S, M, X | "nullable">
      : Why<"nullable">;

  /** What it means, as Markdown. */
  describe(markdown: string): Attribute<S, M, X>;

  /** Warns whoever sets it. `message` says what to use instead. */
  deprecated(message: string): Attribute<S, M, X>;

  /**
   * Rules: those of `@provide-foundry/provider/validators`, and functions of your own on a known, non-null value that
   * return what is wrong ("must be even") or nothing.
   */
  readonly validate: M extends "computed"
    ? Why<"check">
    : (...rules: readonly (CheckFunction<Known<S>> | Validator<S>)[]) => Attribute<S, M, X | "checked">;

  /** Text that means something else: handlers see what `codec` reads in it, the state keeps the text. */
  readonly codec: [S, M] extends [ScalarShape<"string">, Exclude<Mode, "defaulted">]
    ? Has<X, "checked"> extends true
      ? Why<"codec">
      : <T>(codec: Codec<T>) => Attribute<ScalarShape<"custom", T>, M, X>
    : Why<"codec">;

  /**
   * Which differences mean nothing: a value that is the same as before by this rule stays as it was, in plans and
   * states, and is no reason to replace anything.
   */
  readonly equals: S extends NestedShape<infer _N, infer _F>
    ? Why<"equals">
    : Has<X, "writeOnly"> extends true
      ? Why<"equals">
      : (isSame: (a: Known<S>, b: Known<S>) => boolean) => Attribute<S, M, X>;

  /** At least `bound`. */
  readonly min: CheckOf<M, IsNumber<S>, (bound: ScalarType<S>) => Attribute<S, M, X | "checked">, "number">;
  /** At most `bound`. */
  readonly max: CheckOf<M, IsNumber<S>, (bound: ScalarType<S>) => Attribute<S, M, X | "checked">, "number">;
  /** At least `characters` Unicode code points. */
  readonly minLength: CheckOf<M, IsString<S>, (characters: number) => Attribute<S, M, X | "checked">, "string">;
  /** At most `characters` Unicode code points. */
  readonly maxLength: CheckOf<M, IsString<S>, (characters: number) => Attribute<S, M, X | "checked">, "string">;
  /** Matches `pattern` somewhere; anchor it to mean the whole. `message` replaces "must match /…/". */
  readonly regex: CheckOf<
    M,
    IsString<S>,
    (pattern: RegExp, message?: string) => Attribute<S, M, X | "checked">,
    "string"
  >;
  /** At least `items` elements. */
  readonly minItems: CheckOf<M, IsCollection<S>, (items: number) => Attribute<S, M, X | "checked">, "collection">;
  /** At most `items` elements. */
  readonly maxItems: CheckOf<M, IsCollection<S>, (items: number) => Attribute<S, M, X | "checked">, "collection">;
  /** One of `values`, which also become its type. */
  readonly oneOf: S extends ScalarShape<infer K extends Exclude<ScalarKind, "custom">, infer T>
    ? M extends "computed"
      ? Why<"check">
      : <const V extends T>(...values: readonly V[]) => Attribute<ScalarShape<K, V>, M, X | "checked">
    : Why<"scalar">;
}

/** The builder behind every {@link Attribute}; its types are the interface's business. */
class AttributeBuilder {
  readonly spec: AttributeSpec;

  constructor(spec: AttributeSpec) {
    this.spec = spec;
  }

  optional(): AttributeBuilder {
    return this.#with({ mode: "optional" }, this.#isBare() && !this.spec.nullable, "optional");
  }

  computed(): AttributeBuilder {
    const { value, checks, validators, writeOnly, requiresReplace } = this.spec;
    if (value.kind === "nested" && !Object.values(value.fields).every(isComputed)) {
      return this.#with({ mode: "computed" }, false, "computedNested");
    }
    const free = checks.length + validators.length === 0 && !writeOnly && !requiresReplace;
    return this.#with({ mode: "computed" }, this.#isBare() && free, "computed");
  }

  optionalComputed(): AttributeBuilder {
    return this.#with({ mode: "optionalComputed" }, this.#isBare() && !this.spec.writeOnly, "optionalComputed");
  }

  default(value: unknown): AttributeBuilder {
    const { mode, value: holds, writeOnly, nullable } = this.spec;
    const legal = (mode === "required" || mode === "optional") && holds.kind !== "nested" && !writeOnly && !nullable;
    return this.#with({ mode: "defaulted", default: value }, legal, "default");
  }

  sensitive(): AttributeBuilder {
    return this.#with({ sensitive: true }, !this.spec.sensitive, "sensitive");
  }

  writeOnly(): AttributeBuilder {
    const { mode, value, writeOnly, requiresReplace, nullable } = this.spec;
    const legal =
      (mode === "required" || mode === "optional") &&
      value.kind !== "nested" &&
      !(writeOnly || requiresReplace || nullable);
    return this.#with({ writeOnly: true }, legal, "writeOnly");
  }

  requiresReplace(): AttributeBuilder {
    return this.#replacing("always");
  }

  requiresReplaceIf(condition: ReplaceRule): AttributeBuilder {
    return this.#replacing(condition);
  }

  requiresReplaceIfConfigured(): AttributeBuilder {
    return this.#replacing("ifConfigured");
  }

  useStateForUnknown(): AttributeBuilder {
    return this.#stable(true);
  }

  useNonNullStateForUnknown(): AttributeBuilder {
    return this.#stable("nonNull");
  }

  dependsOn(...names: readonly string[]): AttributeBuilder {
    const dependsOn = [...(this.spec.dependsOn ?? []), ...names];
    return this.#with({ dependsOn }, this.#isProvided() && this.spec.stable === false && names.length > 0, "dependsOn");
  }

  expect(known: Expectation): AttributeBuilder {
    return this.#with({ expected: known }, this.#isProvided() && canExpect(this.spec.value, known), "expect");
  }

  modifyPlan(modifier: PlanModifier): AttributeBuilder {
    return this.#with({ planModifier: modifier }, this.#isProvided(), "modifyPlan");
  }

  key(...names: readonly string[]): AttributeBuilder {
    const { value } = this.spec;
    if (value.kind !== "nested") return this.#with({}, false, "key");
    return this.#with({ value: { ...value, key: names } }, isKey(value.nesting, value.fields, names), "key");
  }

  nullable(): AttributeBuilder {
    const { mode, writeOnly, requiresReplace } = this.spec;
    const legal =
      mode === "required" ? !writeOnly && !requiresReplace : mode === "computed" || mode === "optionalComputed";
    return this.#with({ nullable: true }, legal, "nullable");
  }

  describe(markdown: string): AttributeBuilder {
    return new AttributeBuilder({ ...this.spec, description: markdown });
  }

  deprecated(message: string): AttributeBuilder {
    return new AttributeBuilder({ ...this.spec, deprecated: message });
  }

  validate(...rules: readonly (CheckFunction | Validator<never>)[]): AttributeBuilder {
    const checks = rules.filter((rule) => typeof rule === "function").map((run) => ({ kind: "custom" as const, run }));
    const validators = rules.filter((rule) => typeof rule !== "function");
    const { checks: before, validators: others, mode } = this.spec;
    const added = { checks: [...before, ...checks], validators: [...others, ...validators] };
    return this.#with(added, mode !== "computed", "check");
  }

  codec(codec: Codec<unknown>): AttributeBuilder {
    const { value, checks, validators, mode } = this.spec;
    const legal = value.kind === "string" && checks.length + validators.length === 0 && mode !== "defaulted";
    return this.#with({ value: { kind: "custom", codec } }, legal, "codec");
  }

  equals(isSame: (a: unknown, b: unknown) => boolean): AttributeBuilder {
    return this.#with({ equals: isSame }, this.spec.value.kind !== "nested" && !this.spec.writeOnly, "equals");
  }

  min(bound: check.Bound): AttributeBuilder {
    return this.#bounded(check.minCheck(bound), bound);
  }

  max(bound: check.Bound): AttributeBuilder {
    return this.#bounded(check.maxCheck(bound), bound);
  }

  minLength(characters: number): AttributeBuilder {
    return this.#checked(check.minLengthCheck(characters), this.spec.value.kind === "string", "string");
  }

  maxLength(characters: number): AttributeBuilder {
    return this.#checked(check.maxLengthCheck(characters), this.spec.value.kind === "string", "string");
  }

  regex(pattern: RegExp, message?: string): AttributeBuilder {
    return this.#checked(check.regexCheck(pattern, message), this.spec.value.kind === "string", "string");
  }

  minItems(items: number): AttributeBuilder {
    return this.#checked(check.minItemsCheck(items), this.#isCollection(), "collection");
  }

  maxItems(items: number): AttributeBuilder {
    return this.#checked(check.maxItemsCheck(items), this.#isCollection(), "collection");
  }

  oneOf(...values: readonly unknown[]): AttributeBuilder {
    const { kind } = this.spec.value;
    return this.#checked(check.oneOfCheck(values), kind === "string" || kind === "bool" || this.#isNumber(), "scalar");
  }

  #with(change: Partial<AttributeSpec>, legal: boolean, refusal: keyof typeof refusals): AttributeBuilder {
    const conflict = this.spec.conflict ?? (legal ? undefined : refusals[refusal]);
    return new AttributeBuilder({ ...this.spec, ...change, conflict });
  }

  #checked(added: Check, legal: boolean, refusal: keyof typeof refusals): AttributeBuilder {
    const isComputed = this.spec.mode === "computed";
    return this.#with({ checks: [...this.spec.checks, added] }, legal && !isComputed, isComputed ? "check" : refusal);
  }

  #bounded(added: Check, bound: check.Bound): AttributeBuilder {
    if (!this.#isNumber()) return this.#checked(added, false, "number");
    return this.#checked(added, isBoundOf(this.spec.value.kind, bound), "bound");
  }

  #replacing(rule: ReplaceRule): AttributeBuilder {
    const { mode, writeOnly, requiresReplace } = this.spec;
    const legal = mode !== "computed" && !writeOnly && requiresReplace === false;
    return this.#with({ requiresReplace: rule }, legal, "requiresReplace");
  }

  #stable(stable: true | "nonNull"): AttributeBuilder {
    const legal = this.#isProvided() && this.spec.dependsOn === undefined;
    return this.#with({ stable }, legal, "useStateForUnknown");
  }

  #isBare(): boolean {
    return this.spec.mode === "required";
  }

  /** Whether the provider may give the value. */
  #isProvided(): boolean {
    return this.spec.mode === "computed" || this.spec.mode === "optionalComputed";
  }

  #isNumber(): boolean {
    return isNumberKind(this.spec.value.kind);
  }

  #isCollection(): boolean {
    const { value } = this.spec;
    if (value.kind === "nested") return value.nesting !== "single";
    return value.kind === "list" || value.kind === "set" || value.kind === "map";
  }
}

/** A required attribute that holds `value`, which must be what `S` describes. */
export function createAttribute<S extends Shape, X extends Trait = never>(
  value: ValueSpec,
): Attribute<S, "required", X> {
  return new AttributeBuilder({
    kind: "attribute",
    value,
    mode: "required",
    sensitive: false,
    writeOnly: false,
    requiresReplace: false,
    stable: false,
    dependsOn: undefined,
    expected: undefined,
    planModifier: undefined,
    nullable: false,
    description: "",
    deprecated: undefined,
    checks: [],
    validators: [],
    equals: undefined,
    conflict: undefined,
  }) as unknown as Attribute<S, "required", X>;
}

/** Whether `names` are attributes by which elements of this nesting can be recognised. */
export function isKey(nesting: Nesting, fields: Readonly<Record<string, Field>>, names: readonly string[]): boolean {
  const isInput = (name: string): boolean => {
    const spec = Object.hasOwn(fields, name) ? fields[name]?.spec : undefined;
    return spec?.kind === "attribute" && !spec.writeOnly && !/computed/i.test(spec.mode);
  };
  return (nesting === "list" || nesting === "set") && names.length > 0 && names.every(isInput);
}

function canExpect(value: ValueSpec, known: Expectation): boolean {
  const isCount = (count: unknown): boolean =>
    count === undefined || (Number.isSafeInteger(count) && Number(count) >= 0);
  const { prefix, min, max, minItems, maxItems } = known;
  switch (value.kind) {
    case "string":
      return typeof prefix === "string" && Object.keys(known).length === 1;
    case "int":
    case "int32":
    case "bigint":
    case "float":
    case "float32":
    case "decimal":
      return (
        [prefix, minItems, maxItems].every((part) => part === undefined) &&
        [min, max].every((bound) => bound === undefined || isBoundOf(value.kind, bound)) &&
        (min === undefined || max === undefined || check.compareBounds(min, max) <= 0)
      );
    case "bool":
    case "custom":
    case "object":
      return false;
    default:
      if (value.kind === "nested" && value.nesting === "single") return false;
      if (![prefix, min, max].every((part) => part === undefined)) return false;
      return isCount(minItems) && isCount(maxItems) && (minItems ?? 0) <= (maxItems ?? Infinity);
  }
}

function isComputed(field: Field | undefined): boolean {
  return field?.spec?.kind === "attribute" && field.spec.mode === "computed";
}

function isBoundOf(kind: ValueSpec["kind"], bound: unknown): boolean {
  return isNumberKind(kind) && isNumberOf(kind, bound);
}
