// SPDX-License-Identifier: Apache-2.0

/**
 * Checks values by the type of their setting; loaded when there is a value that somebody has set.
 *
 * @module
 */

import * as v from "valibot";
import { encodeRedacted } from "../redaction/encode-redacted.ts";
import { isTable } from "./layer.ts";
import { AmbiguousText } from "./parse-text.ts";
import { Secret } from "./secret.ts";
import { holdsSecret, type SettingType } from "./setting.ts";
import type { StandardSchema, ValidationIssue } from "./standard-schema.ts";

export type CheckedValue =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly ValidationIssue[] };

/** The value as the program gets it, or what is wrong with it. */
export async function checkValue(type: SettingType, value: unknown): Promise<CheckedValue> {
  const schema: StandardSchema = type.kind === "schema" ? type.schema : schemaOf(type);
  if (!(value instanceof AmbiguousText)) return schema["~standard"].validate(value);
  const asText = await schema["~standard"].validate(value.text);
  return asText.issues === undefined ? asText : schema["~standard"].validate(value.value);
}

function schemaOf(type: SettingType): v.GenericSchema {
  const message = (issue: { readonly input: unknown }): string => {
    const found = holdsSecret(type) ? "" : `, but found ${describeValue(issue.input)}`;
    return `expected ${describeType(type)}${found}`;
  };
  switch (type.kind) {
    case "text":
      return type.pattern === undefined
        ? v.string(message)
        : v.pipe(v.string(message), v.regex(new RegExp(`^(?:${type.pattern.source})$`, type.pattern.flags), message));
    case "secret":
      return v.pipe(
        v.string(message),
        v.transform((text) => new Secret(text)),
      );
    case "flag":
      return v.boolean(message);
    case "oneOf":
      return v.picklist(type.values, message);
    case "list":
      return v.array(schemaOf(type.of), message);
    case "map":
      // Valibot takes a list for a record of its indexes.
      return v.pipe(v.custom(isTable, message), v.record(v.string(), schemaOf(type.of), message));
    case "schema":
      // Refused by defineConfig, so this is the type checker's business only.
      return v.unknown();
    default: {
      const inBounds = (value: number): boolean => value >= (type.min ?? -Infinity) && value <= (type.max ?? Infinity);
      const isWhole = (value: number): boolean => type.kind === "number" || Number.isSafeInteger(value);
      return v.pipe(
        v.number(message),
        v.check((value) => inBounds(value) && isWhole(value), message),
      );
    }
  }
}

/** What a value must be, for a message: `one of "debug", "info"`. */
export function describeType(type: SettingType): string {
  switch (type.kind) {
    case "text":
      return type.pattern === undefined ? "a text" : `a text of the form ${type.pattern.source}`;
    case "secret":
      return "a text";
    case "flag":
      return "true or false";
    case "oneOf":
      return `one of ${type.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "list":
      return "a list";
    case "map":
      return "a table";
    case "schema":
      return "what its schema says";
    default:
      return `${type.kind === "integer" ? "a whole number" : "a number"}${describeBounds(type)}`;
  }
}

function describeBounds({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}

/** A value for a message: as JSON, redacted and not too long. */
export function describeValue(value: unknown): string {
  const text = value instanceof AmbiguousText ? JSON.stringify(value.text) : (encodeRedacted(value) ?? "nothing");
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
