// SPDX-License-Identifier: Apache-2.0

/**
 * Conversions between types, by the rules that Terraform's language applies wherever a value of another type is wanted.
 *
 * Whatever the conversion, marks stay, null stays null, and unknown stays unknown, with what is still known about it.
 *
 * Source: go-cty 1.18, package `convert`.
 *
 * @module
 */

import { PathError } from "../path-error.ts";
import type { Encapsulated } from "../payload.ts";
import type { Type } from "../type.ts";
import { capsuleVal, nullVal } from "../value-create.ts";
import { payloadOf, unknownVal, type Value } from "../value.ts";
import { dynamicReplace } from "./dynamic-replace.ts";
import {
  collectionToList,
  collectionToSet,
  mapToMap,
  mapToObject,
  objectToMap,
  objectToObject,
  tupleToCollection,
  tupleToTuple,
} from "./elementwise.ts";
import { mismatchMessage as describeMismatch } from "./mismatch.ts";
import { safePrimitiveConversion, unsafePrimitiveConversion } from "./primitive.ts";
import type { Conversion, Rules, Unified } from "./rules.ts";
import { unifyTypes } from "./unify.ts";

/**
 * The value as one of another type.
 *
 * @param type May have optional attributes: where they are missing, the result has null.
 * @throws PathError if there is no such conversion, or if it is unsafe and fails for this value.
 */
export function convert(value: Value, type: Type): Value {
  if (value.type === type.withoutOptionalAttributesDeep()) return value;
  const conversion = getConversionUnsafe(value.type, type);
  if (conversion === undefined) throw new PathError([], mismatchMessage(value.type, type));
  return conversion(value);
}

/** The conversion between two types, if there is one that works for every value. */
export function getConversion(from: Type, to: Type): Conversion | undefined {
  return safeRules().find(from, to);
}

/** The conversion between two types, even if it may fail for some values: `"x"` is no number. */
export function getConversionUnsafe(from: Type, to: Type): Conversion | undefined {
  return unsafeRules().find(from, to);
}

/** A type that values of all these types can safely be converted to, and how; undefined if there is none. */
export function unify(types: readonly Type[]): Unified | undefined {
  return safeRules().unify(types);
}

/** As `unify`, also with conversions that may fail. */
export function unifyUnsafe(types: readonly Type[]): Unified | undefined {
  return unsafeRules().unify(types);
}

/** Why there is no conversion between two types, for whoever wrote the value. */
export function mismatchMessage(got: Type, want: Type): string {
  return describeMismatch(got, want, unsafeRules());
}

class ConversionRules implements Rules {
  readonly #isUnsafe: boolean;
  /** Types are unique, so that what was found out about a pair can be kept as long as both live. */
  readonly #found = new WeakMap<Type, WeakMap<Type, Conversion | typeof none>>();

  constructor(isUnsafe: boolean) {
    this.#isUnsafe = isUnsafe;
  }

  find(from: Type, to: Type): Conversion | undefined {
    let targets = this.#found.get(from);
    if (targets === undefined) this.#found.set(from, (targets = new WeakMap()));
    let conversion = targets.get(to);
    if (conversion === undefined) {
      const convertKnown = this.#findForKnown(from, to);
      conversion = convertKnown === undefined ? none : withUnknown(convertKnown, to);
      targets.set(to, conversion);
    }
    return conversion === none ? undefined : conversion;
  }

  unify(types: readonly Type[]): Unified | undefined {
    return unifyTypes(types, this);
  }

  /** The conversion of values that are known, not null and not marked. */
  #findForKnown(from: Type, to: Type): Conversion | undefined {
    if (to.kind === "dynamic") return identity;
    if (from.kind === "dynamic") return this.#isUnsafe ? (value) => convert(value, to) : undefined;
    if (from.isPrimitiveType() && to.isPrimitiveType()) {
      const safe = safePrimitiveConversion(from, to);
      return safe === undefined && this.#isUnsafe ? unsafePrimitiveConversion(from, to) : safe;
    }
    switch (to.kind) {
      case "list":
      case "set":
        if (from.kind === "tuple") return tupleToCollection(from, to, this);
        if (from.kind !== "list" && from.kind !== "set") break;
        return this.#findForCollection(from.kind, from.elementType, to.kind, to.elementType);
      case "map": {
        if (from.kind === "object") return objectToMap(from, to, this);
        if (from.kind !== "map") break;
        const element = this.find(from.elementType, to.elementType);
        return element && mapToMap(to.elementType, element, safeRules());
      }
      case "object":
        if (from.kind === "object") return objectToObject(from, to, this);
        // Whether the keys are right shows only in the values.
        if (from.kind === "map") return this.#isUnsafe ? mapToObject(from, to, this) : undefined;
        break;
      case "tuple":
        if (from.kind === "tuple") return tupleToTuple(from, to, this);
        break;
      default:
    }
    return this.#isUnsafe && from !== to ? findForCapsule(from, to) : undefined;
  }

  #findForCollection(fromKind: string, from: Type, toKind: "list" | "set", to: Type): Conversion | undefined {
    // The order of a list and its duplicates would be lost.
    if (fromKind === "list" && toKind === "set" && !this.#isUnsafe) return undefined;
    const element = this.find(from, to);
    if (element === undefined && from !== to) return undefined;
    const convertElement = from === to ? undefined : element;
    return toKind === "list" ? collectionToList(to, convertElement) : collectionToSet(to, convertElement);
  }
}

const none: unique symbol = Symbol("no conversion");

let safe: Rules | undefined;
let unsafe: Rules | undefined;

function safeRules(): Rules {
  return (safe ??= new ConversionRules(false));
}

function unsafeRules(): Rules {
  return (unsafe ??= new ConversionRules(true));
}

function identity(value: Value): Value {
  return value;
}

/** What is the same for all conversions: marks, null and unknown. */
function withUnknown(convertKnown: Conversion, to: Type): Conversion {
  const plainTo = to.withoutOptionalAttributesDeep();
  return (marked) => {
    const [value, marks] = marked.unmark();
    if (to.kind === "dynamic") return marked;
    if (!value.isKnown())
      return unknownResult(value, dynamicReplace(value.type, plainTo, unsafeRules())).withMarks(marks);
    if (value.isNull()) return nullVal(dynamicReplace(value.type, plainTo, unsafeRules())).withMarks(marks);
    return convertKnown(value).withMarks(marks);
  };
}

/** Unknown, but what is known about nullness and length survives. */
function unknownResult(source: Value, to: Type): Value {
  const { type: from } = source;
  const range = source.range();
  const builder = unknownVal(to).refine();
  if (range.isDefinitelyNotNull) builder.notNull();
  if (from.kind === "object" && to.kind === "map") {
    builder.collectionLength(from.types.length);
  } else if (from.kind === "tuple" && to.kind === "list") {
    builder.collectionLength(from.elementTypes.length);
  } else if (from.kind === "tuple" && to.kind === "set") {
    const { length } = from.elementTypes;
    builder.collectionLengthLowerBound(Math.min(length, 1)).collectionLengthUpperBound(length);
  } else if (from.isCollectionType() && to.isCollectionType()) {
    // Elements of a set may turn out to be equal, but not all of them can vanish.
    const least = to.kind === "set" ? Math.min(range.lengthLowerBound, 1) : range.lengthLowerBound;
    builder.collectionLengthLowerBound(least).collectionLengthUpperBound(range.lengthUpperBound);
  }
  return builder.newValue();
}

/** A capsule type says itself what it converts to and from; that of the target is asked first. */
function findForCapsule(from: Type, to: Type): Conversion | undefined {
  if (to.kind === "capsule") {
    const convertTo = to.ops.conversionTo?.(from);
    if (convertTo !== undefined) return (value) => capsuleVal(to, convertTo(value));
  }
  if (from.kind === "capsule") {
    const convertFrom = from.ops.conversionFrom?.(to);
    if (convertFrom !== undefined) return (value) => convertFrom((payloadOf(value) as Encapsulated).native);
  }
  return undefined;
}
