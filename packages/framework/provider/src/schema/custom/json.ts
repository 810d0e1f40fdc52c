// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "@provide-foundry/cty";
import type { Codec } from "../codec.ts";

/** What JSON text says. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** JSON whose layout, order of names and way to write numbers mean nothing. */
export const normalizedJson: Codec<unknown> = {
  name: "JSON",
  decode: (text) => deepFreeze(JSON.parse(text)),
  encode,
  normalize: (text) => writeSorted(JSON.parse(text, keepDigits)),
};

/** JSON of which every character counts. */
export const exactJson: Codec<unknown> = { ...normalizedJson, normalize: (text) => text };

function encode(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`JSON cannot say ${typeof value}`);
  return text;
}

/** A number that a double does not hold exactly. */
class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** For `JSON.parse`, which tells a reviver since Node 21 how a value was written. */
function keepDigits(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? String(value);
  return new ExactNumber(BigFloat.parse(source)?.toString() ?? source);
}

function writeSorted(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeSorted).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${writeSorted(part)}`).join()}}`;
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
