// SPDX-License-Identifier: Apache-2.0

/**
 * `t`: the words a schema is written in.
 *
 * @module
 */

import { type Attribute, createAttribute } from "./attribute.ts";
import { type Block, createBlock } from "./block.ts";
import type { Codec } from "./codec.ts";
import * as ip from "./custom/ip.ts";
import { type JsonValue, exactJson, normalizedJson } from "./custom/json.ts";
import * as mac from "./custom/mac.ts";
import * as time from "./custom/time.ts";
import type {
  AttributesOf,
  CollectionElement,
  CollectionShape,
  DynamicShape,
  Element,
  Elements,
  Fields,
  FieldsOf,
  Mode,
  NestedShape,
  ObjectShape,
  ScalarShape,
  Trait,
  TraitsOf,
  TupleShape,
} from "./field.ts";
import type { Parameter, ParameterElement } from "./parameter.ts";
import type { Coherent } from "./planning.ts";
import {
  type TimeoutDefaults,
  type TimeoutsAttribute,
  type TimeoutsBlock,
  createTimeouts,
  createTimeoutsBlock,
} from "./timeouts.ts";
import { requireParts } from "./require-parts.ts";
import { secret } from "./secret.ts";

type Attributes = AttributesOf<Mode, Trait>;
/** The elements of a collection have one type, so nothing in them may be of any. */
type CollectionAttributes = AttributesOf<Mode, Exclude<Trait, "dynamic">>;
type CollectionFields = FieldsOf<Mode, Exclude<Trait, "dynamic">>;
/** Terraform cannot tell two elements of a set apart by a value it does not keep. */
type SetAttributes = AttributesOf<Mode, Exclude<Trait, "dynamic" | "writeOnly">>;
type SetFields = FieldsOf<Mode, Exclude<Trait, "dynamic" | "writeOnly">>;
/** A value that has a part of any type cannot be in a collection either. */
type DynamicIn<A> = Extract<TraitsOf<A>, "dynamic">;

/** Text. */
function string(): Attribute<ScalarShape<"string", string>> {
  return createAttribute({ kind: "string" });
}

function bool(): Attribute<ScalarShape<"bool", boolean>> {
  return createAttribute({ kind: "bool" });
}

/** A whole number that JavaScript's `number` holds exactly: -(2^53 - 1) to 2^53 - 1. Others are refused. */
function int(): Attribute<ScalarShape<"int", number>> {
  return createAttribute({ kind: "int" });
}

/** A whole number of 32 bits: -2147483648 to 2147483647. Others are refused. */
function int32(): Attribute<ScalarShape<"int32", number>> {
  return createAttribute({ kind: "int32" });
}

/** A whole number of any size. */
function bigint(): Attribute<ScalarShape<"bigint", bigint>> {
  return createAttribute({ kind: "bigint" });
}

/** The double nearest to the number. What a practitioner wrote is kept exactly all the same. */
function float(): Attribute<ScalarShape<"float", number>> {
  return createAttribute({ kind: "float" });
}

/**
 * As {@link float}, within the range of 32 bits. Of what a handler returns, digits beyond these bits are dropped: services
 * that store such floats answer 0.1 with 0.10000000149011612.
 */
function float32(): Attribute<ScalarShape<"float32", number>> {
  return createAttribute({ kind: "float32" });
}

/** Any number, exactly, as text without an exponent: `"0.1"`. */
function decimal(): Attribute<ScalarShape<"decimal", string>> {
  return createAttribute({ kind: "decimal" });
}

/**
 * Text that is JSON; handlers see what it says. Of the same meaning is what says the same; with `exact` only the same
 * text.
 */
function json<T = JsonValue>(options: { readonly exact?: boolean } = {}): Custom<NoInfer<T>> {
  return custom((options.exact === true ? exactJson : normalizedJson) as Codec<T>);
}

/** A point in time, written as `2006-01-02T15:04:05Z`; handlers see a `Date`, which has whole milliseconds. */
function rfc3339(): Custom<Date> {
  return custom(time.rfc3339);
}

/** A length of time, written as Go does (`1h30m`, `1.5s`); handlers see milliseconds. */
function duration(): Custom<number> {
  return custom(time.duration);
}

/** An address of IPv4 or IPv6; handlers see its canonical form, as of all that follow. */
function ipAddress(): Custom<string> {
  return custom(ip.ipAddress);
}

function ipv4Address(): Custom<string> {
  return custom(ip.ipv4Address);
}

function ipv6Address(): Custom<string> {
  return custom(ip.ipv6Address);
}

/** An address and how many of its bits count, of IPv4 or IPv6: `10.0.0.0/8`. */
function ipPrefix(): Custom<string> {
  return custom(ip.ipPrefix);
}

function ipv4Prefix(): Custom<string> {
  return custom(ip.ipv4Prefix);
}

function ipv6Prefix(): Custom<string> {
  return custom(ip.ipv6Prefix);
}

/** A hardware address of 6, 8 or 20 bytes: `00:00:5e:00:53:01`. */
function macAddress(): Custom<string> {
  return custom(mac.macAddress);
}

type Custom<T> = Attribute<ScalarShape<"custom", T>>;

/** As `string().codec(codec)`. */
function custom<T>(codec: Codec<T>): Custom<T> {
  return string().codec(codec);
}

/** Any number of elements, in order. */
function list<E extends CollectionElement>(element: E): Attribute<CollectionShape<"list", E>> {
  return createAttribute({ kind: "list", element });
}

/** Elements without order or repetition; handlers see an array. */
function set<E extends CollectionElement>(element: E): Attribute<CollectionShape<"set", E>> {
  return createAttribute({ kind: "set", element });
}

/** Elements by name. */
function map<E extends CollectionElement>(element: E): Attribute<CollectionShape<"map", E>> {
  return createAttribute({ kind: "map", element });
}

/** A value of named parts without flags of their own; with flags, see `t.nested`. */
function object<const F extends Elements>(fields: F): Attribute<ObjectShape<F>, "required", DynamicIn<F[keyof F]>> {
  return createAttribute({ kind: "object", fields: requireParts("t.object()", fields) });
}

/** A fixed number of elements, each of a type of its own. */
function tuple<const E extends readonly Element[]>(
  elements: E,
): Attribute<TupleShape<E>, "required", DynamicIn<E[number]>> {
  return createAttribute({ kind: "tuple", elements: requireParts("t.tuple()", elements, true) });
}

/**
 * A value of any type, told by the value itself; see `Dynamic` for what
 * handlers see. Not inside lists, sets and maps, whose elements have one type.
 */
function dynamic(): Attribute<DynamicShape, "required", "dynamic"> {
  return createAttribute({ kind: "dynamic" });
}

/** Attributes inside an attribute, each with its own flags: `server = { port = 80 }`. */
const nested: {
  single<const F extends Attributes>(attributes: F & Coherent<F>): Attribute<NestedShape<"single", F>>;
  list<const F extends CollectionAttributes>(attributes: F & Coherent<F>): Attribute<NestedShape<"list", F>>;
  set<const F extends SetAttributes>(attributes: F & Coherent<F>): Attribute<NestedShape<"set", F>>;
  map<const F extends CollectionAttributes>(attributes: F & Coherent<F>): Attribute<NestedShape<"map", F>>;
} = {
  single: (fields) =>
    createAttribute({ kind: "nested", nesting: "single", fields: requireParts("t.nested.single()", fields) }),
  list: (fields) =>
    createAttribute({ kind: "nested", nesting: "list", fields: requireParts("t.nested.list()", fields) }),
  set: (fields) => createAttribute({ kind: "nested", nesting: "set", fields: requireParts("t.nested.set()", fields) }),
  map: (fields) => createAttribute({ kind: "nested", nesting: "map", fields: requireParts("t.nested.map()", fields) }),
};

/** Attributes and blocks inside a block: `server { port = 80 }`. */
const block: {
  /** At most one; null without it. */
  single<const F extends Fields>(fields: F & Coherent<F>): Block<"single", F, "optional">;
  /** One that is always there, its attributes null where nothing is written. */
  group<const F extends Fields>(fields: F & Coherent<F>): Block<"group", F, "required">;
  list<const F extends CollectionFields>(fields: F & Coherent<F>): Block<"list", F, "required">;
  set<const F extends SetFields>(fields: F & Coherent<F>): Block<"set", F, "required">;
  /** By label: `server "web" { … }`. */
  map<const F extends CollectionFields>(fields: F & Coherent<F>): Block<"map", F, "required">;
} = {
  single: (fields) => createBlock("single", fields),
  group: (fields) => createBlock("group", fields),
  list: (fields) => createBlock("list", fields),
  set: (fields) => createBlock("set", fields),
  map: (fields) => createBlock("map", fields),
};

/** A parameter of a function: what documentation and errors call it, and what it takes. */
function param<A extends ParameterElement>(name: string, attribute: A): Parameter<A, false>;
/**
 * A parameter whose argument may be `UNKNOWN`, wholly or in part; without
 * `allowUnknown` the function is not called then and its result is unknown.
 */
function param<A extends ParameterElement>(
  name: string,
  attribute: A,
  options: { readonly allowUnknown: true },
): Parameter<A, true>;
function param<A extends ParameterElement>(
  name: string,
  attribute: A,
  options?: { readonly allowUnknown: true },
): Parameter<A> {
  return { name, attribute, allowUnknown: options?.allowUnknown === true };
}

/**
 * How long operations may take unless the practitioner says otherwise: `timeouts = { create = "1h" }`. When the time is
 * up the handler's signal aborts. For the top of a schema; the attribute is called `timeouts` by custom.
 */
function timeouts<const D extends TimeoutDefaults>(defaults: D): TimeoutsAttribute<D> {
  return createTimeouts(defaults);
}

/** As {@link timeouts}, as a block: `timeouts { create = "1h" }`. */
function timeoutsBlock<const D extends TimeoutDefaults>(defaults: D): TimeoutsBlock<D> {
  return createTimeoutsBlock(defaults);
}

/** The schema vocabulary. */
export const t: {
  readonly string: typeof string;
  readonly bool: typeof bool;
  readonly int: typeof int;
  readonly int32: typeof int32;
  readonly bigint: typeof bigint;
  readonly float: typeof float;
  readonly float32: typeof float32;
  readonly decimal: typeof decimal;
  readonly json: typeof json;
  readonly rfc3339: typeof rfc3339;
  readonly duration: typeof duration;
  readonly ipAddress: typeof ipAddress;
  readonly ipv4Address: typeof ipv4Address;
  readonly ipv6Address: typeof ipv6Address;
  readonly ipPrefix: typeof ipPrefix;
  readonly ipv4Prefix: typeof ipv4Prefix;
  readonly ipv6Prefix: typeof ipv6Prefix;
  readonly macAddress: typeof macAddress;
  readonly list: typeof list;
  readonly set: typeof set;
  readonly map: typeof map;
  readonly object: typeof object;
  readonly tuple: typeof tuple;
  readonly dynamic: typeof dynamic;
  readonly nested: typeof nested;
  readonly block: typeof block;
  readonly timeouts: typeof timeouts;
  readonly timeoutsBlock: typeof timeoutsBlock;
  readonly param: typeof param;
  readonly secret: typeof secret;
} = {
  string,
  bool,
  int,
  int32,
  bigint,
  float,
  float32,
  decimal,
  json,
  rfc3339,
  duration,
  ipAddress,
  ipv4Address,
  ipv6Address,
  ipPrefix,
  ipv4Prefix,
  ipv6Prefix,
  macAddress,
  list,
  set,
  map,
  object,
  tuple,
  dynamic,
  nested,
  block,
  timeouts,
  timeoutsBlock,
  param,
  secret,
};
