// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors } from "../diagnostics.ts";
import { literalValue } from "../eval/literal-value.ts";
import { traverseAbs } from "../eval/traverse.ts";
import { variables } from "../static-views.ts";
import type { Traversal } from "../traversal.ts";

/** What a reference in an expression that failed stood for. */
export interface ReferencedValue {
  /** The reference, as one would write it. */
  readonly reference: string;
  readonly value: Value;
}

/**
 * The values of the references in the expression that a diagnostic is about, each once. What is unknown has nothing to show,
 * and what is marked may be secret.
 */
export function referencedValues({ expression, evalContext }: Diagnostic): ReferencedValue[] {
  if (!expression || !evalContext) return [];
  const found = new Map<string, ReferencedValue>();
  for (const traversal of variables(expression)) {
    const { value, diagnostics } = traverseAbs(traversal, evalContext);
    if (hasErrors(diagnostics) || value.containsMarked() || !value.isKnown()) continue;
    const reference = describeTraversal(traversal);
    if (!found.has(reference)) found.set(reference, { reference, value });
  }
  return [...found.values()];
}

function describeTraversal(traversal: Traversal): string {
  return traversal
    .map((step) => {
      switch (step.kind) {
        case "root":
          return step.name;
        case "attr":
          return `.${step.name}`;
        case "index":
          return `[${describeKey(literalValue(step.key))}]`;
        default:
          return "";
      }
    })
    .join("");
}

function describeKey(key: Value): string {
  return key.isKnown() && key.type.isPrimitiveType() ? describeValue(key) : "...";
}

/** A known value in a few words; large ones are only measured. */
export function describeValue(value: Value): string {
  if (value.isNull()) return "null";
  const { type } = value;
  switch (type.kind) {
    case "bool":
      return String(value.asBool());
    case "number":
      return generalNumber(value.asBigFloat().toString());
    case "string":
      return quoteGo(value.asString());
    case "list":
    case "set":
    case "map":
    case "tuple": {
      const length = value.lengthInt();
      const name = type.friendlyName();
      return length === 0 ? `empty ${name}` : `${name} with ${length} element${length === 1 ? "" : "s"}`;
    }
    case "object": {
      const names = [...type.attributeTypes.keys()];
      if (names.length === 0) return "object with no attributes";
      return names.length === 1
        ? `object with 1 attribute ${quoteGo(names[0]!)}`
        : `object with ${names.length} attributes`;
    }
    default:
      return type.friendlyName();
  }
}

const precision = 10;

/** A decimal number with ten significant digits, as Go's `%g` writes it: `0.3333333333`, `1e+20`. */
function generalNumber(decimal: string): string {
  const match = /^(-?)([0-9]*)\.?([0-9]*)$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = "", whole = "", fraction = ""] = match;
  const all = whole + fraction;
  const leading = /^0*/.exec(all)![0].length;
  const rounded = roundDigits(all.slice(leading));
  const digits = rounded.digits.replace(/0+$/, "");
  if (digits === "") return `${sign}0`;
  // Where the point goes: after so many digits.
  const point = whole.length - leading + rounded.carried;
  if (point - 1 < -4 || point - 1 >= Math.max(precision, 1)) {
    const mantissa = digits.length === 1 ? digits : `${digits[0]!}.${digits.slice(1)}`;
    const exponent = String(Math.abs(point - 1)).padStart(2, "0");
    return `${sign}${mantissa}e${point - 1 < 0 ? "-" : "+"}${exponent}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** At most `precision` of the digits, the nearest; `carried` is 1 if that took one more before the point. */
function roundDigits(digits: string): { digits: string; carried: number } {
  if (digits.length <= precision) return { digits, carried: 0 };
  const kept = BigInt(digits.slice(0, precision));
  const rest = digits.slice(precision);
  const half = `5${"0".repeat(rest.length - 1)}`;
  const goesUp = rest > half || (rest === half && kept % 2n === 1n);
  const rounded = String(goesUp ? kept + 1n : kept);
  return { digits: rounded, carried: rounded.length - precision };
}
