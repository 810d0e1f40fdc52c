// SPDX-License-Identifier: Apache-2.0

/**
 * Default values of optional attributes.
 *
 * Source: hashicorp/hcl 2.24, `ext/typeexpr/defaults.go`.
 *
 * @module
 */

import {
  haveOneType,
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  objectVal,
  PathError,
  setVal,
  setValEmpty,
  tupleVal,
  unifyUnsafe,
  type Type,
  type Value,
} from "@provide-foundry/cty";

/** What to put in the place of optional attributes that are missing or null in values of a type. */
export class Defaults {
  /** The type whose values these are defaults for, which may be any type that has such values in it. */
  readonly type: Type;
  /** By attribute, if the type is an object's. */
  readonly values: ReadonlyMap<string, Value>;
  /** What the attributes of an object, the elements of a tuple by index, or those of a collection under "" have in turn. */
  readonly children: ReadonlyMap<string, Defaults>;

  constructor(
    type: Type,
    values: ReadonlyMap<string, Value> = new Map(),
    children: ReadonlyMap<string, Defaults> = new Map(),
  ) {
    this.type = type;
    this.values = values;
    this.children = children;
  }

  /**
   * A value with defaults in the place of attributes that are missing or null. It need not be of the type yet: defaults come
   * before conversion.
   */
  apply(value: Value): Value {
    if (!value.isKnown() || value.isNull() || (this.values.size === 0 && this.children.size === 0)) return value;
    const [plain, marks] = value.unmark();
    switch (plain.type.kind) {
      case "list":
      case "set":
      case "tuple":
        return this.#applyToSequence(plain).withMarks(marks);
      case "map":
      case "object":
        return this.#applyToMapping(plain).withMarks(marks);
      default:
        return value;
    }
  }

  #applyToSequence(value: Value): Value {
    const { type } = value;
    const elements = value
      .asValueSlice()
      .map((element, i) => this.#child(String(i), "tuple")?.apply(element) ?? element);
    if (type.kind !== "list" && type.kind !== "set") return tupleVal(elements);
    if (elements.length === 0)
      return type.kind === "set" ? setValEmpty(type.elementType) : listValEmpty(type.elementType);
    const unified = unifyValues(elements);
    if (unified === undefined) return tupleVal(elements);
    return type.kind === "set" ? setVal(unified) : listVal(unified);
  }

  #applyToMapping(value: Value): Value {
    const { type } = value;
    const members = new Map<string, Value>();
    for (const [name, member] of value.asValueMap()) {
      members.set(name, this.#child(name, "object")?.apply(member) ?? member);
    }
    for (const [name, given] of this.values) members.set(name, this.#withDefault(name, members.get(name), given));
    if (type.kind !== "map") return objectVal(members);
    if (members.size === 0) return mapValEmpty(type.elementType);
    const unified = unifyValues([...members.values()]);
    if (unified === undefined) return objectVal(members);
    return mapVal(new Map([...members.keys()].map((name, i) => [name, unified[i]!])));
  }

  #withDefault(name: string, member: Value | undefined, given: Value): Value {
    const value = member === undefined || member.isNull() ? (this.children.get(name)?.apply(given) ?? given) : member;
    // With a default that is not null, nor will the attribute be.
    const isNeverNull = given.range().isDefinitelyNotNull && value.type.kind !== "dynamic";
    return isNeverNull ? value.refineNotNull() : value;
  }

  #child(key: string, structuralKind: "object" | "tuple"): Defaults | undefined {
    return this.children.get(this.type.kind === structuralKind ? key : "");
  }
}

/** Values of one type, if they can be converted to one. */
function unifyValues(values: readonly Value[]): readonly Value[] | undefined {
  const unified = unifyUnsafe(values.map(({ type }) => type));
  if (unified === undefined) return undefined;
  try {
    const converted = values.map((value, i) => unified.conversions[i]?.(value) ?? value);
    return haveOneType(converted) ? converted : undefined;
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
