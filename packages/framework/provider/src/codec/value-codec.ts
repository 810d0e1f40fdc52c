// SPDX-License-Identifier: Apache-2.0

/**
 * Between cty values and the plain values that handlers see, for everything
 * that has no flags of its own inside: scalars, collections, objects and tuples.
 *
 * A codec is compiled once for each attribute. What a plain value cannot carry
 * exactly is refused where it comes in from a configuration (`validate`), and
 * reported where it comes out of a handler (`fromPlain`).
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import type { Check } from "../schema/check.ts";
import { isDecimal } from "../schema/decimal.ts";
import type { AttributeSpec, Field, ScalarKind, ValueSpec } from "../schema/field.ts";
import { isNumberOf } from "../schema/number-kinds.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import type { At } from "./at.ts";
import { butGot } from "./but-got.ts";
import { compileCustom } from "./custom.ts";
import type { Findings } from "./findings.ts";
import { dynamicCodec } from "./dynamic.ts";
import { isWritable, tooManyDigits } from "./number-text.ts";
import { originOf, rememberOrigin } from "./origin.ts";
import { isRecord, setOwn, whole } from "./plain-object.ts";

type Value = cty.Value;

/** Takes one problem of a configuration: the end of a sentence about what is at `at`. */
export type Report = (at: At, problem: string) => void;

export interface ValueCodec {
  readonly type: cty.Type;
  /** "a string", "a list". */
  readonly noun: string;
  /** Frozen; null for null and `UNKNOWN` for an unknown value, at any depth. The value must be valid. */
  toPlain(value: Value): unknown;
  /**
   * The value that a handler meant; null where `findings` took a problem.
   *
   * @param like A value that this one may equal: what has the same plain form
   *   becomes it, so that a number keeps digits that a double does not have.
   */
  fromPlain(plain: unknown, at: At, findings: Findings, like?: Value): Value;
  /** Reports what this kind of value cannot be, and what its elements' checks refuse. Nulls and unknowns are fine. */
  validate(value: Value, at: At, report: Report): void;
  /** What a known, non-null value consists of; nothing for scalars. */
  parts(value: Value, at: At): readonly Part[];
  /** Whether parts have validators, at any depth. */
  readonly hasValidators: boolean;
  /** Whether values that differ, here or in parts at any depth, may mean the same. */
  readonly hasEquality: boolean;
  /** Text that known values share exactly when they mean the same, for kinds of which that is not the value itself. */
  readonly meaningOf?: (value: Value) => string;
}

/** An element of a collection or an attribute of an object, with its place. */
export interface Part extends ElementCodec {
  readonly value: Value;
  readonly at: At;
}

/** The codec of a value without nested attributes. */
export function compileValue(spec: Exclude<ValueSpec, { kind: "nested" }>): ValueCodec {
  switch (spec.kind) {
    case "list":
      return compileSequence(spec.element, "list");
    case "set":
      return compileSequence(spec.element, "set");
    case "map":
      return compileMap(spec.element);
    case "object":
      return compileObject(spec.fields);
    case "tuple":
      return compileTuple(spec.elements);
    case "dynamic":
      return dynamicCodec;
    case "custom":
      return compileCustom(spec.codec);
    default:
      return scalarCodecs[spec.kind];
  }
}

/** One scalar kind: only called with known, non-null values. */
interface Scalar {
  readonly type: cty.Type;
  readonly noun: string;
  readonly toPlain: (value: Value) => unknown;
  /** Undefined where the plain value is of another kind. */
  readonly fromPlain: (plain: unknown) => Value | undefined;
  /** What is wrong with a number that is none of this kind. */
  readonly misfit?: (number: cty.BigFloat) => string | undefined;
}

function scalar({ type, noun, toPlain, fromPlain, misfit }: Scalar): ValueCodec {
  const decode = (value: Value): unknown => (value.isNull() ? null : value.isKnown() ? toPlain(value) : UNKNOWN);
  return {
    type,
    noun,
    toPlain: decode,
    fromPlain(plain, at, findings, like) {
      if (like !== undefined && decode(like) === plain) return like;
      if (plain === UNKNOWN) return cty.unknownVal(type);
      const value = fromPlain(plain);
      if (value !== undefined) return value;
      findings.add(at, noun, plain);
      return cty.nullVal(type);
    },
    validate(value, at, report) {
      if (misfit === undefined || value.isNull() || !value.isKnown()) return;
      const number = value.asBigFloat();
      const problem = misfit(number);
      if (problem !== undefined) report(at, problem + butGot(at, number));
    },
    parts: () => [],
    hasValidators: false,
    hasEquality: false,
  };
}

const scalarCodecs: Readonly<Record<Exclude<ScalarKind, "custom">, ValueCodec>> = {
  string: scalar({
    type: cty.string,
    noun: "a string",
    toPlain: (value) => value.asString(),
    fromPlain: (plain) => (typeof plain === "string" ? cty.stringVal(plain) : undefined),
  }),
  bool: scalar({
    type: cty.bool,
    noun: "a boolean",
    toPlain: (value) => value.asBool(),
    fromPlain: (plain) => (typeof plain === "boolean" ? cty.boolVal(plain) : undefined),
  }),
  int: scalar({
    type: cty.number,
    noun: "a whole number that a JavaScript number holds exactly",
    toPlain: (value) => value.asBigFloat().toSafeInteger(),
    fromPlain: (plain) => (Number.isSafeInteger(plain) ? cty.numberIntVal(plain as number) : undefined),
    misfit: (number) =>
      number.toSafeInteger() === undefined
        ? `must be a whole number from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`
        : undefined,
  }),
  int32: scalar({
    type: cty.number,
    noun: "a whole number of 32 bits",
    toPlain: (value) => value.asBigFloat().toSafeInteger(),
    fromPlain: (plain) => (isNumberOf("int32", plain) ? cty.numberIntVal(plain as number) : undefined),
    misfit: (number) =>
      isNumberOf("int32", number.toSafeInteger()) ? undefined : "must be a whole number from -2147483648 to 2147483647",
  }),
  bigint: scalar({
    type: cty.number,
    noun: "a bigint",
    toPlain: (value) => value.asBigFloat().toBigInt(),
    fromPlain: (plain) => (typeof plain === "bigint" ? cty.numberIntVal(plain) : undefined),
    misfit: (number) => {
      if (!isWhole(number)) return "must be a whole number";
      return isWritable(number) ? undefined : tooManyDigits;
    },
  }),
  float: scalar({
    type: cty.number,
    noun: "a finite number",
    toPlain: (value) => value.asBigFloat().toNumber(),
    // By its shortest text, which is also what a practitioner would write for it: 0.1 is not the double nearest to it.
    fromPlain: (plain) => (Number.isFinite(plain) ? cty.parseNumberVal(String(plain)) : undefined),
    misfit: (number) => (isWithin(number.toNumber(), number) ? undefined : "must fit into a 64-bit float"),
  }),
  float32: scalar({
    type: cty.number,
    noun: "a number that fits into a 32-bit float",
    toPlain: (value) => value.asBigFloat().toNumber(),
    fromPlain: (plain) => (isNumberOf("float32", plain) ? cty.parseNumberVal(float32Text(plain as number)) : undefined),
    misfit: (number) => (isWithin(Math.fround(number.toNumber()), number) ? undefined : "must fit into a 32-bit float"),
  }),
  decimal: scalar({
    type: cty.number,
    noun: "a decimal number as text",
    toPlain: (value) => value.asBigFloat().toString(),
    fromPlain: (plain) => (isDecimal(plain) ? cty.parseNumberVal(plain) : undefined),
    misfit: (number) => {
      if (number.isInfinite) return "must be finite";
      return isWritable(number) ? undefined : tooManyDigits;
    },
  }),
};

/** Whether a number of a kind with fewer bits is what there is of `number`, neither infinite nor nothing. */
function isWithin(nearest: number, number: cty.BigFloat): boolean {
  return Number.isFinite(nearest) && (nearest !== 0 || number.isZero);
}

/** The shortest decimal of which the nearest float of 32 bits is that of `number`. */
function float32Text(number: number): string {
  const single = Math.fround(number);
  let text = "";
  // Nine digits tell any two of them apart.
  for (let digits = 1; digits <= 9; digits++) {
    text = single.toPrecision(digits);
    if (Math.fround(Number(text)) === single) break;
  }
  return text;
}

function isWhole(number: cty.BigFloat): boolean {
  return !number.isInfinite && number.isInteger;
}

/** An element: what it is, and whether it may be null. */
export interface ElementCodec {
  readonly codec: ValueCodec;
  readonly spec: AttributeSpec;
}

function compileElement(field: Field): ElementCodec {
  const spec = field.spec as AttributeSpec;
  return { codec: compileValue(spec.value as Exclude<ValueSpec, { kind: "nested" }>), spec };
}

function holdsValidators({ codec, spec }: ElementCodec): boolean {
  return spec.validators.length > 0 || codec.hasValidators;
}

function holdsEquality({ codec, spec }: ElementCodec): boolean {
  return spec.equals !== undefined || codec.hasEquality;
}

function elementFromPlain(
  { codec, spec }: ElementCodec,
  plain: unknown,
  at: At,
  findings: Findings,
  like?: Value,
): Value {
  if (plain === null && spec.nullable) return cty.nullVal(codec.type);
  return codec.fromPlain(plain, at, findings, like);
}

function validateElement({ codec, spec }: ElementCodec, value: Value, at: At, report: Report): void {
  if (value.isNull()) {
    if (!spec.nullable) report(at, "must not be null");
    return;
  }
  validateValue({ codec, spec }, value, at, report);
}

/** Reports what a value is not, or else what its checks refuse: they are written for what is of its kind. */
export function validateValue({ codec, spec }: ElementCodec, value: Value, at: At, report: Report): void {
  let fits = true;
  codec.validate(value, at, (place, problem) => {
    fits = false;
    report(place, problem);
  });
  if (fits) runChecks(spec, (known) => codec.toPlain(known), value, at, report);
}

/** Reports what a value's own checks refuse. They judge known values only; a collection must be known with all its elements. */
export function runChecks(
  spec: AttributeSpec,
  toPlain: (value: Value) => unknown,
  value: Value,
  at: At,
  report: Report,
): void {
  if (spec.checks.length === 0 || value.isNull() || !value.isWhollyKnown()) return;
  const plain = toPlain(value);
  for (const check of spec.checks) {
    const problem = check.run(plain);
    if (typeof problem !== "string") continue;
    // An author's own rule has said what there is to say.
    report(at, check.kind === "custom" ? problem : problem + butGot(at, refusedBy(check, plain, value)));
  }
}

/** What of a value a check does not like; of a decimal the number, where its plain form is text. */
function refusedBy(check: Check, plain: unknown, value: Value): unknown {
  if ("measure" in check) return check.measure(plain);
  return typeof plain === "string" && value.type.kind === "number" ? value.asBigFloat() : plain;
}

function compileSequence(field: Field, kind: "list" | "set"): ValueCodec {
  const element = compileElement(field);
  const type = kind === "list" ? cty.list(element.codec.type) : cty.set(element.codec.type);
  const noun = kind === "list" ? "a list" : "an array, for a set";
  const elementAt = (at: At, i: number): At => (kind === "list" ? at.index(i) : at.element());
  return {
    type,
    noun,
    toPlain(value) {
      const special = whole(value);
      if (special !== undefined) return special;
      return rememberOrigin(Object.freeze(value.asValueSlice().map((part) => element.codec.toPlain(part))), value);
    },
    fromPlain(plain, at, findings, like) {
      const origin = plain === UNKNOWN ? cty.unknownVal(type) : originOf(plain, type);
      if (origin !== undefined) return origin;
      if (!Array.isArray(plain)) {
        findings.add(at, noun, plain);
        return cty.nullVal(type);
      }
      const likes = kind === "list" && like !== undefined && whole(like) === undefined ? like.asValueSlice() : [];
      const parts = plain.map((part, i) => elementFromPlain(element, part, elementAt(at, i), findings, likes[i]));
      if (parts.length === 0)
        return kind === "list" ? cty.listValEmpty(element.codec.type) : cty.setValEmpty(element.codec.type);
      return kind === "list" ? cty.listVal(parts) : cty.setVal(parts);
    },
    validate(value, at, report) {
      if (whole(value) !== undefined) return;
      value.asValueSlice().forEach((part, i) => validateElement(element, part, elementAt(at, i), report));
    },
    parts: (value, at) => value.asValueSlice().map((part, i) => ({ ...element, value: part, at: elementAt(at, i) })),
    hasValidators: holdsValidators(element),
    hasEquality: holdsEquality(element),
  };
}

function compileMap(field: Field): ValueCodec {
  const element = compileElement(field);
  const type = cty.map(element.codec.type);
  return {
    type,
    noun: "an object, for a map",
    toPlain(value) {
      const special = whole(value);
      if (special !== undefined) return special;
      const plain: Record<string, unknown> = {};
      for (const [key, part] of value.asValueMap()) setOwn(plain, key, element.codec.toPlain(part));
      return rememberOrigin(Object.freeze(plain), value);
    },
    fromPlain(plain, at, findings, like) {
      const origin = plain === UNKNOWN ? cty.unknownVal(type) : originOf(plain, type);
      if (origin !== undefined) return origin;
      if (!isRecord(plain)) {
        findings.add(at, "an object, for a map", plain);
        return cty.nullVal(type);
      }
      const likes = like !== undefined && whole(like) === undefined ? like.asValueMap() : undefined;
      const parts = new Map(
        Object.entries(plain).map(([key, part]) => [
          key,
          elementFromPlain(element, part, at.key(key), findings, likes?.get(key)),
        ]),
      );
      return parts.size === 0 ? cty.mapValEmpty(element.codec.type) : cty.mapVal(parts);
    },
    validate(value, at, report) {
      if (whole(value) !== undefined) return;
      for (const [key, part] of value.asValueMap()) validateElement(element, part, at.key(key), report);
    },
    parts: (value, at) => [...value.asValueMap()].map(([key, part]) => ({ ...element, value: part, at: at.key(key) })),
    hasValidators: holdsValidators(element),
    hasEquality: holdsEquality(element),
  };
}

function compileObject(fields: Readonly<Record<string, Field>>): ValueCodec {
  const elements = Object.entries(fields).map(([name, field]) => ({ name, element: compileElement(field) }));
  const type = cty.object(Object.fromEntries(elements.map(({ name, element }) => [name, element.codec.type])));
  return {
    type,
    noun: "an object",
    toPlain(value) {
      const special = whole(value);
      if (special !== undefined) return special;
      const plain: Record<string, unknown> = {};
      for (const { name, element } of elements) plain[name] = element.codec.toPlain(value.getAttr(name));
      return rememberOrigin(Object.freeze(plain), value);
    },
    fromPlain(plain, at, findings, like) {
      const origin = plain === UNKNOWN ? cty.unknownVal(type) : originOf(plain, type);
      if (origin !== undefined) return origin;
      if (!isRecord(plain)) {
        findings.add(at, "an object", plain);
        return cty.nullVal(type);
      }
      reportStrangers(plain, (name) => Object.hasOwn(fields, name), at, findings);
      const likes = like !== undefined && whole(like) === undefined ? like : undefined;
      const parts = elements.map(({ name, element }): [string, Value] => [
        name,
        elementFromPlain(element, plain[name], at.attribute(name), findings, likes?.getAttr(name)),
      ]);
      return cty.objectVal(new Map(parts));
    },
    validate(value, at, report) {
      if (whole(value) !== undefined) return;
      for (const { name, element } of elements)
        validateElement(element, value.getAttr(name), at.attribute(name), report);
    },
    parts: (value, at) =>
      elements.map(({ name, element }) => ({ ...element, value: value.getAttr(name), at: at.attribute(name) })),
    hasValidators: elements.some(({ element }) => holdsValidators(element)),
    hasEquality: elements.some(({ element }) => holdsEquality(element)),
  };
}

function compileTuple(fields: readonly Field[]): ValueCodec {
  const elements = fields.map(compileElement);
  const type = cty.tuple(elements.map(({ codec }) => codec.type));
  const noun = `an array of ${elements.length} elements, for a tuple`;
  return {
    type,
    noun,
    toPlain(value) {
      const special = whole(value);
      if (special !== undefined) return special;
      const parts = value.asValueSlice().map((part, i) => elements[i]!.codec.toPlain(part));
      return rememberOrigin(Object.freeze(parts), value);
    },
    fromPlain(plain, at, findings, like) {
      const origin = plain === UNKNOWN ? cty.unknownVal(type) : originOf(plain, type);
      if (origin !== undefined) return origin;
      if (!Array.isArray(plain) || plain.length !== elements.length) {
        findings.add(at, noun, plain);
        return cty.nullVal(type);
      }
      const likes = like !== undefined && whole(like) === undefined ? like.asValueSlice() : [];
      return cty.tupleVal(
        elements.map((element, i) => elementFromPlain(element, plain[i], at.index(i), findings, likes[i])),
      );
    },
    validate(value, at, report) {
      if (whole(value) !== undefined) return;
      value.asValueSlice().forEach((part, i) => validateElement(elements[i]!, part, at.index(i), report));
    },
    parts: (value, at) => value.asValueSlice().map((part, i) => ({ ...elements[i]!, value: part, at: at.index(i) })),
    hasValidators: elements.some(holdsValidators),
    hasEquality: elements.some(holdsEquality),
  };
}

/** Reports properties that the schema does not know. */
export function reportStrangers(plain: object, isKnown: (name: string) => boolean, at: At, findings: Findings): void {
  for (const [name, part] of Object.entries(plain)) {
    // Not the value: the name may be that of a sensitive attribute, misspelt.
    if (!isKnown(name)) findings.add(at.attribute(name, true), "no attribute of this name", part);
  }
}
