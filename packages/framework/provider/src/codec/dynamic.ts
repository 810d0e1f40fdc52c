// SPDX-License-Identifier: Apache-2.0

/**
 * Between cty values of any type and the plain values that handlers see of
 * them (see `Dynamic`).
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { Decimal } from "../schema/decimal.ts";
import type { Dynamic } from "../schema/dynamic.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { At } from "./at.ts";
import { butGot } from "./but-got.ts";
import { Findings } from "./findings.ts";
import { isWritable, tooManyDigits } from "./number-text.ts";
import { originOf, rememberOrigin } from "./origin.ts";
import { isRecord, setOwn, whole } from "./plain-object.ts";
import type { Report, ValueCodec } from "./value-codec.ts";

export const dynamicCodec: ValueCodec = {
  type: cty.dynamic,
  noun: "a string, number, boolean, array or object",
  toPlain,
  fromPlain(plain, at, findings, like) {
    if (like !== undefined && isSame(toPlain(like), plain)) return like;
    return fromPlain(plain, at, findings);
  },
  validate,
  parts: () => [],
  hasValidators: false,
  hasEquality: false,
};

/**
 * The plain form of a value, as handlers see it in a `t.dynamic()`. Returned
 * from a handler it becomes that very value: so a handler makes a list, a set
 * or a map, where an array or object of its own would become a tuple or object.
 *
 * @throws TypeError for null, unknown and infinite values, and those with such parts other than null.
 */
export function fromCty(value: cty.Value): Dynamic {
  let problem = value.isNull() || !value.isWhollyKnown() ? "a known value that is not null is required" : undefined;
  if (problem === undefined) validate(value, At.root, (at, text) => (problem = `${at.path} ${text}`.trim()));
  if (problem !== undefined) throw new TypeError(problem);
  return toPlain(value) as Dynamic;
}

/**
 * The value that a plain one stands for: what it was made from, or what it says
 * by itself.
 *
 * @throws TypeError for what is no `Dynamic`.
 */
export function toCty(plain: Dynamic | null): cty.Value {
  const findings = new Findings();
  const value = plain === null ? cty.nullVal(cty.dynamic) : fromPlain(plain, At.root, findings);
  const [finding] = findings.list;
  if (finding === undefined) return value;
  throw new TypeError(`${finding.at.path} must be ${finding.expected}, not ${finding.got}`.trim());
}

function toPlain(value: cty.Value): unknown {
  const special = whole(value);
  if (special !== undefined) return special;
  switch (value.type.kind) {
    case "string":
      return value.asString();
    case "bool":
      return value.asBool();
    case "number":
      return toPlainNumber(value.asBigFloat());
    case "list":
    case "set":
    case "tuple":
      return rememberOrigin(Object.freeze(value.asValueSlice().map(toPlain)), value);
    default: {
      const plain: Record<string, unknown> = {};
      for (const [name, part] of value.asValueMap()) setOwn(plain, name, toPlain(part));
      return rememberOrigin(Object.freeze(plain), value);
    }
  }
}

/** In the simplest form that is exact. A double is so if its shortest text is: 0.1 is not the double nearest to it. */
function toPlainNumber(number: cty.BigFloat): number | bigint | Decimal {
  const safe = number.toSafeInteger();
  if (safe !== undefined) return safe;
  if (number.isInteger && !number.isInfinite) return number.toBigInt();
  const double = number.toNumber();
  return number.isInfinite || cty.BigFloat.parse(String(double))?.equals(number) === true
    ? double
    : new Decimal(number.toString());
}

function fromPlain(plain: unknown, at: At, findings: Findings): cty.Value {
  const value = originOf(plain, cty.dynamic) ?? fromScalar(plain);
  if (value !== undefined) return value;
  if (Array.isArray(plain)) return cty.tupleVal(plain.map((part, i) => fromPart(part, at.index(i), findings)));
  if (isRecord(plain)) {
    const parts = Object.entries(plain).map(([name, part]): [string, cty.Value] => [
      name,
      fromPart(part, at.attribute(name), findings),
    ]);
    return cty.objectVal(new Map(parts));
  }
  findings.add(at, dynamicCodec.noun, plain);
  return cty.nullVal(cty.dynamic);
}

function fromPart(plain: unknown, at: At, findings: Findings): cty.Value {
  return plain === null ? cty.nullVal(cty.dynamic) : fromPlain(plain, at, findings);
}

function fromScalar(plain: unknown): cty.Value | undefined {
  if (plain === UNKNOWN) return cty.dynamicVal;
  if (plain instanceof Decimal) return cty.parseNumberVal(plain.text);
  switch (typeof plain) {
    case "string":
      return cty.stringVal(plain);
    case "boolean":
      return cty.boolVal(plain);
    case "bigint":
      return cty.numberIntVal(plain);
    case "number":
      return Number.isFinite(plain) ? cty.parseNumberVal(String(plain)) : undefined;
    default:
      return undefined;
  }
}

/** Whether two plain values say the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Decimal) return b instanceof Decimal && a.text === b.text;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => isSame(part, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}

/** Only of a number there may be no plain form that could be kept. */
function validate(value: cty.Value, at: At, report: Report): void {
  if (whole(value) !== undefined) return;
  switch (value.type.kind) {
    case "number":
      validateNumber(value.asBigFloat(), at, report);
      return;
    case "list":
    case "tuple":
      value.asValueSlice().forEach((part, i) => validate(part, at.index(i), report));
      return;
    case "set":
      value.asValueSlice().forEach((part) => validate(part, at.element(), report));
      return;
    case "map":
      for (const [key, part] of value.asValueMap()) validate(part, at.key(key), report);
      return;
    case "object":
      for (const [name, part] of value.asValueMap()) validate(part, at.attribute(name), report);
      return;
    default:
  }
}

function validateNumber(number: cty.BigFloat, at: At, report: Report): void {
  if (number.isInfinite) report(at, "must be finite" + butGot(at, number));
  else if (!isWritable(number)) report(at, tooManyDigits + butGot(at, number));
}
