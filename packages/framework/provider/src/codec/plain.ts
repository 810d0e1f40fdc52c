// SPDX-License-Identifier: Apache-2.0

/**
 * Between the object of a schema and the models that handlers see (see
 * `schema/models.ts`).
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { UNKNOWN } from "../schema/unknown.ts";
import { reconcileValue } from "../plan/reconcile.ts";
import type { At } from "./at.ts";
import { type Block, type Leaf, type Member, type Nested, isSecret } from "./block.ts";
import type { Findings } from "./findings.ts";
import { originOf, rememberOrigin } from "./origin.ts";
import { isRecord, setOwn, whole } from "./plain-object.ts";
import { reportStrangers } from "./value-codec.ts";

/** Which attributes a model has. */
export type Model = "config" | "planned" | "state" | "secrets";

function isIn(model: Model, { kind, spec, has }: Member): boolean {
  const mode = spec.kind === "attribute" ? spec.mode : "required";
  switch (model) {
    case "config":
      return mode !== "computed";
    case "planned":
      return mode !== "computed" && !(kind === "leaf" && has.writeOnly);
    case "state":
      return !(kind === "leaf" && has.writeOnly);
    default:
      return has.writeOnly;
  }
}

/** The model of an object that is known and not null. */
export function toObjectModel(block: Block, object: cty.Value, model: Model): Readonly<Record<string, unknown>> {
  return toModel(block, object, model) as Readonly<Record<string, unknown>>;
}

/** A model of the object; null for null and `UNKNOWN` for an unknown object. Frozen. */
export function toModel(block: Block, object: cty.Value, model: Model): unknown {
  const special = whole(object);
  if (special !== undefined) return special;
  const plain: Record<string, unknown> = {};
  for (const member of block.members) {
    if (!isIn(model, member)) continue;
    const value = object.getAttr(member.name);
    // Left to the handler: undefined says so, where UNKNOWN would have to be compared with.
    if (model === "planned" && isUndecided(member, value)) continue;
    plain[member.name] = memberToModel(member, value, model);
  }
  Object.freeze(plain);
  // Other models leave something out, so they do not stand for the object.
  return model === "state" ? rememberOrigin(plain, object) : plain;
}

function isUndecided({ kind, spec }: Member, value: cty.Value): boolean {
  if (spec.kind === "block" || spec.mode !== "optionalComputed") return false;
  // What is open inside a nested object is left out there.
  return kind === "leaf" ? !value.isWhollyKnown() : !value.isKnown();
}

/** A model of the value of one attribute or block. */
export function memberToModel(member: Member, value: cty.Value, model: Model): unknown {
  return member.kind === "leaf" ? member.codec.toPlain(value) : nestedToModel(member, value, model);
}

/** A model of the objects in a nested attribute or block. */
export function nestedToModel({ nesting, block }: Nested, value: cty.Value, model: Model): unknown {
  if (nesting === "single" || nesting === "group") return toModel(block, value, model);
  const special = whole(value);
  if (special !== undefined) return special;
  if (nesting !== "map") return Object.freeze(value.asValueSlice().map((object) => toModel(block, object, model)));
  const plain: Record<string, unknown> = {};
  for (const [key, object] of value.asValueMap()) setOwn(plain, key, toModel(block, object, model));
  return Object.freeze(plain);
}

/**
 * The object that a handler returned as a whole, as `read` does.
 *
 * @param like What the object may equal, for digits that plain values do not carry.
 */
export function fromState(block: Block, plain: unknown, at: At, findings: Findings, like?: cty.Value): cty.Value {
  const origin = originOf(plain, block.type);
  if (origin !== undefined) return origin;
  if (!isRecord(plain)) {
    findings.add(at, "an object", plain);
    return cty.nullVal(block.type);
  }
  reportStrangers(plain, (name) => block.member(name) !== undefined, at, findings);
  const known = like !== undefined && whole(like) === undefined ? like : undefined;
  const attributes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const { name } = member;
    attributes.set(name, memberFromState(member, plain[name], atMember(member, at), findings, known?.getAttr(name)));
  }
  return cty.objectVal(attributes);
}

/** Reads an object that a handler returned, of a nested attribute or block: {@link fromState}, or what expects less. */
export type ObjectReader = typeof fromState;

/** The value of one attribute or block that a handler returned as a whole. */
export function memberFromState(
  member: Member,
  plain: unknown,
  at: At,
  findings: Findings,
  like?: cty.Value,
  readObject: ObjectReader = fromState,
): cty.Value {
  if (member.kind === "leaf" && member.spec.writeOnly) {
    if (plain !== undefined && plain !== null) findings.add(at, "nothing: it is write-only", plain);
    return cty.nullVal(member.type);
  }
  // JSON has a null of its own, which is no lack of JSON.
  if (plain === null && like?.isKnown() === true && !like.isNull() && isPlainNull(member, like)) return like;
  if (plain === null && (mayBeNull(member) || like?.isNull() === true)) return cty.nullVal(member.type);
  if (plain === UNKNOWN) return cty.unknownVal(member.type);
  if (member.kind === "nested") return nestedFromState(member, plain, at, findings, like, readObject);
  const value = member.codec.fromPlain(plain, at, findings, like);
  return like === undefined ? value : reconcileValue(member, value, like);
}

function isPlainNull(member: Member, value: cty.Value): boolean {
  return member.kind === "leaf" && member.codec.meaningOf !== undefined && member.codec.toPlain(value) === null;
}

function nestedFromState(
  member: Nested,
  plain: unknown,
  at: At,
  findings: Findings,
  like: cty.Value | undefined,
  readObject: ObjectReader,
): cty.Value {
  const { nesting, block, type } = member;
  const likes = like !== undefined && whole(like) === undefined ? like : undefined;
  switch (nesting) {
    case "single":
    case "group":
      return readObject(block, plain, at, findings, likes);
    case "map": {
      if (!isRecord(plain)) break;
      const known = likes?.asValueMap();
      const objects = Object.entries(plain).map(([key, object]): [string, cty.Value] => [
        key,
        readObject(block, object, at.key(key), findings, known?.get(key)),
      ]);
      return objects.length === 0 ? cty.mapValEmpty(block.type) : cty.mapVal(new Map(objects));
    }
    case "list": {
      if (!Array.isArray(plain)) break;
      const known = likes?.asValueSlice();
      const objects = plain.map((object, i) => readObject(block, object, at.index(i), findings, known?.[i]));
      return objects.length === 0 ? cty.listValEmpty(block.type) : cty.listVal(objects);
    }
    case "set": {
      if (!Array.isArray(plain)) break;
      const objects = plain.map((object) => readObject(block, object, at.element(), findings));
      return objects.length === 0 ? cty.setValEmpty(block.type) : cty.setVal(objects);
    }
  }
  findings.add(at, describeMember(member), plain);
  return cty.nullVal(type);
}

/** As {@link memberFromState}, of a computed value that is planned: it may stay unknown, and keeps to what its schema expects. */
export function plannedFromPlain(
  member: Member,
  plain: unknown,
  at: At,
  findings: Findings,
  like: cty.Value,
): cty.Value {
  if (plain === UNKNOWN) return member.open;
  const before = findings.list.length;
  const value = memberFromState(member, plain, at, findings, like);
  if (findings.list.length === before && !value.isNull() && member.open.range().includes(value) === false) {
    findings.add(at, describeRange(member.open), plain);
  }
  return value;
}

/** What is known of an unknown value, in words. */
export function describeRange(open: cty.Value): string {
  const range = open.range();
  switch (open.type.kind) {
    case "string":
      return `a string that starts with ${JSON.stringify(range.stringPrefix)}`;
    case "number": {
      const [min, max] = [range.numberLowerBound.value, range.numberUpperBound.value];
      const least = min.isInfinite ? "" : ` from ${min.toString()}`;
      return `a number${least}${max.isInfinite ? "" : ` to ${max.toString()}`}`;
    }
    default: {
      const [least, most] = [range.lengthLowerBound, range.lengthUpperBound];
      return `at least ${least}${most === Infinity ? "" : ` and at most ${most}`} elements`;
    }
  }
}

/** What a handler must return for the attribute or block, in words. */
export function describeMember(member: Member): string {
  const what = member.kind === "leaf" ? member.codec.noun : nouns[member.nesting];
  return mayBeNull(member) ? `${what} or null` : what;
}

const nouns: Readonly<Record<Nested["nesting"], string>> = {
  single: "an object",
  group: "an object",
  list: "a list of objects",
  set: "an array of objects, for a set",
  map: "an object of objects, for a map",
};

/** Whether null is a value that the member's type has in state. */
export function mayBeNull({ spec }: Member): boolean {
  if (spec.kind === "block") return spec.nesting === "single" && spec.minItems === 0;
  return spec.mode === "optional" || spec.nullable;
}

export function atMember({ name, spec, has }: Leaf | Nested, at: At): At {
  return at.attribute(name, isSecret(spec), has.secret);
}
