// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import type { Block, NestedBlock } from "../schema.ts";

/**
 * The text of a body that is decoded to an object.
 *
 * @param unknown An expression whose value is unknown, and of any type.
 */
export function writeBody({ attributes, blocks }: Block, object: Value, unknown: string): string {
  const lines: string[] = [];
  for (const name of attributes.keys()) {
    const value = object.getAttr(name);
    if (!value.isKnown() || !value.isNull()) lines.push(`${name} = ${writeExpression(value, unknown)}\n`);
  }
  for (const [name, nested] of blocks) lines.push(...writeBlocks(name, nested, object.getAttr(name), unknown));
  return lines.join("");
}

function writeBlocks(name: string, { nesting, block }: NestedBlock, value: Value, unknown: string): readonly string[] {
  const write = (labels: string, element: Value): string =>
    `${name}${labels} {\n${writeBody(block, element, unknown)}}\n`;
  if (value.isNull()) return [];
  if (nesting === "single" || nesting === "group") return [write("", value)];
  return Array.from(value.elements(), ([key, element]) =>
    write(nesting === "map" ? ` ${JSON.stringify(key.asString())}` : "", element),
  );
}

/** In the syntax of HCL. */
function writeExpression(value: Value, unknown: string): string {
  if (!value.isKnown()) return unknown;
  if (value.isNull()) return "null";
  switch (value.type.kind) {
    case "string":
      return JSON.stringify(value.asString());
    case "number":
      return value.asBigFloat().toString();
    case "bool":
      return String(value.asBool());
    case "map":
    case "object": {
      const items = Array.from(value.asValueMap(), ([name, part]) => `${name} = ${writeExpression(part, unknown)}`);
      return `{ ${items.join(", ")} }`;
    }
    default:
      return `[${value
        .asValueSlice()
        .map((element) => writeExpression(element, unknown))
        .join(", ")}]`;
  }
}
