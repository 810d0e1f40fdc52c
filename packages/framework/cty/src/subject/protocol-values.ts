// SPDX-License-Identifier: Apache-2.0

/**
 * Types, values and paths in the JSON form of the conformance subject protocol.
 *
 * @module
 */

import { BigFloat } from "../number/bigfloat.ts";
import { getAttrStep, indexStep, type Path } from "../path.ts";
import { typeFromJSON } from "../type-json.ts";
import { bytes, bytesVal } from "../stdlib/bytes-type.ts";
import { list, map, object, set, tuple, type Type } from "../type.ts";
import { nullVal, stringVal } from "../value-create.ts";
import { boolVal, negativeInfinity, numberVal, positiveInfinity, unknownVal, zero, type Value } from "../value.ts";
import {
  decodeElements,
  decodeMembers,
  encodeMarks,
  encodeRefinements,
  type Fields,
  type JSONValue,
  type RefinementForm,
} from "./value-forms.ts";

export function encodeType(type: Type): JSONValue {
  let form = forms.get(type);
  if (form === undefined) forms.set(type, (form = makeForm(type)));
  return form;
}

/** cty's own form, in which a capsule type, which has none, is `["capsule", NAME]`. */
function makeForm(type: Type): JSONValue {
  switch (type.kind) {
    case "capsule":
      return ["capsule", type.name];
    case "list":
    case "set":
    case "map":
      return [type.kind, encodeType(type.elementType)];
    case "tuple":
      return [type.kind, type.elementTypes.map(encodeType)];
    case "object": {
      const attributes = Object.fromEntries(type.attributeNames.map((name, i) => [name, encodeType(type.types[i]!)]));
      return [type.kind, attributes, ...(type.optionalAttributes.size > 0 ? [[...type.optionalAttributes]] : [])];
    }
    default:
      return type.kind;
  }
}

const forms = new WeakMap<Type, JSONValue>();

export function decodeType(form: JSONValue | undefined): Type {
  const text = JSON.stringify(form);
  return text.includes('["capsule","bytes"]') ? readForm(form!) : typeFromJSON(text);
}

/** A type with a capsule type somewhere in it. */
function readForm(form: JSONValue): Type {
  if (!Array.isArray(form)) return typeFromJSON(JSON.stringify(form));
  const [kind, parts] = form as [string, JSONValue];
  switch (kind) {
    case "list":
      return list(readForm(parts));
    case "set":
      return set(readForm(parts));
    case "map":
      return map(readForm(parts));
    case "tuple":
      return tuple((parts as JSONValue[]).map(readForm));
    case "object":
      return object(new Map(Object.entries(parts!).map(([name, part]) => [name, readForm(part as JSONValue)])));
    default:
      return bytes;
  }
}

export function encodeValue(value: Value): JSONValue {
  return { t: encodeType(value.type), v: encodePayload(value) };
}

function encodePayload(value: Value): JSONValue {
  if (value.isMarked()) {
    const [plain, marks] = value.unmark();
    return { m: encodeMarks(marks), v: encodePayload(plain) };
  }
  if (!value.isKnown()) return { u: encodeRefinements(value, refinementForm) };
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "string":
      return value.asString();
    case "number":
      return encodeNumber(value.asBigFloat());
    case "capsule":
      return { bytes: Buffer.from(value.encapsulatedValue() as Uint8Array).toString("hex") };
    case "map":
    case "object":
      return { o: Object.fromEntries([...value.asValueMap()].map(([key, element]) => [key, encodePayload(element)])) };
    default:
      return { l: value.asValueSlice().map(encodePayload) };
  }
}

function encodeNumber(number: BigFloat): JSONValue {
  const text = number.toString();
  return number.isInfinite ? { n: text } : { n: text, p: number.precision };
}

const refinementForm: RefinementForm = {
  notNull: "notNull",
  minLength: "minLen",
  maxLength: "maxLen",
  number: encodeNumber,
};

export function decodeValue(form: JSONValue | undefined): Value {
  const { t, v } = form as Fields;
  return decodePayload(decodeType(t), v!);
}

function decodePayload(type: Type, form: JSONValue): Value {
  if (form === null) return nullVal(type);
  if (typeof form === "boolean") return boolVal(form);
  if (typeof form === "string") return stringVal(form);
  const { m, u, n, l, o, v, bytes: hex } = form as Fields;
  if (m !== undefined) return decodePayload(type, v!).withMarks(new Set(m as string[]));
  if (u !== undefined) return decodeUnknown(type, u as Fields);
  if (n !== undefined) return decodeNumber(form as Fields);
  if (hex !== undefined) return bytesVal(Buffer.from(hex as string, "hex"));
  if (l !== undefined) return decodeElements(type, l as JSONValue[], decodePayload);
  return decodeMembers(type, o as Record<string, JSONValue>, decodePayload);
}

/** The constants where there is one: some operations ask for them by identity. */
function decodeNumber({ n, p }: Fields): Value {
  if (n === "+Inf") return positiveInfinity;
  if (n === "-Inf") return negativeInfinity;
  if (n === "0" && p === 53) return zero;
  const number = BigFloat.parse(n as string, p as number);
  if (number === undefined) throw new SyntaxError(`not a number: ${JSON.stringify(n)}`);
  return numberVal(number);
}

function decodeUnknown(type: Type, refinements: Fields): Value {
  const builder = unknownVal(type).refine();
  const { notNull, prefix, min, max, minLen, maxLen } = refinements;
  if (notNull === true) builder.notNull();
  if (prefix !== undefined) builder.stringPrefixFull(prefix as string);
  if (min !== undefined)
    builder.numberRangeLowerBound(decodeNumber((min as [Fields, boolean])[0]), (min as [Fields, boolean])[1]);
  if (max !== undefined)
    builder.numberRangeUpperBound(decodeNumber((max as [Fields, boolean])[0]), (max as [Fields, boolean])[1]);
  if (minLen !== undefined) builder.collectionLengthLowerBound(minLen as number);
  if (maxLen !== undefined) builder.collectionLengthUpperBound(maxLen as number);
  return builder.newValue();
}

export function encodePath(path: Path): JSONValue {
  return path.map((step) => (step.kind === "getAttr" ? { attr: step.name } : { index: encodeValue(step.key) }));
}

export function decodePath(form: JSONValue | undefined): Path {
  return (form as readonly Fields[]).map(({ attr, index }) =>
    attr === undefined ? indexStep(decodeValue(index)) : getAttrStep(attr as string),
  );
}
