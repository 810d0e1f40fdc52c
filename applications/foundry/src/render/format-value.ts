// SPDX-License-Identifier: Apache-2.0

/**
 * Values as Terraform's console and `output` write them.
 *
 * Source: Terraform 1.11, `internal/repl/format.go`.
 *
 * @module
 */

import type { Type, Value } from "@provide-foundry/cty";
import { typeString } from "@provide-foundry/hcl/ext";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import { quoteGo } from "@provide-foundry/cty/unicode";

/** @param depth How deep what follows the first line is indented, in steps of two. */
export function formatValue(value: Value, depth: number = 0): string {
  if (value.isMarked()) {
    const [plain, marks] = value.unmark();
    if (marks.has(sensitiveMark)) return "(sensitive value)";
    return marks.has(ephemeralMark) ? "(ephemeral value)" : formatValue(plain, depth);
  }
  if (!value.isKnown()) return "(known after apply)";
  const { type } = value;
  if (value.isNull()) return formatNull(type);
  switch (type.kind) {
    case "bool":
      return value.asBool() ? "true" : "false";
    case "number":
      return value.asBigFloat().toString();
    case "string":
      return formatString(value.asString(), depth);
    case "list":
      return `tolist(${formatElements(value.asValueSlice(), depth)})`;
    case "set":
      return `toset(${formatElements(value.asValueSlice(), depth)})`;
    case "tuple":
      return formatElements(value.asValueSlice(), depth);
    case "map":
      return `tomap(${formatEntries(value, depth)})`;
    case "object":
      return formatEntries(value, depth);
    default:
      return `(${type.friendlyName()})`;
  }
}

function formatNull(type: Type): string {
  switch (type.kind) {
    case "dynamic":
      return "null";
    case "bool":
    case "number":
    case "string":
      return `to${type.kind}(null)`;
    default:
      return `null /* ${typeString(type).replaceAll(/\s+/g, " ")} */`;
  }
}

function formatString(text: string, depth: number): string {
  const lines = text.split("\n");
  if (lines.length === 1) return quoteGo(text);
  // A text that has such a line itself would end there.
  let end = "EOT";
  while (lines.some((line) => line.trim() === end)) end += "_";
  const indent = "  ".repeat(depth);
  return [`<<${depth === 0 ? "" : "-"}${end}`, ...lines.map((line) => indent + line), indent + end].join("\n");
}

function formatElements(elements: readonly Value[], depth: number): string {
  if (elements.length === 0) return "[]";
  const indent = "  ".repeat(depth + 1);
  const lines = elements.map((element) => `${indent}${formatValue(element, depth + 1)},\n`);
  return `[\n${lines.join("")}${"  ".repeat(depth)}]`;
}

function formatEntries(value: Value, depth: number): string {
  const entries = [...value.asValueMap()];
  if (entries.length === 0) return "{}";
  const indent = "  ".repeat(depth + 1);
  const lines = entries.map(([name, element]) => `${indent}${quoteGo(name)} = ${formatValue(element, depth + 1)}\n`);
  return `{\n${lines.join("")}${"  ".repeat(depth)}}`;
}
