// SPDX-License-Identifier: Apache-2.0

/**
 * Types, values, ranges and diagnostics in the JSON form of the conformance subject protocol for HCL.
 *
 * @module
 */

import {
  boolVal,
  nullVal,
  numberIntVal,
  parseNumberVal,
  stringVal,
  typeFromJSON,
  typeToJSON,
  unknownVal,
  type BigFloat,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import {
  decodeElements,
  decodeMembers,
  encodeMarks,
  encodeRefinements,
  type Fields,
  type JSONValue,
  type RefinementForm,
} from "@provide-foundry/cty/subject";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import { literalValue } from "../eval/literal-value.ts";
import { typeConstraintFromVal, typeConstraintType } from "../ext/convert-function.ts";
import type { Position, SourceRange } from "../source/position.ts";
import type { Literal } from "../syntax/literal.ts";
import type { Traversal } from "../traversal.ts";

export type { Fields, JSONValue } from "@provide-foundry/cty/subject";

export function encodeType(type: Type): JSONValue {
  return type.kind === "capsule" ? ["capsule", type.name] : (JSON.parse(typeToJSON(type)) as JSONValue);
}

export function decodeType(form: JSONValue | undefined): Type {
  return typeFromJSON(JSON.stringify(form));
}

export function encodeValue(value: Value): JSONValue {
  return { type: encodeType(value.type), value: encodePayload(value) };
}

function encodePayload(value: Value): JSONValue {
  if (value.isMarked()) {
    const [plain, marks] = value.unmark();
    return { $marks: encodeMarks(marks), value: encodePayload(plain) };
  }
  if (!value.isKnown()) return { $unknown: encodeRefinements(value, refinementForm) };
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "string":
      return value.asString();
    case "number":
      return encodeNumber(value.asBigFloat());
    case "map":
    case "object":
      return Object.fromEntries([...value.asValueMap()].map(([key, element]) => [key, encodePayload(element)]));
    case "capsule":
      return value.type === typeConstraintType ? { $type: encodeType(typeConstraintFromVal(value)) } : value.type.name;
    default:
      return value.asValueSlice().map(encodePayload);
  }
}

export function encodeNumber(number: BigFloat): string {
  if (number.isInfinite) return number.isNegative ? "-inf" : "inf";
  return number.toString();
}

const refinementForm: RefinementForm = {
  notNull: "not_null",
  minLength: "min_length",
  maxLength: "max_length",
  number: encodeNumber,
};

export function decodeValue(form: JSONValue | undefined): Value {
  const { type, value } = form as Fields;
  return decodePayload(decodeType(type), value!);
}

function decodePayload(type: Type, form: JSONValue): Value {
  if (form === null) return nullVal(type);
  if (typeof form === "boolean") return boolVal(form);
  if (typeof form === "string") return type.kind === "number" ? decodeNumber(form) : stringVal(form);
  const { $marks, $unknown, value } = form as Fields;
  if ($marks !== undefined) return decodePayload(type, value!).withMarks(new Set($marks as string[]));
  if ($unknown !== undefined) return unknownVal(type);
  if (Array.isArray(form)) return decodeElements(type, form as JSONValue[], decodePayload);
  return decodeMembers(type, form as Record<string, JSONValue>, decodePayload);
}

/** Whole numbers as Go makes them, others as they are read from text. */
function decodeNumber(text: string): Value {
  return /^-?\d{1,18}$/u.test(text) ? numberIntVal(BigInt(text)) : parseNumberVal(text);
}

export function encodeRange({ start, end }: SourceRange): JSONValue {
  return [encodePosition(start), encodePosition(end)];
}

function encodePosition({ line, column, byte }: Position): JSONValue {
  return [line, column, byte];
}

/** Diagnostics in the order of their subjects: the original finds some in random order. */
export function encodeDiagnostics(diagnostics: Diagnostics): JSONValue {
  return [...diagnostics].sort(compareDiagnostics).map(encodeDiagnostic);
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    (a.subject?.start.byte ?? 0) - (b.subject?.start.byte ?? 0) ||
    (a.subject?.end.byte ?? 0) - (b.subject?.end.byte ?? 0) ||
    compareTexts(`${a.summary}\n${a.detail}`, `${b.summary}\n${b.detail}`)
  );
}

/** As Go orders texts. */
export function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function encodeDiagnostic({ severity, summary, detail, subject, context }: Diagnostic): JSONValue {
  // The original suggests the first name that it meets in a map.
  const hasSuggestion = summary === "Unknown variable" || summary === "Call to unknown function";
  return {
    severity,
    summary,
    detail: hasSuggestion ? detail.replace(/Did you mean "[^"]*"\?/u, 'Did you mean "*"?') : detail,
    ...(subject && { subject: encodeRange(subject) }),
    ...(context && { context: encodeRange(context) }),
  };
}

/** Steps and bytes: `a.b["k"][0] @5-16`. */
export function encodeTraversal(traversal: Traversal): string {
  const steps = traversal.map((step) => {
    switch (step.kind) {
      case "root":
        return step.name;
      case "attr":
        return `.${step.name}`;
      case "index":
        return `[${encodeKey(step.key)}]`;
      default:
        return "[*]";
    }
  });
  const start = traversal[0]!.range.start.byte;
  return `${steps.join("")} @${start}-${traversal.at(-1)!.range.end.byte}`;
}

function encodeKey(key: Literal): string {
  const value = literalValue(key);
  if (value.isNull()) return "null";
  if (!value.isKnown()) return "unknown";
  if (value.type.kind === "string") return quoteGo(value.asString());
  return value.type.kind === "bool" ? key.text : encodeNumber(value.asBigFloat());
}

export function encodeTraversals(traversals: readonly Traversal[]): string[] {
  return traversals.map(encodeTraversal).sort(compareTexts);
}
