// SPDX-License-Identifier: Apache-2.0

/**
 * A schema as the server works with it: cty types and codecs at hand, and what
 * is inside known beforehand, so that a walk can leave out what does not
 * concern it.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import type { AttributeSpec, BlockSpec, Field, Nesting, ValueSpec } from "../schema/field.ts";
import { At } from "./at.ts";
import { Findings } from "./findings.ts";
import { type ValueCodec, compileValue } from "./value-codec.ts";

/** What a block or a nested attribute consists of. */
export interface Block {
  readonly type: cty.ObjectType;
  readonly members: readonly Member[];
  readonly has: Inside;
  member(name: string): Member | undefined;
}

/** Whether something of the kind is inside, at any depth. */
export interface Inside {
  readonly computed: boolean;
  readonly defaults: boolean;
  readonly writeOnly: boolean;
  /** Values that must not be shown: sensitive or write-only. */
  readonly secret: boolean;
  readonly requiresReplace: boolean;
  readonly planModifiers: boolean;
  /** Rules on values, including those of the value's kind. */
  readonly rules: boolean;
  /** Validators of attributes, blocks and elements. */
  readonly validators: boolean;
  /** Values that differ and may mean the same all the same. */
  readonly equality: boolean;
}

export type Member = Leaf | Nested;

/** An attribute whose value has no attributes inside. */
export interface Leaf {
  readonly kind: "leaf";
  readonly name: string;
  readonly spec: AttributeSpec;
  readonly type: cty.Type;
  readonly codec: ValueCodec;
  readonly has: Inside;
  /** For mode `defaulted`; otherwise null. */
  readonly defaultValue: cty.Value;
  /** The value while it is not known: unknown, with what is known of it. */
  readonly open: cty.Value;
}

/** A nested attribute or a nested block. */
export interface Nested {
  readonly kind: "nested";
  readonly name: string;
  readonly spec: AttributeSpec | BlockSpec;
  readonly nesting: Nesting;
  readonly block: Block;
  readonly type: cty.Type;
  readonly has: Inside;
  /** As a leaf's. */
  readonly open: cty.Value;
  /** The attributes by which an element of a list or set is recognised; undefined without `key()`. */
  readonly key: readonly string[] | undefined;
}

const compiled = new WeakMap<object, Block>();

/** The block of a schema's fields; compiled once for each `fields` object. */
export function compileBlock(fields: Readonly<Record<string, Field>>): Block {
  let block = compiled.get(fields);
  if (block === undefined) {
    block = createBlock(Object.entries(fields).map(([name, { spec }]) => compileMember(name, spec)));
    compiled.set(fields, block);
  }
  return block;
}

function createBlock(members: readonly Member[]): Block {
  const byName = new Map(members.map((member) => [member.name, member]));
  const some = (kind: keyof Inside): boolean => members.some((member) => member.has[kind]);
  return {
    type: cty.object(Object.fromEntries(members.map(({ name, type }) => [name, type]))),
    members,
    has: {
      computed: some("computed"),
      defaults: some("defaults"),
      writeOnly: some("writeOnly"),
      secret: some("secret"),
      requiresReplace: some("requiresReplace"),
      planModifiers: some("planModifiers"),
      rules: some("rules"),
      validators: some("validators"),
      equality: some("equality"),
    },
    member: (name) => byName.get(name),
  };
}

function compileMember(name: string, spec: AttributeSpec | BlockSpec): Member {
  if (spec.kind === "block") return compileNested(name, spec, spec);
  if (spec.value.kind === "nested") return compileNested(name, spec, spec.value);
  return compileLeaf(name, spec, spec.value);
}

function compileLeaf(name: string, spec: AttributeSpec, value: Exclude<ValueSpec, { kind: "nested" }>): Leaf {
  const codec = compileValue(value);
  return {
    kind: "leaf",
    name,
    spec,
    type: codec.type,
    codec,
    open: openValue(spec, codec.type),
    has: {
      computed: spec.mode === "computed" || spec.mode === "optionalComputed",
      defaults: spec.mode === "defaulted",
      writeOnly: spec.writeOnly,
      secret: isSecret(spec),
      requiresReplace: spec.requiresReplace !== false,
      planModifiers: spec.planModifier !== undefined,
      validators: spec.validators.length > 0 || codec.hasValidators,
      equality: spec.equals !== undefined || codec.hasEquality,
      rules: spec.mode === "required" || spec.checks.length > 0 || (value.kind !== "string" && value.kind !== "bool"),
    },
    defaultValue:
      spec.mode === "defaulted" ? codec.fromPlain(spec.default, At.root, new Findings()) : cty.nullVal(codec.type),
  };
}

function compileNested(
  name: string,
  spec: AttributeSpec | BlockSpec,
  { nesting, fields, key }: Pick<BlockSpec, "nesting" | "fields" | "key">,
): Nested {
  const block = compileBlock(fields);
  const own = spec.kind === "attribute" ? spec : undefined;
  const type = nestedType(block.type, nesting);
  return {
    kind: "nested",
    name,
    spec,
    nesting,
    block,
    type,
    open: openValue(spec, type),
    key,
    has: {
      ...block.has,
      computed: block.has.computed || own?.mode === "computed" || own?.mode === "optionalComputed",
      secret: block.has.secret || isSecret(spec),
      requiresReplace: block.has.requiresReplace || spec.requiresReplace !== false,
      planModifiers: block.has.planModifiers || own?.planModifier !== undefined,
      rules: true,
      validators: block.has.validators || spec.validators.length > 0,
    },
  };
}

/** Unknown; and not null, unless the provider may make it that, and within what the author expects. */
function openValue(spec: AttributeSpec | BlockSpec, type: cty.Type): cty.Value {
  const unknown = cty.unknownVal(type);
  const isProvided = spec.kind === "attribute" && (spec.mode === "computed" || spec.mode === "optionalComputed");
  if (!isProvided) return unknown;
  const builder = unknown.refine();
  if (!spec.nullable) builder.notNull();
  const { prefix, min, max, minItems, maxItems } = spec.expected ?? {};
  if (prefix !== undefined) builder.stringPrefix(prefix);
  if (min !== undefined) builder.numberRangeLowerBound(cty.parseNumberVal(String(min)), true);
  if (max !== undefined) builder.numberRangeUpperBound(cty.parseNumberVal(String(max)), true);
  if (minItems !== undefined) builder.collectionLengthLowerBound(minItems);
  if (maxItems !== undefined) builder.collectionLengthUpperBound(maxItems);
  return builder.newValue();
}

function nestedType(object: cty.Type, nesting: Nesting): cty.Type {
  switch (nesting) {
    case "list":
      return cty.list(object);
    case "set":
      return cty.set(object);
    case "map":
      return cty.map(object);
    default:
      return object;
  }
}

/** Known, and not null. */
export function isSet(value: cty.Value): boolean {
  return value.isKnown() && !value.isNull();
}

/** Whether the value of the attribute, or of all that is in it, must not be shown. */
export function isSecret(spec: AttributeSpec | BlockSpec): boolean {
  return spec.kind === "attribute" && (spec.sensitive || spec.writeOnly);
}

/** Whether only the provider gives the value, or gives it because the configuration has none. */
export function isComputedHere(member: Member, config: cty.Value): boolean {
  const { spec } = member;
  if (spec.kind === "block") return false;
  return spec.mode === "computed" || (spec.mode === "optionalComputed" && config.isNull());
}

/** Goes into the nested objects of a known, non-null value, in order, each with its place. */
export function* nestedObjects(member: Nested, value: cty.Value, at: At): Generator<[object: cty.Value, at: At]> {
  if (value.isNull() || !value.isKnown()) return;
  switch (member.nesting) {
    case "single":
    case "group":
      yield [value, at];
      return;
    case "list": {
      let i = 0;
      for (const object of value.asValueSlice()) yield [object, at.index(i++)];
      return;
    }
    case "set":
      for (const object of value.asValueSlice()) yield [object, at.element()];
      return;
    case "map":
      for (const [key, object] of value.asValueMap()) yield [object, at.key(key)];
  }
}

/**
 * The value with every nested object replaced by `change`, which may leave an
 * object as it is; null and unknown objects are. The same value when nothing
 * changed.
 */
export function mapNestedObjects(
  member: Nested,
  value: cty.Value,
  change: (object: cty.Value, key: number | string | undefined) => cty.Value,
): cty.Value {
  if (value.isNull() || !value.isKnown()) return value;
  let changed = false;
  const apply = (object: cty.Value, key: number | string | undefined): cty.Value => {
    if (object.isNull() || !object.isKnown()) return object;
    const result = change(object, key);
    changed ||= result !== object;
    return result;
  };
  if (member.nesting === "single" || member.nesting === "group") return apply(value, undefined);
  if (member.nesting === "map") {
    const objects = new Map([...value.asValueMap()].map(([key, object]) => [key, apply(object, key)]));
    return changed ? cty.mapVal(objects) : value;
  }
  const objects = value.asValueSlice().map((object, i) => apply(object, i));
  if (!changed) return value;
  return member.nesting === "list" ? cty.listVal(objects) : cty.setVal(objects);
}

/** The object with some attributes replaced; the same object when `changes` is empty. */
export function withAttributes(block: Block, object: cty.Value, changes: ReadonlyMap<string, cty.Value>): cty.Value {
  if (changes.size === 0) return object;
  return cty.objectVal(new Map(block.members.map(({ name }) => [name, changes.get(name) ?? object.getAttr(name)])));
}

/** The object of which nothing is set: attributes are null, and blocks, which never are, have nothing in them. */
export function emptyObject(block: Block): cty.Value {
  return cty.objectVal(new Map(block.members.map((member) => [member.name, emptyMember(member)])));
}

/** As {@link emptyObject}, of one member. */
export function emptyMember(member: Member): cty.Value {
  if (member.kind === "leaf" || member.spec.kind === "attribute") return cty.nullVal(member.type);
  switch (member.nesting) {
    case "group":
      return emptyObject(member.block);
    case "list":
      return cty.listValEmpty(member.block.type);
    case "set":
      return cty.setValEmpty(member.block.type);
    case "map":
      return cty.mapValEmpty(member.block.type);
    default:
      return cty.nullVal(member.type);
  }
}
