// SPDX-License-Identifier: Apache-2.0

/**
 * The types of cty.
 *
 * Types are interned: two types that are equal are the same object, so `===` compares them. Only capsule types
 * are compared by identity because that is what they are.
 *
 * @module
 */

import { quoteJSON } from "./json/quote.ts";
import { maxDepth } from "./limits.ts";
import { compareBytes } from "./unicode/byte-order.ts";
import { normalizeString } from "./unicode/normalize.ts";
import { encodeUTF8 } from "./utf8.ts";
import type { Value } from "./value.ts";

/** Any type; `kind` tells which. */
export type Type =
  | PrimitiveType
  | ListType
  | SetType
  | MapType
  | ObjectType
  | TupleType
  | DynamicType
  | CapsuleType<unknown>;

export type CollectionType = ListType | SetType | MapType;

export type Kind = Type["kind"];

let nextId = 1;

/** What all types can do. `Type` is the union of them; this class is for `instanceof`. */
export abstract class AbstractType {
  declare abstract readonly kind:
    | "bool"
    | "number"
    | "string"
    | "list"
    | "set"
    | "map"
    | "object"
    | "tuple"
    | "dynamic"
    | "capsule";
  /** 1 for a primitive type, and one more than the deepest part for others. */
  declare readonly depth: number;
  /** Whether this type is dynamic or has a dynamic part. */
  declare readonly hasDynamicTypes: boolean;
  /** Whether an object type somewhere in this type has optional attributes. */
  declare readonly hasOptionalAttributes: boolean;
  /** Unique in this process; part of the keys under which types are interned. */
  declare private readonly id: number;
  declare private listType: ListType | undefined;
  declare private setType: SetType | undefined;
  declare private mapType: MapType | undefined;

  /** @internal Use the functions `list`, `object` and so on. */
  protected constructor(kind: Kind, parts: readonly Type[], isDynamic: boolean = false, hasOptional: boolean = false) {
    let depth = 0;
    let hasDynamicTypes = isDynamic;
    let hasOptionalAttributes = hasOptional;
    for (const part of parts) {
      depth = Math.max(depth, part.depth);
      hasDynamicTypes ||= part.hasDynamicTypes;
      hasOptionalAttributes ||= part.hasOptionalAttributes;
    }
    if (depth >= maxDepth) throw new RangeError(`a type may not nest more than ${maxDepth} levels`);
    (this as { kind: Kind }).kind = kind;
    this.depth = depth + 1;
    this.hasDynamicTypes = hasDynamicTypes;
    this.hasOptionalAttributes = hasOptionalAttributes;
    this.id = nextId++;
    this.listType = undefined;
    this.setType = undefined;
    this.mapType = undefined;
  }

  /** The same as `===`. */
  equals(other: Type): boolean {
    return this === (other as AbstractType);
  }

  /** For messages to practitioners: "list of string", "object". */
  abstract friendlyName(): string;

  /** As `friendlyName`, where a dynamic part means that any type will do: "any type", "list of any single type". */
  friendlyNameForConstraint(): string {
    return this.friendlyName();
  }

  /** This type with every attribute required, at all depths: optional attributes mean something only to conversions. */
  withoutOptionalAttributesDeep(): Type {
    return this as unknown as Type;
  }

  isPrimitiveType(): this is PrimitiveType {
    return this instanceof PrimitiveType;
  }

  /** Whether this is a list, a set or a map. */
  isCollectionType(): this is CollectionType {
    return this instanceof ElementwiseType;
  }

  toString(): string {
    return this.friendlyName();
  }
}

export class PrimitiveType extends AbstractType {
  declare readonly kind: "bool" | "number" | "string";

  /** @internal */
  constructor(kind: "bool" | "number" | "string") {
    super(kind, []);
  }

  override friendlyName(): string {
    return this.kind;
  }
}

/** A type of values whose elements all have one type. */
abstract class ElementwiseType extends AbstractType {
  declare abstract readonly kind: "list" | "set" | "map";
  /** Dynamic where the elements share a type that is not known yet. */
  declare readonly elementType: Type;

  /** @internal */
  constructor(kind: "list" | "set" | "map", elementType: Type) {
    super(kind, [elementType]);
    this.elementType = elementType;
  }

  override friendlyName(): string {
    return `${this.kind} of ${this.elementType.friendlyName()}`;
  }

  override friendlyNameForConstraint(): string {
    const { elementType } = this;
    const element = elementType.kind === "dynamic" ? "any single type" : elementType.friendlyNameForConstraint();
    return `${this.kind} of ${element}`;
  }
}

export class ListType extends ElementwiseType {
  declare readonly kind: "list";

  /** @internal */
  constructor(elementType: Type) {
    super("list", elementType);
  }

  override withoutOptionalAttributesDeep(): Type {
    return this.hasOptionalAttributes ? list(this.elementType.withoutOptionalAttributesDeep()) : this;
  }
}

export class SetType extends ElementwiseType {
  declare readonly kind: "set";

  /** @internal */
  constructor(elementType: Type) {
    super("set", elementType);
  }

  override withoutOptionalAttributesDeep(): Type {
    return this.hasOptionalAttributes ? set(this.elementType.withoutOptionalAttributesDeep()) : this;
  }
}

export class MapType extends ElementwiseType {
  declare readonly kind: "map";

  /** @internal */
  constructor(elementType: Type) {
    super("map", elementType);
  }

  override withoutOptionalAttributesDeep(): Type {
    return this.hasOptionalAttributes ? map(this.elementType.withoutOptionalAttributesDeep()) : this;
  }
}

export class ObjectType extends AbstractType {
  declare readonly kind: "object";
  /** In the order of the names' UTF-8 bytes, as everything about attributes is. */
  declare readonly attributeTypes: ReadonlyMap<string, Type>;
  declare readonly attributeNames: readonly string[];
  /** Those that a conversion to this type adds as null where they are missing. */
  declare readonly optionalAttributes: ReadonlySet<string>;
  /** @internal In the order of `attributeNames`. */
  declare readonly types: readonly Type[];
  declare private indexes: ReadonlyMap<string, number> | undefined;
  declare private encodedNames: readonly Uint8Array[] | undefined;
  declare private quotedNames: readonly string[] | undefined;
  declare private withoutOptional: Type | undefined;

  /** @internal */
  constructor(names: readonly string[], types: readonly Type[], optional: ReadonlySet<string>) {
    super("object", types, false, optional.size > 0);
    this.attributeNames = names;
    this.types = types;
    this.attributeTypes = new Map(names.map((name, i) => [name, types[i]!]));
    this.optionalAttributes = optional;
    this.indexes = undefined;
    this.encodedNames = undefined;
    this.quotedNames = undefined;
    this.withoutOptional = undefined;
  }

  hasAttribute(name: string): boolean {
    return this.attributeTypes.has(normalizeString(name));
  }

  /** @throws TypeError if there is no attribute of that name. */
  attributeType(name: string): Type {
    const type = this.attributeTypes.get(normalizeString(name));
    if (type === undefined) throw new TypeError(`object has no attribute ${JSON.stringify(name)}`);
    return type;
  }

  /** @internal The names in UTF-8, as wire formats have them. */
  get nameBytes(): readonly Uint8Array[] {
    return (this.encodedNames ??= this.attributeNames.map(encodeUTF8));
  }

  /** @internal The names as JSON object members start: quoted, and with a colon. */
  get memberStarts(): readonly string[] {
    return (this.quotedNames ??= this.attributeNames.map((name) => `${quoteJSON(name)}:`));
  }

  /** @internal Where an attribute stands in `attributeNames`; the name must be normalized. */
  indexOf(name: string): number | undefined {
    this.indexes ??= new Map(this.attributeNames.map((known, i) => [known, i]));
    return this.indexes.get(name);
  }

  override friendlyName(): string {
    return "object";
  }

  override withoutOptionalAttributesDeep(): Type {
    if (!this.hasOptionalAttributes) return this;
    return (this.withoutOptional ??= internObject(
      this.attributeNames,
      this.types.map((type) => type.withoutOptionalAttributesDeep()),
      new Set(),
    ));
  }
}

export class TupleType extends AbstractType {
  declare readonly kind: "tuple";
  declare readonly elementTypes: readonly Type[];

  /** @internal */
  constructor(elementTypes: readonly Type[]) {
    super("tuple", elementTypes);
    this.elementTypes = elementTypes;
  }

  override friendlyName(): string {
    return "tuple";
  }

  override withoutOptionalAttributesDeep(): Type {
    if (!this.hasOptionalAttributes) return this;
    return tuple(this.elementTypes.map((type) => type.withoutOptionalAttributesDeep()));
  }
}

/** The type of what has no type yet. Only unknown and null values are of this type. */
export class DynamicType extends AbstractType {
  declare readonly kind: "dynamic";

  /** @internal */
  constructor() {
    super("dynamic", [], true);
  }

  override friendlyName(): string {
    return "dynamic";
  }

  override friendlyNameForConstraint(): string {
    return "any type";
  }
}

/**
 * What cty may do with the native values of a capsule type. Without an operation it compares them by identity,
 * hashes them all alike and converts them to nothing.
 */
export interface CapsuleOps<T> {
  /**
   * The `equals` operation on known values, undefined where the answer is unknown. It needs `rawEquals`, which
   * otherwise stands in for it.
   */
  equals?(a: T, b: T): boolean | undefined;
  rawEquals?(a: T, b: T): boolean;
  /** The same text for any two values that are equal. */
  hashKey?(value: T): string;
  /** The conversion from this type to `target`, if there is one. It may throw a `PathError`. */
  conversionFrom?(target: Type): CapsuleConversion<T> | undefined;
  /** The conversion from `source` to this type, if there is one. It may throw a `PathError`. */
  conversionTo?(source: Type): ((value: Value) => T) | undefined;
  /** The value as JSON text, and back; without them a value of this type cannot be in JSON. */
  toJSON?(value: T): string;
  fromJSON?(text: string): T;
  /** Whatever the application keeps under a key of its own; undefined for keys it does not know. */
  extensionData?(key: unknown): unknown;
}

// Declared as a method, so that a capsule type of any native type is a `Type`.
export type CapsuleConversion<T> = { convert(value: T): Value }["convert"];

/** A type of native values that cty carries but does not look into. Two capsule types are never equal. */
export class CapsuleType<T = unknown> extends AbstractType {
  declare readonly kind: "capsule";
  declare readonly name: string;
  declare readonly ops: CapsuleOps<T>;

  /** @internal */
  constructor(name: string, ops: CapsuleOps<T>) {
    super("capsule", []);
    if (ops.equals !== undefined && ops.rawEquals === undefined) {
      throw new TypeError("a capsule type with equals needs rawEquals too");
    }
    this.name = name;
    this.ops = ops;
  }

  override friendlyName(): string {
    return this.name;
  }
}

export const bool: PrimitiveType = new PrimitiveType("bool");
export const number: PrimitiveType = new PrimitiveType("number");
export const string: PrimitiveType = new PrimitiveType("string");
export const dynamic: DynamicType = new DynamicType();

export function list(elementType: Type): ListType {
  return (elementType["listType"] ??= new ListType(elementType));
}

export function set(elementType: Type): SetType {
  return (elementType["setType"] ??= new SetType(elementType));
}

export function map(elementType: Type): MapType {
  return (elementType["mapType"] ??= new MapType(elementType));
}

/**
 * An object type.
 *
 * @param attributes By name; names are normalized to NFC, and of two that become equal the later counts.
 * @param optional Names of attributes that a conversion to this type may find missing.
 * @throws TypeError if `optional` names an attribute that is not declared.
 */
export function object(
  attributes: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>,
  optional: Iterable<string> = [],
): ObjectType {
  const entries = attributes instanceof Map ? attributes : Object.entries(attributes);
  const types = new Map<string, Type>();
  for (const [name, type] of entries as Iterable<[string, Type]>) types.set(normalizeString(name), type);
  const names = [...types.keys()].sort(compareBytes);
  const optionalNames = new Set([...optional].map(normalizeString).sort(compareBytes));
  for (const name of optionalNames) {
    if (!types.has(name)) throw new TypeError(`optional attribute ${JSON.stringify(name)} is not declared`);
  }
  return internObject(
    names,
    names.map((name) => types.get(name)!),
    optionalNames,
  );
}

export function tuple(elementTypes: readonly Type[]): TupleType {
  const key = `(${elementTypes.map((type) => type["id"]).join()})`;
  return intern(key, () => new TupleType([...elementTypes])) as TupleType;
}

/** A new capsule type, equal only to itself. */
export function capsule<T = unknown>(name: string, ops: CapsuleOps<T> = {}): CapsuleType<T> {
  return new CapsuleType(name, ops);
}

/** @internal An object type of normalized names in byte order. */
export function internObject(
  names: readonly string[],
  types: readonly Type[],
  optional: ReadonlySet<string>,
): ObjectType {
  let key = "";
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    // Lengths make the key unambiguous whatever characters a name has.
    key += `${name.length}:${name}${optional.has(name) ? "?" : "="}${types[i]!["id"]},`;
  }
  return intern(key, () => new ObjectType(names, types, optional)) as ObjectType;
}

/** Structural types that are in use. Weak, since a long-lived program may meet any number of them. */
let interned: Map<string, WeakRef<ObjectType | TupleType>> | undefined;
let collected: FinalizationRegistry<string> | undefined;

function intern(key: string, create: () => ObjectType | TupleType): ObjectType | TupleType {
  interned ??= new Map();
  const known = interned.get(key)?.deref();
  if (known !== undefined) return known;
  const created = create();
  interned.set(key, new WeakRef(created));
  collected ??= new FinalizationRegistry((gone) => {
    // The same type may have been created anew in the meantime.
    if (interned!.get(gone)?.deref() === undefined) interned!.delete(gone);
  });
  collected.register(created, key);
  return created;
}

export const emptyObject: ObjectType = object({});
export const emptyTuple: TupleType = tuple([]);
