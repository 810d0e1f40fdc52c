// SPDX-License-Identifier: Apache-2.0

/**
 * This package behind the conformance subject protocol: answers to questions that any implementation of cty can be asked.
 * `npm run subject` reads the questions, `conformance/cty` and the fuzzer have the answers of go-cty.
 *
 * @module
 */

import { applyPath } from "../apply-path.ts";
import { testConformance } from "../conformance.ts";
import {
  convert,
  getConversion,
  getConversionUnsafe,
  mismatchMessage,
  unify,
  unifyUnsafe,
} from "../convert/convert.ts";
import { FunctionError } from "../function/errors.ts";
import * as json from "../json/index.ts";
import * as msgpack from "../msgpack/index.ts";
import { BigFloat } from "../number/bigfloat.ts";
import { markWithPaths, unmarkDeepWithPaths } from "../path-marks.ts";
import { PathError } from "../path-error.ts";
import type { RefinementBuilder } from "../refinement-builder.ts";
import { typeFromJSON, typeToJSON } from "../type-json.ts";
import { compareBytes } from "../unicode/byte-order.ts";
import { normalizeString } from "../unicode/normalize.ts";
import { safeKnownPrefix } from "../unicode/safe-prefix.ts";
import { numberFloatVal, parseNumberVal, setVal, stringVal } from "../value-create.ts";
import { boolVal, numberVal, unknownVal, type Value } from "../value.ts";
import { bool } from "../type.ts";
import { transform, unknownAsNull, walk } from "../walk.ts";
import { callOperations, encodeFunctionError } from "./call-operations.ts";
import { decodePath, decodeType, decodeValue, encodePath, encodeType, encodeValue } from "./protocol-values.ts";
import { encodeMarks, type JSONValue } from "./value-forms.ts";

export { agree, isExplained, parseCase, type Case, type Differences } from "./vectors.ts";
export { strengthOf } from "./strength.ts";
export {
  decodeElements,
  decodeMembers,
  encodeMarks,
  encodeRefinements,
  type DecodePayload,
  type Fields,
  type JSONValue,
  type RefinementForm,
} from "./value-forms.ts";

export type Question = { readonly [name: string]: JSONValue };

export type Answer =
  | { readonly out: JSONValue }
  /** `arg` is the position of the argument of a function that the error is about. */
  | { readonly err: string; readonly arg?: number; readonly path?: JSONValue }
  | { readonly panic: string }
  | { readonly unsupported: string };

/** Answers a question. What is thrown is an answer too. */
export function ask(op: string, question: Question): Answer {
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (operation === undefined) return { unsupported: `no such operation: ${op}` };
  try {
    return { out: operation(question) };
  } catch (error) {
    if (error instanceof PathError) {
      return { err: error.detail, ...(error.path.length > 0 && { path: encodePath(error.path) }) };
    }
    if (error instanceof FunctionError) return encodeFunctionError(error);
    if (error instanceof SyntaxError) return { err: error.message };
    return { panic: String(error) };
  }
}

export const operations: Readonly<Record<string, (question: Question) => JSONValue>> = {
  "number.parse": ({ src }) => encodeValue(parseNumberVal(src as string)),
  "number.fromfloat": ({ bits }) => {
    return encodeValue(numberFloatVal(Buffer.from(bits as string, "hex").readDoubleBE()));
  },
  "number.fromint": ({ src }) => encodeValue(numberVal(BigFloat.fromInteger(BigInt(src as string)))),

  "type.names"({ ty }) {
    const type = decodeType(ty);
    return {
      friendly: type.friendlyName(),
      constraint: type.friendlyNameForConstraint(),
      hasDynamic: type.hasDynamicTypes,
      withoutOptional: encodeType(type.withoutOptionalAttributesDeep()),
    };
  },
  "type.json": ({ ty }) => typeToJSON(decodeType(ty)),
  "type.unmarshal": ({ src }) => encodeType(typeFromJSON(src as string)),
  "type.conformance"({ given, want }) {
    const errors = testConformance(decodeType(given), decodeType(want)).map(({ detail, path }): JSONValue => {
      return path.length === 0 ? { msg: detail } : { msg: detail, path: encodePath(path) };
    });
    // In the order of their texts: go-cty's own is random.
    errors.sort((a, b) => compareBytes(JSON.stringify(a), JSON.stringify(b)));
    return { equal: decodeType(given) === decodeType(want), errors };
  },

  op({ name, args }) {
    const method = Object.hasOwn(methods, name as string) ? methods[name as string] : undefined;
    if (method === undefined) throw new TypeError(`no such method: ${JSON.stringify(name)}`);
    return encodeValue(method(...(decodeValues(args) as [Value, Value])));
  },
  rawequals({ args }) {
    const [a, b] = decodeValues(args) as [Value, Value];
    return a.rawEquals(b);
  },
  predicates({ in: form }) {
    const value = decodeValue(form);
    return {
      isNull: value.isNull(),
      isKnown: value.isKnown(),
      isWhollyKnown: value.isWhollyKnown(),
      hasWhollyKnownType: value.hasWhollyKnownType(),
      isMarked: value.isMarked(),
      containsMarked: value.containsMarked(),
      canIterate: value.canIterateElements(),
      ...(!value.containsMarked() && { hash: value.hash() }),
    };
  },
  "set.new": ({ elems }) => encodeValue(setVal(decodeValues(elems))),
  "map.order": ({ in: form }) => [...decodeValue(form).asValueMap().keys()],
  refine({ in: form, steps }) {
    const builder = decodeValue(form).refine();
    for (const step of steps as readonly (readonly JSONValue[])[]) refine(builder, step);
    return encodeValue(builder.newValue());
  },
  "range.includes": ({ range, v }) => {
    const isIncluded = decodeValue(range).range().includes(decodeValue(v));
    return encodeValue(isIncluded === undefined ? unknownVal(bool).refineNotNull() : boolVal(isIncluded));
  },
  safeprefix: ({ src }) => safeKnownPrefix(src as string),
  normalize: ({ src }) => normalizeString(src as string),

  "path.apply": ({ in: form, path }) => encodeValue(applyPath(decodeValue(form), decodePath(path))),
  walk({ in: form }) {
    const paths: JSONValue[] = [];
    walk(decodeValue(form), (path) => void paths.push(encodePath(path)));
    return paths;
  },
  "transform.strings": ({ in: form }) =>
    encodeValue(
      transform(decodeValue(form), (_, value) => {
        const isText = value.type.kind === "string" && value.isKnown() && !value.isNull() && !value.isMarked();
        return isText ? stringVal(`${value.asString()}!`) : value;
      }),
    ),
  unmarkdeep({ in: form }) {
    const [value, marks] = decodeValue(form).unmarkDeep();
    return { value: encodeValue(value), marks: encodeMarks(marks) };
  },
  "unmarkdeep.paths"({ in: form }) {
    const original = decodeValue(form);
    const [value, found] = unmarkDeepWithPaths(original);
    const remarked = markWithPaths(value, found);
    return {
      value: encodeValue(value),
      marks: found.map(({ path, marks }) => ({ path: encodePath(path), marks: encodeMarks(marks) })),
      remarked: encodeValue(remarked),
      same: remarked.rawEquals(original),
    };
  },

  conversion({ from, to }) {
    const [source, target] = [decodeType(from), decodeType(to)];
    const isUnsafe = getConversionUnsafe(source, target) !== undefined;
    return {
      safe: getConversion(source, target) !== undefined,
      unsafe: isUnsafe,
      ...(!isUnsafe && { mismatch: mismatchMessage(source, target) }),
    };
  },
  convert: ({ in: form, ty }) => encodeValue(convert(decodeValue(form), decodeType(ty))),
  unify({ types, unsafe }) {
    const find = unsafe === true ? unifyUnsafe : unify;
    const unified = find((types as readonly JSONValue[]).map(decodeType));
    if (unified === undefined) return null;
    const { type, conversions } = unified;
    return { ty: encodeType(type), convs: conversions.map((conversion) => conversion !== undefined) };
  },

  "json.marshal": ({ in: form, ty }) => json.marshal(decodeValue(form), decodeType(ty)),
  "json.unmarshal": ({ src, ty }) => encodeValue(json.unmarshal(src as string, decodeType(ty))),
  "json.implied": ({ src }) => encodeType(json.impliedType(src as string)),
  "msgpack.marshal": ({ in: form, ty }) =>
    Buffer.from(msgpack.marshal(decodeValue(form), decodeType(ty))).toString("hex"),
  "msgpack.unmarshal": ({ hex, ty }) =>
    encodeValue(msgpack.unmarshal(Buffer.from(hex as string, "hex"), decodeType(ty))),
  "msgpack.implied": ({ hex }) => encodeType(msgpack.impliedType(Buffer.from(hex as string, "hex"))),

  ...callOperations,
};

const methods: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  Equals: (a, b) => a.equals(b),
  NotEqual: (a, b) => a.notEqual(b),
  Add: (a, b) => a.add(b),
  Subtract: (a, b) => a.subtract(b),
  Multiply: (a, b) => a.multiply(b),
  Divide: (a, b) => a.divide(b),
  Modulo: (a, b) => a.modulo(b),
  Negate: (a) => a.negate(),
  Absolute: (a) => a.absolute(),
  LessThan: (a, b) => a.lessThan(b),
  GreaterThan: (a, b) => a.greaterThan(b),
  LessThanOrEqualTo: (a, b) => a.lessThanOrEqualTo(b),
  GreaterThanOrEqualTo: (a, b) => a.greaterThanOrEqualTo(b),
  Not: (a) => a.not(),
  And: (a, b) => a.and(b),
  Or: (a, b) => a.or(b),
  GetAttr: (a, b) => a.getAttr(b.asString()),
  Index: (a, b) => a.index(b),
  HasIndex: (a, b) => a.hasIndex(b),
  HasElement: (a, b) => a.hasElement(b),
  Length: (a) => a.length(),
  UnknownAsNull: (a) => unknownAsNull(a),
};

function refine(builder: RefinementBuilder, [kind, value, isInclusive]: readonly JSONValue[]): void {
  switch (kind) {
    case "notNull":
      builder.notNull();
      break;
    case "null":
      builder.null();
      break;
    case "min":
      builder.numberRangeLowerBound(decodeValue(value), isInclusive as boolean);
      break;
    case "max":
      builder.numberRangeUpperBound(decodeValue(value), isInclusive as boolean);
      break;
    case "prefix":
      builder.stringPrefix(value as string);
      break;
    case "prefixFull":
      builder.stringPrefixFull(value as string);
      break;
    case "minLen":
      builder.collectionLengthLowerBound(value as number);
      break;
    case "maxLen":
      builder.collectionLengthUpperBound(value as number);
      break;
    case "len":
      builder.collectionLength(value as number);
      break;
    default:
      throw new TypeError(`no such refinement: ${JSON.stringify(kind)}`);
  }
}

function decodeValues(forms: JSONValue | undefined): Value[] {
  return (forms as readonly JSONValue[]).map(decodeValue);
}
